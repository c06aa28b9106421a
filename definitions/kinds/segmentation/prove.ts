import type { Decision } from '../../model/decision.ts';
import { pickNumber } from '../../expression/build-list.ts';
import { not, or, TRUE } from '../../expression/build-logic.ts';
import type { Bins, Expression } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { type WrittenNodes, writtenIn } from '../../proofs/index-nodes.ts';
import { bothGates, notRefused } from '../../proofs/decided.ts';
import { provedProblem } from '../../proofs/problems.ts';
import { proved } from '../../proofs/verdict.ts';
import { proveBands } from '../../proofs/prove-bands.ts';
import { testOf } from '../../proofs/prove-bins.ts';
import { askInOrder } from '../../proofs/ordered-conditions.ts';
import { type OrderedChoice, proveChoices } from '../../proofs/prove-choice.ts';
import { proveMonotone } from '../../proofs/prove-monotone.ts';
import { canHold, type ProofContext } from '../../proofs/satisfiability.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Text } from '../../model/text.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import { classesByCriteria, otherwiseName } from './by-criteria.ts';
import { pathOf } from './decide-one.ts';
import { proveCells } from './prove-cells.ts';
import type { Axis, CriteriaSegmentation, MatrixSegmentation, Segmentation } from './segmentation.ts';

/** Classes partition what is reachable, none is unreachable or hidden, and the score follows the direction of its measures. */
export function proveSegmentation(
  document: Segmentation,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const written = writtenIn(decision);
  const setting: ProofContext = { whole: decision, environment, nodes: budget.nodes };
  const applies = appliesOf(document, decision.id, environment);
  const exception = written.bins.get('/exceptions') ?? null;
  const asked: ClassQuestion = {
    decision,
    written,
    setting,
    applies: bothGates(applies, notRefused(decision)),
    path: bothGates(pathOf({ applies, exception, plans: [] }), notRefused(decision)),
    excepted: exceptedBy(document, written, applies, setting),
  };
  return sayForWhom([...proveMethod(document, asked), ...proveExceptions(document, asked)], document, decision, {
    applies,
    setting,
  });
}

/** Where records get no class although no class is lacking (they are not among those it applies to, or are refused), that is said. */
function sayForWhom(
  proofs: readonly Proof[],
  document: Segmentation,
  decision: Decision,
  { applies, setting }: { readonly applies: Expression | null; readonly setting: ProofContext },
): readonly Proof[] {
  const isSaid = ({ property, verdict }: Proof) => property === 'classes-partition' && verdict === 'proved';
  const refusing = decision.problems
    .filter(({ refuses, code }) => refuses && !GAPS.includes(code))
    .map(({ when }) => when);
  const without = [...(applies === null ? [] : [not(applies)]), ...refusing];
  if (without.length === 0 || !proofs.some(isSaid)) return proofs;
  const [answer] = canHold([or(without)], setting, 'any');
  if (answer?.verdict === 'never') return proofs;
  const witness = answer?.verdict === 'can' ? { witness: answer.request } : {};
  return proofs.map((proof) => {
    const at = { definition: decision.id, pointer: proof.pointer };
    const slots = { title: document.title ?? document.name };
    return isSaid(proof)
      ? { ...proved('decided-classes-partition', at), problem: provedProblem('some-without-class', at, slots, witness) }
      : proof;
  });
}

/** Refusals of a record that no class holds: what the proof is about. */
const GAPS = ['value-not-covered', 'no-class-holds'];

interface ClassQuestion {
  readonly decision: Decision;
  readonly written: WrittenNodes;
  readonly setting: ProofContext;
  /** Whom the segmentation applies to, and does not refuse; null: everybody. */
  readonly applies: Expression | null;
  /** Where the method decides, and does not refuse; null: always. */
  readonly path: Expression | null;
  /** Whether an exception gives some record the class. */
  excepted(name: string): boolean;
}

