import type { Decision, ProblemPlan } from '../model/decision.ts';
import { type Emitter, isAtom, joined } from '../expression/to-function/emitter.ts';
import { type Problem, problemOf } from '../model/problem.ts';
import type { ReadSet } from '../expression/read-set.ts';
import type { ReadNote } from '../record/value.ts';
import { NONE } from '../model/result.ts';

/** Adds the statements that gather a decision's problems; answers the source of the list and of whether one refuses. */
export function problemSource(
  e: Emitter,
  decision: Decision,
  reads: ReadSet,
): { readonly list: string; readonly refused: string } {
  const plans = decision.problems
    .map((plan) => ({ plan, when: e.truth(plan.when) }))
    .filter(({ when }) => when !== 'false');
  const tests = plans.map(({ plan, when }) => ({ plan, when: isAtom(when) ? when : e.name(when) }));
  const refusing = tests.filter(({ plan }) => plan.refuses).map(({ when }) => when);
  const { fields, products } = reads;
  const canNote = [...fields, ...(products ?? [])].some(isNoted);
  if (tests.length === 0 && !canNote) return { list: 'NONE', refused: 'false' };
  const list = e.fresh('problems');
  e.line(
    `let ${list} = ${canNote ? `${e.slot(notesOf)}(record.notes, ${e.slot(namesOf(fields))}, ${e.slot(namesOf(products ?? []))})` : 'NONE'};`,
  );
  for (const { plan, when } of tests) {
    e.line(`if (${when}) ${list} = ${e.slot(withProblem)}(${list}, ${e.slot(Object.freeze(problemOfPlan(plan)))});`);
  }
  return { list, refused: joined(refusing, '||', 'false') };
}

/** A plan as the problem it announces. */
export function problemOfPlan(plan: ProblemPlan): Problem {
  return problemOf(plan.code, { definition: plan.origin.definition, pointer: plan.origin.pointer }, plan.slots);
}

function isNoted({ field, rows }: ReadSet['fields'][number]): boolean {
  return field.unreadable === 'missing' || (rows?.some(isNoted) ?? false);
}

const namesOf = (reads: ReadSet['fields']): ReadonlySet<string> => new Set(reads.map(({ field }) => field.name));

/** The notes a reader made of fields that a decision reads: of the record, and of its products. */
function notesOf(
  notes: readonly ReadNote[],
  fields: ReadonlySet<string>,
  products: ReadonlySet<string>,
): readonly Problem[] {
  if (notes === NONE) return NONE;
  const found = notes.filter(({ field, problem }) =>
    (problem.pointer.startsWith('/products/') ? products : fields).has(field),
  );
  return found.length === 0 ? NONE : found.map(({ problem }) => problem);
}

function withProblem(problems: readonly Problem[], next: Problem): readonly Problem[] {
  return [...problems, next];
}
