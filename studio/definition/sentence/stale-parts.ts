import {
  changesBetween,
  type DocumentChange,
  type Json,
  type JsonObject,
  pointerSteps,
  stepInto,
} from '../../../definitions/index.ts';
import { partAt, removeAt } from '../../editors/edit.ts';
import type { Place } from '../../editors/places.ts';
import { readInterval } from '../../texts/interval.ts';
import { groupsOf, withClauses } from '../draft/clauses.ts';
import { figuresIn, toldByText } from './spans.ts';
import { joined, type Stretch, unlike } from './stretches.ts';

/** What a sound document says, sentence by sentence; null where it has errors. */
export type Tell = (document: JsonObject) => Promise<readonly string[] | null>;

/** Where a draft went wrong: how sound documents would say it that have something else there, and the parts of which none is known. */
export interface Otherwise {
  readonly words: readonly (readonly string[])[];
  /** Pointers into the document that is said. */
  readonly parts: readonly string[];
  /** Ends of intervals that are gone, and that no sound document has elsewhere: they are looked for by their figures. */
  readonly ends: readonly string[];
}

/**
 * How else a definition could read in what a draft with errors changed. What the draft has there says nothing yet; so each change is
 * made by itself where it is sound alone, else the figures in it are given another value, else the least part around it that can be
 * left out is left out. What then reads differently is what no longer holds.
 */
export async function otherwise(
  said: JsonObject,
  draft: JsonObject,
  places: readonly Place[],
  tell: Tell,
): Promise<Otherwise> {
  const words: (readonly string[])[] = [];
  const parts: string[] = [];
  const ends: string[] = [];
  for (const { clauses } of groupsOf(changesBetween(said as Json, draft as Json))) {
    const figures = places.filter((place) => clauses.some((clause) => isChanged(place, said, clause)));
    const probes = [
      [withClauses(said, clauses, () => true)],
      figures.flatMap(({ set, other }) => (other === null ? [] : [set(other)(said)])),
      ...around(said, clauses).map((pointer) => [removeAt(said, pointer)]),
    ];
    const told = await firstTold(probes, async (document) => (document === said ? null : await tell(document)));
    words.push(...told);
    const lost = clauses.flatMap(({ path }) => endsOf(partAt(said, path)));
    const known = told.length === 0 ? [] : figures.map(({ value }) => value);
    ends.push(...lost.filter((end) => !known.includes(end)));
    if (told.length === 0 && lost.length === 0) parts.push(itemOf(clauses[0]?.path ?? ''));
  }
  return { words, parts, ends };
}

/** The words of the first probes of which some are sound. */
async function firstTold(
  probes: readonly (readonly JsonObject[])[],
  tell: Tell,
): Promise<readonly (readonly string[])[]> {
  for (const probe of probes) {
    const told = (await Promise.all(probe.map(tell))).flatMap((words) => (words === null ? [] : [words]));
    if (told.length > 0) return told;
  }
  return [];
}

/** Whether a clause changes the figure of a place. An end of an interval is told by the interval above it, and changed from either side. */
function isChanged({ pointer, value }: Place, said: JsonObject, clause: DocumentChange): boolean {
  const list = INTERVAL_OF.exec(pointer);
  if (list === null) return isGone(pointer, said, clause);
  const items = partAt(said, list[1] ?? '');
  return (Array.isArray(items) ? items : []).some((_, i) => {
    const at = `${list[1]}/${i}/${list[2]}`;
    return endsOf(partAt(said, at)).includes(value) && isGone(at, said, clause);
  });
}

/** The figures between which an interval lies; none of what is no interval. */
function endsOf(part: Json | undefined): readonly string[] {
  const read = typeof part === 'string' ? readInterval(part) : undefined;
  return [read?.low ?? null, read?.high ?? null].flatMap((end) => (end === null ? [] : [end]));
}

/** Whether a clause writes something else at a pointer. What it takes out as a whole is left out as a whole. */
function isGone(pointer: string, said: JsonObject, clause: DocumentChange): boolean {
  if (pointer !== clause.path && !pointer.startsWith(`${clause.path}/`)) return false;
  if (clause.op !== 'replace') return false;
  const now = pointerSteps(pointer.slice(clause.path.length)).reduce<Json | undefined>(stepInto, clause.value);
  return now !== partAt(said, pointer);
}

const INTERVAL_OF = /^(.*)\/\d+\/(in|share)$/;

/** The places of the first of some clauses, from itself outwards. */
function around(said: JsonObject, [first]: readonly DocumentChange[]): readonly string[] {
  const steps = first?.path.split('/').slice(1) ?? [];
  return steps
    .map((_, i) => `/${steps.slice(0, steps.length - i).join('/')}`)
    .filter((pointer) => partAt(said, pointer) !== undefined);
}

/** The least item of a list that a place lies in, else its first step. */
const itemOf = (path: string): string => /^.*\/\d+(?=\/|$)/.exec(path)?.[0] ?? /^\/[^/]*/.exec(path)?.[0] ?? '';

/** What of a text no longer holds, made of words by `textIn`. A part is told by the clauses that say its figures and names. */
export function stretchesOf(
  { words, parts, ends }: Otherwise,
  said: readonly string[],
  places: readonly Place[],
  textIn: (words: readonly string[]) => string,
): readonly Stretch[] {
  const text = textIn(said);
  const told = toldByText(text, places);
  const ofParts = parts.flatMap((part) => {
    const own = places.flatMap((place, i) => (`${place.pointer}/`.startsWith(`${part}/`) ? [i] : []));
    const figures = figuresIn(text).filter((figure, turn) => {
      const only = told[turn];
      return only === undefined ? own.some((i) => places[i]?.said.includes(figure.text)) : own.includes(only);
    });
    const names = own.flatMap((i) => (places[i]?.kind === 'name' ? [text.indexOf(places[i].value)] : []));
    const at = [...figures.map(({ from }) => from), ...names.filter((from) => from >= 0)];
    return at.length === 0 ? [{ from: 0, to: text.length }] : at.map((from) => clauseAround(text, from));
  });
  const ofEnds = figuresIn(text).flatMap((figure) =>
    ends.includes(figure.text.replaceAll(',', '')) ? [{ from: figure.from, to: figure.from + figure.text.length }] : [],
  );
  return joined([...ofParts, ...ofEnds, ...words.flatMap((other) => unlike(text, textIn(other)))], text);
}

const BETWEEN_CLAUSES = /[;；，。、：]|[,.:](?=\s|$)|\s[+=]\s/g;

function clauseAround(text: string, at: number): Stretch {
  const ends = [...text.matchAll(BETWEEN_CLAUSES)];
  const before = ends.findLast(({ index }) => index < at);
  const from = before === undefined ? 0 : before.index + before[0].length;
  return {
    from: from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0),
    to: ends.find(({ index }) => index > at)?.index ?? text.length,
  };
}
