import { type Draws, draws, money, whole } from './sample-draws.ts';

const SURNAMES = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗';
const GIVEN = '伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华慧鑫宇欣雨辰子涵佳怡';
const list = (text: string) => [...text];

/** What customers' figures hang together by: kind, wealth, quality, activity, tenure, age. One row a customer. */
export function peopleSql(count: number, seed: number): string {
  const d = draws(seed, 'people', 'i');
  return `SELECT i, 'C' || lpad((i + 1)::VARCHAR, 8, '0') AS id,
  ${d.pick('kind', { personal: 0.9, corporate: 0.085, institutional: 0.015 })} AS kind,
  ${d.normal('wealth')} AS wealth, ${d.normal('quality')} AS quality, ${d.u('activity')} AS activity,
  floor(300 * pow(${d.u('tenure')}, 1.1))::INTEGER AS tenure, (18 + floor(68 * pow(${d.u('age')}, 1.2)))::INTEGER AS age,
  floor((i + ${seed}) / 2.4)::BIGINT AS home
  FROM range(${count}) AS t(i)`;
}

/** A customer's fields, by name, over `people`. Money follows wealth, grades follow quality, use follows activity. */
export function customerFields(seed: number, day: string): Fields {
  const pen = penOf(seed, day);
  return { ...profile(pen), ...organisations(pen), ...standing(pen), ...figures(pen), ...flows(pen), ...risks(pen) };
}

type Fields = Readonly<Record<string, string>>;

/** What the fields are written with. */
interface Pen {
  readonly d: Draws;
  /** Only for persons, only for organisations. */
  personal(value: string): string;
  organisation(value: string): string;
  /** A day so many days before the population's. */
  ago(days: string): string;
  /** Five yearly figures; `#` is each year's own name. */
  series(name: string, value: (year: number) => string): string;
}

function penOf(seed: number, day: string): Pen {
  return {
    d: draws(seed, 'customer', 'i'),
    personal: (value) => `CASE WHEN kind = 'personal' THEN ${value} END`,
    organisation: (value) => `CASE WHEN kind <> 'personal' THEN ${value} END`,
    ago: (days) => `(DATE '${day}' - (${days})::INTEGER)`,
    series: (name, value) =>
      `[${[1, 2, 3, 4, 5].map((year) => value(year).replaceAll('#', `${name}${year}`)).join(', ')}]`,
  };
}

/** How much larger organisations' money is. */
const SCALE = `CASE kind WHEN 'personal' THEN 1 WHEN 'corporate' THEN 40 ELSE 90 END`;

function profile({ d, personal }: Pen): Fields {
  return {
    customerId: 'id',
    customerKind: 'kind',
    customerName: `CASE WHEN kind = 'personal' THEN ${d.any('surname', list(SURNAMES))} || ${d.any('given', list(GIVEN))} || CASE WHEN ${d.u('two')} < 0.6 THEN ${d.any('given2', list(GIVEN))} ELSE '' END ELSE ${d.any('city', ['北京', '上海', '广州', '成都', '武汉', '西安', '沈阳'])} || ${d.any('brand', ['华信', '鼎盛', '瑞丰', '中启', '恒达', '远景', '金禾', '博远'])} || CASE kind WHEN 'corporate' THEN '有限公司' ELSE '管理中心' END END`,
    ...contact(d),
    age: personal('age'),
    gender: personal(d.pick('gender', { female: 0.5, male: 0.5 })),
    occupation: personal(
      `CASE WHEN age >= 60 AND ${d.u('retired')} < 0.85 THEN 'retired' WHEN age < 23 AND ${d.u('student')} < 0.7 THEN 'student' ELSE ${d.pick('occupation', { employee: 44, 'civil-servant': 9, professional: 12, 'self-employed': 12, 'business-owner': 7, farmer: 8, unemployed: 4, other: 4 })} END`,
    ),
    education: personal(
      d.sometimes(
        'education',
        0.1,
        d.pick('education', {
          'junior-secondary': 18,
          'senior-secondary': 26,
          college: 22,
          bachelor: 27,
          postgraduate: 7,
        }),
      ),
    ),
    maritalStatus: personal(
      `CASE WHEN age < 26 THEN 'single' ELSE ${d.pick('marital', { married: 76, single: 14, divorced: 7, widowed: 3 })} END`,
    ),
    childrenCount: personal(whole(`3 * pow(${d.u('children')}, 1.6) * (age > 27)::INTEGER`, 0, 5)),
    monthlyIncome: personal(d.sometimes('income', 0.08, money(`exp(8.9 + 0.55 * wealth)`, 0, 100_000_000))),
    payroll: personal(d.sometimes('payroll', 0.04, `${d.u('payroll')} < 0.38`)),
    householdId: personal(`'H' || lpad(home::VARCHAR, 8, '0')`),
    householdRole: personal(d.pick('role', { head: 42, spouse: 30, child: 18, parent: 8, other: 2 })),
  };
}

