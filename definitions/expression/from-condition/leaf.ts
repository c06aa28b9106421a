import { isObject, type Json, type JsonObject, below } from '../../model/json.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Expression } from '../../model/expression.ts';
import { apply } from './apply.ts';
import { readFact } from './fact.ts';
import { mentionIn, warnNegative } from './negative.ts';
import { asksAbsence, FOLDED_OPERATORS, type Operator, OPERATORS, otherOperator, parseOperator } from './operators.ts';
import { keyOf, type Mention, note, type ConditionReading, type LeafSide } from './reading.ts';

const KEYS = ['fact', 'of', 'operator', 'value', 'path', 'params', 'name', 'priority'];

/** A leaf: `{ "fact", "of"?, "operator", "value", "path"?, "params"? }`. `guarded`: fields whose presence the nodes around it settle. */
export function leaf(
  reading: ConditionReading,
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
      {
        name: String(node['operator']),
        hint:
          otherOperator(String(node['operator'])) ??
          nearestHint(String(node['operator']), OPERATORS, reading.problems.length),
      },
      { found: node['operator'] ?? null },
    );
  else if (operator.isFolded && !FOLDED_OPERATORS.includes(operator.name))
    return note(
      reading,
      'folded-unfit',
      below(pointer, 'operator'),
      { operator: operator.name, known: FOLDED_OPERATORS.join(', ') },
      { found: operator.text },
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
  if (node['of'] !== undefined && typeof node['of'] !== 'string') return 'of';
  if (node['name'] !== undefined && typeof node['name'] !== 'string') return 'name';
  return node['priority'] !== undefined && typeof node['priority'] !== 'number' ? 'priority' : undefined;
}

function valueSide(reading: ConditionReading, json: Json, pointer: string): LeafSide | null {
  if (!isObject(json))
    return json === null
      ? note(reading, 'null-value', pointer, {}, { found: null })
      : { kind: 'written', json, pointer };
  if (typeof json['fact'] !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'value.fact' }, { found: json });
  const unknown = Object.keys(json).find((key) => !['fact', 'of', 'path', 'params'].includes(key));
  if (unknown !== undefined) return note(reading, 'condition-key', below(pointer, unknown), { key: unknown });
  if (json['path'] !== undefined && typeof json['path'] !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'value.path' });
  if (json['of'] !== undefined && typeof json['of'] !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'value.of' });
  return readFact(reading, json, pointer);
}

interface Mentioned {
  readonly mention: Mention;
  readonly of: Expression;
}

/** The fields a leaf reads, as it writes them. */
function mentionsOf(node: JsonObject, left: LeafSide, right: LeafSide): readonly Mentioned[] {
  const value = node['value'];
  const sides: readonly (readonly [Json, LeafSide])[] = [
    [node, left],
    [value ?? null, right],
  ];
  return sides.flatMap(([json, side]) => {
    if (side.kind === 'written' || !isObject(json)) return [];
    return [{ mention: mentionIn(json), of: side.of }];
  });
}

/** Tells the innermost open `not` what this leaf reads. */
function record(
  reading: ConditionReading,
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
