import { isObject, type Json, type JsonObject, below } from '../../json.ts';
import type { NamedValue } from '../../scope/scope.ts';
import { outputOf } from '../../scope/uses.ts';
import type { Expression } from '../expression.ts';
import { apply } from './apply.ts';
import { shown } from './constant.ts';
import { warnNegative } from './negative.ts';
import { asksAbsence, type Operator, parseOperator } from './operators.ts';
import { keyOf, type Mention, note, type Reading, type Side } from './reading.ts';

const KEYS = ['fact', 'operator', 'value', 'path', 'params', 'name', 'priority'];

/** A leaf: `{ "fact", "operator", "value", "path"?, "params"? }`. `guarded`: fields whose presence the nodes around it settle. */
export function leaf(
  reading: Reading,
  node: JsonObject,
  pointer: string,
  guarded: ReadonlySet<string>,
): Expression | null {
  const fault = formFault(node);
  if (fault !== undefined) return note(reading, 'condition-form', pointer, { what: fault }, { found: node });
  const unknown = Object.keys(node).filter((key) => !KEYS.includes(key));
  for (const key of unknown) note(reading, 'condition-key', below(pointer, key), { key });
  const operator = parseOperator(String(node['operator']));
  if (operator === undefined)
    note(
      reading,
      'unknown-operator',
      below(pointer, 'operator'),
      { name: String(node['operator']) },
      { found: node['operator'] ?? null },
    );
  const left = readFact(reading, node, pointer);
  const right = valueSide(reading, node['value'] ?? null, below(pointer, 'value'));
  if (operator === undefined || left === null || right === null || unknown.length > 0) return null;
  const mentions = mentionsOf(node, left, right);
  record(reading, operator, mentions, guarded);
  const result = apply(reading, operator, left, right);
  if (result !== null)
    warnNegative(
      reading,
      operator,
      node,
      pointer,
      mentions.filter(({ of, mention }) => of.missable && !guarded.has(keyOf(mention))),
    );
  return result;
}

function formFault(node: JsonObject): string | undefined {
  if (typeof node['fact'] !== 'string') return 'fact';
  if (typeof node['operator'] !== 'string') return 'operator';
  if (!Object.hasOwn(node, 'value')) return 'value';
  if (node['path'] !== undefined && typeof node['path'] !== 'string') return 'path';
  if (node['name'] !== undefined && typeof node['name'] !== 'string') return 'name';
  return node['priority'] !== undefined && typeof node['priority'] !== 'number' ? 'priority' : undefined;
}

/** A fact of the left side, or of a value `{ "fact": … }`. */
function readFact(reading: Reading, node: JsonObject, pointer: string): (Side & { readonly kind: 'read' }) | null {
  if (node['params'] !== undefined && !isConstantParams(node['params'])) {
    return note(reading, 'params-not-constant', below(pointer, 'params'), {}, { found: node['params'] });
  }
  const name = String(node['fact']);
  const at = below(pointer, 'fact');
  const head = name.includes('#') ? resultOf(reading, name, at) : valueOf(reading, reading.scope.name(name), name, at);
  const of =
    head && typeof node['path'] === 'string'
      ? alongPath(reading, head, name, node['path'], below(pointer, 'path'))
      : head;
  if (of === null) return null;
  if (isRelation(of)) return note(reading, 'fact-is-relation', at, { name }, { found: name });
  return {
    kind: 'read',
    of,
    name: typeof node['path'] === 'string' ? `${name}${node['path'].slice(1)}` : name,
    pointer: at,
  };
}

/** Constant all the way down: a `fact` in a parameter would be read by json-rules-engine. */
function isConstantParams(params: Json): boolean {
  if (!isObject(params)) return false;
  return Object.values(params).every(
    (value) =>
      typeof value !== 'object' ||
      value === null ||
      (Array.isArray(value) && value.every((one) => typeof one !== 'object')),
  );
}

/** A result of another definition, `kind/name#output`. */
function resultOf(reading: Reading, name: string, pointer: string): Expression | null {
  const lowered = outputOf(name, reading.scope, { definition: reading.scope.definition, pointer });
  reading.problems.push(...lowered.problems);
  for (const plan of lowered.plans) reading.plans.add(plan);
  return lowered.expression;
}

function valueOf(reading: Reading, value: NamedValue | undefined, name: string, pointer: string): Expression | null {
  if (value === undefined || value.kind === 'table')
    return note(reading, 'unknown-fact', pointer, { name }, { found: name });
  if (value.kind === 'broken') return note(reading, 'fact-broken', pointer, { name: value.ref }, { found: name });
  if (value.kind === 'cycle')
    return note(reading, 'fact-broken', pointer, { name: value.path.join(' → ') }, { found: name });
  for (const plan of value.plans) reading.plans.add(plan);
  return value.expression;
}

const PATH = /^\$(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u;

/** `$.field`, through single relations. */
function alongPath(reading: Reading, head: Expression, name: string, path: string, pointer: string): Expression | null {
  if (!PATH.test(path)) return note(reading, 'path-form', pointer, { found: shown(path) }, { found: path });
  let of: Expression = head;
  let so = name;
  for (const step of path.slice(2).split('.')) {
    if (of.type.kind === 'list') return note(reading, 'path-through-list', pointer, { name: so }, { found: path });
    if (of.type.kind !== 'row') return note(reading, 'path-unfit', pointer, { name: so }, { found: path });
    const next = valueOf(reading, reading.scope.member(of, step), `${so}.${step}`, pointer);
    if (next === null) return null;
    of = next;
    so = `${so}.${step}`;
  }
  return of;
}

function isRelation({ type }: Expression): boolean {
  return type.kind === 'row' || (type.kind === 'list' && type.of.kind === 'row');
}

function valueSide(reading: Reading, json: Json, pointer: string): Side | null {
  if (!isObject(json))
    return json === null
      ? note(reading, 'null-value', pointer, {}, { found: null })
      : { kind: 'written', json, pointer };
  if (typeof json['fact'] !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'value.fact' }, { found: json });
  const unknown = Object.keys(json).find((key) => !['fact', 'path', 'params'].includes(key));
  if (unknown !== undefined) return note(reading, 'condition-key', below(pointer, unknown), { key: unknown });
  if (json['path'] !== undefined && typeof json['path'] !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'value.path' });
  return readFact(reading, json, pointer);
}

interface Mentioned {
  readonly mention: Mention;
  readonly of: Expression;
}

/** The fields a leaf reads, as it writes them. */
function mentionsOf(node: JsonObject, left: Side, right: Side): readonly Mentioned[] {
  const value = node['value'];
  const sides: readonly (readonly [Json, Side])[] = [
    [node, left],
    [value ?? null, right],
  ];
  return sides.flatMap(([json, side]) => {
    if (side.kind === 'written' || !isObject(json)) return [];
    const path = typeof json['path'] === 'string' ? { path: json['path'] } : {};
    return [{ mention: { fact: String(json['fact']), ...path }, of: side.of }];
  });
}

/** Tells the innermost open `not` what this leaf reads. */
function record(
  reading: Reading,
  operator: Operator,
  mentions: readonly Mentioned[],
  guarded: ReadonlySet<string>,
): void {
  const negation = reading.negations.at(-1);
  for (const { mention, of } of negation === undefined ? [] : mentions) {
    if (asksAbsence(operator)) negation?.tested.add(keyOf(mention));
    else if (of.missable && !guarded.has(keyOf(mention))) negation?.missable.set(keyOf(mention), mention);
  }
}
