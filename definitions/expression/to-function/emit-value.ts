import type { Expression, FieldRead } from '../../model/expression.ts';
import { calendarSource, lookupSource } from './emit-call.ts';
import { binsSource, coalesceSource, ifSource, pickSource } from './emit-choice.ts';
import { aggregateSource, forEachSource, itemAtSource, listSource, sequenceSource } from './emit-list.ts';
import { listCallSource } from './emit-list-call.ts';
import { logicValue } from './emit-logic.ts';
import {
  approximatelySource,
  arithmeticSource,
  divideSource,
  roundSource,
  transcendentalSource,
} from './emit-number.ts';
import { tableSource } from './emit-table.ts';
import { isTextTest, textValue } from './emit-text.ts';
import { weightedMeanSource, weightedSumSource } from './emit-weighted.ts';
import type { Emitter } from './emitter.ts';
import { literal, missingSource, plainValue, representation } from './representation.ts';

/** Source of a node's value; every kind of node has its line here. */
export function valueOf(e: Emitter, node: Expression): string {
  switch (node.kind) {
    case 'constant':
      return literal(node.type, node.value) ?? e.slot(plainValue(node.type, node.value));
    case 'missing':
      return missingSource(representation(node.type));
    case 'field':
      return fieldSource(e, node);
    case 'input':
      return `record.${INPUT_PROPERTIES[node.name]}`;
    case 'cut':
      return literal(node.type, e.cut(node)) ?? missingSource(representation(node.type));
    case 'variable':
      return e.variable(node.id);
    case 'named':
      return e.value(node.of);
    case 'not':
    case 'and':
    case 'or':
    case 'holds':
    case 'isMissing':
    case 'compare':
    case 'within':
    case 'oneOf':
      return logicValue(e, node);
    case 'coalesce':
      return coalesceSource(e, node);
    case 'arithmetic':
      return arithmeticSource(e, node);
    case 'divide':
      return divideSource(e, node);
    case 'round':
      return roundSource(e, node);
    case 'approximately':
      return approximatelySource(e, node.of);
    case 'transcendental':
      return transcendentalSource(e, node);
    case 'if':
      return ifSource(e, node);
    case 'bins':
      return binsSource(e, node);
    case 'pick':
      return pickSource(e, node);
    case 'table':
      return tableSource(e, node);
    case 'weightedSum':
      return weightedSumSource(e, node);
    case 'weightedMean':
      return weightedMeanSource(e, node);
    case 'list':
      return listSource(e, node);
    case 'sequence':
      return sequenceSource(e, node);
    case 'forEach':
      return forEachSource(e, node);
    case 'itemAt':
      return itemAtSource(e, node);
    case 'aggregate':
      return aggregateSource(e, node);
    case 'listCall':
      return listCallSource(e, node);
    case 'lookup':
      return lookupSource(e, node);
    case 'text':
      return isTextTest(node) ? logicValue(e, node) : textValue(e, node);
    case 'calendar':
      return calendarSource(e, node);
  }
}

/** Where the reserved inputs stand in a record. */
export const INPUT_PROPERTIES = {
  $asOf: 'asOf',
  '$previous.class': 'previousClass',
  '$previous.since': 'previousSince',
  '$previous.misses': 'previousMisses',
  '$previous.run': 'previousRun',
} as const;

function fieldSource(e: Emitter, node: FieldRead): string {
  const seat = e.seat(node);
  if (seat !== undefined) return seat;
  const property = e.property(node);
  if (node.of === null) return property;
  const row = e.atom(node.of);
  return node.of.missable
    ? `(${row} === null ? ${missingSource(representation(node.type))} : ${row}.${property})`
    : `${row}.${property}`;
}
