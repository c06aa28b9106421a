import type { Decision } from '../../model/decision.ts';
import { not, or } from '../../expression/build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { type WrittenNodes, writtenIn } from '../../proofs/index-nodes.ts';
import { bothGates, notRefused } from '../../proofs/decided.ts';
import { provedProblem } from '../../proofs/problems.ts';
import { proved } from '../../proofs/verdict.ts';
import { testOf } from '../../proofs/prove-bins.ts';
import { askInOrder } from '../../proofs/ordered-conditions.ts';
import { type OrderedChoice, proveChoices } from '../../proofs/prove-choice.ts';
import { canHold, type ProofContext } from '../../proofs/satisfiability.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import { pathOf } from './decide-one.ts';
import { methodOf } from './methods/index.ts';
import type { ClassQuestion } from './methods/method.ts';
import type { Segmentation } from './segmentation.ts';

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
  const tests = exceptionTests(written);
  const question: ClassQuestion = {
    decision,
    written,
    setting,
    applies: bothGates(applies, notRefused(decision)),
    path: bothGates(pathOf({ applies, exception, plans: [] }), notRefused(decision)),
    exceptions: tests,
    excepted: exceptedBy(document, tests, applies, setting),
  };
  return sayForWhom(
    [...methodOf(document).prove(document, question), ...proveExceptions(document, question)],
    document,
    decision,
    {
      applies,
      setting,
    },
  );
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

function appliesOf({ appliesTo, entity }: Segmentation, id: string, environment: Environment): Expression | null {
  if (appliesTo === undefined) return null;
  return fromCondition(appliesTo, entityScope(environment, entity, id), { definition: id, pointer: '/appliesTo' })
    .expression;
}

/** Whether an exception gives some record a class; asked of all exceptions when it is first asked of one. */
function exceptedBy(
  { exceptions = [] }: Segmentation,
  tests: readonly Expression[],
  applies: Expression | null,
  setting: ProofContext,
): (name: string) => boolean {
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
