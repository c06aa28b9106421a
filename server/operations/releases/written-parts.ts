import { hash as digestOf } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { isObject, type Json } from '../../../definitions/index.ts';
import { readDocuments } from '../../store/definitions.ts';
import type { ReleaseMemberTable } from '../../store/release-tables.ts';
import { storeProblem } from '../../store/problems.ts';
import { chunks } from '../../store/spans.ts';
import { StoreError } from '../../store/store-error.ts';
import type { Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';

/**
 * Who wrote what, in parts: whoever wrote a part of what a text changes does not approve it, through whichever release, copy, key or
 * retyped text it came there (life L10, L25).
 *
 * A **part** is what a text has and what it was written on has not: each value that stands nowhere at such a place there, the whole text
 * as the largest of them; each two neighbours of a list that were none (so that what was left out or put in another order is a part as
 * well); and each member that was left out. Places within lists are told without positions: what is put in before a rule leaves its parts
 * as they are. Who copies a text and changes one character shares all its other parts.
 */
export type WrittenParts = ReadonlyMap<string, readonly string[]>;

type Text = Pick<ReleaseMemberTable, 'ref' | 'json' | 'hash' | 'base_hash'>;

/** Of a text that changes more than this, so many parts are looked at, by their hashes: the same of every near copy. */
const MOST_PARTS = 400;
/** How many values are looked at before others have their turn. */
const AT_ONCE = 4096;

/** The parts of texts, found outside a transaction: large tables have many. */
export async function writtenParts(database: Database, texts: readonly Text[]): Promise<WrittenParts> {
  const bases = await readDocuments(
    database,
    texts.flatMap(({ base_hash }) => base_hash ?? []),
  );
  const found = new Map<string, readonly string[]>();
  for (const text of texts) {
    const base = text.base_hash === null ? undefined : bases.get(text.base_hash);
    found.set(keyOf(text), await partsOf(text, base === undefined ? undefined : (JSON.parse(base) as Json)));
  }
  return found;
}

/** Whoever wrote a part of these texts, whatever became of it then. */
export async function writersOf(
  database: Database,
  texts: readonly Text[],
  known: WrittenParts,
): Promise<readonly string[]> {
  const people = new Set<string>();
  for (const text of texts)
    for (const some of chunks(partsKnown(text, known))) {
      const rows = await database
        .selectFrom('written_part')
        .select('person')
        .distinct()
        .where('ref', '=', text.ref)
        .where('part', 'in', some)
        .execute();
      for (const { person } of rows) people.add(person);
    }
  return [...people];
}

/** Keeps that these people wrote these texts. */
export async function keepWritten(
  { database, now }: Transaction,
  texts: readonly Text[],
  people: readonly string[],
  known: WrittenParts,
): Promise<void> {
  const written_at = now.toISOString();
  for (const text of texts) {
    const rows = partsKnown(text, known).flatMap((part) =>
      people.map((person) => ({ ref: text.ref, part, person, written_at })),
    );
    for (const some of chunks(rows))
      await database
        .insertInto('written_part')
        .values([...some])
        .onConflict((conflict) => conflict.doNothing())
        .execute();
  }
}

const keyOf = ({ ref, hash, base_hash }: Text): string => `${ref} ${hash} ${base_hash}`;

/** Throws where a text is written on another one by now than when its parts were looked for. */
function partsKnown(text: Text, known: WrittenParts): readonly string[] {
  const parts = known.get(keyOf(text));
  if (parts === undefined) throw new StoreError(storeProblem('store-changed', { pointer: '' }));
  return parts;
}

const RETIRED = 'retired';

async function partsOf({ json, hash, base_hash }: Text, base: Json | undefined): Promise<readonly string[]> {
  if (json === null || hash === null) return [RETIRED];
  if (hash === base_hash) return [];
  const text = JSON.parse(json) as Json;
  const stood = await unitsOf(base ?? named(text));
  const own = await unitsOf(text);
  const gone = base === undefined ? [] : leftOut(base, text, '');
  const parts = [...own].filter((unit) => !stood.has(unit));
  const some = [...parts, ...gone].toSorted().slice(0, MOST_PARTS);
  return [...new Set([hash, ...some])];
}

/** Of a text that stands on nothing: that it is that definition was said by nobody in particular. */
const named = (text: Json): Json =>
  isObject(text) ? { kind: text['kind'] ?? null, name: text['name'] ?? null, entity: text['entity'] ?? null } : null;

async function unitsOf(text: Json): Promise<ReadonlySet<string>> {
  const units = new Set<string>();
  let n = 0;
  for (const unit of walk(text, '')) {
    units.add(unit);
    n += 1;
    if (n % AT_ONCE === 0) await setImmediate();
  }
  return units;
}

/** Every value of a text with its place, and every two neighbours of a list, by their hashes; answers that of the value itself. */
function* walk(value: Json, place: string): Generator<string, string> {
  const inside: string[] = [];
  if (Array.isArray(value)) {
    let before = '';
    for (const one of value as readonly Json[]) {
      const own = yield* walk(one, `${place}/*`);
      yield unit(`${place} follows`, before, own);
      inside.push(own);
      before = own;
    }
    yield unit(`${place} ends`, before);
  } else if (isObject(value)) {
    for (const key of Object.keys(value).toSorted())
      inside.push(key, yield* walk(value[key] ?? null, `${place}/${key}`));
  } else inside.push(JSON.stringify(value));
  const own = unit(place, Array.isArray(value) ? 'list' : isObject(value) ? 'object' : 'value', ...inside);
  yield own;
  return own;
}

/** The members of objects that are not there any more; within lists that is told by the objects themselves. */
function leftOut(base: Json, text: Json, place: string): readonly string[] {
  if (!isObject(base) || !isObject(text)) return [];
  return Object.keys(base).flatMap((key) =>
    Object.hasOwn(text, key)
      ? leftOut(base[key] ?? null, text[key] ?? null, `${place}/${key}`)
      : [unit(`${place}/${key} left out`)],
  );
}

const unit = (...words: readonly string[]): string => digestOf('sha256', JSON.stringify(words), 'hex').slice(0, 32);
