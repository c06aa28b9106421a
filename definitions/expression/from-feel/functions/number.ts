import { INTERMEDIATE_DECIMALS } from '../../../model/type.ts';
import type { Rounding } from '../../../model/decimal.ts';
import { onDoubles, calculate, power, rounded } from '../number.ts';
import { planZero } from '../plans.ts';
import { readAs } from '../reading.ts';
import { value } from '../value.ts';
import { type FeelFunction, figure, written } from './function.ts';

/** A rounding with stated decimals; `scale` is 0 where it may be left out. */
function rounding(name: string, mode: Rounding, isScaleOptional: boolean): FeelFunction {
  return {
    counts: [isScaleOptional ? 1 : 2, 2],
    form: isScaleOptional ? `${name}(n) | ${name}(n, scale)` : `${name}(n, scale)`,
    lower: (place, node, [first, second]) => {
      const of = first === undefined ? null : figure(place, first, name);
      const scale = second === undefined ? 0 : written(place, second, `${name}: scale`, 0, INTERMEDIATE_DECIMALS);
      return of === null || scale === null ? null : value(rounded(place, node, of, scale, mode));
    },
  };
}

function onDouble(name: string, function_: 'sqrt' | 'exp' | 'ln'): FeelFunction {
  return {
    counts: [1, 1],
    form: `${name}(n)`,
    lower: (place, node, [first]) => {
      const of = first === undefined ? null : figure(place, first, name);
      return of && value(onDoubles(place, node, function_, [of]));
    },
  };
}

/** Functions of numbers. `decimal` rounds half to even, as FEEL has it; the others say their rounding by name. */
export const NUMBERS: Readonly<Record<string, FeelFunction>> = {
  decimal: rounding('decimal', 'half-even', false),
  floor: rounding('floor', 'floor', true),
  ceiling: rounding('ceiling', 'ceiling', true),
  'round up': rounding('round up', 'up', false),
  'round down': rounding('round down', 'down', false),
  'round half up': rounding('round half up', 'half-up', false),
  'round half down': rounding('round half down', 'half-down', false),
  'round half even': rounding('round half even', 'half-even', false),
  sqrt: onDouble('sqrt', 'sqrt'),
  exp: onDouble('exp', 'exp'),
  log: onDouble('log', 'ln'),
  abs: {
    counts: [1, 1],
    form: 'abs(n)',
    lower: (place, _node, [first]) => {
      const of = first === undefined ? null : figure(place, first, 'abs');
      return of && value(calculate('absolute', [of]));
    },
  },
  power: {
    counts: [2, 2],
    form: 'power(base, exponent)',
    lower: (place, node, [first, second]) => {
      if (first === undefined || second === undefined) return null;
      const [base, exponent] = [figure(place, first, 'power'), figure(place, second, 'power')];
      return base && exponent && power(place, node, base, exponent);
    },
  },
  modulo: {
    counts: [2, 2],
    form: 'modulo(dividend, divisor)',
    lower: (place, node, [first, second]) => {
      if (first === undefined || second === undefined) return null;
      const [a, b] = [readAs(place, first, 'modulo', 'number'), readAs(place, second, 'modulo', 'number')];
      return a && b && planZero(place, node, b) ? value(calculate('modulo', [a, b])) : null;
    },
  },
};
