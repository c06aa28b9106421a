import { typeWords } from '../bins/type-words.ts';
import { readInterval } from '../bins/parse-interval.ts';
import { reserved } from '../scope/scope.ts';
import { calendarCall } from '../build-list.ts';
import { and, compare, holds, integer, within } from '../build-logic.ts';
import { parsePeriod } from '../date-text.ts';
import type { Expression } from '../../model/expression.ts';
import { readConstant, shown, typeName } from './constant.ts';
import { type Operator, ORDER_OF_DAYS } from './operators.ts';
import { note, type ConditionReading, type LeafSide } from './reading.ts';
import { unfit } from './unfit.ts';

/** `between`: a number, day or instant in an interval such as `[60, 80)`. */
export function between(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  if (left.kind === 'written' || right.kind === 'read') return unfit(reading, operator, left);
  const { type } = left.of;
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return unfit(reading, operator, left);
  const range = typeof right.json === 'string' ? readInterval(right.json, type) : 'malformed';
  if (typeof range !== 'string') return holds(within(left.of, range));
  const slots = { name: left.name, found: shown(right.json), type: typeWords(type), example: EXAMPLES[type.kind] };
  const code = range === 'empty' ? 'interval-empty' : 'interval-unreadable';
  return note(reading, code, right.pointer, slots, { found: right.json });
}

const EXAMPLES = {
  number: '[60, 80)',
  date: '[2026-01-01, 2026-07-01)',
  instant: '[2026-01-01T00:00:00+08:00, ∞)',
} as const;

/** `before` and `after`, of two days or two instants. */
export function dayOrder(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  const read = left.kind === 'read' ? left : right.kind === 'read' ? right : null;
  if (read === null || (operator.name !== 'before' && operator.name !== 'after')) return unfit(reading, operator, left);
  const { type } = read.of;
  if (type.kind !== 'date' && type.kind !== 'instant') return unfit(reading, operator, read);
  const side = (one: LeafSide) => {
    if (one.kind === 'written') return readConstant(reading, one.json, read, one.pointer, 'order');
    if (one.of.type.kind === type.kind) return one.of;
    return note(
      reading,
      'value-type',
      one.pointer,
      { name: read.name, type: typeName(type), found: one.name },
      { found: one.name },
    );
  };
  const [a, b] = [side(left), side(right)];
  return a && b && holds(compare(ORDER_OF_DAYS[operator.name], a, b));
}

/** `withinLast`: after the day that lies one period before `$asOf`, and not after `$asOf`. */
export function withinLast(
  reading: ConditionReading,
  operator: Operator,
  left: LeafSide,
  right: LeafSide,
): Expression | null {
  if (left.kind === 'written' || right.kind === 'read') return unfit(reading, operator, left);
  const { kind } = left.of.type;
  if (kind !== 'date' && kind !== 'instant') return unfit(reading, operator, left);
  const period = typeof right.json === 'string' ? parsePeriod(right.json) : undefined;
  if (period === undefined || period.unit === 'milliseconds' || period.count <= 0) {
    return note(reading, 'period-unreadable', right.pointer, { found: shown(right.json) }, { found: right.json });
  }
  const day = kind === 'date' ? left.of : calendarCall('dateOf', [left.of]);
  const asOf = reserved(reading.scope, '$asOf');
  const start = calendarCall(period.unit === 'months' ? 'addMonths' : 'addDays', [asOf, integer(-period.count)]);
  return holds(and([compare('>', day, start), compare('<=', day, asOf)]));
}
