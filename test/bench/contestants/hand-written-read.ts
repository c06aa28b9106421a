import type { Customer } from '../model/customers.ts';

/**
 * The checks that an engineer would write by hand before `handWritten`, for the same requests and with the same refusals as the
 * definitions have: facts alone, each there where it has to be, of its type, in its domain, no finer than its decimals, and no other name.
 */
export function readByHand(request: unknown): Customer | undefined {
  if (!isObject(request)) return undefined;
  for (const key in request) if (key !== 'facts' && key !== '$asOf' && key !== '$previous') return undefined;
  const { facts } = request;
  if (!isObject(facts)) return undefined;
  const {
    age,
    monthlyIncome,
    avgBalance,
    loanCount,
    maxDaysOverdue,
    creditUtil,
    tenureMonths,
    depositVolume,
    txPerMonth,
    productCount,
    feeIncome,
    digitalLogins,
    complaints,
    lastActiveDays,
    segmentHint,
    region,
    employment,
    salaryHere,
    hasMortgage,
    pep,
  } = facts;
  const isReadable =
    isCount(age) &&
    (isNone(monthlyIncome) || isMoney(monthlyIncome)) &&
    (isNone(avgBalance) || isMoney(avgBalance)) &&
    isCount(loanCount) &&
    (isNone(maxDaysOverdue) || isCount(maxDaysOverdue)) &&
    isOf(creditUtil, 1000) &&
    isCount(tenureMonths) &&
    isMoney(depositVolume) &&
    isCount(txPerMonth) &&
    isCount(productCount) &&
    isMoney(feeIncome) &&
    (isNone(digitalLogins) || isCount(digitalLogins)) &&
    isCount(complaints) &&
    isCount(lastActiveDays) &&
    HINTS.has(segmentHint) &&
    REGIONS.has(region) &&
    (isNone(employment) || EMPLOYMENTS.has(employment)) &&
    typeof salaryHere === 'boolean' &&
    typeof hasMortgage === 'boolean' &&
    (isNone(pep) || typeof pep === 'boolean');
  if (!isReadable) return undefined;
  for (const key in facts) if (!NAMES.has(key)) return undefined;
  return facts as Customer;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNone = (value: unknown) => value === undefined || value === null;
const MOST = 999_999_999_999_999;
const isCount = (value: unknown) =>
  typeof value === 'number' && value >= 0 && value <= MOST && Math.floor(value) === value;
const isOf = (value: unknown, factor: number) =>
  typeof value === 'number' && value >= 0 && value * factor <= MOST && Math.round(value * factor) / factor === value;
const isMoney = (value: unknown) => isOf(value, 100);

const HINTS: ReadonlySet<unknown> = new Set(['mass', 'affluent', 'sme', 'student', 'pensioner']);
const REGIONS: ReadonlySet<unknown> = new Set(['R0', 'R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8', 'R9']);
const EMPLOYMENTS: ReadonlySet<unknown> = new Set(['employed', 'self', 'unemployed', 'retired', 'student']);
const NAMES: ReadonlySet<string> = new Set(
  `age monthlyIncome avgBalance loanCount maxDaysOverdue creditUtil tenureMonths depositVolume txPerMonth productCount feeIncome
   digitalLogins complaints lastActiveDays segmentHint region employment salaryHere hasMortgage pep`.split(/\s+/),
);
