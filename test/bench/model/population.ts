/** Customers of the workload made by SQL, with the spread of `customers.ts`: a deterministic function of the row number. */
export function customersSql(count: number): string {
  const u = (k: number) => `((hash(i * 64 + ${k}) >> 11)::DOUBLE / 9007199254740992.0)`;
  const tail = (k: number, size: number, from = 1) => `floor(${from} * exp(${u(k)} * ${size}))`;
  const missing = (k: number, share: number, value: string) =>
    `CASE WHEN ${u(k)} < ${share} THEN NULL ELSE ${value} END`;
  const any = (k: number, words: readonly string[]) =>
    `([${words.map((word) => `'${word}'`).join(', ')}])[1 + floor(${u(k)} * ${words.length})::INTEGER]`;
  return `SELECT i::INTEGER AS id,
  (18 + floor(${u(1)} * 67))::INTEGER AS age,
  ${missing(2, 0.08, `${tail(3, 4.2, 20_000)}::DOUBLE`)} AS monthlyIncome,
  ${missing(4, 0.05, `${tail(5, 14)}::DOUBLE`)} AS avgBalance,
  floor(${u(6)} * ${u(6)} * 7)::INTEGER AS loanCount,
  ${missing(7, 0.1, `(CASE WHEN ${u(8)} < 0.6 THEN 0 ELSE floor(pow(${u(9)}, 3) * 200) END)::INTEGER`)} AS maxDaysOverdue,
  round(${u(10)} * 1.2, 3)::DOUBLE AS creditUtil,
  floor(${u(11)} * 240)::INTEGER AS tenureMonths,
  (CASE WHEN ${u(12)} < 0.5 THEN 0 ELSE ${tail(13, 14.5)} END)::DOUBLE AS depositVolume,
  (${tail(14, 5)} - 1)::INTEGER AS txPerMonth,
  floor(${u(15)} * 8)::INTEGER AS productCount,
  (${tail(16, 9)} - 1)::DOUBLE AS feeIncome,
  ${missing(17, 0.15, `(${tail(18, 4)} - 1)::INTEGER`)} AS digitalLogins,
  floor(pow(${u(19)}, 4) * 6)::INTEGER AS complaints,
  (${tail(20, 5.9)} - 1)::INTEGER AS lastActiveDays,
  ${any(21, ['mass', 'affluent', 'sme', 'student', 'pensioner'])} AS segmentHint,
  'R' || floor(${u(22)} * 10)::INTEGER AS region,
  ${missing(23, 0.07, any(24, ['employed', 'self', 'unemployed', 'retired', 'student']))} AS employment,
  ${u(25)} < 0.4 AS salaryHere, ${u(26)} < 0.2 AS hasMortgage, ${missing(27, 0.05, `${u(28)} < 0.01`)} AS pep
  FROM range(${count}) AS t(i)`;
}

/** Customers, three accounts and twenty transactions each: the related files of a real bank. */
export function relatedSql(customers: number): Readonly<Record<'customer' | 'account' | 'transaction', string>> {
  const u = (k: number) => `((hash(i * 16 + ${k}) >> 11)::DOUBLE / 9007199254740992.0)`;
  return {
    customer: `SELECT 'C' || i AS customerId, CASE WHEN ${u(1)} < 0.1 THEN NULL ELSE floor(${u(2)} * 300)::INTEGER END AS tenureMonths FROM range(${customers}) AS t(i)`,
    account: `SELECT 'C' || (i % ${customers}) AS customerId, (['deposit', 'loan', 'wealth', 'card'])[1 + floor(${u(1)} * 4)::INTEGER] AS category,
      CASE WHEN ${u(2)} < 0.9 THEN 'active' ELSE 'closed' END AS status, round(exp(6 + 6 * ${u(3)}), 2)::DOUBLE AS averageBalance FROM range(${customers * 3}) AS t(i)`,
    transaction: `SELECT 'C' || (hash(i) % ${customers}) AS customerId, DATE '2026-01-01' + floor(${u(1)} * 365)::INTEGER AS postedOn,
      CASE WHEN ${u(2)} < 0.8 THEN 0 ELSE round(${u(3)} * 20, 2) END::DOUBLE AS feeAmount FROM range(${customers * 20}) AS t(i)`,
  };
}
