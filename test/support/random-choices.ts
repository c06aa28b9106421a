import { bins, lookup, table } from '../../definitions/expression/build-list.ts';
import {
  compare,
  constant,
  decimal,
  holds,
  isMissing,
  not,
  oneOf,
  when,
  within,
} from '../../definitions/expression/build-logic.ts';
import { asNumber, round } from '../../definitions/expression/build-number.ts';
import type { Bins, Expression, Table } from '../../definitions/model/expression.ts';
import type { Range } from '../../definitions/model/interval.ts';
import { BOOLEAN, numberType } from '../../definitions/model/type.ts';
import type { Chance } from '../../server/referee/agree/random/chance.ts';

/** Random constants, tests, bins, decision tables and look-ups, made of parts that a grower makes. */

export interface Grower {
  readonly random: Chance;
  boolean(depth: number): Expression;
  number(depth: number): Expression;
  text(depth: number): Expression;
  date(depth: number): Expression;
}

export const ORIGIN = { definition: 'formula/random', pointer: '/lines/0' };
export const TEXTS = ['', 'a', '银行', 'gold', "o'", 'A😀b', 'é'];

/** A figure around what a double holds and around zero. */
export function anyConstant(random: Chance): Expression {
  const r = random;
  const decimals = r.whole(0, 4);
  const size = r.pick([0n, 1n, 5n, 100n, 12_345n, 2n ** 53n - 1n, 2n ** 53n, 10n ** 15n - 1n, 10n ** 18n]);
  return decimal(r.is(0.5) ? size : -size, decimals);
}

/** A test of a range with bounds at and around those of the number. */
export function anyWithin(random: Chance, of: Expression): Expression {
  return within(of, anyRange(random, of));
}

function anyRange(random: Chance, of: Expression): Range {
  const { minimum, maximum } = asNumber(of);
  const bound = () => random.pick([null, 0n, -100n, 250n, minimum, maximum, minimum - 1n, maximum + 1n, 2n ** 53n]);
  return { low: bound(), high: bound() };
}

/** A test of some values. */
export function anyOneOf(random: Chance, of: Expression): Expression {
  const { maximum } = asNumber(of);
  return oneOf(of, random.some([0n, 1n, -1n, 100n, 1234n, 9n, maximum], random.whole(0, 7)));
}

/** Three bins (or many that are cut down to three positions) over a number, a text or nothing. */
export function anyBins(g: Grower, depth: number): Expression {
  const r = g.random;
  const on = r.pick<() => Expression | null>([() => g.number(depth - 1), () => g.text(depth - 1), () => null])();
  const test = (): Bins['bins'][number]['test'] => {
    if (on === null || r.is(0.15)) return { kind: 'when', when: holds(g.boolean(depth - 2)) };
    if (on.type.kind === 'string') return { kind: 'values', values: r.some(TEXTS, r.whole(1, 3)) };
    return r.is(0.8)
      ? { kind: 'range', range: anyRange(r, on) }
      : { kind: 'values', values: [BigInt(r.whole(-5, 5)) * 50n] };
  };
  const rest: Bins['bins'][number]['test'][] = r.is(0.3) ? [{ kind: 'otherwise' }] : [];
  const tests = r.many(3 - rest.length, () => (on !== null && r.is(0.15) ? ({ kind: 'missing' } as const) : test()));
  const long =
    on !== null && on.type.kind === 'number' && r.is(0.2)
      ? Array.from({ length: 20 }, (_, i) => ({
          kind: 'range' as const,
          range: { low: BigInt(i * 40), high: BigInt(i * 40 + r.whole(20, 60)) },
        }))
      : [];
  const all = [...tests, ...long, ...rest].map((one) => ({ test: one, origin: ORIGIN }));
  const position = bins(on, all, false);
  // Longer lists are for positions alone: what is picked has three values.
  return long.length === 0
    ? position
    : when(within(position, { low: 0n, high: 2n }), position, constant(numberType(0, 0n, 2n), 1n));
}

/** A small or a large decision table over a number, a text and a boolean. */
export function anyTable(g: Grower, depth: number): Expression {
  const r = g.random;
  const inputs = [g.number(depth - 1), g.text(depth - 1), g.boolean(depth - 1)];
  const cell = (of: Expression): Expression | null => {
    if (r.is(0.4)) return null;
    if (r.is(0.1)) return isMissing(of);
    const test =
      of.type.kind === 'number'
        ? anyWithin(r, of)
        : of.type.kind === 'string'
          ? oneOf(of, r.some(TEXTS, 3))
          : compare('=', of, constant(BOOLEAN, true));
    return holds(r.is(0.2) ? not(test) : test);
  };
  const rules: Table['rules'] = r.many(r.is(0.1) ? 220 : r.whole(0, 4), () => ({
    cells: inputs.map(cell),
    origin: ORIGIN,
  }));
  return table(r.pick(['first', 'only', 'count'] as const), inputs, rules);
}

/** A rate by text and number, with days of validity or without. */
export function anyLookup(g: Grower, depth: number): Expression {
  const r = g.random;
  const [text, number] = [g.text(depth - 1), round(g.number(depth - 1), 0)];
  const rows = r.many(r.whole(0, 8), () => ({
    keys: [r.pick(TEXTS), BigInt(r.whole(0, 2))],
    from: r.is(0.3) ? null : BigInt(r.whole(19_000, 21_000)),
    to: r.is(0.3) ? null : BigInt(r.whole(20_000, 22_000)),
    values: { rate: r.is(0.1) ? null : BigInt(r.whole(0, 9_999)) },
  }));
  const asOf = r.is(0.5) ? g.date(depth - 1) : null;
  return lookup({
    type: numberType(4, 0n, 9_999n),
    reference: 'reference/random',
    rows,
    keys: [text, number],
    asOf,
    column: 'rate',
  });
}
