import type { Expression, Lookup, ReferenceRow } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { literalText } from './literal.ts';
import { emitOneOf, operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { unnamed } from './emitter.ts';
import { widthFor } from './number-size.ts';
import type { Sql } from './sql.ts';

/** A row of a reference table as a CASE: by the first key, then the second, then the days it is valid. */
export function emitLookup(e: Emitter, node: Lookup): Sql {
  const rows = validOn(e, node);
  const width = widthOfColumn(node);
  const inner = choose(e, node, rows, 0);
  const missing = `CAST(NULL AS ${e.dialect.typeName(node.type)})`;
  if (inner === undefined) return e.g.leaf(missing, width);
  if (node.asOf?.missable !== true) return e.g.wide(width, inner);
  return e.g.wide(width, e.g.sql`CASE WHEN ${operand(e, e.value(node.asOf))} IS NOT NULL THEN ${inner} END`);
}

/** With a known day only the rows valid on it are written. */
function validOn(e: Emitter, node: Lookup): readonly ReferenceRow[] {
  const day = node.asOf === null ? undefined : unnamed(node.asOf);
  if (day?.kind !== 'input' || e.asOf === null) return node.rows;
  const { asOf } = e;
  return node.rows
    .filter(({ from, to }) => (from === null || from <= asOf) && (to === null || asOf < to))
    .map((row) => ({ ...row, from: null, to: null }));
}

function choose(e: Emitter, node: Lookup, rows: readonly ReferenceRow[], depth: number): Sql | undefined {
  const { g } = e;
  const key = node.keys[depth];
  if (key === undefined) return chooseByDay(e, node, rows);
  const words = depth === node.keys.length - 1 ? chooseByWord(e, node, rows, key) : undefined;
  if (words !== undefined) return words;
  const groups = new Map<Value, ReferenceRow[]>();
  for (const row of rows) {
    const value = row.keys[depth];
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), row]);
  }
  const cases = [...groups].flatMap(([value, group]) => {
    const inner = choose(e, node, group, depth + 1);
    return inner === undefined ? [] : [g.fragment`WHEN ${emitOneOf(e, key, [value])} THEN ${inner}`];
  });
  return cases.length === 0 ? undefined : g.sql`CASE ${g.join(cases, ' ')} END`;
}

/** Rows told apart by a word alone are a position in a list. */
function chooseByWord(e: Emitter, node: Lookup, rows: readonly ReferenceRow[], key: Expression): Sql | undefined {
  const words = rows.flatMap((row) => row.keys.slice(-1)).filter((word) => typeof word === 'string');
  if (words.length < 2 || words.length !== rows.length || rows.some((row) => row.from !== null || row.to !== null))
    return undefined;
  const results = rows.map((row) => literalText(e, node.type, row.values[node.column] ?? null));
  return e.dialect.pickByText(e.g, e.value(key), words, results);
}

function chooseByDay(e: Emitter, node: Lookup, rows: readonly ReferenceRow[]): Sql | undefined {
  const { g } = e;
  const results = rows.map((row) => literalText(e, node.type, row.values[node.column] ?? null));
  const [only] = rows;
  if (only === undefined) return undefined;
  if (only.from === null && only.to === null) return g.leaf(results[0] ?? 'NULL');
  if (node.asOf === null) return g.leaf(results[0] ?? 'NULL');
  const day = operand(e, e.value(node.asOf));
  const cases = rows.map(({ from, to }, i) => {
    const tests = [
      ...(from === null ? [] : [g.sql`${day} >= ${String(from)}`]),
      ...(to === null ? [] : [g.sql`${day} < ${String(to)}`]),
    ];
    return g.fragment`WHEN ${tests.length === 0 ? 'TRUE' : g.join(tests, ' AND ')} THEN ${results[i] ?? 'NULL'}`;
  });
  return g.sql`CASE ${g.join(cases, ' ')} END`;
}

function widthOfColumn(node: Lookup): number {
  if (node.type.kind === 'string' || node.type.kind === 'boolean') return 0;
  const sizes = node.rows
    .map((row) => row.values[node.column])
    .flatMap((value) => (typeof value === 'bigint' ? [value < 0n ? -value : value] : []));
  return widthFor(sizes.reduce((a, b) => (a > b ? a : b), 0n)) ?? 16;
}
