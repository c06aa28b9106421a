import type { JsonObject } from '../../definitions/index.ts';
import { type Declared, declaredFact, declaredResult, type DocumentsById } from './declared.ts';
import { relatedFact } from './leaves.ts';
import { type JudgeContext, Judge } from './rules-engine-adapter.ts';
import { RefereeSubject } from './subject.ts';
import { found, type RefereeValue } from './value.ts';

/** A subject as a judge sees it, with values of its own beside the facts (`$value`: what bins or cells test). */
export function benchOf(subject: RefereeSubject, own: Readonly<Record<string, RefereeValue>> = {}): JudgeContext {
  return {
    asOf: subject.hearing.inputs.asOf,
    fact: async (name) => (Object.hasOwn(own, name) ? found(own[name] ?? null) : subject.fact(name)),
    member: async (row, name) =>
      row instanceof RefereeSubject ? ((await row.named(name)) ?? found(null)) : found(null),
    criteria: (id) => subject.result(`${id}#holds`),
  };
}

/** The judge of some conditions of a document; `own` says what the values beside the facts are. */
export function judgeOf(
  of: object,
  subject: RefereeSubject,
  conditions: () => readonly JsonObject[],
  own: Readonly<Record<string, Declared>> = {},
): Judge {
  const { context } = subject.hearing;
  const declared = (fact: string, path?: string) =>
    Object.hasOwn(own, fact) ? (own[fact] as Declared) : declaredOn(context.documents, subject, fact, path);
  return context.judge(of, () => new Judge(conditions(), declared, context.documents));
}

/** What a fact of a subject is: of an entity's record, or of a pair (`customer.x`). */
export function declaredOn(documents: DocumentsById, subject: RefereeSubject, fact: string, path?: string): Declared {
  const related = relatedFact(fact);
  if (related !== undefined) return declaredResult(documents, related.ref);
  if (fact.includes('#')) return declaredResult(documents, fact);
  if (subject.entity !== null) return declaredFact(documents, subject.entity, fact, path);
  const [side = '', ...steps] = fact.split('.');
  const entity = subject.sideOf(side);
  return declaredFact(documents, entity, steps[0] ?? '', steps.length > 1 ? `$.${steps.slice(1).join('.')}` : path);
}
