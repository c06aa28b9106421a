import { dateText, instantText } from '../expression/date-text.ts';
import { decimalText, wire } from '../model/decimal.ts';
import type { Expression } from '../model/expression.ts';
import { type Emitter, isAtom, missingTest } from '../expression/to-function/emitter.ts';
import { isSafeRange, representation } from '../expression/to-function/representation.ts';
import { DEFAULT_BOUND, type Type } from '../model/type.ts';
import type { Json } from '../model/json.ts';

/** Source of a value as it goes on the wire, null where it is missing. */
export function wireSource(e: Emitter, node: Expression): string {
  const source = e.value(node);
  const form = representation(node.type);
  const isPlain = node.type.kind === 'boolean' || node.type.kind === 'string';
  if (isPlain) return source;
  if (form === 'number' && isShort(node.type)) {
    const factor = node.type.kind === 'number' ? 10 ** node.type.decimals : 1;
    const number = (x: string) => zeroed(node.type, factor === 1 ? x : `${x} / ${factor}`);
    if (!node.missable) return number(source);
    const x = isAtom(source) ? source : e.name(source);
    return `(${missingTest(x, form)} ? null : ${number(x)})`;
  }
  return `${e.slot(wireOf(node.type))}(${source})`;
}

/** Whether a value is a JSON number as it stands, up to its decimals. */
function isShort(type: Type): boolean {
  if (type.kind === 'approximate') return true;
  return (
    type.kind === 'number' &&
    isSafeRange(type.minimum, type.maximum) &&
    type.minimum >= -DEFAULT_BOUND &&
    type.maximum <= DEFAULT_BOUND
  );
}

/** Minus zero, which arithmetic on doubles may bring, is zero. */
function zeroed(type: Type, source: string): string {
  return type.kind === 'number' && type.minimum > 0n ? `(${source})` : `(${source} + 0)`;
}

const known = new Map<string, (value: unknown) => Json>();

/** The function that puts a value of a type on the wire; one per meaning, so that functions share their slots. */
export function wireOf(type: Type): (value: unknown) => Json {
  const key =
    type.kind === 'number'
      ? `number ${type.decimals}`
      : type.kind === 'duration'
        ? type.unit
        : type.kind === 'list'
          ? undefined
          : type.kind;
  const before = key === undefined ? undefined : known.get(key);
  if (before !== undefined) return before;
  const made = newWire(type);
  if (key !== undefined) known.set(key, made);
  return made;
}

function newWire(type: Type): (value: unknown) => Json {
  const present = (write: (value: never) => Json) => (value: unknown) =>
    value === null || value === undefined || value !== value ? null : write(value as never);
  switch (type.kind) {
    case 'boolean':
    case 'string':
    case 'approximate':
      return present((value: Json) => value);
    case 'number':
      return present((value: number | bigint) => wireNumber(value, type.decimals));
    case 'date':
      return present((value: number | bigint) => dateText(value));
    case 'instant':
      return present((value: number | bigint) => instantText(value));
    case 'duration':
      return present((value: number) => durationText(value, type.unit));
    case 'list': {
      const item = wireOf(type.of);
      return present((value: readonly unknown[]) => value.map(item));
    }
    case 'row':
      return () => null;
  }
}

/** A scaled number on the wire: a JSON number, or a decimal text beyond 15 significant digits. */
export function wireNumber(value: number | bigint, decimals: number): number | string {
  if (typeof value === 'bigint') return wire(value, decimals);
  const size = Math.abs(value);
  return size <= Number(DEFAULT_BOUND) ? value / 10 ** decimals + 0 : decimalText(BigInt(value), decimals);
}

function durationText(count: number, unit: 'months' | 'days' | 'milliseconds'): string {
  const [sign, size] = [count < 0 ? '-' : '', Math.abs(count)];
  if (unit === 'months') return `${sign}P${size}M`;
  return unit === 'days' ? `${sign}P${size}D` : `${sign}PT${size / 1000}S`;
}