function appliesOf({ appliesTo, entity }: Segmentation, id: string, environment: Environment): Expression | null {
  if (appliesTo === undefined) return null;
  return fromCondition(appliesTo, entityScope(environment, entity, id), { definition: id, pointer: '/appliesTo' })
    .expression;
}

/** Whether an exception gives some record a class; asked of all exceptions when it is first asked of one. */
function exceptedBy(
  { exceptions = [] }: Segmentation,
  written: WrittenNodes,
  applies: Expression | null,
  setting: ProofContext,
): (name: string) => boolean {
  const tests = exceptionTests(written);
  let given: ReadonlySet<string> | undefined;
  return (name) => {
    given ??= new Set(
      askInOrder({ gate: applies, tests }, setting, 'any').taken.flatMap(({ verdict }, i) =>
        verdict === 'can' ? [exceptions[i]?.class ?? ''] : [],
      ),
    );
    return given.has(name);
  };
}

/** When each exception holds, in the order they are tried. */
function exceptionTests(written: WrittenNodes): readonly Expression[] {
  return (written.bins.get('/exceptions')?.bins ?? []).flatMap(({ test }) => testOf(null, test) ?? []);
}

function proveMethod(document: Segmentation, asked: ClassQuestion): readonly Proof[] {
  const { decision, written, setting, path, applies, excepted } = asked;
  const title = document.title ?? document.name;
  const place = { definition: decision.id, pointer: '/classes' };
  switch (document.method) {
    case 'composite': {
      const bins = written.bins.get('/classes');
      if (bins === undefined) return [];
      const score = bins.on;
      const at = { ...place, pointer: '/scores' };
      const monotone = score === null ? [] : proveMonotone({ score, gate: applies }, true, title, at, setting);
      const classOf = (i: number) => document.classes[Number(bins.bins[i]?.origin.pointer.split('/')[2])]?.name ?? '';
      const elsewhere = (i: number) => excepted(classOf(i));
      return [...proveBands(bins, { ...names(document, decision, bins), elsewhere }, setting, path), ...monotone];
    }
    case 'criteria': {
      const isFirst = document.mode !== 'all';
      const choices = isFirst ? firstChoices(document, decision, written) : allChoices(document, decision);
      const isGapAFault = isFirst && document.otherwise === undefined;
      const what = { property: 'classes-reachable', code: 'class-unreachable' } as const;
      const before = isFirst ? exceptionTests(written) : [];
      const classOf = (i: number) => (isFirst ? classTaken(document, choices[i]) : i);
      const elsewhere = (i: number) => isFirst && excepted(classTaken(document, choices[i]));
      const asks = {
        title,
        place,
        ...what,
        isGapAFault,
        isFirstTaken: isFirst,
        gate: applies,
        before,
        elsewhere,
        classOf,
      };
      return [...proveChoices(choices, asks, setting), ...(isFirst ? proveOrder(document, asked) : [])];
    }
    case 'matrix':
      return [
        ...(['rows', 'columns'] as const).flatMap((axis) => proveAxis(document, axis, asked)),
        ...proveCells(document, decision, written, setting, path),
      ];
    case 'share':
      return [];
  }
}

/** Classes with an order, low to high, follow the direction of what their conditions test. */
function proveOrder(
  document: CriteriaSegmentation,
  { written, decision, setting, path }: ClassQuestion,
): readonly Proof[] {
  const bins = written.bins.get('/classes');
  const classes = classesByCriteria(document);
  const orders = bins?.bins.map(({ origin }) => {
    const [, , position] = origin.pointer.split('/');
    const name = position === undefined ? otherwiseName(document) : document.classes[Number(position)]?.name;
    return classes.find((one) => one.name === name)?.order;
  });
  const known = orders?.flatMap((order) => order ?? []) ?? [];
  if (bins === undefined || known.length < bins.bins.length || known.length === 0) return [];
  const rank = pickNumber(
    bins,
    known.map((order) => BigInt(order)),
    0,
  );
  const title = document.title ?? document.name;
  const at = { definition: decision.id, pointer: '/classes' };
  return proveMonotone({ score: rank, gate: path }, true, title, at, setting);
}

