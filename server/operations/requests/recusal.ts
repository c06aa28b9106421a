import { isObject, type Json, type JsonObject, type Problem, type Turn } from '../../../definitions/index.ts';
import { keepRecused } from '../../store/keep-recusals.ts';
import { findRecused, managersOf, peopleCalled, reportsOf } from '../../store/recusals.ts';
import type { Transaction } from '../../store/store.ts';
import type { Lived } from './life.ts';
import type { PreparedQueue } from './prepared-queues.ts';
import { requestProblem } from './problems.ts';

/**
 * Recusal: whom the fields of a queue's `assign.exclude` name, and all who report to them at any depth, have nothing to do with a request.
 * They are kept as rows beside it, written in the step by which a field or the queue changed and in the change of who reports to whom, so
 * that lists and totals leave such requests out by an index. A field names a person by id, account or name; of several people of one
 * name all are recused, and whoever comes on record by it later.
 */
export interface Recusal {
  /** By person: whom the request names that he is, or reports to. */
  readonly people: ReadonlyMap<string, string>;
  /** Whom the request names, by id and as it calls them, where that is not what it was; null where it is. */
  readonly named: { readonly subjects: readonly string[]; readonly names: readonly string[] } | null;
  readonly problems: readonly Problem[];
}

/** Who is recused from a request after a step of it, `before` which it stood so; null where it is new. `queue` is the one that it lay in. */
export async function recusalOf(
  tx: Transaction,
  {
    before,
    queue,
    turn: { snapshot, facts },
  }: { readonly before: Lived | null; readonly queue: PreparedQueue; readonly turn: Turn },
): Promise<Recusal> {
  const named = namedIn(queue.beside(snapshot.queue) ?? queue, facts);
  const had = before === null ? [] : namedIn(queue, before.life.facts);
  if (JSON.stringify(named) === JSON.stringify(had)) {
    const rows = before === null || named.length === 0 ? [] : await tx.all(findRecused, { request: before.row.id });
    return { people: byPerson(rows), named: null, problems: [] };
  }
  const called = await peopleCalled(tx.database, [...new Set(named.map(({ name }) => name))]);
  const subjects = [...new Set(called.map(({ id }) => id))];
  const unknown = named.filter(
    ({ name }) => !called.some((one) => [one.id, one.name].includes(name) || one.account === name.toLowerCase()),
  );
  const problems = unknown.map(({ field }) =>
    requestProblem('request-recusal-unknown', { pointer: `/facts/${field}` }, { field }),
  );
  const people = byPerson(await reportsOf(tx.database, subjects));
  return { people, named: { subjects, names: named.map(({ name }) => name) }, problems };
}

/** Writes who is recused, where that is not what it was. */
export async function keepRecusal(tx: Transaction, request: string, { named }: Recusal): Promise<void> {
  if (named !== null) await keepRecused(tx.database, request, named);
}

/** Why somebody works on a request no more: whom he reports to, and through whom. */
export async function ownerRecused(tx: Transaction, person: string, subject: string): Promise<Problem> {
  const at = { pointer: '' };
  if (person === subject) return requestProblem('request-owner-named', at, { person });
  const above = await managersOf(tx.database, person);
  const through = above.slice(0, Math.max(0, above.indexOf(subject)));
  if (through.length === 0) return requestProblem('request-owner-recused', at, { person, subject });
  return requestProblem('request-owner-recused-through', at, { person, subject, through: through.join(' → ') });
}

const byPerson = (rows: readonly { readonly person: string; readonly subject: string }[]): Recusal['people'] =>
  new Map(rows.map(({ person, subject }) => [person, subject]));

/** What the fields of a queue's recusal hold: texts, alone or in lists. */
function namedIn(
  { document: { assign } }: PreparedQueue,
  facts: JsonObject,
): readonly { readonly field: string; readonly name: string }[] {
  return (assign.exclude ?? []).flatMap((field) =>
    textsIn(Object.hasOwn(facts, field) ? facts[field] : undefined).map((name) => ({ field, name })),
  );
}

function textsIn(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return value.trim() === '' ? [] : [value.trim()];
  if (Array.isArray(value)) return value.flatMap((one: Json) => textsIn(one));
  return isObject(value) ? Object.values(value).flatMap((one) => textsIn(one)) : [];
}
