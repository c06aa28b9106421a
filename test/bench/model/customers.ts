import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { FACTS, REGIONS, SEGMENT_HINTS } from './workload.ts';

/** Facts as they come out of a parsed request: names of the workload, missing ones absent. */
export type Customer = Readonly<Record<string, string | number | boolean>>;

/** Seeded customers with the spread of the peers' generator: long tails in money, 5 to 15 % missing in the optional facts. */
export function customers(count: number, seed = 20_261_122): readonly Customer[] {
  const random = new Chance(seed);
  // Written and parsed, so that the objects are what a request's body becomes.
  return JSON.parse(JSON.stringify(random.many(count, () => customer(random)))) as readonly Customer[];
}

function customer(random: Chance): Customer {
  const u = () => random.next();
  const tail = (size: number, from = 1) => Math.floor(from * Math.exp(u() * size));
  const overdue = () => (u() < 0.6 ? 0 : Math.floor(u() ** 3 * 200));
  const drawn: Readonly<Record<string, () => string | number | boolean>> = {
    age: () => 18 + Math.floor(u() * 67),
    monthlyIncome: () => tail(4.2, 20_000),
    avgBalance: () => tail(14),
    loanCount: () => Math.floor(u() ** 2 * 7),
    maxDaysOverdue: overdue,
    creditUtil: () => Math.round(u() * 1200) / 1000,
    tenureMonths: () => Math.floor(u() * 240),
    depositVolume: () => (u() < 0.5 ? 0 : tail(14.5)),
    txPerMonth: () => tail(5) - 1,
    productCount: () => Math.floor(u() * 8),
    feeIncome: () => tail(9) - 1,
    digitalLogins: () => tail(4) - 1,
    complaints: () => Math.floor(u() ** 4 * 6),
    lastActiveDays: () => tail(5.9) - 1,
    segmentHint: () => random.pick(SEGMENT_HINTS),
    region: () => random.pick(REGIONS),
    employment: () => random.pick(['employed', 'self', 'unemployed', 'retired', 'student']),
    salaryHere: () => u() < 0.4,
    hasMortgage: () => u() < 0.2,
    pep: () => u() < 0.01,
  };
  const facts: Record<string, string | number | boolean> = {};
  for (const { name } of FACTS) {
    const make = drawn[name];
    if (make !== undefined && u() >= (MISSING[name] ?? 0)) facts[name] = make();
  }
  return facts;
}

const MISSING: Readonly<Record<string, number>> = {
  monthlyIncome: 0.08,
  avgBalance: 0.05,
  maxDaysOverdue: 0.1,
  digitalLogins: 0.15,
  employment: 0.07,
  pep: 0.05,
};
