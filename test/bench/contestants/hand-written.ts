import type { DefinitionStamp, Reason, Result } from '../../../definitions/index.ts';
import type { Customer } from '../model/customers.ts';
import { CARDS } from '../model/workload.ts';

/**
 * The workload as an engineer would write it by hand in JavaScript for this one purpose: nested conditions, one pass, the same result
 * objects, reasons and lists of missing fields. It trusts its facts: nothing is read or checked.
 */

/** What the engineer sees: plain typed facts, absent where missing. */
export interface Facts {
  readonly age: number;
  readonly monthlyIncome?: number;
  readonly avgBalance?: number;
  readonly loanCount: number;
  readonly maxDaysOverdue?: number;
  readonly creditUtil: number;
  readonly tenureMonths: number;
  readonly depositVolume: number;
  readonly txPerMonth: number;
  readonly productCount: number;
  readonly feeIncome: number;
  readonly digitalLogins?: number;
  readonly complaints: number;
  readonly lastActiveDays: number;
  readonly segmentHint: string;
  readonly region: string;
  readonly employment?: string;
  readonly salaryHere: boolean;
  readonly hasMortgage: boolean;
  readonly pep?: boolean;
}

const NONE: readonly never[] = Object.freeze([]);

/** What a characteristic can lose at most is weight × (best − got) × the card's weight. */
const names = CARDS.flatMap(({ characteristics }) => characteristics.map(({ fact }) => fact));
const rates = CARDS.flatMap((card) => card.characteristics.map(({ weight }) => weight * card.weight));

/** Keeps the reasons sorted by loss; equal losses in the order of the cards. */
function lose(reasons: Reason[], id: number, lost: number): void {
  if (lost <= 0) return;
  const loss = lost * (rates[id] as number);
  const code = names[id] as string;
  let at = reasons.length;
  const reason = { code, text: code, loss };
  reasons.push(reason);
  for (; at > 0 && (reasons[at - 1]?.loss as number) < loss; at -= 1) reasons[at] = reasons[at - 1] as Reason;
  reasons[at] = reason;
}

