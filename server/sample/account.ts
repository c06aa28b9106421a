import { draws, money, whole } from './draws.ts';
import { TENURE_DAYS } from './field-context.ts';
import { accountRowsSql } from './people.ts';
import { ago, many, type SampleTable } from './table.ts';

/** Accounts; the first is the one for everyday payments. */
export function accounts(seed: number, day: string): SampleTable {
  const d = draws(seed, 'account', 'i, j');
  const isLoan = `category = 'loan'`;
  return {
    from: `(${accountRowsSql('people', seed)})`,
    fields: {
      accountId: `id || '-' || lpad(j::VARCHAR, 2, '0')`,
      customerId: 'id',
      category: 'category',
      status: `CASE WHEN j = 0 THEN ${d.pick('first', { active: 965, dormant: 25, closed: 10 })} ELSE ${d.pick('status', { active: 87, dormant: 8, closed: 5 })} END`,
      productId: `'P' || lpad((1 + hash(i, j) % 40)::VARCHAR, 3, '0')`,
      bankCode: `'B' || lpad((home % 12)::VARCHAR, 3, '0')`,
      currency: `CASE WHEN j = 0 OR category = 'loan' THEN 'CNY' ELSE ${d.pick('currency', { CNY: 945, USD: 30, HKD: 12, EUR: 6, JPY: 4, GBP: 3 })} END`,
      term: `CASE WHEN j = 0 OR category IN ('card', 'settlement') THEN 'demand' ELSE ${d.pick('term', { demand: 40, '3m': 8, '6m': 10, '1y': 20, '2y': 8, '3y': 10, '5y': 4 })} END`,
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
      // Whatever is no deposit is opened by adults.
      openedOn: ago(
        day,
        `CASE WHEN j = 0 THEN ${TENURE_DAYS} ELSE least(${TENURE_DAYS}, CASE WHEN category = 'deposit' THEN 99999 ELSE 365 * (coalesce(age, 200) - 18) END) * ${d.u('opened')} END`,
      ),
      maturesOn: `CASE WHEN ${isLoan} THEN ${ago(day, `-1500 * ${d.u('matures')}`)} END`,
      handledBy: `'U' || lpad((home % 400)::VARCHAR, 4, '0')`,
    },
  };
}

/** Transactions of the last twelve months, all on the first account and none from before it was opened. */
export function transactions(seed: number, day: string): SampleTable {
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
    from: `(SELECT *, CASE WHEN drawn = 'salary' AND NOT paid THEN 'transfer-in' WHEN drawn = 'loan-repayment' AND NOT borrows THEN 'payment' ELSE drawn END AS type FROM (SELECT *, ${type} AS drawn FROM ${many('floor(44 * pow(activity, 1.2))')}))`,
    fields: {
      transactionId: `id || '-T' || lpad(j::VARCHAR, 4, '0')`,
      customerId: 'id',
      accountId: `id || '-00'`,
      postedOn: ago(day, `floor((1 + least(364, tenure * 30)) * ${d.u('posted')})`),
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
