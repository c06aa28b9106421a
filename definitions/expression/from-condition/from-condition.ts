import { below, isObject, type Json, type JsonObject } from '../../model/json.ts';
import { refuses } from '../../model/problem.ts';
import type { Scope } from '../scope/scope.ts';
import { outputOf } from '../scope/uses.ts';
import { and, holds, not, or } from '../build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { leaf } from './leaf.ts';
import { settled, warnNot } from './negative.ts';
import { note, type ConditionReading } from './reading.ts';
import { criteriaOfRow } from './related.ts';
import { MOST_LEAVES, MOST_LEVELS, sizeFault } from './size.ts';
import type { Lowering } from '../lowering.ts';

/**
 * A json-rules-engine condition as a two-valued boolean that means what json-rules-engine 7 says with `allowUndefinedFacts`, nulls deleted.
 * Where the library would mean something else than what a reader sees, the condition is refused. `origin`: where the condition stands;
 * every leaf and junction carries its own pointer below it. `isRule` false: a part of a definition that was never a rule of the library's
 * (a scorecard's bin), whose root may be a bare leaf.
 */
export function fromCondition(condition: Json, scope: Scope, origin: Origin, isRule = true): Lowering {
  const reading: ConditionReading = { scope, problems: [], plans: new Set(), negations: [] };
  const { pointer } = origin;
  const fault = sizeFault(condition);
  if (fault !== undefined) {
    note(reading, fault, pointer, { most: fault === 'condition-too-deep' ? MOST_LEVELS : MOST_LEAVES });
    return { expression: null, problems: reading.problems, plans: [] };
  }
  const expression = isRule ? rootNode(reading, condition, pointer) : anyNode(reading, condition, pointer, new Set());
  return {
    expression: refuses(reading.problems) ? null : expression,
    problems: reading.problems,
    plans: [...reading.plans],
  };
}

function rootNode(reading: ConditionReading, condition: Json, pointer: string): Expression | null {
  if (isObject(condition) && Object.hasOwn(condition, 'fact') && junctionsOf(condition).length === 0) {
    note(reading, 'bare-leaf', pointer, {}, { fix: { all: [condition] } });
  }
  return anyNode(reading, condition, pointer, new Set());
}

const JUNCTIONS = ['all', 'any', 'not', 'condition'] as const;
const junctionsOf = (node: JsonObject) => JUNCTIONS.filter((key) => Object.hasOwn(node, key));

function anyNode(
  reading: ConditionReading,
  node: Json,
  pointer: string,
  guarded: ReadonlySet<string>,
): Expression | null {
  if (!isObject(node))
    return note(reading, 'condition-form', pointer, { what: 'all any not condition fact' }, { found: node });
  const [junction, ...more] = junctionsOf(node);
  const mixed = [junction ?? '', ...more, ...(Object.hasOwn(node, 'fact') ? ['fact'] : [])];
  if (junction !== undefined && mixed.length > 1)
    return note(reading, 'mixed-junction', pointer, { keys: mixed.join(', ') });
  const made =
    junction === undefined
      ? leaf(reading, node, pointer, guarded)
      : junctionNode(reading, junction, node, pointer, guarded);
  return made && { ...made, origin: { definition: reading.scope.definition, pointer } };
}

function junctionNode(
  reading: ConditionReading,
  junction: (typeof JUNCTIONS)[number],
  node: JsonObject,
  pointer: string,
  guarded: ReadonlySet<string>,
): Expression | null {
  const known = junction === 'condition' ? [junction, 'of', 'name', 'priority'] : [junction, 'name', 'priority'];
  const unknown = Object.keys(node).filter((key) => !known.includes(key));
  for (const key of unknown) note(reading, 'condition-key', below(pointer, key), { key });
  const at = below(pointer, junction);
  const inside = node[junction] ?? null;
  if (junction === 'condition') return criteria(reading, node, inside, pointer);
  if (junction === 'not') return negation(reading, node, inside, pointer, guarded);
  if (!Array.isArray(inside))
    return note(reading, 'condition-form', at, { what: `${junction}: [ … ]` }, { found: inside });
  if (junction === 'any' && inside.length === 0) return note(reading, 'empty-any', at, {}, { found: inside });
  const told = new Set([...guarded, ...settled(inside, junction)]);
  const items = inside.map((item, i) => anyNode(reading, item, below(at, i), told));
  const made = items.filter((item) => item !== null);
  if (made.length < items.length) return null;
  return junction === 'all' ? and(made) : or(made);
}

function negation(
  reading: ConditionReading,
  node: JsonObject,
  inside: Json,
  pointer: string,
  guarded: ReadonlySet<string>,
): Expression | null {
  reading.negations.push({ missable: new Map(), tested: new Set() });
  const made = anyNode(reading, inside, below(pointer, 'not'), guarded);
  warnNot(reading, node, pointer);
  return made && not(made);
}

/** `{ "condition": "criteria/…", "of"?: "customer" }`: another definition's answer, read on the same facts or on those of a related record. */
function criteria(reading: ConditionReading, { of }: JsonObject, id: Json, node: string): Expression | null {
  const pointer = below(node, 'condition');
  if (typeof id !== 'string')
    return note(reading, 'condition-form', pointer, { what: 'condition: "criteria/…"' }, { found: id });
  const { scope } = reading;
  if (scope.environment.document(id)?.kind !== 'criteria')
    return note(reading, 'unknown-criteria', pointer, { name: id }, { found: id });
  if (of !== undefined) {
    if (typeof of !== 'string') return note(reading, 'condition-form', node, { what: 'of' }, { found: of });
    const met = criteriaOfRow(reading, id, of, node);
    return met && holds(met);
  }
  const lowered = outputOf(`${id}#holds`, scope, { definition: scope.definition, pointer });
  if (lowered.expression === null) {
    const isElsewhere = lowered.problems.some((problem) => problem.code === 'uses-other-facts');
    return note(
      reading,
      isElsewhere ? 'criteria-of-other-entity' : 'criteria-broken',
      pointer,
      { name: id },
      { found: id },
    );
  }
  for (const plan of lowered.plans) reading.plans.add(plan);
  return holds(lowered.expression);
}
