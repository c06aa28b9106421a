import { calendarCall } from '../../build-list.ts';
import { not } from '../../build-logic.ts';
import type { CalendarCall } from '../../../model/expression.ts';
import { reserved } from '../../scope/scope.ts';
import { readAs } from '../reading.ts';
import { value } from '../value.ts';
import type { FeelFunction } from './function.ts';

function ofDay(name: string, function_: CalendarCall['function']): FeelFunction {
  return {
    counts: [1, 1],
    form: `${name}(date)`,
    lower: (place, _node, [first]) => {
      const of = first === undefined ? null : readAs(place, first, name, 'date', 'instant');
      return of && value(calendarCall(function_, [of.type.kind === 'instant' ? calendarCall('dateOf', [of]) : of]));
    },
  };
}

/** `not`, and functions of days. `today()` is the day the decision is asked for (`$asOf`): nothing here reads a clock. */
export const OTHERS: Readonly<Record<string, FeelFunction>> = {
  not: {
    counts: [1, 1],
    form: 'not(condition)',
    lower: (place, _node, [first]) => {
      const of = first === undefined ? null : readAs(place, first, 'not', 'boolean');
      return of && value(not(of));
    },
  },
  'last day of month': ofDay('last day of month', 'monthEnd'),
  'day of week': ofDay('day of week', 'weekdayName'),
  'week of year': ofDay('week of year', 'weekOfYear'),
  today: { counts: [0, 0], form: 'today()', lower: (place) => value(reserved(place.scope, '$asOf')) },
  'years and months duration': {
    counts: [2, 2],
    form: 'years and months duration(from, to)',
    lower: (place, _node, [first, second]) => {
      if (first === undefined || second === undefined) return null;
      const name = 'years and months duration';
      const [from, to] = [readAs(place, first, name, 'date'), readAs(place, second, name, 'date')];
      return from && to && { kind: 'duration', unit: 'months', count: calendarCall('monthsBetween', [from, to]) };
    },
  },
};
