import { when } from '../build-logic.ts';
import type { Bins, Expression, Pick, Table } from '../../model/expression.ts';
import { piecesOf, runsOf } from '../partition.ts';
import type { Value } from '../../model/type.ts';
import { literalText } from './literal.ts';
import { emitOneOf, emitWithin, operand } from './emit-logic.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { widthFor } from './number-size.ts';
import type { Sql } from './sql.ts';

/** The constant at a position. Bins and tables give the constant at once: their position is never computed. */
export function emitPick(e: Emitter, node: Pick): Sql {
  const { g } = e;
  const results = node.values.map((value) => literalText(e, node.type, value));
  const width = pickWidth(node.values);
  const index = unnamed(node.index);
  if (index.kind === 'bins') {
    const sql = emitBins(e, index, results, width, literalText(e, node.type, null));
    const constants = node.values.filter((value) => value === null || typeof value === 'bigint');
    if (constants.length === node.values.length)
      e.picks.set(index, [...(e.picks.get(index) ?? []), { constants, sql }]);
    return sql;
  }
  if (index.kind === 'table' && index.select !== 'count') return emitTable(e, index, results, width);
  const filled = filledTable(index);
  // DuckDB writes the operand of a CASE into each of its branches: a large table must not stand there.
  if (filled !== undefined) return emitTable(e, filled.table, results, width, results[filled.otherwise]);
  if (index.kind === 'constant') return g.wide(width, g.leaf(results[Number(index.value)] ?? 'NULL'));
  if (index.kind === 'if') {
    const [then, otherwise] = [index.then, index.otherwise].map((branch) => ({ ...node, index: branch }));
    if (then !== undefined && otherwise !== undefined)
      return g.wide(width, e.value(when(index.condition, then, otherwise)));
  }
  const cases = results.map((result, i) => `WHEN ${i} THEN ${result}`).join(' ');
  if (cases === '') return g.wide(width, g.sql`CASE WHEN FALSE THEN NULL END`);
  return g.wide(width, g.sql`CASE ${operand(e, e.value(node.index))} ${cases} END`);
}

/** A table of which one rule answers where no other does. */
function filledTable(index: Expression): { readonly table: Table; readonly otherwise: number } | undefined {
  if (index.kind !== 'coalesce' || index.items.length !== 2) return undefined;
  const [table, otherwise] = index.items.map(unnamed);
  if (table?.kind !== 'table' || table.select === 'count' || otherwise?.kind !== 'constant') return undefined;
  return { table, otherwise: Number(otherwise.value) };
}

/** The bytes of the widest constant; what SQL makes of a CASE over these literals. */
function pickWidth(values: readonly (Value | null)[]): number {
  const sizes = values.flatMap((value) => (typeof value === 'bigint' ? [value < 0n ? -value : value] : []));
  if (sizes.length === 0) return 0;
  return widthFor(sizes.reduce((a, b) => (a > b ? a : b))) ?? 16;
}

/** The result of the first bin that holds; one result text per bin. */
export function emitBins(e: Emitter, node: Bins, results: readonly string[], width: number, none = 'NULL'): Sql {
  const { g } = e;
  const resultOf = (kind: 'missing' | 'otherwise') => results[node.bins.findIndex((bin) => bin.test.kind === kind)];
  const otherwise = resultOf('otherwise') ?? none;
  const plan: Plan = { node, results, otherwise, missing: resultOf('missing') ?? otherwise };
  const text = textBins(e, plan);
  if (text !== undefined) return g.wide(width, text);
  const chain = rangeChain(e, plan) ?? plainChain(e, plan);
  return g.wide(width, g.sql`CASE ${g.join(chain, ' ')} END`);
}

interface Plan {
  readonly node: Bins;
  readonly results: readonly string[];
  readonly otherwise: string;
  readonly missing: string;
}

/** Bins of words are a position in a list: evaluated once per word of the column's dictionary. */
function textBins({ g, dialect, value }: Emitter, { node, results, otherwise, missing }: Plan): Sql | undefined {
  const { on } = node;
  if (on === null || on.type.kind !== 'string') return undefined;
  const keys: string[] = [];
  const picked: string[] = [];
  for (const [i, { test }] of node.bins.entries()) {
    if (test.kind === 'range' || test.kind === 'when') return undefined;
    if (test.kind !== 'values') continue;
    for (const word of test.values) {
      if (typeof word !== 'string' || keys.includes(word)) continue;
      keys.push(word);
      picked.push(results[i] ?? 'NULL');
    }
  }
  // COALESCE cannot tell a missing result from a word that is not there.
  if (keys.length === 0 || (picked.some(isNull) && !isNull(otherwise))) return undefined;
  const x = value(on);
  const found = dialect.pickByText(g, x, keys, picked);
  const isCovered = on.type.enum?.every((word) => keys.includes(word)) === true && !picked.some(isNull);
  const isSame = missing === otherwise || isCovered || !on.missable;
  const fallback = isCovered ? missing : otherwise;
  if (isSame) return isNull(fallback) ? found : g.sql`COALESCE(${found}, ${fallback})`;
  return g.sql`CASE WHEN ${x} IS NULL THEN ${missing} ELSE ${isNull(otherwise) ? found : g.sql`COALESCE(${found}, ${otherwise})`} END`;
}

