import { regionSql } from './area.ts';
import { money, whole } from './draws.ts';
import { type Fields, type FieldContext, TENURE_DAYS } from './field-context.ts';

/** How a customer stands with the bank: branch, service, grade, arrears. */
export function standing({ d, seed, ago, since, adult }: FieldContext): Fields {
  const isRated = `(kind <> 'personal' OR age >= 18) AND ${d.u('rated')} >= 0.12`;
  const rated = (value: string) => `CASE WHEN ${isRated} THEN ${value} END`;
  return {
    bankCode: `'B' || lpad((home % 12)::VARCHAR, 3, '0')`,
    branchId: `'B' || lpad((home % 12)::VARCHAR, 3, '0') || '-' || lpad((home % 144)::VARCHAR, 3, '0')`,
    areaCode: `'A' || lpad((home % 200)::VARCHAR, 4, '0')`,
    region: regionSql(seed, 'home % 200'),
    handledBy: d.sometimes('handled', 0.3, `'U' || lpad((home % 400)::VARCHAR, 4, '0')`),
    relationshipManager: `CASE WHEN wealth > 0.9 THEN 'U' || lpad((home % 90)::VARCHAR, 4, '0') END`,
    openedOn: ago(TENURE_DAYS),
    tenureMonths: d.sometimes('tenure', 0.02, 'tenure'),
    serviceLevel: `CASE WHEN wealth > 2.1 THEN 'dedicated' WHEN wealth > 1.1 THEN 'priority' WHEN activity > 0.75 THEN 'self-service' ELSE 'standard' END`,
    vipCard: `CASE WHEN wealth > 2.4 THEN 'diamond' WHEN wealth > 1.7 THEN 'platinum' WHEN wealth > 1 THEN 'gold' ELSE 'none' END`,
    creditGrade: `CASE WHEN ${isRated} THEN ${grade(`0.35 + quality + 0.35 * wealth + 0.3 * ${d.normal('grade')}`)} ELSE 'unrated' END`,
    creditGradeOn: rated(since(`${d.u('graded')} * 500`)),
    creditGradeSource: rated(d.pick('source', { 'credit-system': 60, scorecard: 35, manual: 5 })),
    creditHistoryMonths: adult(
      d.sometimes('history', 0.1, whole(`least(tenure, 12 * (coalesce(age, 200) - 18)) * ${d.u('history')}`, 0, 1200)),
    ),
    maxDaysOverdue12m: d.sometimes(
      'overdue',
      0.1,
      whole(`CASE WHEN quality > -0.7 THEN 0 ELSE 70 * pow(${d.u('overdue')}, 2) * -quality END`, 0, 3650),
    ),
    creditInquiries6m: adult(d.sometimes('inquiries', 0.1, whole(`9 * pow(${d.u('inquiries')}, 3)`, 0, 1000))),
    debtToIncome: adult(d.sometimes('debt', 0.12, money(`exp(-1.3 + 0.7 * ${d.normal('debt')})`, 0, 100, 4))),
    loanClassification: `CASE WHEN NOT borrows THEN NULL WHEN quality > -1.3 THEN 'normal' WHEN quality > -1.8 THEN 'special-mention' WHEN quality > -2.2 THEN 'substandard' WHEN quality > -2.7 THEN 'doubtful' ELSE 'loss' END`,
    riskEvents12m: d.sometimes(
      'events',
      0.1,
      whole(`CASE WHEN quality > -0.9 THEN 0 ELSE 4 * ${d.u('events')} END`, 0, 1000),
    ),
  };
}

/** What a customer wants and bears, and what was decided on them. */
export function risks({ d, personal, organisation, since, adult }: FieldContext): Fields {
  const profiled = (value: string) => adult(d.sometimes('profiled', 0.4, value));
  const profiledOn = since(`${d.u('profiled')} * 700`);
  const exit = `${d.u('exit')} < 0.05 AND quality < -0.8`;
  const release = `${d.u('release')} < 0.3 AND wealth < -0.8`;
  return {
    productFitRatio: d.sometimes('fit', 0.2, money(`0.25 + 0.6 * ${d.u('fit')}`, 0, 1, 4)),
    branchDistanceKm: d.sometimes('distance', 0.15, money(`exp(1.1 + 0.9 * ${d.normal('distance')})`, 0, 10_000, 1)),
    industryExperience: organisation(d.pick('experience', { some: 50, deep: 30, none: 20 })),
    pricingMargin: d.sometimes('margin', 0.25, money(`0.012 + 0.008 * ${d.normal('margin')}`, -1, 1, 6)),
    investmentYears: personal(d.sometimes('invested', 0.25, whole(`(age - 22) * ${d.u('invested')}`, 0, 60))),
    investmentHorizonMonths: d.sometimes(
      'horizon',
      0.4,
      d.any('horizon', ['6', '12', '24', '36', '60', '120']).replaceAll(/'(\d+)'/g, '$1'),
    ),
    lossTolerance: profiled(d.pick('tolerance', { none: 20, small: 40, moderate: 30, large: 10 })),
    riskAttitude: profiled(d.pick('attitude', { avoid: 18, cautious: 36, balanced: 34, seek: 12 })),
    investableShare: d.sometimes('share', 0.4, money(`0.1 + 0.6 * ${d.u('share')}`, 0, 1, 4)),
    riskProfiledOn: profiled(profiledOn),
    riskProfileExpiresOn: profiled(`${profiledOn} + 365`),
    exitDecision: `CASE WHEN ${exit} THEN ${d.pick('exited', { approved: 60, rejected: 25, kept: 15 })} END`,
    exitDecidedBy: `CASE WHEN ${exit} THEN 'U' || lpad((home % 30)::VARCHAR, 4, '0') END`,
    exitDecidedOn: `CASE WHEN ${exit} THEN ${since(`${d.u('decided')} * 300`)} END`,
    exitReason: `CASE WHEN ${exit} THEN '高风险、低贡献' END`,
    releaseDecision: `CASE WHEN ${release} THEN ${d.pick('released', { approved: 80, rejected: 20 })} END`,
    releaseDecidedBy: `CASE WHEN ${release} THEN 'U' || lpad((home % 30)::VARCHAR, 4, '0') END`,
  };
}

const GRADES: readonly (readonly [number, string])[] = [
  [1.5, 'AAA'],
  [0.8, 'AA'],
  [0.2, 'A'],
  [-0.3, 'BBB'],
  [-0.8, 'BB'],
  [-1.3, 'B'],
  [-1.9, 'C'],
];
const grade = (score: string) =>
  `CASE ${GRADES.map(([from, name]) => `WHEN ${score} > ${from} THEN '${name}'`).join(' ')} ELSE 'D' END`;
