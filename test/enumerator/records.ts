import type { Compiled, Json, JsonObject, ReadField } from '../../definitions/index.ts';
import { DAYS, MOMENTS } from './draw/entities.ts';

/** All requests there are for what is read, where its values can all be listed; else some of them. */
export interface Requests {
  readonly all: readonly Json[];
  /** Whether there are no others. */
  readonly isWhole: boolean;
}

const MOST = 3_000;
/** More than this is not listed: the draw is left out. */
export class TooMany extends Error {}

/** Every request over the fields that some decisions read. `declared`: an entity's (or a formula's own) declared fields. */
export function requestsFor(compiled: Compiled): Requests {
  const { fields, products, asOf, previous } = compiled.reads;
  const state = { isWhole: !previous };
  const records = rowsOf(fields, state);
  const [ofProducts, days] = [products === null ? null : rowsOf(products, state), asOf ? DAYS : [null]];
  if (asOf) state.isWhole = false;
  if (records.length * (ofProducts?.length ?? 1) * days.length > MOST) throw new TooMany();
  const all = records.flatMap((facts) =>
    days.flatMap((day) => {
      const own: JsonObject = { facts, ...(day === null ? {} : { $asOf: day }) };
      if (ofProducts === null) return [own];
      return ofProducts.map((product, i) => ({ ...own, products: [{ code: `p${i}`, ...product }] }));
    }),
  );
  return { all, isWhole: state.isWhole };
}

interface State {
  isWhole: boolean;
}

function rowsOf(fields: readonly ReadField[], state: State): readonly JsonObject[] {
  let rows: JsonObject[] = [{}];
  for (const read of fields) {
    const values = valuesOf(read, state);
    if (rows.length * values.length > MOST) throw new TooMany();
    rows = rows.flatMap((row) => values.map((value) => (value === null ? row : { ...row, [read.field.name]: value })));
  }
  return rows;
}

const KEYS: Readonly<Record<string, string>> = { id: 'one', hid: 'home', rowId: 'row', code: 'p' };

function valuesOf({ field, rows }: ReadField, state: State): readonly Json[] {
  const { name, type, optional } = field;
  const key = KEYS[name];
  if (key !== undefined) return optional ? [key, null] : [key];
  if (rows !== null && type.kind === 'list') {
    state.isWhole = false;
    const some = rowsOf(rows, state);
    const [first, last] = [some[0] ?? {}, some.at(-1) ?? {}];
    return [[], [first], [last], [first, last]];
  }
  if (rows !== null) return [...rowsOf(rows, state), null];
  const values = type.kind === 'list' ? listsOf(type.of, state) : scalarsOf(type, state);
  const unread: Json[] = field.unreadable === 'missing' ? [UNREADABLE] : [];
  return [...values, ...unread, ...(optional ? [null] : [])];
}

/** A value of no field: it is refused, or counts as missing. */
const UNREADABLE: Json = { unreadable: true };

function listsOf(type: ReadField['field']['type'], state: State): readonly Json[] {
  state.isWhole = false;
  const values = scalarsOf(type, state);
  const [first, last] = [values[0] ?? null, values.at(-1) ?? null];
  return [[], [first], [last], [first, last]];
}

function scalarsOf(type: ReadField['field']['type'], state: State): readonly Json[] {
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'string':
      if (type.enum !== undefined && type.enum !== null) return type.enum;
      state.isWhole = false;
      return ['A', 'ab', 'Ａb', 'B', ''];
    case 'date':
      return DAYS;
    case 'instant':
      return MOMENTS;
    case 'number': {
      const count = Number(type.maximum - type.minimum) + 1;
      if (count > 50) throw new TooMany();
      return Array.from({ length: count }, (_, i) => (Number(type.minimum) + i) / 10 ** type.decimals);
    }
    default:
      throw new TooMany();
  }
}