/** Makes the function; `stamps` are the definitions' in the order of the references. */
export function handWritten(
  stamps: readonly DefinitionStamp[],
): (customer: Customer) => Readonly<Record<string, Result>> {
  const [s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10] = stamps as readonly [
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
    DefinitionStamp,
  ];
  const answer = (value: boolean, missing: readonly string[], definition: DefinitionStamp): Result => ({
    value,
    reasons: NONE,
    missing,
    problems: NONE,
    definition,
  });

  const decide = (f: Facts): Readonly<Record<string, Result>> => {
    const {
      age,
      monthlyIncome: income,
      avgBalance: balance,
      loanCount: loans,
      maxDaysOverdue: overdue,
      creditUtil: util,
    } = f;
    const { tenureMonths: tenure, depositVolume: deposit, txPerMonth: tx, productCount: products, feeIncome: fees } = f;
    const {
      digitalLogins: logins,
      complaints,
      lastActiveDays: idle,
      segmentHint: hint,
      region,
      employment: job,
      salaryHere,
      hasMortgage,
      pep,
    } = f;

    const p0 =
      overdue === undefined ? 40 : overdue < 1 ? 100 : overdue < 10 ? 70 : overdue < 30 ? 45 : overdue < 90 ? 15 : 0;
    const p1 = util < 0.2 ? 100 : util < 0.5 ? 80 : util < 0.8 ? 50 : util < 1 ? 20 : 0;
    const p2 = loans < 1 ? 60 : loans < 2 ? 100 : loans < 3 ? 80 : loans < 5 ? 40 : 10;
    const p3 =
      income === undefined
        ? 20
        : income < 50000
          ? 10
          : income < 150000
            ? 35
            : income < 400000
              ? 60
              : income < 900000
                ? 85
                : 100;
    const p4 =
      job === undefined
        ? 30
        : job === 'employed'
          ? 100
          : job === 'retired'
            ? 80
            : job === 'self'
              ? 70
              : job === 'student'
                ? 40
                : 5;
    const credit = 30 * p0 + 25 * p1 + 15 * p2 + 20 * p3 + 10 * p4;
    const p5 =
      balance === undefined
        ? 10
        : balance < 1000
          ? 0
          : balance < 20000
            ? 25
            : balance < 100000
              ? 50
              : balance < 500000
                ? 80
                : 100;
    const p6 = deposit < 1 ? 0 : deposit < 50000 ? 30 : deposit < 300000 ? 60 : deposit < 1000000 ? 85 : 100;
    const p7 = fees < 10 ? 5 : fees < 100 ? 30 : fees < 500 ? 55 : fees < 2000 ? 80 : 100;
    const p8 = products < 1 ? 0 : products < 2 ? 30 : products < 4 ? 60 : products < 6 ? 85 : 100;
    const p9 = tx < 1 ? 0 : tx < 10 ? 30 : tx < 30 ? 60 : tx < 80 ? 85 : 100;
    const contribution = 30 * p5 + 25 * p6 + 20 * p7 + 15 * p8 + 10 * p9;
    const p10 = tenure < 6 ? 10 : tenure < 24 ? 35 : tenure < 60 ? 60 : tenure < 120 ? 85 : 100;
    const p11 = idle < 3 ? 100 : idle < 14 ? 80 : idle < 45 ? 50 : idle < 180 ? 20 : 0;
    const p12 =
      logins === undefined ? 30 : logins < 1 ? 0 : logins < 5 ? 40 : logins < 15 ? 65 : logins < 30 ? 90 : 100;
    const p13 = complaints < 1 ? 100 : complaints < 2 ? 70 : complaints < 3 ? 40 : complaints < 5 ? 20 : 0;
    const p14 = age < 21 ? 40 : age < 30 ? 60 : age < 45 ? 90 : age < 65 ? 100 : 80;
    const loyalty = 35 * p10 + 25 * p11 + 15 * p12 + 15 * p13 + 10 * p14;
    // In ten-thousandths, so that the comparison and the figure are exact.
    const composite = credit * 50 + contribution * 30 + loyalty * 20;

    const reasons: Reason[] = [];
    lose(reasons, 0, 100 - p0);
    lose(reasons, 1, 100 - p1);
    lose(reasons, 2, 100 - p2);
    lose(reasons, 3, 100 - p3);
    lose(reasons, 4, 100 - p4);
    lose(reasons, 5, 100 - p5);
    lose(reasons, 6, 100 - p6);
    lose(reasons, 7, 100 - p7);
    lose(reasons, 8, 100 - p8);
    lose(reasons, 9, 100 - p9);
    lose(reasons, 10, 100 - p10);
    lose(reasons, 11, 100 - p11);
    lose(reasons, 12, 100 - p12);
    lose(reasons, 13, 100 - p13);
    lose(reasons, 14, 100 - p14);

    const noIncome = income === undefined;
    const noBalance = balance === undefined;
    const noOverdue = overdue === undefined;
    const noLogins = logins === undefined;
    const noJob = job === undefined;
    const noPep = pep === undefined;
    let missing: readonly string[] = NONE;
    if (noIncome || noBalance || noOverdue || noLogins || noJob) {
      const found: string[] = [];
      if (noIncome) found.push('monthlyIncome');
      if (noBalance) found.push('avgBalance');
      if (noOverdue) found.push('maxDaysOverdue');
      if (noLogins) found.push('digitalLogins');
      if (noJob) found.push('employment');
      missing = found;
    }
    const one = (isMissing: boolean, name: string): readonly string[] => (isMissing ? [name] : NONE);
    const two = (a: boolean, first: string, b: boolean, second: string): readonly string[] =>
      a ? (b ? [first, second] : [first]) : b ? [second] : NONE;
    let limitMissing: readonly string[] = NONE;
    if (noIncome || noBalance || noOverdue) {
      const found: string[] = [];
      if (noIncome) found.push('monthlyIncome');
      if (noBalance) found.push('avgBalance');
      if (noOverdue) found.push('maxDaysOverdue');
      limitMissing = found;
    }

    return {
      'segmentation/customer-class': {
        value: {
          class:
            composite < 250000
              ? 'f'
              : composite < 400000
                ? 'e'
                : composite < 500000
                  ? 'd'
                  : composite < 600000
                    ? 'c'
                    : composite < 720000
                      ? 'b'
                      : 'a',
          score: composite / 10000,
        },
        reasons: reasons.length === 0 ? NONE : reasons,
        missing,
        problems: NONE,
        definition: s0,
      },
      'criteria/vip': answer(
        balance !== undefined && balance >= 100000 && (salaryHere || deposit > 300000) && complaints < 3,
        one(noBalance, 'avgBalance'),
        s1,
      ),
      'criteria/risk': answer(
        (overdue !== undefined && overdue > 60) || (util >= 0.9 && loans > 2) || pep === true,
        two(noOverdue, 'maxDaysOverdue', noPep, 'pep'),
        s2,
      ),
      'criteria/churn': answer(
        idle > 45 && ((logins !== undefined && logins < 3) || tx < 2 || complaints >= 2),
        one(noLogins, 'digitalLogins'),
        s3,
      ),
      'criteria/mortgage-offer': answer(
        !hasMortgage &&
          age >= 23 &&
          age <= 55 &&
          income !== undefined &&
          income > 120000 &&
          (job === 'employed' || job === 'self' || salaryHere),
        two(noIncome, 'monthlyIncome', noJob, 'employment'),
        s4,
      ),
      'criteria/student': answer(hint === 'student' || (age < 25 && job !== 'employed'), one(noJob, 'employment'), s5),
      'criteria/regional': answer(
        (region === 'R1' || region === 'R2' || region === 'R5' || region === 'R9') &&
          (hint === 'sme' || (job === 'self' && tx >= 20)),
        one(noJob, 'employment'),
        s6,
      ),
      'criteria/cross-sell': answer(
        products < 3 &&
          tenure > 12 &&
          ((balance !== undefined && balance > 20000) || fees > 100 || salaryHere) &&
          overdue !== undefined &&
          overdue < 10,
        two(noBalance, 'avgBalance', noOverdue, 'maxDaysOverdue'),
        s7,
      ),
      'criteria/pensioner': answer(
        job === 'retired' || (age >= 63 && hint !== 'sme' && hint !== 'affluent'),
        one(noJob, 'employment'),
        s8,
      ),
      'criteria/limit-up': answer(
        util > 0.5 &&
          util < 0.95 &&
          overdue !== undefined &&
          overdue <= 5 &&
          ((income !== undefined && income > 200000) || (balance !== undefined && balance > 50000)) &&
          loans <= 3,
        limitMissing,
        s9,
      ),
      'criteria/manual-review': answer(
        (pep === true && deposit > 500000) || (complaints > 3 && tenure < 24) || region === 'R9',
        one(noPep, 'pep'),
        s10,
      ),
    };
  };
  return decide as unknown as (customer: Customer) => Readonly<Record<string, Result>>;
}
