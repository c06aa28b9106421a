import { calendarCall } from '../../build-list.ts';
import { not } from '../../build-logic.ts';
import { reserved } from '../../scope/scope.ts';
import { readAs } from '../reading.ts';
import { value } from '../value.ts';
import type { FeelFunction } from './function.ts';

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
