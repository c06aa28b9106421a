/** The real shape: scores and classes over derived fields of related rows. */
export function relatedDefinitions(): readonly { readonly document: object }[] {
  const entity = 'entity/customer';
  const bins = (cuts: readonly number[], points: readonly number[]) =>
    points.map((score, i) => ({ in: `${i === 0 ? '(-∞' : `[${cuts[i - 1]}`}, ${cuts[i] ?? '∞'})`, score }));
  const money = { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000_000 };
  const sum = (text: string) => ({ text, type: 'decimal', decimals: 2, ifMissing: 'refuse' });
  const count = (text: string) => ({ text, type: 'integer', ifMissing: 'refuse' });
  const card = (name: string, characteristics: readonly object[]) => ({
    kind: 'scorecard',
    name,
    entity,
    decimals: 2,
    combine: 'weighted-mean',
    characteristics,
  });
  return [
    {
      kind: 'entity',
      name: 'customer',
      key: 'customerId',
      fields: {
        customerId: { type: 'string' },
        tenureMonths: { type: 'integer', minimum: 0, maximum: 1200, optional: true },
      },
      relations: {
        accounts: { entity: 'entity/account', by: 'customerId', many: true },
        transactions: { entity: 'entity/transaction', by: 'customerId', many: true },
      },
      derived: {
        depositBalance: sum('sum(accounts[category = "deposit"].averageBalance)'),
        loanBalance: sum('sum(accounts[category = "loan"].averageBalance)'),
        productCount: count('count(accounts[status = "active"])'),
        feeIncome: sum('sum(transactions.feeAmount)'),
        transactionCount: count('count(transactions)'),
      },
    },
    {
      kind: 'entity',
      name: 'account',
      fields: {
        customerId: { type: 'string' },
        category: { type: 'string', enum: ['deposit', 'loan', 'wealth', 'card'] },
        status: { type: 'string', enum: ['active', 'closed'] },
        averageBalance: money,
      },
    },
    {
      kind: 'entity',
      name: 'transaction',
      fields: { customerId: { type: 'string' }, postedOn: { type: 'date' }, feeAmount: money },
    },
    card('value', [
      {
        name: 'deposits',
        fact: 'depositBalance',
        weight: 0.5,
        bins: bins([1000, 10_000, 50_000, 100_000], [0, 25, 50, 80, 100]),
      },
      {
        name: 'loans',
        fact: 'loanBalance',
        weight: 0.2,
        bins: bins([1000, 10_000, 50_000, 100_000], [20, 40, 60, 80, 100]),
      },
      { name: 'fees', fact: 'feeIncome', weight: 0.3, bins: bins([5, 20, 40, 80], [5, 30, 55, 80, 100]) },
    ]),
    card('loyalty', [
      {
        name: 'tenure',
        fact: 'tenureMonths',
        weight: 0.4,
        bins: [
          { in: '[0, 6)', score: 10 },
          { in: '[6, 24)', score: 35 },
          { in: '[24, 60)', score: 60 },
          { in: '[60, 120)', score: 85 },
          { in: '[120, 1200]', score: 100 },
          { missing: true, score: 0 },
        ],
      },
      { name: 'products', fact: 'productCount', weight: 0.3, bins: bins([1, 2, 4, 6], [0, 30, 60, 85, 100]) },
      { name: 'use', fact: 'transactionCount', weight: 0.3, bins: bins([5, 15, 25, 40], [0, 30, 60, 85, 100]) },
    ]),
    {
      kind: 'segmentation',
      name: 'relationship',
      entity,
      method: 'composite',
      decimals: 4,
      scores: [
        { of: 'scorecard/value#score', weight: 0.6 },
        { of: 'scorecard/loyalty#score', weight: 0.4 },
      ],
      classes: [
        { name: 'd', in: '[0, 30)' },
        { name: 'c', in: '[30, 50)' },
        { name: 'b', in: '[50, 70)' },
        { name: 'a', in: '[70, 100]' },
      ],
    },
  ].map((document) => ({ document }));
}

/** The same by hand: two grouped subqueries, CASE chains, integers. Sums of doubles are rounded: 4.10 + 15.90 may stand just under 20. */
export function relatedByHand(file: (name: string) => string): string {
  const chain = (of: string, cuts: readonly number[], points: readonly number[], weight: number) =>
    `CASE ${cuts.map((cut, i) => `WHEN ${of} < ${cut} THEN ${(points[i] ?? 0) * weight}`).join(' ')} ELSE ${(points.at(-1) ?? 0) * weight} END`;
  return `SELECT customerId, CASE WHEN composite < 300000 THEN 'd' WHEN composite < 500000 THEN 'c' WHEN composite < 700000 THEN 'b' ELSE 'a' END AS class,
  CAST(composite AS DECIMAL(7, 0)) * 0.0001 AS score
FROM (SELECT customerId, (value * 6 + loyalty * 4) * 10 * 10 AS composite FROM (SELECT customerId,
  ${chain('deposits', [1000, 10_000, 50_000, 100_000], [0, 25, 50, 80, 100], 5)} + ${chain('loans', [1000, 10_000, 50_000, 100_000], [20, 40, 60, 80, 100], 2)} + ${chain('fees', [5, 20, 40, 80], [5, 30, 55, 80, 100], 3)} AS value,
  CASE WHEN tenureMonths IS NULL THEN 0 ELSE ${chain('tenureMonths', [6, 24, 60, 120], [10, 35, 60, 85, 100], 4)} END + ${chain('products', [1, 2, 4, 6], [0, 30, 60, 85, 100], 3)} + ${chain('uses', [5, 15, 25, 40], [0, 30, 60, 85, 100], 3)} AS loyalty
FROM (SELECT c.customerId, tenureMonths, coalesce(deposits, 0) AS deposits, coalesce(loans, 0) AS loans, coalesce(products, 0) AS products, coalesce(fees, 0) AS fees, coalesce(uses, 0) AS uses
FROM read_parquet('${file('customer')}') AS c
LEFT JOIN (SELECT customerId, round(sum(CASE WHEN category = 'deposit' THEN averageBalance END), 2) AS deposits, round(sum(CASE WHEN category = 'loan' THEN averageBalance END), 2) AS loans, count(CASE WHEN status = 'active' THEN 1 END) AS products
  FROM read_parquet('${file('account')}') GROUP BY customerId) AS a ON a.customerId = c.customerId
LEFT JOIN (SELECT customerId, round(sum(feeAmount), 2) AS fees, count(*) AS uses FROM read_parquet('${file('transaction')}') GROUP BY customerId) AS t ON t.customerId = c.customerId)))`;
}
