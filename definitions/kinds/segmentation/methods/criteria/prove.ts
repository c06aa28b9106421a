import { pickNumber } from '../../../../expression/build-list.ts';
import { TRUE } from '../../../../expression/build-logic.ts';
import type { Decision } from '../../../../model/decision.ts';
import type { Proof } from '../../../../model/proof.ts';
import type { Text } from '../../../../model/text.ts';
import type { WrittenNodes } from '../../../../proofs/index-nodes.ts';
import { testOf } from '../../../../proofs/prove-bins.ts';
import { type OrderedChoice, proveChoices } from '../../../../proofs/prove-choice.ts';
import { proveMonotone } from '../../../../proofs/monotone/prove-monotone.ts';
import type { CriteriaSegmentation } from '../../segmentation.ts';
import type { ClassQuestion } from '../method.ts';
import { classesByCriteria, otherwiseName } from './lower.ts';

/** Every class is some record's, none is hidden by those before it, and where classes have an order it follows what they test. */
export function proveCriteria(document: CriteriaSegmentation, question: ClassQuestion): readonly Proof[] {
  const { decision, written, setting, applies, excepted } = question;
  const isFirst = document.mode !== 'all';
  const choices = isFirst ? firstChoices(document, decision, written) : allChoices(document, decision);
  const asks = {
    title: document.title ?? document.name,
    place: { definition: decision.id, pointer: '/classes' },
    property: 'classes-reachable',
    code: 'class-unreachable',
    isGapAFault: isFirst && document.otherwise === undefined,
    isFirstTaken: isFirst,
    gate: applies,
    before: isFirst ? question.exceptions : [],
    elsewhere: (i: number) => isFirst && excepted(classTaken(document, choices[i])),
    classOf: (i: number) => (isFirst ? classTaken(document, choices[i]) : i),
  } as const;
  return [...proveChoices(choices, asks, setting), ...(isFirst ? proveOrder(document, question) : [])];
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

/** The classes in the order they are tried; what is left for `otherwise` is the last choice. */
function firstChoices(
  document: CriteriaSegmentation,
  decision: Decision,
  written: WrittenNodes,
): readonly OrderedChoice[] {
  const bins = written.bins.get('/classes');
  if (bins === undefined) return [];
  return bins.bins.map(({ test, origin }): OrderedChoice => {
    const named = document.classes[Number(origin.pointer.split('/')[2])];
    return {
      name: named?.title ?? named?.name ?? otherwiseTitle(document),
      when: testOf(null, test) ?? TRUE,
      place: { definition: decision.id, pointer: origin.pointer },
    };
  });
}

function otherwiseTitle({ otherwise }: CriteriaSegmentation): Text {
  return typeof otherwise === 'object' ? (otherwise.title ?? otherwise.name) : (otherwise ?? '');
}

/** All classes that fit: each must fit some record. */
function allChoices(document: CriteriaSegmentation, decision: Decision): readonly OrderedChoice[] {
  const shape = decision.value.kind === 'object' ? decision.value.members[0]?.shape : undefined;
  if (shape?.kind !== 'list') return [];
  return shape.items.map((item, i): OrderedChoice => {
    const named = document.classes[i];
    const pointer = named === undefined ? '/otherwise' : `/classes/${i}`;
    return {
      name: named?.title ?? named?.name ?? otherwiseTitle(document),
      when: item.when,
      place: { definition: decision.id, pointer },
    };
  });
}