function contact(d: Pen['d']): Fields {
  return {
    identityNumber: d.sometimes('identity', 0.03, `'999999' || lpad(i::VARCHAR, 12, '0')`),
    mobilePhone: d.sometimes('phone', 0.05, `'199' || lpad((i % 100000000)::VARCHAR, 8, '0')`),
    email: d.sometimes('mail', 0.6, `'c' || (i + 1) || '@example.com'`),
    address: d.sometimes('address', 0.04, `'示例路' || (1 + home % 999) || '号'`),
    postcode: d.sometimes('postcode', 0.1, `lpad((100000 + home % 900000)::VARCHAR, 6, '0')`),
    preferredChannel: d.sometimes(
      'channel',
      0.15,
      d.pick('channel', {
        'mobile-banking': 46,
        branch: 18,
        wechat: 14,
        'online-banking': 8,
        phone: 7,
        sms: 5,
        mail: 2,
      }),
    ),
    marketingConsent: d.sometimes('consent', 0.08, `${d.u('consent')} < 0.72`),
  };
}

function organisations({ d, organisation }: Pen): Fields {
  return {
    industry: organisation(
      d.any('industry', [
        'agriculture',
        'manufacturing',
        'utilities',
        'construction',
        'wholesale-retail',
        'transport',
        'hospitality',
        'information',
        'finance',
        'real-estate',
        'education',
        'health',
        'public-administration',
      ]),
    ),
    systemKind: organisation(
      d.pick('system', {
        independent: 55,
        'private-group': 16,
        'local-group': 12,
        chain: 9,
        'central-group': 5,
        ministry: 3,
      }),
    ),
    systemCode: organisation(d.sometimes('system', 0.55, `'S' || lpad((i % 97)::VARCHAR, 4, '0')`)),
    employeeCount: organisation(whole('exp(4.2 + 1.3 * wealth)', 1, 10_000_000)),
    annualSales: organisation(money('exp(16.5 + 1.4 * wealth)', 0, 100_000_000_000)),
    developmentStatus: organisation(d.pick('status', { stable: 52, expanding: 28, shrinking: 14, distressed: 6 })),
  };
}

