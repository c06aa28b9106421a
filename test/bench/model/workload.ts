/**
 * The workload every suite measures: 20 facts (6 of which may be missing), three scorecards of five characteristics with five intervals
 * each, a composite, six classes, ten nested criteria. It is one table of figures; the definitions, the hand-written function and the
 * peers are all made from it. A missing fact gives a characteristic its `missing` points; conditions mean what json-rules-engine says.
 */

export interface Fact {
  readonly name: string;
  readonly type: 'integer' | 'decimal' | 'string' | 'boolean';
  readonly decimals?: number;
  readonly minimum?: number;
  readonly enum?: readonly string[];
  readonly optional?: true;
}

const EMPLOYMENTS = ['employed', 'self', 'unemployed', 'retired', 'student'];
export const SEGMENT_HINTS = ['mass', 'affluent', 'sme', 'student', 'pensioner'];
export const REGIONS = ['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9'];

const count = (name: string, optional?: true): Fact => ({
  name,
  type: 'integer',
  minimum: 0,
  ...(optional && { optional }),
});
const money = (name: string, optional?: true): Fact => ({
  name,
  type: 'decimal',
  decimals: 2,
  minimum: 0,
  ...(optional && { optional }),
});

export const FACTS: readonly Fact[] = [
  count('age'),
  money('monthlyIncome', true),
  money('avgBalance', true),
  count('loanCount'),
  count('maxDaysOverdue', true),
  { name: 'creditUtil', type: 'decimal', decimals: 3, minimum: 0 },
  count('tenureMonths'),
  money('depositVolume'),
  count('txPerMonth'),
  count('productCount'),
  money('feeIncome'),
  count('digitalLogins', true),
  count('complaints'),
  count('lastActiveDays'),
  { name: 'segmentHint', type: 'string', enum: SEGMENT_HINTS },
  { name: 'region', type: 'string', enum: REGIONS },
  { name: 'employment', type: 'string', enum: EMPLOYMENTS, optional: true },
  { name: 'salaryHere', type: 'boolean' },
  { name: 'hasMortgage', type: 'boolean' },
  { name: 'pep', type: 'boolean', optional: true },
];

/** Points of the intervals `(-∞, cuts[0])`, `[cuts[0], cuts[1])`, …, or of the groups of values. */
export type Characteristic = {
  readonly fact: string;
  readonly weight: number;
  readonly missing: number;
  readonly points: readonly number[];
} & ({ readonly cuts: readonly number[] } | { readonly groups: readonly (readonly string[])[] });

export interface Card {
  readonly id: string;
  readonly weight: number;
  readonly characteristics: readonly Characteristic[];
}

const interval = (
  fact: string,
  weight: number,
  missing: number,
  cuts: readonly number[],
  points: readonly number[],
): Characteristic => ({
  fact,
  weight,
  missing,
  cuts,
  points,
});
const group = (
  fact: string,
  weight: number,
  missing: number,
  groups: readonly (readonly string[])[],
  points: readonly number[],
): Characteristic => ({
  fact,
  weight,
  missing,
  groups,
  points,
});

export const CARDS: readonly Card[] = [
  {
    id: 'credit',
    weight: 50,
    characteristics: [
      interval('maxDaysOverdue', 30, 40, [1, 10, 30, 90], [100, 70, 45, 15, 0]),
      interval('creditUtil', 25, 50, [0.2, 0.5, 0.8, 1], [100, 80, 50, 20, 0]),
      interval('loanCount', 15, 50, [1, 2, 3, 5], [60, 100, 80, 40, 10]),
      interval('monthlyIncome', 20, 20, [50000, 150000, 400000, 900000], [10, 35, 60, 85, 100]),
      group(
        'employment',
        10,
        30,
        [['employed'], ['retired'], ['self'], ['student'], ['unemployed']],
        [100, 80, 70, 40, 5],
      ),
    ],
  },
  {
    id: 'contribution',
    weight: 30,
    characteristics: [
      interval('avgBalance', 30, 10, [1000, 20000, 100000, 500000], [0, 25, 50, 80, 100]),
      interval('depositVolume', 25, 0, [1, 50000, 300000, 1000000], [0, 30, 60, 85, 100]),
      interval('feeIncome', 20, 0, [10, 100, 500, 2000], [5, 30, 55, 80, 100]),
      interval('productCount', 15, 0, [1, 2, 4, 6], [0, 30, 60, 85, 100]),
      interval('txPerMonth', 10, 0, [1, 10, 30, 80], [0, 30, 60, 85, 100]),
    ],
  },
  {
    id: 'loyalty',
    weight: 20,
    characteristics: [
      interval('tenureMonths', 35, 0, [6, 24, 60, 120], [10, 35, 60, 85, 100]),
      interval('lastActiveDays', 25, 0, [3, 14, 45, 180], [100, 80, 50, 20, 0]),
      interval('digitalLogins', 15, 30, [1, 5, 15, 30], [0, 40, 65, 90, 100]),
      interval('complaints', 15, 50, [1, 2, 3, 5], [100, 70, 40, 20, 0]),
      interval('age', 10, 50, [21, 30, 45, 65], [40, 60, 90, 100, 80]),
    ],
  },
];

