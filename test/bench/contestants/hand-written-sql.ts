import { CARDS, type Characteristic, CLASSES, CRITERIA, FACTS } from '../model/workload.ts';

/**
 * The workload as an engineer writes it in SQL by hand: CASE chains on the columns as they stand, conditions with COALESCE at each
 * leaf, two subqueries. `checked` adds the row checks a batch makes, as a WHERE: required, domain, words, decimals.
 */
export function handWrittenSql(from: string, isChecked: boolean): string {
  const source = isChecked ? `(SELECT * FROM ${from} WHERE ${FACTS.map(check).join(' AND ')})` : from;
  const cards = CARDS.map((card) => `(${card.characteristics.map(points).join(' + ')}) AS ${card.id}`).join(', ');
  const conditions = CRITERIA.map(({ name, when }) => `${condition(when as Node)} AS "${name}"`).join(', ');
  const names = CRITERIA.map(({ name }) => `"${name}"`).join(', ');
  const composite = CARDS.map(({ id, weight }) => `${id} * ${weight}`).join(' + ');
  const classes = [...CLASSES]
    .reverse()
    .map(({ name, from: low }) => `WHEN composite >= ${low * 10_000} THEN '${name}'`)
    .join(' ');
  return `SELECT id, CASE ${classes} END AS class, CAST(composite AS DECIMAL(7, 0)) * 0.0001 AS score, ${names}
FROM (SELECT id, ${composite} AS composite, ${names} FROM (SELECT id, ${cards}, ${conditions} FROM ${source}))`;
}

const word = (text: string) => `'${text}'`;

function points(one: Characteristic): string {
  const isOptional = FACTS.some(({ name, optional }) => name === one.fact && optional);
  const missing = isOptional ? [`WHEN ${one.fact} IS NULL THEN ${one.missing * one.weight}`] : [];
  const last = one.points.length - 1;
  const present = one.points.map((score, i) => {
    const result = score * one.weight;
    if ('groups' in one) return `WHEN ${one.fact} IN (${(one.groups[i] ?? []).map(word).join(', ')}) THEN ${result}`;
    return i === last ? `ELSE ${result}` : `WHEN ${one.fact} < ${one.cuts[i]} THEN ${result}`;
  });
  return `CASE ${[...missing, ...present].join(' ')} END`;
}

/** What the row has to be: there where it is required, in its domain, not finer than its decimals. */
function check({ name, type, decimals, minimum, enum: words, optional }: (typeof FACTS)[number]): string {
  const tests: string[] = [];
  if (minimum !== undefined)
    tests.push(
      `${name} >= ${minimum} AND ${name} <= ${type === 'decimal' ? `${'9'.repeat(15 - (decimals ?? 0))}.${'9'.repeat(decimals ?? 0)}` : 999_999_999_999_999}`,
    );
  if (decimals !== undefined) tests.push(`round(${name} * ${10 ** decimals}.0) / ${10 ** decimals}.0 = ${name}`);
  if (words !== undefined) tests.push(`${name} IN (${words.map(word).join(', ')})`);
  if (tests.length === 0) return optional ? 'TRUE' : `${name} IS NOT NULL`;
  return optional ? `(${name} IS NULL OR (${tests.join(' AND ')}))` : `(${tests.join(' AND ')})`;
}

type Node =
  | { readonly all: readonly Node[] }
  | { readonly any: readonly Node[] }
  | { readonly fact: string; readonly operator: string; readonly value: string | number | boolean | readonly string[] };

const SIGNS: Readonly<Record<string, string>> = {
  greaterThan: '>',
  greaterThanInclusive: '>=',
  lessThan: '<',
  lessThanInclusive: '<=',
  equal: '=',
};

function condition(node: Node): string {
  if ('all' in node) return `(${node.all.map(condition).join(' AND ')})`;
  if ('any' in node) return `(${node.any.map(condition).join(' OR ')})`;
  const { fact, operator, value } = node;
  if (Array.isArray(value)) {
    const list = (value as readonly string[]).map(word).join(', ');
    return operator === 'in' ? `COALESCE(${fact} IN (${list}), FALSE)` : `COALESCE(${fact} NOT IN (${list}), TRUE)`;
  }
  const literal = typeof value === 'string' ? word(value) : String(value);
  if (operator === 'notEqual') return `COALESCE(${fact} <> ${literal}, TRUE)`;
  return `COALESCE(${fact} ${SIGNS[operator]} ${literal}, FALSE)`;
}