/** The name of the class that a choice gives. */
function classTaken(document: CriteriaSegmentation, choice: OrderedChoice | undefined): string {
  const [, , position] = choice?.place.pointer.split('/') ?? [];
  return position === undefined ? (otherwiseName(document) ?? '') : (document.classes[Number(position)]?.name ?? '');
}

function names(document: Segmentation, decision: Decision, bins: Bins) {
  const classes = document.classes ?? [];
  const positions = bins.bins.map((bin) => Number(bin.origin.pointer.split('/')[2]));
  return {
    partition: 'classes-partition',
    reachable: 'classes-reachable',
    title: document.title ?? document.name,
    names: positions.map((i): Text => classes[i]?.title ?? classes[i]?.name ?? ''),
    places: bins.bins.map((bin) => bin.origin),
    place: { definition: decision.id, pointer: '/classes' },
  } as const;
}

/** The classes in the order they are tried; what is left for `otherwise` is the last choice. */
function firstChoices(document: Segmentation, decision: Decision, written: WrittenNodes): readonly OrderedChoice[] {
  const bins = written.bins.get('/classes');
  if (bins === undefined) return [];
  return bins.bins.map(({ test, origin }): OrderedChoice => {
    const named = document.classes?.[Number(origin.pointer.split('/')[2])];
    const left = document.method === 'criteria' ? otherwiseTitle(document) : '';
    return {
      name: named?.title ?? named?.name ?? left,
      when: testOf(null, test) ?? TRUE,
      place: { definition: decision.id, pointer: origin.pointer },
    };
  });
}

function otherwiseTitle({ otherwise }: CriteriaSegmentation): Text {
  return typeof otherwise === 'object' ? (otherwise.title ?? otherwise.name) : (otherwise ?? '');
}

/** All classes that fit: each must fit some record. */
function allChoices(document: Segmentation, decision: Decision): readonly OrderedChoice[] {
  const shape = decision.value.kind === 'object' ? decision.value.members[0]?.shape : undefined;
  if (shape?.kind !== 'list') return [];
  return shape.items.map((item, i): OrderedChoice => {
    const named = document.classes?.[i];
    const pointer = named === undefined ? '/otherwise' : `/classes/${i}`;
    const left = document.method === 'criteria' ? otherwiseTitle(document) : '';
    return { name: named?.title ?? named?.name ?? left, when: item.when, place: { definition: decision.id, pointer } };
  });
}

function proveAxis(
  document: MatrixSegmentation,
  key: 'rows' | 'columns',
  { decision, written, setting, path }: ClassQuestion,
): readonly Proof[] {
  const bins = written.bins.get(`/${key}/bands`);
  const axis: Axis = document[key];
  if (bins === undefined) return [];
  const what = {
    partition: 'bands-partition',
    reachable: 'bands-reachable',
    title: axis.title ?? document.title ?? document.name,
    names: axis.bands.map((band): Text => band.title ?? band.name),
    places: bins.bins.map((bin) => bin.origin),
    place: { definition: decision.id, pointer: `/${key}/bands` },
  } as const;
  return proveBands(bins, what, setting, path);
}

function proveExceptions(
  document: Segmentation,
  { decision, written, setting, applies }: ClassQuestion,
): readonly Proof[] {
  const bins = written.bins.get('/exceptions');
  if (bins === undefined) return [];
  const choices = bins.bins.flatMap(({ test, origin }): readonly OrderedChoice[] => {
    const when = testOf(null, test);
    return when === undefined ? [] : [{ name: '', when, place: origin }];
  });
  const what = {
    title: document.title ?? document.name,
    place: { definition: decision.id, pointer: '/exceptions' },
    property: 'exceptions-reachable',
    code: 'exception-unreachable',
    isGapAFault: false,
    isFirstTaken: true,
    gate: applies,
  } as const;
  return proveChoices(choices, what, setting);
}