/** Classes from the lowest, each with its least composite (0 … 100, the weighted mean of the three scores at 4 decimals). */
export const CLASSES = [
  { name: 'f', from: 0 },
  { name: 'e', from: 25 },
  { name: 'd', from: 40 },
  { name: 'c', from: 50 },
  { name: 'b', from: 60 },
  { name: 'a', from: 72 },
] as const;

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly fact: string; readonly operator: string; readonly value: string | number | boolean | readonly string[] };

const is = (fact: string, operator: string, value: string | number | boolean | readonly string[]): Condition => ({
  fact,
  operator,
  value,
});
const all = (...conditions: readonly Condition[]): Condition => ({ all: conditions });
const any = (...conditions: readonly Condition[]): Condition => ({ any: conditions });

export const CRITERIA: readonly { readonly name: string; readonly when: Condition }[] = [
  {
    name: 'vip',
    when: all(
      is('avgBalance', 'greaterThanInclusive', 100000),
      any(is('salaryHere', 'equal', true), is('depositVolume', 'greaterThan', 300000)),
      is('complaints', 'lessThan', 3),
    ),
  },
  {
    name: 'risk',
    when: any(
      is('maxDaysOverdue', 'greaterThan', 60),
      all(is('creditUtil', 'greaterThanInclusive', 0.9), is('loanCount', 'greaterThan', 2)),
      is('pep', 'equal', true),
    ),
  },
  {
    name: 'churn',
    when: all(
      is('lastActiveDays', 'greaterThan', 45),
      any(
        is('digitalLogins', 'lessThan', 3),
        is('txPerMonth', 'lessThan', 2),
        is('complaints', 'greaterThanInclusive', 2),
      ),
    ),
  },
  {
    name: 'mortgage-offer',
    when: all(
      is('hasMortgage', 'equal', false),
      is('age', 'greaterThanInclusive', 23),
      is('age', 'lessThanInclusive', 55),
      is('monthlyIncome', 'greaterThan', 120000),
      any(is('employment', 'in', ['employed', 'self']), is('salaryHere', 'equal', true)),
    ),
  },
  {
    name: 'student',
    when: any(
      is('segmentHint', 'equal', 'student'),
      all(is('age', 'lessThan', 25), is('employment', 'notEqual', 'employed')),
    ),
  },
  {
    name: 'regional',
    when: all(
      is('region', 'in', ['R1', 'R2', 'R5', 'R9']),
      any(
        is('segmentHint', 'equal', 'sme'),
        all(is('employment', 'equal', 'self'), is('txPerMonth', 'greaterThanInclusive', 20)),
      ),
    ),
  },
  {
    name: 'cross-sell',
    when: all(
      is('productCount', 'lessThan', 3),
      is('tenureMonths', 'greaterThan', 12),
      any(is('avgBalance', 'greaterThan', 20000), is('feeIncome', 'greaterThan', 100), is('salaryHere', 'equal', true)),
      is('maxDaysOverdue', 'lessThan', 10),
    ),
  },
  {
    name: 'pensioner',
    when: any(
      is('employment', 'equal', 'retired'),
      all(is('age', 'greaterThanInclusive', 63), is('segmentHint', 'notIn', ['sme', 'affluent'])),
    ),
  },
  {
    name: 'limit-up',
    when: all(
      is('creditUtil', 'greaterThan', 0.5),
      is('creditUtil', 'lessThan', 0.95),
      is('maxDaysOverdue', 'lessThanInclusive', 5),
      any(is('monthlyIncome', 'greaterThan', 200000), is('avgBalance', 'greaterThan', 50000)),
      is('loanCount', 'lessThanInclusive', 3),
    ),
  },
  {
    name: 'manual-review',
    when: any(
      all(is('pep', 'equal', true), is('depositVolume', 'greaterThan', 500000)),
      all(is('complaints', 'greaterThan', 3), is('tenureMonths', 'lessThan', 24)),
      is('region', 'notIn', ['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8']),
    ),
  },
];

/** What one call answers: the class, then the criteria. */
export const REFS: readonly string[] = [
  'segmentation/customer-class',
  ...CRITERIA.map(({ name }) => `criteria/${name}`),
];