function standing({ d, ago }: Pen): Fields {
  return {
    bankCode: `'B' || lpad((home % 12)::VARCHAR, 3, '0')`,
    branchId: `'B' || lpad((home % 12)::VARCHAR, 3, '0') || '-' || lpad((home % 144)::VARCHAR, 3, '0')`,
    areaCode: `'A' || lpad((home % 200)::VARCHAR, 4, '0')`,
    region: d.any('region', ['north', 'northeast', 'east', 'east', 'central', 'south', 'southwest', 'northwest']),
    handledBy: d.sometimes('handled', 0.3, `'U' || lpad((home % 400)::VARCHAR, 4, '0')`),
    relationshipManager: `CASE WHEN wealth > 0.9 THEN 'U' || lpad((home % 90)::VARCHAR, 4, '0') END`,
    openedOn: ago('tenure * 30.4'),
    tenureMonths: d.sometimes('tenure', 0.02, 'tenure'),
    serviceLevel: `CASE WHEN wealth > 2.1 THEN 'dedicated' WHEN wealth > 1.1 THEN 'priority' WHEN activity > 0.75 THEN 'self-service' ELSE 'standard' END`,
    vipCard: `CASE WHEN wealth > 2.4 THEN 'diamond' WHEN wealth > 1.7 THEN 'platinum' WHEN wealth > 1 THEN 'gold' ELSE 'none' END`,
    creditGrade: `CASE WHEN ${d.u('rated')} < 0.12 THEN 'unrated' ELSE ${grade(`0.35 + quality + 0.35 * wealth + 0.3 * ${d.normal('grade')}`)} END`,
    creditGradeOn: d.sometimes('graded', 0.12, ago(`${d.u('graded')} * 500`)),
    creditGradeSource: d.sometimes('graded', 0.12, d.pick('source', { 'credit-system': 60, scorecard: 35, manual: 5 })),
    creditHistoryMonths: d.sometimes('history', 0.1, whole(`tenure * ${d.u('history')}`, 0, 1200)),
    maxDaysOverdue12m: d.sometimes(
      'overdue',
      0.1,
      whole(`CASE WHEN quality > -0.6 THEN 0 ELSE 120 * pow(${d.u('overdue')}, 2) * -quality END`, 0, 3650),
    ),
    creditInquiries6m: d.sometimes('inquiries', 0.1, whole(`9 * pow(${d.u('inquiries')}, 3)`, 0, 1000)),
    debtToIncome: d.sometimes('debt', 0.12, money(`exp(-1.3 + 0.7 * ${d.normal('debt')})`, 0, 100, 4)),
    loanClassification: d.sometimes(
      'loan',
      0.45,
      `CASE WHEN quality > -1.3 THEN 'normal' WHEN quality > -1.8 THEN 'special-mention' WHEN quality > -2.2 THEN 'substandard' WHEN quality > -2.7 THEN 'doubtful' ELSE 'loss' END`,
    ),
    riskEvents12m: d.sometimes(
      'events',
      0.1,
      whole(`CASE WHEN quality > -0.9 THEN 0 ELSE 4 * ${d.u('events')} END`, 0, 1000),
    ),
  };
}

function figures({ d }: Pen): Fields {
  return {
    needScore: d.sometimes('need', 0.2, money(`55 + 18 * ${d.normal('need')}`, 0, 100)),
    satisfactionIndex: d.sometimes('satisfied', 0.35, money(`76 + 9 * quality + 6 * ${d.normal('satisfied')}`, 0, 100)),
    aum: d.sometimes('aum', 0.04, money(`exp(11.6 + 1.6 * wealth) * ${SCALE}`, 0, 100_000_000_000)),
    serviceCost12m: money(`exp(3.6 + 0.5 * wealth) * ${SCALE}`, 0, 100_000_000_000),
    feeCost12m: money(`exp(2.8 + 0.6 * wealth) * ${SCALE}`, 0, 100_000_000_000),
    priorContribution: d.sometimes(
      'prior',
      0.1,
      money(
        `(exp(7.3 + 1.1 * wealth) - 600) * ${SCALE} * (0.6 + 0.8 * ${d.u('prior')})`,
        -100_000_000_000,
        100_000_000_000,
      ),
    ),
  };
}

