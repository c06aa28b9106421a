import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import {
  type Decision,
  dateText,
  instantText,
  isObject,
  type Json,
  type Language,
  say,
  type Shape,
  type Type,
} from '../../../definitions/index.ts';
import type { Columns } from './workbench.ts';

/** A result's value put together again from the columns the query gives it. */
export function valueOf(decision: Decision, columns: Columns, language: Language): Json {
  return shaped(decision.value, '', columns, language);
}

function shaped(shape: Shape, name: string, columns: Columns, language: Language): Json {
  if (shape.kind !== 'object') return single(shape, columns.get(name === '' ? 'value' : name) ?? null, language);
  const members = shape.members.map((member): [string, Json] => [
    member.name,
    shaped(member.shape, name === '' ? member.name : `${name}_${member.name}`, columns, language),
  ]);
  const isGone = shape.presentWith?.missable === true && isEmpty(shape, Object.fromEntries(members));
  return isGone ? null : Object.fromEntries(members);
}

/** Whether nothing stands there but what a run without an answer hands on. */
function isEmpty(shape: Shape, value: Json): boolean {
  if (value === null || (shape.kind === 'value' && shape.handedOn !== undefined)) return true;
  return (
    shape.kind === 'object' &&
    isObject(value) &&
    shape.members.every(({ name, shape: of }) => isEmpty(of, value[name] ?? null))
  );
}

function single(shape: Exclude<Shape, { kind: 'object' }>, value: DuckDBValue, language: Language): Json {
  if (value === null) return null;
  switch (shape.kind) {
    case 'value':
      return typed(shape.of.type, value);
    case 'constant':
      return written(shape.json, value);
    case 'text':
      return String(value);
    case 'list': {
      const [first] = shape.items;
      const of = first?.shape;
      if (of?.kind === 'object') return itemsOf(value).map((item) => rowOf(of, item, language));
      return itemsOf(value).map((item) => (of?.kind === 'constant' ? written(of.json, item) : String(item)));
    }
    case 'products':
      return itemsOf(value).map((item) => matched(shape, item, language));
  }
}

const itemsOf = (value: DuckDBValue): readonly DuckDBValue[] => (value instanceof DuckDBListValue ? value.items : []);

/** An object in a list: a struct of its members. */
function rowOf({ members }: Extract<Shape, { kind: 'object' }>, value: DuckDBValue, language: Language): Json {
  const entries = value instanceof DuckDBStructValue ? value.entries : {};
  return Object.fromEntries(
    members.map(({ name, shape }): [string, Json] => [
      name,
      shape.kind === 'object' ? null : single(shape, entries[name] ?? null, language),
    ]),
  );
}

/** One product of a matching's list: its members, and its reasons with their texts. */
function matched(
  { item, reasons }: Extract<Shape, { kind: 'products' }>,
  value: DuckDBValue,
  language: Language,
): Json {
  const entries = value instanceof DuckDBStructValue ? value.entries : {};
  const members = item.kind === 'object' ? item.members : [];
  const codes = reasons.flatMap((plan) => plan.codes);
  const told = itemsOf(entries['reasons'] ?? null).map((one) => {
    const code = String(one);
    return { code, text: say(codes.find((known) => known.code === code)?.text, language) };
  });
  const own = members.map(({ name, shape }): [string, Json] => [
    name,
    shape.kind === 'object' ? null : single(shape, entries[name] ?? null, language),
  ]);
  return { ...Object.fromEntries(own), reasons: told };
}

/** Constants that are objects stand as JSON text. */
const written = (json: Json, value: DuckDBValue): Json =>
  typeof json === 'object' && value !== null ? (JSON.parse(String(value)) as Json) : (value as Json);

function typed(type: Type, value: DuckDBValue): Json {
  if (value === null) return null;
  if (value instanceof DuckDBDateValue) return dateText(value.days);
  if (value instanceof DuckDBTimestampTZValue) return instantText(Number(value.micros / 1000n));
  if (value instanceof DuckDBListValue)
    return value.items.map((item) => (type.kind === 'list' ? typed(type.of, item) : String(item)));
  if (type.kind === 'number') return figure(value, type.decimals);
  return typeof value === 'boolean' ? value : String(value);
}

/** A reason's loss, null where it has none. */
export function lossOf(value: DuckDBValue): number | string | null {
  return value === null ? null : figure(value, value instanceof DuckDBDecimalValue ? value.scale : 0);
}

/** A JSON number, or a decimal text beyond 15 significant digits. */
function figure(value: DuckDBValue, decimals: number): number | string {
  const text = value instanceof DuckDBDecimalValue ? value.toString() : String(value);
  const digits = text.replace(/^-/, '').replace('.', '').replace(/^0+/, '');
  const padded = decimals > 0 && !text.includes('.') ? digits.length + decimals : digits.length;
  return padded > 15 ? text : Number(text) + 0;
}