const isNull = (result: string) => result === 'NULL' || result.startsWith('CAST(NULL');

/** Ranges without gap or overlap over the whole domain: one comparison each, the last one none. */
function rangeChain(e: Emitter, { node, results, missing }: Plan): readonly (string | Sql)[] | undefined {
  const { on } = node;
  if (on === null || node.bins.some(({ test }) => test.kind === 'when' || test.kind === 'values')) return undefined;
  const { type } = on;
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return undefined;
  const runs = runsOf(piecesOf(node.bins.map(({ test }) => test)), type.minimum, type.maximum);
  if (runs.some(({ first, second }) => first === null || second !== null)) return undefined;
  const { g } = e;
  const { sql, atMost } = e.comparand(on);
  const x = operand(e, sql);
  const resultOf = (first: number | null) => results[first ?? 0] ?? 'NULL';
  const tests = runs
    .slice(0, -1)
    .map(({ high, first }) => g.fragment`WHEN ${x} <= ${atMost(high)} THEN ${resultOf(first)}`);
  const last = resultOf(runs.at(-1)?.first ?? null);
  if (tests.length === 0 && !on.missable) return [`WHEN TRUE THEN ${last}`];
  return [...tests, ...(on.missable ? [g.fragment`WHEN ${x} IS NULL THEN ${missing}`] : []), `ELSE ${last}`];
}

/** The bins one after another, in the order they are written; `otherwise` stands last. */
function plainChain(e: Emitter, { node, results, otherwise }: Plan): readonly (string | Sql)[] {
  const { g } = e;
  const { on } = node;
  const tests = node.bins.flatMap(({ test }, i) => {
    const result = results[i] ?? 'NULL';
    if (test.kind === 'when') return [g.fragment`WHEN ${e.truth(test.when)} THEN ${result}`];
    if (on === null || test.kind === 'otherwise') return [];
    if (test.kind === 'missing')
      return on.missable ? [g.fragment`WHEN ${operand(e, e.value(on))} IS NULL THEN ${result}`] : [];
    const holds = test.kind === 'range' ? emitWithin(e, on, test.range) : emitOneOf(e, on, test.values);
    return [g.fragment`WHEN ${holds} THEN ${result}`];
  });
  return tests.length === 0 ? [`WHEN TRUE THEN ${otherwise}`] : [...tests, `ELSE ${otherwise}`];
}

/** The result of the rule that matches (`otherwise` where none does), or how many match; one result text per rule. */
export function emitTable(e: Emitter, node: Table, results: readonly string[], width: number, otherwise = 'NULL'): Sql {
  const { g } = e;
  const rules = node.rules.map((rule) => {
    const cells = rule.cells.filter((cell) => cell !== null).map(e.truth);
    return cells.length === 0
      ? g.leaf('TRUE')
      : cells.length === 1 && cells[0]
        ? cells[0]
        : g.sql`(${g.join(cells, ' AND ')})`;
  });
  const rest = otherwise === 'NULL' ? '' : ` ELSE ${otherwise}`;
  if (rules.length === 0)
    return g.wide(width, g.sql`${node.select === 'count' ? '0' : `CASE WHEN FALSE THEN 0${rest} END`}`);
  const first = g.sql`CASE ${g.join(
    rules.map((rule, i) => g.fragment`WHEN ${rule} THEN ${results[i] ?? 'NULL'}`),
    ' ',
  )}${rest} END`;
  if (node.select === 'first') return g.wide(width, first);
  const count = total(
    e,
    rules.map((rule) => g.sql`CASE WHEN ${rule} THEN 1 ELSE 0 END`),
  );
  if (node.select === 'count') return g.wide(4, count);
  return g.wide(width, g.sql`CASE WHEN ${count} <= 1 THEN ${first}${rest} END`);
}

/** A sum as a balanced tree, so that a table of thousands of rules stays within the parser's depth. */
export function total(e: Emitter, items: readonly Sql[]): Sql {
  const { g } = e;
  const width = Math.max(...items.map((item) => item.width));
  if (items.length <= 32) return g.wide(width, g.sql`(${g.join(items, ' + ')})`);
  const size = Math.ceil(items.length / 32);
  const groups = Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
  return total(
    e,
    groups.map((group) => total(e, group)),
  );
}
