import { draws, money } from './draws.ts';

/** How much larger organisations' balances are. */
const SCALE = `CASE kind WHEN 'personal' THEN 1 ELSE 40 END`;

/**
 * What customers' figures hang together by, one row a customer: kind, wealth, quality, activity; place in the household, age and time with
 * the bank; whether they borrow and are paid through the bank; and what their accounts hold. Households are people next to each other:
 * the first is the head, a partner is of about their age, children and parents are a generation apart.
 */
export function peopleSql(count: number, seed: number): string {
  const d = draws(seed, 'people', 'i');
  const home = draws(seed, 'home', 'home');
  const kind = d.pick('kind', { personal: 0.9, corporate: 0.085, institutional: 0.015 });
  const role = `CASE WHEN kind <> 'personal' THEN NULL WHEN place = 1 THEN 'head' WHEN place = 2 AND ${home.u('couple')} < 0.78 THEN 'spouse' WHEN place = 2 THEN 'child' WHEN ${d.u('third')} < 0.7 THEN 'child' WHEN ${d.u('third')} < 0.9 THEN 'parent' ELSE 'other' END`;
  const headAge = `(24 + floor(62 * pow(${home.u('age')}, 1.35)))`;
  const age = `CASE role WHEN 'head' THEN ${headAge} WHEN 'spouse' THEN greatest(22, ${headAge} + floor(7 * ${d.u('age')}) - 4) WHEN 'child' THEN greatest(4, ${headAge} - 24 - floor(10 * ${d.u('age')})) WHEN 'parent' THEN least(97, ${headAge} + 22 + floor(12 * ${d.u('age')})) ELSE 19 + floor(60 * ${d.u('age')}) END`;
  const isFemale = `CASE role WHEN 'head' THEN ${home.u('gender')} < 0.5 WHEN 'spouse' THEN ${home.u('gender')} >= 0.5 ELSE ${d.u('gender')} < 0.5 END`;
  const gender = `CASE WHEN ${isFemale} THEN 'female' ELSE 'male' END`;
  return `WITH numbered AS (SELECT i, ${kind} AS kind, floor((i + ${seed}) / 2.4)::BIGINT AS home FROM range(${count}) AS t(i)),
placed AS (SELECT *, row_number() OVER (PARTITION BY home, kind = 'personal' ORDER BY i) AS place FROM numbered),
roles AS (SELECT *, ${role} AS role FROM placed),
aged AS (SELECT *, CASE WHEN kind = 'personal' THEN (${age})::INTEGER END AS age FROM roles),
weighed AS (SELECT *, 'C' || lpad((i + 1)::VARCHAR, 8, '0') AS id, ${gender} AS gender,
  0.6 * ${home.normal('wealth')} + 0.8 * ${d.normal('wealth')} - CASE WHEN age < 18 THEN 2.5 WHEN age < 26 THEN 0.8 ELSE 0 END AS wealth,
  ${d.normal('quality')} AS quality, ${d.u('activity')} AS activity,
  least(floor(300 * pow(${d.u('tenure')}, 1.1)), CASE WHEN kind = 'personal' THEN 12 * greatest(age - 3, 0) ELSE 300 END)::INTEGER AS tenure
  FROM aged),
living AS (SELECT *, kind <> 'personal' AND ${d.u('borrows')} < 0.45 OR kind = 'personal' AND age BETWEEN 20 AND 70 AND ${d.u('borrows')} < 0.34 AS borrows,
  kind = 'personal' AND age BETWEEN 18 AND 62 AND ${d.u('paid')} < 0.45 AS paid,
  CASE WHEN kind = 'personal' THEN coalesce(lead(id) OVER household, lag(id) OVER household) END AS kin
  FROM weighed WINDOW household AS (PARTITION BY home, kind = 'personal' ORDER BY i)),
kept AS (SELECT i, sum(average) AS assets FROM (${accountRowsSql('living', seed)}) WHERE category NOT IN ('loan', 'card') GROUP BY i)
SELECT living.*, coalesce(kept.assets, 0) AS assets FROM living LEFT JOIN kept USING (i) ORDER BY i`;
}

/** The accounts of some people, with category and average balance: the first is their account for everyday payments. */
export function accountRowsSql(people: string, seed: number): string {
  const d = draws(seed, 'account', 'i, j');
  const category = `CASE WHEN j = 0 THEN 'deposit' WHEN j = 1 AND borrows THEN 'loan' WHEN age < 18 THEN 'deposit' WHEN kind <> 'personal' AND ${d.u('abroad')} < 0.12 THEN 'international' ELSE ${d.pick('category', { deposit: 38, card: 26, wealth: 19, fund: 8, insurance: 6, settlement: 3, securities: 3 })} END`;
  const number = `1 + borrows::INTEGER + floor(0.7 * (3.2 + 1.4 * greatest(wealth, -1.5)) * pow(activity, 0.4) + 0.5)`;
  const average = money(`exp(11.1 + 1.6 * wealth + 0.8 * ${d.normal('balance')}) * ${SCALE}`, 0, 90_000_000_000);
  return `SELECT *, ${category} AS category, ${average} AS average
FROM (SELECT ${people}.*, unnest(range((${number})::BIGINT)) AS j FROM ${people})`;
}