function flows({ d, series }: Pen): Fields {
  return {
    directContribution: d.sometimes(
      'clv',
      0.5,
      series('direct', (year) =>
        money(`exp(7.1 + wealth) * pow(1.04, ${year}) * ${d.u('#')}`, -100_000_000_000, 100_000_000_000),
      ),
    ),
    indirectContribution: d.sometimes(
      'clv',
      0.5,
      series('indirect', () => money(`exp(5.2 + wealth) * ${d.u('#')}`, -100_000_000_000, 100_000_000_000)),
    ),
    realisationFactor: d.sometimes(
      'clv',
      0.5,
      series('factor', (year) => money(`1 - 0.06 * ${year} * ${d.u('#')}`, 0, 1, 4)),
    ),
    discountRate: d.sometimes('clv', 0.5, '0.050000::DECIMAL(8, 6)'),
    spendWithBank: d.sometimes('spend', 0.3, money(`exp(8.8 + 0.9 * wealth) * ${d.u('spend')}`, 0, 100_000_000_000)),
    totalSpend: d.sometimes('spend', 0.3, money('exp(8.8 + 0.9 * wealth)', 0, 100_000_000_000)),
    priorSpendWithBank: d.sometimes(
      'spent',
      0.4,
      money(`exp(8.7 + 0.9 * wealth) * ${d.u('spent')}`, 0, 100_000_000_000),
    ),
    priorTotalSpend: d.sometimes('spent', 0.4, money('exp(8.7 + 0.9 * wealth)', 0, 100_000_000_000)),
    totalSpendSource: d.sometimes(
      'spend',
      0.3,
      d.pick('spending', { 'payment-data': 50, estimate: 30, survey: 12, 'customer-statement': 8 }),
    ),
    totalSpendConfidence: d.sometimes('spend', 0.3, d.pick('confidence', { high: 30, middle: 50, low: 20 })),
    balanceStability: d.sometimes(
      'stability',
      0.08,
      money(`0.68 + 0.14 * quality + 0.12 * ${d.normal('stability')}`, 0, 1, 4),
    ),
    balanceChange3m: d.sometimes('change', 0.06, money(`0.02 + 0.22 * ${d.normal('change')}`, -1, 1000, 4)),
    outflowRatio3m: d.sometimes('outflow', 0.06, money(`exp(-1.6 + 0.8 * ${d.normal('outflow')})`, 0, 1000, 4)),
    loansRenewed: d.sometimes('renewed', 0.35, whole(`4 * pow(${d.u('renewed')}, 2.2)`, 0, 1000)),
    feeBusinessCount: d.sometimes('fee', 0.05, whole(`1 + 7 * pow(${d.u('fee')}, 1.3) + 0.8 * wealth`, 0, 100)),
    activeDays90: d.sometimes('active', 0.06, whole('90 * pow(activity, 0.9)', 0, 90)),
    complaints12m: d.sometimes('complaints', 0.03, whole(`4 * pow(${d.u('complaints')}, 6)`, 0, 1000)),
  };
}

function risks({ d, personal, organisation, ago }: Pen): Fields {
  const exit = `${d.u('exit')} < 0.012 AND quality < -0.8`;
  const release = `${d.u('release')} < 0.2`;
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
    lossTolerance: d.sometimes('profiled', 0.4, d.pick('tolerance', { none: 20, small: 40, moderate: 30, large: 10 })),
    riskAttitude: d.sometimes('profiled', 0.4, d.pick('attitude', { avoid: 18, cautious: 36, balanced: 34, seek: 12 })),
    investableShare: d.sometimes('share', 0.4, money(`0.1 + 0.6 * ${d.u('share')}`, 0, 1, 4)),
    riskProfiledOn: d.sometimes('profiled', 0.4, ago(`${d.u('profiled')} * 700`)),
    riskProfileExpiresOn: d.sometimes('profiled', 0.4, ago(`${d.u('profiled')} * 700 - 365`)),
    exitDecision: `CASE WHEN ${exit} THEN ${d.pick('exited', { approved: 60, rejected: 25, kept: 15 })} END`,
    exitDecidedBy: `CASE WHEN ${exit} THEN 'U' || lpad((home % 30)::VARCHAR, 4, '0') END`,
    exitDecidedOn: `CASE WHEN ${exit} THEN ${ago(`${d.u('decided')} * 300`)} END`,
    exitReason: `CASE WHEN ${exit} THEN '高风险、低贡献' END`,
    releaseDecision: `CASE WHEN ${exit} AND ${release} THEN 'approved' END`,
    releaseDecidedBy: `CASE WHEN ${exit} AND ${release} THEN 'U' || lpad((home % 30)::VARCHAR, 4, '0') END`,
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
