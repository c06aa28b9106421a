import { below, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { NamedValue } from '../scope/scope.ts';
import { outputOf } from '../scope/uses.ts';
import { resultOfRow } from './related.ts';
import type { Expression } from '../../model/expression.ts';
import { shown } from './constant.ts';
import { note, type ConditionReading, type LeafSide } from './reading.ts';

/** A fact of the left side, or of a value `{ "fact": … }`. */
export function readFact(
  reading: ConditionReading,
  node: JsonObject,
  pointer: string,
): (LeafSide & { readonly kind: 'read' }) | null {
  if (node['params'] !== undefined && !isConstantParams(node['params'])) {
    return note(reading, 'params-not-constant', below(pointer, 'params'), {}, { found: node['params'] });
  }
  const name = String(node['fact']);
  const at = below(pointer, 'fact');
  // Without its `#output` a definition is told what results it has.
  const isResult = /[#/]/.test(name);
  const related = node['of'];
  if (typeof related === 'string' && !isResult) return readOfField(reading, node, related, pointer);
  const head =
    typeof related === 'string'
      ? resultOfRow(reading, name, related, pointer)
      : isResult
        ? resultOf(reading, name, at)
        : valueOf(reading, reading.scope.name(name), name, at);
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

/** `of` is for decisions of a related record; its fields are read by path. */
function readOfField(reading: ConditionReading, node: JsonObject, related: string, pointer: string): null {
  const { of: _, fact, path, ...rest } = node;
  const steps = typeof path === 'string' ? path.slice(1) : '';
  const fix = { ...rest, fact: related, path: `$.${String(fact)}${steps}` };
  return note(reading, 'of-without-result', pointer, { name: String(fact), related }, { found: node, fix });
}

/** Constant all the way down: a parameter that names a `fact` is meant to be read, and would not be. */
function isConstantParams(params: Json): boolean {
  return isObject(params) && Object.values(params).every(isConstant);
}

function isConstant(value: Json): boolean {
  if (Array.isArray(value)) return value.every(isConstant);
  return !isObject(value) || (!Object.hasOwn(value, 'fact') && Object.values(value).every(isConstant));
}

function valueOf(
  reading: ConditionReading,
  value: NamedValue | undefined,
  name: string,
  pointer: string,
): Expression | null {
  if (value === undefined || value.kind === 'table' || value.kind === 'formula')
    return note(
      reading,
      'unknown-fact',
      pointer,
      { name, hint: nearestHint(name, reading.scope.names(), reading.problems.length) },
      { found: name },
    );
  if (value.kind === 'broken' || value.kind === 'deep')
    return note(reading, 'fact-broken', pointer, { name: value.ref }, { found: name });
  if (value.kind === 'cycle')
    return note(reading, 'fact-broken', pointer, { name: value.path.join(' → ') }, { found: name });
  for (const plan of value.plans) reading.plans.add(plan);
  return value.expression;
}

const PATH = /^\$(?:\.[\p{L}_][\p{L}\p{N}_]*)+$/u;

/** `$.field`, through single relations. */
function alongPath(
  reading: ConditionReading,
  head: Expression,
  name: string,
  path: string,
  pointer: string,
): Expression | null {
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

/** A result of another definition, `kind/name#output`. */
function resultOf(reading: ConditionReading, name: string, pointer: string): Expression | null {
  const lowered = outputOf(name, reading.scope, { definition: reading.scope.definition, pointer });
  reading.problems.push(...lowered.problems);
  for (const plan of lowered.plans) reading.plans.add(plan);
  return lowered.expression;
}
