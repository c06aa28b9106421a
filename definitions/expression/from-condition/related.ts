import { below } from '../../model/json.ts';
import { nearestHint } from '../../model/did-you-mean.ts';
import type { Expression } from '../../model/expression.ts';
import { outputOfRow } from '../scope/uses.ts';
import { note, type ConditionReading } from './reading.ts';

/** Decisions of a related record: `{ "fact": "segmentation/customer-class#class", "of": "customer" }`. */

/** A result of another definition on the row that a single relation leads to; `pointer`: of the node that `of` stands in. */
export function resultOfRow(
  reading: ConditionReading,
  ref: string,
  related: string,
  pointer: string,
): Expression | null {
  const row = rowOf(reading, related, below(pointer, 'of'));
  if (row === null) return null;
  const { scope } = reading;
  const lowered = outputOfRow(ref, row, scope, { definition: scope.definition, pointer: below(pointer, 'fact') });
  if (lowered.problems.some(({ code }) => code === 'uses-other-facts'))
    return ofOtherEntity(reading, ref, row, pointer);
  reading.problems.push(...lowered.problems);
  for (const plan of lowered.plans) reading.plans.add(plan);
  return lowered.expression;
}

/** Whether a criteria is met by the row that a single relation leads to. */
export function criteriaOfRow(
  reading: ConditionReading,
  id: string,
  related: string,
  pointer: string,
): Expression | null {
  const row = rowOf(reading, related, below(pointer, 'of'));
  if (row === null) return null;
  const { scope } = reading;
  const at = below(pointer, 'condition');
  const lowered = outputOfRow(`${id}#holds`, row, scope, { definition: scope.definition, pointer: at });
  if (lowered.problems.some(({ code }) => code === 'uses-other-facts')) return ofOtherEntity(reading, id, row, pointer);
  if (lowered.expression === null) return note(reading, 'criteria-broken', at, { name: id }, { found: id });
  for (const plan of lowered.plans) reading.plans.add(plan);
  return lowered.expression;
}

function ofOtherEntity(reading: ConditionReading, ref: string, row: Expression, pointer: string): null {
  const [id = ''] = ref.split('#');
  const found = row.type.kind === 'row' ? row.type.entity : '';
  return note(reading, 'of-other-entity', below(pointer, 'of'), { name: id, entity: found }, { found: id });
}

/** The row of a single relation. */
function rowOf(reading: ConditionReading, related: string, pointer: string): Expression | null {
  const { scope } = reading;
  const value = scope.name(related);
  if (value?.kind !== 'value') {
    const hint = nearestHint(related, scope.names(), reading.problems.length);
    return note(reading, 'of-unknown', pointer, { name: related, hint }, { found: related });
  }
  const { type } = value.expression;
  if (type.kind === 'row') return value.expression;
  const isMany = type.kind === 'list' && type.of.kind === 'row';
  return note(reading, isMany ? 'of-many' : 'of-no-relation', pointer, { name: related }, { found: related });
}
