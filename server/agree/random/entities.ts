import type { DeclaredField, JsonObject } from '../../../definitions/index.ts';
import type { Chance } from './chance.ts';

/** Random dictionaries: a field of every type, relations to one row and to many. */

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
    ...(chance.is(0.12) && !isSeries ? { unreadable: 'missing' as const } : {}),
  };
}

const smallNumber = (chance: Chance): DeclaredField => ({
  type: 'decimal',
  decimals: chance.whole(0, 2),
  minimum: -1000,
  maximum: 1000,
});

function fieldsOf(chance: Chance, count: number, mayBeSeries: boolean): Record<string, DeclaredField> {
  return Object.fromEntries(
    chance
      .shuffled(NAMES)
      .slice(0, count)
      .map((name) => [name, field(chance, mayBeSeries)]),
  );
}

/** The dictionaries of one library, without derived fields. */
export interface Dictionaries {
  readonly customer: JsonObject;
  readonly account: JsonObject;
  readonly household: JsonObject;
  readonly product: JsonObject;
}

export function randomDictionaries(chance: Chance): Dictionaries {
  const json = (document: object) => document as JsonObject;
  return {
    customer: json({
      kind: 'entity',
      name: 'customer',
      key: 'customerId',
      fields: {
        customerId: { type: 'string' },
        householdId: { type: 'string', optional: true },
        size: {
          type: 'decimal',
          decimals: 2,
          minimum: 0,
          maximum: 1000,
          ...(chance.is(0.5) ? { optional: true } : {}),
        },
        ...fieldsOf(chance, chance.whole(6, 10), true),
      },
      relations: {
        accounts: { entity: 'entity/account', by: 'customerId', many: true },
        household: { entity: 'entity/household', by: 'householdId' },
      },
    }),
    account: json({
      kind: 'entity',
      name: 'account',
      fields: {
        customerId: { type: 'string', optional: true },
        householdId: { type: 'string', optional: true },
        balance: {
          type: 'decimal',
          decimals: 2,
          minimum: -100_000,
          maximum: 1_000_000,
          ...(chance.is(0.5) ? { optional: true } : {}),
        },
        category: { type: 'string', enum: ['deposit', 'loan', '基金'] },
        ...fieldsOf(chance, chance.whole(1, 3), false),
      },
      ...(chance.is(0.3) ? { relations: { branch: { entity: 'entity/household', by: 'householdId' } } } : {}),
    }),
    household: json({
      kind: 'entity',
      name: 'household',
      fields: {
        householdId: { type: 'string', optional: true },
        income: { type: 'decimal', decimals: 2, minimum: 0, maximum: 10_000_000, optional: true },
        members: { type: 'integer', minimum: 0, maximum: 20 },
        ...fieldsOf(chance, 2, false),
      },
    }),
    product: json({
      kind: 'entity',
      name: 'product',
      key: 'code',
      fields: {
        code: { type: 'string' },
        riskLevel: { type: 'string', enum: ['low', 'high'], ...(chance.is(0.3) ? { optional: true } : {}) },
        rate: { type: 'decimal', decimals: 4, minimum: 0, maximum: 1, optional: true },
        minimumAge: { type: 'integer', minimum: 0, maximum: 100 },
      },
    }),
  };
}
