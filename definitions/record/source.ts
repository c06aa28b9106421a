import { below } from '../model/json.ts';
import { MOST_ROWS } from '../expression/build-list.ts';
import { literal, missingSource, numberSource, representation } from '../expression/to-function/representation.ts';
import { DEFAULT_BOUND, type Type } from '../model/type.ts';
import type { Layout } from './layout.ts';
import { type ReadField, type ReadSet, singleRow } from '../expression/read-set.ts';
import { refuseUnknown, readDay } from './row.ts';
import { readSlowly, refuseAbsent } from './value.ts';

/** The names that the facts of a record, and the rows of each relation, may have; null where any name may stand. */
export interface KnownNames {
  readonly record: ReadonlySet<string> | null;
  readonly products: ReadonlySet<string> | null;
  rows(read: ReadField): ReadonlySet<string> | null;
}

export interface WrittenReader {
  /** Functions that read objects of (facts, state, pointer): of related rows, of the record, and of a product (`null` where none is). */
  readonly functions: string;
  readonly record: string;
  readonly product: string;
  /** Statements that read `facts`, with `state` and the pointer `at`, into the record's fields and words by their names in the layout. */
  readonly statements: string;
  /** What `r0`, `r1`, … stand for in it. */
  readonly constants: Readonly<Record<string, unknown>>;
}

/**
 * Writes the reader of a read set: each field is accepted at a glance where it is of the right type, in its domain and precise enough;
 * everything else goes to `readSlowly`. No name of a user's stands in the source but as a literal.
 */
export function readerSource(reads: ReadSet, layout: Layout, names: KnownNames): WrittenReader {
  const slots: unknown[] = [];
  const functions: string[] = [];
  const slot = (value: unknown): string => `r${slots.push(value) - 1}`;
  const [slow, absent, unknown, day] = [readSlowly, refuseAbsent, refuseUnknown, readDay].map(slot);
  const helpers = { slow: slow ?? '', absent: absent ?? '', unknown: unknown ?? '', day: day ?? '' };

  const statementsOf = (fields: readonly ReadField[], known: ReadonlySet<string> | null, isRecord: boolean): string => {
    const body = fields.map((read) => fieldSource(read, layout.property(read.field), isRecord));
    const words = isRecord ? wordsOf(layout) : [];
    const check =
      known === null
        ? ''
        : `if (Object.keys(facts).length !== present) ${helpers.unknown}(state, facts, ${slot(known)}, at);`;
    return `let v, s, present = ${fields.length};${words.map((word) => ` let ${word} = 0;`).join('')}\n${body.join('\n')}\n${check}`;
  };

  /** Writes the function that reads one object; answers its name. */
  const reader = (fields: readonly ReadField[], statements: string, extra: readonly string[]): string => {
    const members = fields.map((read) => layout.property(read.field));
    const name = `read${functions.length}`;
    functions.push(`function ${name}(facts, state, at) {
${statements}
return { ${[...members, ...extra].join(', ')} };
}`);
    return name;
  };

  const fieldSource = (read: ReadField, target: string, isRecord: boolean): string => {
    const { field, rows } = read;
    const declared = slot(field);
    const missing = missingSource(representation(field.type));
    const place = isRecord ? layout.missable.get(read) : undefined;
    const note = place === undefined ? '' : ` m${place.word} |= ${place.bit};`;
    const noteUnusable =
      field.unreadable === 'missing' && place !== undefined
        ? ` if (${target} ${missing === 'NaN' ? `!== ${target}` : '=== null'})${note}`
        : '';
    const lack = field.optional
      ? `${target} = ${missing};${note}`
      : `${target} = ${helpers.absent}(state, ${declared}, at);`;
    const otherwise = `${helpers.slow}(state, ${declared}, ${JSON.stringify(read.path[0])}, v, at)`;
    const accept =
      rows === null ? valueSource(field.type, otherwise, helpers.day, slot) : rowsSource(read, rows, otherwise);
    const inRow = isRecord ? lackedIn(read, target) : '';
    return `v = ${propertySource(field.name)}; let ${target};
if (v === undefined || v === null) { if (v === undefined) present -= 1; ${lack} } else { ${target} = ${accept};${noteUnusable}${inRow} }`;
  };

  /** Sets the bits of what a single relation's row lacks. */
  const lackedIn = (read: ReadField, row: string): string => {
    const notes = singleRow(read).map((inner) => {
      const value = `${row}.${layout.property(inner.field)}`;
      const place = layout.missable.get(inner);
      const isNumber = missingSource(representation(inner.field.type)) === 'NaN';
      const test = isNumber ? `${value} !== ${value}` : `${value} === null`;
      return `${place === undefined ? '' : ` if (${test}) m${place.word} |= ${place.bit};`}${lackedIn(inner, value)}`;
    });
    const all = notes.join('');
    return all === '' ? '' : ` if (${row} !== null) {${all} }`;
  };

  const rowsSource = (read: ReadField, rows: readonly ReadField[], otherwise: string): string => {
    const one = reader(rows, statementsOf(rows, names.rows(read), false), []);
    const pointer = `at + ${JSON.stringify(below('', read.field.name))}`;
    if (read.field.type.kind === 'row') return `isRow(v) ? ${one}(v, state, ${pointer}) : ${otherwise}`;
    return `Array.isArray(v) && v.length <= ${MOST_ROWS} ? readRows(v, state, ${pointer}, ${one}, ${slot(itemOf(read))}, ${helpers.slow}) : ${otherwise}`;
  };

  const statements = statementsOf(reads.fields, names.record, true);
  const record = reader(reads.fields, statements, [...wordsOf(layout), ...extraMembers(reads)]);
  const product =
    reads.products === null ? 'null' : reader(reads.products, statementsOf(reads.products, names.products, false), []);
  const constants = Object.fromEntries(slots.map((value, i) => [`r${i}`, value]));
  return { functions: `${ROWS}\n${functions.join('\n')}`, record, product, statements, constants };
}

