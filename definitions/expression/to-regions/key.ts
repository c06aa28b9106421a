import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Expression } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';

const keys = new WeakMap<Expression, string>();

/** Longer texts are told by their hash: expressions are shared graphs, and written out they would grow without bound. */
const LONGEST = 120;

/** A text that two expressions share exactly when they mean the same by construction; origins and titles do not count. */
export function keyOf(expression: Expression): string {
  const known = keys.get(expression);
  if (known !== undefined) return known;
  const written = write(expression);
  const key = written.length > LONGEST ? `#${bytesToHex(sha256(utf8ToBytes(written))).slice(0, 40)}` : written;
  keys.set(expression, key);
  return key;
}

function write(e: Expression): string {
  switch (e.kind) {
    case 'named':
      return keyOf(e.of);
    case 'field':
      return `field(${e.of === null ? '' : keyOf(e.of)}.${e.field.origin.definition}.${e.field.name})`;
    case 'constant':
      return `constant(${typeKey(e.type)},${valueKey(e.value)})`;
    case 'input':
      return `input(${e.name})`;
    case 'variable':
      return `variable(${e.id},${e.name})`;
    default:
      return JSON.stringify(e, replacer);
  }
}

/** Children as their keys, bigint as text; what does not change the meaning is left out. */
function replacer(name: string, value: unknown): unknown {
  if (name === 'origin' || name === 'title' || name === 'missable') return undefined;
  if (typeof value === 'bigint') return `${value}n`;
  if (name !== '' && isExpression(value)) return keyOf(value);
  return value;
}

function isExpression(value: unknown): value is Expression {
  return typeof value === 'object' && value !== null && 'missable' in value && 'kind' in value;
}

function typeKey(type: Type): string {
  return type.kind === 'number' ? `number${type.decimals}` : type.kind;
}

/** A value as a text that tells equal values. */
export function valueKey(value: Value | null): string {
  if (value === null) return '-';
  if (typeof value === 'object') return `[${value.map(valueKey).join(',')}]`;
  return `${typeof value === 'bigint' ? 'n' : typeof value === 'string' ? 's' : 'b'}${value}`;
}
