import { draws, money, whole } from './sample-draws.ts';

/** A table of the sample: rows it is drawn over, with the columns its fields use, and the fields by name. */
export interface SampleTable {
  readonly from: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** The related tables over \`people\`, by entity name. */
export function relatedTables(seed: number, day: string): Readonly<Record<string, SampleTable>> {
  return {
    household: households(seed, day),
    'household-membership': memberships(day),
    account: accounts(seed, day),
    transaction: transactions(seed, day),
    'party-link': links(seed, day),
    interaction: interactions(seed, day),
    area: areas(seed),
  };
}

const many = (count: string) => `(SELECT people.*, unnest(range((${count})::BIGINT)) AS j FROM people)`;
const ago = (day: string, days: string) => `(DATE '${day}' - (${days})::INTEGER)`;

function households(seed: number, day: string): SampleTable {
  const d = draws(seed, 'household', 'home');
  return {
    from: `(SELECT home, min(id) AS leader, min(i) AS i FROM people WHERE kind = 'personal' GROUP BY home)`,
    fields: {
      householdId: `'H' || lpad(home::VARCHAR, 8, '0')`,
      householdName: `'家庭' || home`,
      formedOn: ago(day, `${d.u('formed')} * 4000`),
      formedBy: d.pick('by', { 'shared-address': 55, 'declared-family': 40, manual: 5 }),
      mailingLeaderId: d.sometimes('leader', 0.1, 'leader'),
      address: `'示例路' || (1 + home % 999) || '号'`,
      postcode: `lpad((100000 + home % 900000)::VARCHAR, 6, '0')`,
      areaCode: `'A' || lpad((home % 200)::VARCHAR, 4, '0')`,
    },
  };
}

function memberships(day: string): SampleTable {
  return {
    from: `(SELECT * FROM people WHERE kind = 'personal')`,
    fields: {
      membershipId: `'M' || lpad((i + 1)::VARCHAR, 8, '0')`,
      householdId: `'H' || lpad(home::VARCHAR, 8, '0')`,
      customerId: 'id',
      role: `'other'`,
      fromOn: ago(day, 'tenure * 30'),
      toOn: 'NULL::DATE',
    },
  };
}

function accounts(seed: number, day: string): SampleTable {
  const d = draws(seed, 'account', 'i, j');
  const category = `CASE WHEN j = 0 THEN 'deposit' ELSE ${d.pick('category', { deposit: 34, card: 22, loan: 16, wealth: 14, fund: 6, insurance: 5, settlement: 3 })} END`;
  const average = `exp(10.6 + 1.5 * wealth + 0.8 * ${d.normal('balance')}) * CASE kind WHEN 'personal' THEN 1 ELSE 40 END`;
  const isLoan = `category = 'loan'`;
  return {
    from: `(SELECT *, ${category} AS category, least(${average}, 90000000000) AS average FROM ${many('1 + floor(0.75 * (3.2 + 1.4 * greatest(wealth, -1.5)) * pow(activity, 0.4) + 0.9)')})`,
    fields: {
      accountId: `id || '-' || lpad(j::VARCHAR, 2, '0')`,
      customerId: 'id',
      category: 'category',
      status: d.pick('status', { active: 87, dormant: 8, closed: 5 }),
      productId: `'P' || lpad((1 + hash(i, j) % 40)::VARCHAR, 3, '0')`,
      bankCode: `'B' || lpad((home % 12)::VARCHAR, 3, '0')`,
      currency: d.pick('currency', { CNY: 955, USD: 25, HKD: 10, EUR: 5, JPY: 3, GBP: 2 }),
      term: `CASE WHEN category IN ('card', 'settlement') THEN 'demand' ELSE ${d.pick('term', { demand: 40, '3m': 8, '6m': 10, '1y': 20, '2y': 8, '3y': 10, '5y': 4 })} END`,
      balance: d.sometimes('balance', 0.03, money(`average * (0.6 + 0.8 * ${d.u('now')})`, 0, 100_000_000_000)),
      averageBalance: money('average', 0, 100_000_000_000),
      interestRate: money(
        `CASE WHEN ${isLoan} THEN 0.044 + 0.03 * ${d.u('rate')} WHEN category = 'deposit' THEN 0.001 + 0.013 * ${d.u('rate')} ELSE 0.02 * ${d.u('rate')} END`,
        0,
        1,
        6,
      ),
      days: whole(`CASE WHEN ${d.u('full')} < 0.8 THEN 365 ELSE 365 * ${d.u('days')} END`, 0, 366),
      operatingCost: money(`4 + 0.0002 * average * ${d.u('cost')}`, 0, 100_000_000_000),
      exposure: `CASE WHEN ${isLoan} THEN ${money('average', 0, 100_000_000_000)} END`,
      probabilityOfDefault: `CASE WHEN ${isLoan} THEN ${money(`exp(-4.3 - 0.9 * quality)`, 0, 1, 6)} END`,
      lossGivenDefault: `CASE WHEN ${isLoan} THEN ${money(`0.25 + 0.4 * ${d.u('lgd')}`, 0, 1, 4)} END`,
      openedOn: ago(day, `tenure * 30.4 * ${d.u('opened')}`),
      maturesOn: `CASE WHEN ${isLoan} THEN ${ago(day, `-1500 * ${d.u('matures')}`)} END`,
      handledBy: `'U' || lpad((home % 400)::VARCHAR, 4, '0')`,
    },
  };
}

function transactions(seed: number, day: string): SampleTable {
  const d = draws(seed, 'transaction', 'i, j');
  const type = d.pick('type', {
    'card-spend': 38,
    payment: 18,
    'transfer-out': 13,
    'transfer-in': 10,
    deposit: 6,
    withdrawal: 5,
    salary: 4,
    'loan-repayment': 3,
    'fund-purchase': 1.2,
    'wealth-purchase': 1,
    fee: 0.8,
  });
  return {
    from: `(SELECT *, ${type} AS type FROM ${many('floor(44 * pow(activity, 1.2))')})`,
    fields: {
      transactionId: `id || '-T' || lpad(j::VARCHAR, 4, '0')`,
      customerId: 'id',
      accountId: `id || '-00'`,
      postedOn: ago(day, `1 + floor(364 * ${d.u('posted')})`),
      transactionType: 'type',
      channel: d.pick('channel', {
        'mobile-banking': 42,
        'third-party': 27,
        pos: 14,
        'online-banking': 7,
        counter: 6,
        atm: 4,
      }),
      currency: `'CNY'`,
      amount: money(`exp(4.6 + 0.7 * wealth + 1.1 * ${d.normal('amount')})`, 0, 100_000_000_000),
      feeAmount: money(
        `CASE WHEN type IN ('fund-purchase', 'wealth-purchase') THEN 120 * ${d.u('fee')} WHEN type = 'fee' THEN 60 * ${d.u('fee')} WHEN ${d.u('charged')} < 0.15 THEN 12 * ${d.u('fee')} ELSE 0 END`,
        0,
        1_000_000_000,
      ),
      merchantCategory: `CASE WHEN type = 'card-spend' THEN ${d.any('merchant', ['5411', '5812', '5541', '5311', '4111', '7011', '5732'])} END`,
    },
  };
}

function links(seed: number, day: string): SampleTable {
  const d = draws(seed, 'link', 'i, j');
  return {
    from: many(`floor(4 * pow(${draws(seed, 'link', 'i').u('count')}, 4))`),
    fields: {
      linkId: `id || '-L' || j`,
      customerId: 'id',
      otherPartyId: `'C' || lpad((1 + hash(i, j, 7) % (i + 10))::VARCHAR, 8, '0')`,
      linkType: `CASE WHEN kind = 'personal' THEN ${d.pick('type', { family: 40, referred: 30, employer: 15, 'brought-along': 10, guarantor: 5 })} ELSE ${d.pick('type', { supplier: 28, buyer: 27, 'group-member': 20, referred: 12, 'brought-along': 8, guarantor: 5 })} END`,
      isDeclared: `${d.u('declared')} < 0.8`,
      sharesAddress: `${d.u('shares')} < 0.3`,
      profit12m: money(`300 * exp(${d.normal('profit')}) - 150`, -100_000_000_000, 100_000_000_000),
      fromOn: ago(day, `30 + 2000 * ${d.u('from')}`),
      toOn: 'NULL::DATE',
    },
  };
}

function interactions(seed: number, day: string): SampleTable {
  const d = draws(seed, 'interaction', 'i, j');
  return {
    from: many(`floor(3.2 * pow(${draws(seed, 'interaction', 'i').u('count')}, 2))`),
    fields: {
      interactionId: `id || '-I' || j`,
      customerId: 'id',
      contactedAt: `make_timestamptz((epoch_ms(${ago(day, `1 + 360 * ${d.u('day')}`)}::TIMESTAMP) + 3600000 * floor(1 + 9 * ${d.u('hour')})::BIGINT) * 1000)`,
      channel: d.pick('channel', {
        phone: 32,
        'mobile-banking': 22,
        wechat: 16,
        branch: 14,
        sms: 8,
        'online-banking': 4,
        visit: 3,
        mail: 1,
      }),
      staffId: `'U' || lpad((home % 400)::VARCHAR, 4, '0')`,
      purpose: d.pick('purpose', { service: 50, sales: 22, care: 12, 'return-visit': 9, complaint: 5, collection: 2 }),
      outcome: d.sometimes(
        'outcome',
        0.1,
        d.pick('outcome', { done: 62, 'follow-up': 18, declined: 12, 'not-reached': 8 }),
      ),
      nextAction: d.sometimes('next', 0.8, `'回访'`),
      dueOn: d.sometimes('next', 0.8, ago(day, `-30 * ${d.u('due')}`)),
      memo: 'NULL::VARCHAR',
    },
  };
}

function areas(seed: number): SampleTable {
  const d = draws(seed, 'area', 'a');
  return {
    from: `(SELECT a FROM range(200) AS t(a))`,
    fields: {
      areaCode: `'A' || lpad(a::VARCHAR, 4, '0')`,
      bankCode: `'B' || lpad((a % 12)::VARCHAR, 3, '0')`,
      areaName: `'示例区' || a`,
      period: d.pick('period', { monthly: 60, quarterly: 30, yearly: 10 }),
      postcode: `lpad((100000 + a * 37)::VARCHAR, 6, '0')`,
      handledBy: `'U' || lpad((a % 400)::VARCHAR, 4, '0')`,
      region: d.any('region', ['north', 'northeast', 'east', 'central', 'south', 'southwest', 'northwest']),
      cityTier: d.pick('tier', { first: 12, second: 30, third: 38, county: 20 }),
      householdsCount: whole(`20000 + 300000 * ${d.u('count')}`, 0, 1_000_000_000),
    },
  };
}
