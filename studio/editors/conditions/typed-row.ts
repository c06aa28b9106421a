import type { Json, JsonObject } from '../../../definitions/index.ts';
import { readInterval } from '../../texts/interval.ts';
import { readMember } from '../decision-table/read-value.ts';
import type { ReadableField } from './fields.ts';
import type { Relation } from './node.ts';
import { relationsFor } from './relations.ts';
import { operatorOf } from './row-edits.ts';

/** What may be meant by what was typed: a row, whole or with its value still to come. */
export interface Meant {
  readonly field: ReadableField;
  readonly row: JsonObject;
}

/** The most that is offered at once. */
const MOST = 12;

/** The rows that may be meant by a text such as `age 18`, `年龄 18`, `income ≥ 5万`; the likeliest first. */
export function meantBy(written: string, fields: Iterable<ReadableField>): readonly Meant[] {
  const text = written.normalize('NFKC').trim();
  if (text === '') return [];
  const found = [...fields].flatMap((field) => {
    const fits = field.names.map((name) => fitOf(text, name)).filter((fit) => fit !== null);
    const best = fits.toSorted((a, b) => b.rank - a.rank)[0];
    return best === undefined ? [] : [{ field, ...best }];
  });
  // What reads as a whole row stands before what only begins with the same words.
  return found
    .map(({ field, rank, rest }) => ({ rank, rows: rowsOf(field, rest) }))
    .map(({ rank, rows: { rows, isRead } }) => ({ rows, rank: rank + (isRead ? 0 : -50) }))
    .toSorted((a, b) => b.rank - a.rank)
    .flatMap(({ rows }) => rows)
    .slice(0, MOST);
}

const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** How well a text names a field, and what it says behind the name. */
function fitOf(typed: string, written: string): { readonly rank: number; readonly rest: string } | null {
  const [text, name] = [typed.toLowerCase(), plain(written)];
  // A value keeps its case: `BJ01` is not `bj01`.
  const behind = (at: number) => typed.slice(at).trim();
  if (text === name) return { rank: 100, rest: '' };
  if (text.startsWith(name) && isBoundary(text, name.length))
    return { rank: 90 + name.length / 1000, rest: behind(name.length) };
  if (name.startsWith(text)) return { rank: 60 - name.length / 1000, rest: '' };
  if (name.includes(text)) return { rank: 40 - name.length / 1000, rest: '' };
  // A part of the name, and a value behind it: `income 5000`.
  const [, head = '', rest = ''] = /^(.*?\S)\s*(?=[\d≥≤<>=-]|\s)(.+)$/s.exec(text) ?? [];
  return head.length > 1 && name.includes(head)
    ? { rank: 30 - name.length / 1000, rest: behind(text.length - rest.length) }
    : null;
}

/** Whether a name may end there: Chinese writes values without a blank. */
const isBoundary = (text: string, at: number) => !(/\w/.test(text[at - 1] ?? '') && /\w/.test(text[at] ?? ''));

interface Rows {
  readonly rows: readonly Meant[];
  /** Whether what stands behind the name was understood. */
  readonly isRead: boolean;
}

function rowsOf(field: ReadableField, rest: string): Rows {
  const row = (relation: Relation, value: Json | undefined): Meant => ({ field, row: rowOf(field, relation, value) });
  const [first] = relationsFor(field);
  if (first === undefined) return { rows: [], isRead: false };
  const { type, values } = field;
  const read = rest === '' ? [] : valuesIn(field, rest).map(([relation, value]) => row(relation, value));
  if (read.length > 0) return { rows: read, isRead: true };
  if (type === 'boolean' && rest === '') return { rows: [row(first, true), row(first, false)], isRead: true };
  const members = rest === '' || field.isList ? [] : likeliest(values.members, plain(rest));
  const named = members.slice(0, 5).map(({ value }) => row(EQUAL, value));
  return named.length > 0 ? { rows: named, isRead: true } : { rows: [row(first, undefined)], isRead: rest === '' };
}

/** Members that are called so, then those whose name begins so, then those in whose name it stands. */
function likeliest(members: ReadableField['values']['members'], text: string) {
  const rank = ({ value, names }: (typeof members)[number]) =>
    Math.max(
      ...[value, ...Object.values(names)].map((name) => {
        const own = plain(name);
        return own === text ? 3 : own.startsWith(text) ? 2 : own.includes(text) ? 1 : 0;
      }),
    );
  return members.filter((member) => rank(member) > 0).toSorted((one, other) => rank(other) - rank(one));
}

const asked = (name: Relation['name']): Relation => ({ name, isNot: false, isFolded: false });
const EQUAL = asked('equal');
/** Words of equality, which intervals do not know. */
const IS = /^(?:=|==|is\b|equals\b|为|是|等于)\s*/i;

function valuesIn(field: ReadableField, rest: string): readonly (readonly [Relation, Json])[] {
  const isEqual = IS.test(rest);
  const read = readMember(rest.replace(IS, ''), field.values);
  if (field.isList) return read === undefined ? [] : [[asked('contains'), read]];
  if (field.type === 'string' && field.values.members.length === 0)
    return [
      [EQUAL, rest.replace(IS, '')],
      [asked('containsText'), rest.replace(IS, '')],
    ];
  if (read === undefined) return [];
  const interval = typeof read === 'string' && field.type !== 'string' ? readInterval(read) : undefined;
  const isDay = field.type === 'date' || field.type === 'instant';
  if (interval !== undefined && typeof read === 'string') return [ofInterval(read, interval, isDay)];
  if (isEqual || field.type === 'string' || field.type === 'boolean') return [[EQUAL, read]];
  const around = isDay
    ? (['before', 'after', 'equal'] as const)
    : (['greaterThanInclusive', 'lessThan', 'equal'] as const);
  return around.map((name) => [asked(name), read] as const);
}

/** An interval with one end is said by it alone. */
function ofInterval(
  text: string,
  { low, high, isLowIn, isHighIn }: NonNullable<ReturnType<typeof readInterval>>,
  isDay: boolean,
): readonly [Relation, Json] {
  if (isDay || (low !== null && high !== null)) return [asked('between'), text];
  if (low !== null) return [asked(isLowIn ? 'greaterThanInclusive' : 'greaterThan'), figure(low)];
  return [asked(isHighIn ? 'lessThanInclusive' : 'lessThan'), figure(high ?? '')];
}

const figure = (text: string): Json => (String(Number(text)) === text ? Number(text) : text);

/** A new row; without a value it is half filled. */
export function rowOf({ mention }: ReadableField, relation: Relation, value: Json | undefined): JsonObject {
  return {
    fact: mention.fact,
    ...(mention.path === undefined ? {} : { path: mention.path }),
    operator: operatorOf(relation),
    ...(value === undefined ? {} : { value }),
  };
}
