import type { DeclaredField } from '../../../../definitions/index.ts';
import type { Chance } from './chance.ts';

/** Random fields of every type. */

const ENUMS: readonly (readonly string[])[] = [
  ['AAA', 'AA', 'A', 'B'],
  ['高', '中', '低'],
  ["it's", 'a b', 'x"y'],
  ['deposit', 'loan'],
];
const NAMES = [
  'age',
  'aum',
  '存款',
  'tenure',
  'grade',
  'note',
  'payroll',
  'risk',
  'openedOn',
  'seenAt',
  'limit',
  'ratio',
  '评级',
  'visits',
];

function numberField(chance: Chance): DeclaredField {
  const decimals = chance.pick([0, 0, 1, 2, 2, 4]);
  const type = decimals === 0 ? ({ type: 'integer' } as const) : ({ type: 'decimal', decimals } as const);
  const bounds = chance.pick([
    { minimum: 0, maximum: 120 },
    { minimum: 0, maximum: 100_000 },
    { minimum: -1000, maximum: 1000 },
    { minimum: 0, maximum: 10 },
    { minimum: 1, maximum: 50 },
    {},
    { minimum: '-99999999999999999999', maximum: '99999999999999999999' },
  ]);
  return { ...type, ...bounds };
}

function anyField(chance: Chance): DeclaredField {
  return chance.pick<() => DeclaredField>([
    () => numberField(chance),
    () => numberField(chance),
    () => numberField(chance),
    () => ({ type: 'boolean' }),
    () => ({ type: 'string', enum: chance.pick(ENUMS) }),
    () => ({ type: 'string' }),
    () => ({ type: 'date', ...(chance.is(0.3) ? { minimum: '2000-01-01', maximum: '2030-12-31' } : {}) }),
    () => ({ type: 'instant' }),
  ])();
}

/** A field with what is not about its type: optional, dirty, a series. */
function field(chance: Chance, mayBeSeries: boolean): DeclaredField {
  const isSeries = mayBeSeries && chance.is(0.15);
  const made = isSeries ? chance.pick<DeclaredField>([smallNumber(chance), { type: 'string' }]) : anyField(chance);
  return {
    ...made,
    ...(isSeries ? { series: true } : {}),
    ...(chance.is(0.45) ? { optional: true } : {}),
    ...(chance.is(0.12) ? { unreadable: 'missing' as const } : {}),
  };
}

const smallNumber = (chance: Chance): DeclaredField => ({
  type: 'decimal',
  decimals: chance.whole(0, 2),
  minimum: -1000,
  maximum: 1000,
});

/** Some fields by their names. */
export function fieldsOf(chance: Chance, count: number, mayBeSeries: boolean): Record<string, DeclaredField> {
  return Object.fromEntries(
    chance
      .shuffled(NAMES)
      .slice(0, count)
      .map((name) => [name, field(chance, mayBeSeries)]),
  );
}