const wordsOf = (layout: Layout): readonly string[] => Array.from({ length: layout.words }, (_, i) => `m${i}`);

/** The members of a record beside its fields, filled from the request. */
function extraMembers(reads: ReadSet): readonly string[] {
  return [
    'notes: NONE',
    ...(reads.asOf ? ['asOf: NaN'] : []),
    ...(reads.previous ? ['previousClass: null', 'previousSince: NaN', 'previousMisses: NaN', 'previousRun: NaN'] : []),
    ...(reads.products === null ? [] : ['products: NONE']),
  ];
}

const ROWS = `function isRow(v) { return typeof v === 'object' && v !== null && !Array.isArray(v); }
function readRows(list, state, at, one, field, slow) {
const rows = [];
for (let i = 0; i < list.length; i += 1) {
const row = list[i];
if (isRow(row)) rows.push(one(row, state, at + '/' + i)); else slow(state, field(i), field.root, row, at);
}
return rows;
}`;

/** The field an item of a relation's list stands for when it is no row: named by its position. */
function itemOf(read: ReadField): ((position: number) => ReadField['field']) & { root: string } {
  const { field } = read;
  const type = field.type.kind === 'list' ? field.type.of : field.type;
  const item = (position: number) => ({ ...field, name: String(position), type, unreadable: 'refuse' as const });
  return Object.assign(item, { root: read.path[0] ?? field.name });
}

/** Names that every object has from its prototype are looked for among the object's own only. */
function propertySource(name: string): string {
  const own = `facts[${JSON.stringify(name)}]`;
  return name in Object.prototype ? `(Object.hasOwn(facts, ${JSON.stringify(name)}) ? ${own} : undefined)` : own;
}

/** The most values of an enum that are compared one by one. */
const MOST_COMPARED = 8;

/** Source of the value of `v` where it is acceptable at a glance, else of `otherwise`. */
function valueSource(type: Type, otherwise: string, day: string, slot: (value: unknown) => string): string {
  switch (type.kind) {
    case 'boolean':
      return `typeof v === 'boolean' ? v : ${otherwise}`;
    case 'string':
      return stringSource(type.enum, otherwise, slot);
    case 'number':
      return numberReader(type, otherwise);
    case 'date': {
      const [low, high] = [numberSource(Number(type.minimum)), numberSource(Number(type.maximum))];
      return `(s = ${day}(v)) >= ${low} && s <= ${high} ? s : ${otherwise}`;
    }
    default:
      return otherwise;
  }
}

function stringSource(
  values: readonly string[] | undefined,
  otherwise: string,
  slot: (value: unknown) => string,
): string {
  if (values === undefined) return `typeof v === 'string' ? v : ${otherwise}`;
  if (values.length > MOST_COMPARED)
    return `(s = ${slot(new Map(values.map((value) => [value, value])))}.get(v)) !== undefined ? s : ${otherwise}`;
  return values.map((value) => `v === ${JSON.stringify(value)} ? ${JSON.stringify(value)} : `).join('') + otherwise;
}

function numberReader(type: Extract<Type, { kind: 'number' }>, otherwise: string): string {
  const low = type.minimum < -DEFAULT_BOUND ? -DEFAULT_BOUND : type.minimum;
  const high = type.maximum > DEFAULT_BOUND ? DEFAULT_BOUND : type.maximum;
  const [least, most] = [low, high].map((bound) =>
    literal({ kind: 'number', decimals: 0, minimum: -DEFAULT_BOUND, maximum: DEFAULT_BOUND }, bound),
  );
  const factor = 10 ** type.decimals;
  const scaled =
    type.decimals === 0 ? 's = v, Math.floor(v) === v' : `(s = Math.round(v * ${factor})) / ${factor} === v`;
  const value = representation(type) === 'number' ? 's' : 'BigInt(s)';
  return `typeof v === 'number' && (${scaled}) && s >= ${least} && s <= ${most} ? ${value} : ${otherwise}`;
}
