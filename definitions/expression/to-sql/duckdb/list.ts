import type { ListCall } from '../../../model/expression.ts';
import { INTERMEDIATE_DECIMALS, type Type } from '../../../model/type.ts';
import type { Sql, SqlGraph } from '../sql.ts';

/** Functions of lists; a missing list is NULL, and so is what a missing item makes missing. `types` are those of the operands. */
export function listCall(g: SqlGraph, name: ListCall['function'], items: readonly Sql[], types: readonly Type[]): Sql {
  const [list, other = list] = items;
  if (list === undefined || other === undefined) throw new Error(`${name} of nothing`);
  switch (name) {
    case 'concatenate':
      return concatenated(g, items);
    case 'flatten':
      return g.sql`flatten(list_transform(${list}, lambda one: COALESCE(one, [NULL])))`;
    case 'distinct':
      return held(g, { l: list }, g.leaf('list_filter(s.l, lambda x, i: list_position(s.l, x) = i)'));
    case 'sort':
      return g.sql`list_sort(${list}, 'ASC', 'NULLS LAST')`;
    case 'mode':
      return modeOf(g, list);
    case 'median':
      return medianOf(g, list, decimalsOf(types[0]) === INTERMEDIATE_DECIMALS);
    case 'stddev':
      return stddevOf(g, list, decimalsOf(types[0]));
    case 'percentile':
      return percentileOf(g, list, other, decimalsOf(types[1]));
    case 'join':
      return joinOf(g, list, other);
    case 'split':
      return g.sql`CASE WHEN ${list} IS NULL THEN NULL WHEN ${other} = '' THEN [${list}] WHEN ${other} IS NOT NULL THEN string_split(${list}, ${other}) END`;
  }
}

function decimalsOf(type: Type | undefined): number {
  const of = type?.kind === 'list' ? type.of : type;
  return of?.kind === 'number' ? of.decimals : 0;
}

/**
 * What is asked of several times, or inside a lambda, computed once: the members of a row `s`. (DuckDB evaluates an expression inside a
 * lambda anew for each item.)
 */
function held(g: SqlGraph, members: Readonly<Record<string, Sql>>, body: Sql): Sql {
  const pairs = Object.entries(members).map(([name, of]) => g.fragment`${name} := ${of}`);
  return g.sql`list_extract(list_transform([struct_pack(${g.join(pairs, ', ')})], lambda s: ${body}), 1)`;
}

/** `list_concat` takes a NULL list for an empty one. */
function concatenated(g: SqlGraph, lists: readonly Sql[]): Sql {
  const joined = lists.slice(1).reduce((all, list) => g.sql`list_concat(${all}, ${list})`, lists[0] ?? g.leaf('NULL'));
  const present = g.join(
    lists.map((list) => g.sql`${list} IS NOT NULL`),
    ' AND ',
  );
  return g.sql`CASE WHEN ${present} THEN ${joined} END`;
}

const isComplete = (g: SqlGraph, list: Sql) => g.sql`len(${list}) = list_count(${list})`;

/** `array_to_string` wants a written text between, and makes NULL of nothing but NULLs. */
function joinOf(g: SqlGraph, list: Sql, between: Sql): Sql {
  const present = g.sql`list_filter(${list}, lambda one: one IS NOT NULL)`;
  const [text] = between.parts;
  if (between.isLeaf && typeof text === 'string' && text.startsWith("'"))
    return g.sql`array_to_string(${present}, ${between})`;
  const joined = g.leaf("CASE WHEN len(s.l) = 0 THEN '' ELSE list_reduce(s.l, lambda a, b: a || s.b || b) END");
  return g.sql`CASE WHEN ${list} IS NOT NULL AND ${between} IS NOT NULL THEN ${held(g, { l: present, b: between }, joined)} END`;
}

function modeOf(g: SqlGraph, list: Sql): Sql {
  const counts = g.sql`list_aggregate(${list}, 'histogram')`;
  const keys = g.leaf('list_sort(list_transform(list_filter(s.e, lambda e: e.value = s.m), lambda e: e.key))');
  const most = held(g, { e: g.sql`map_entries(${counts})`, m: g.sql`list_max(map_values(${counts}))` }, keys);
  return g.sql`CASE WHEN len(${list}) = 0 THEN ${list} WHEN ${isComplete(g, list)} THEN ${most} END`;
}

function medianOf(g: SqlGraph, list: Sql, isFinest: boolean): Sql {
  const twice = 'CAST(s.l[(len(s.l) + 1) // 2] AS HUGEINT) + s.l[len(s.l) // 2 + 1]';
  const half = isFinest ? `(${twice} + sign(${twice})) // 2` : `(${twice}) * 5`;
  const middle = held(g, { l: g.sql`list_sort(${list})` }, g.leaf(half));
  return g.sql`CASE WHEN ${isComplete(g, list)} AND len(${list}) > 0 THEN ${middle} END`;
}

/** Differences from the mean are exact, times the number of items; only what follows are doubles. */
function stddevOf(g: SqlGraph, list: Sql, decimals: number): Sql {
  const squares = 'list_sum(list_transform(s.l, lambda x: pow(CAST(s.n * x - s.t AS DOUBLE), 2)))';
  const body = g.leaf(`sqrt(${squares} / CAST(s.n - 1 AS DOUBLE)) / CAST(s.n AS DOUBLE) / 1e${decimals}`);
  const members = {
    l: list,
    n: g.sql`CAST(len(${list}) AS HUGEINT)`,
    t: g.sql`CAST(list_sum(${list}) AS HUGEINT)`,
  };
  return g.sql`CASE WHEN ${isComplete(g, list)} AND len(${list}) > 1 THEN ${held(g, members, body)} END`;
}

function percentileOf(g: SqlGraph, list: Sql, share: Sql, decimals: number): Sql {
  const whole = `100${'0'.repeat(decimals)}`;
  const rank = `greatest((s.p * len(s.l) + ${whole} - 1) // ${whole}, 1)`;
  const item = held(
    g,
    { l: g.sql`list_sort(${list})`, p: g.sql`CAST(${share} AS HUGEINT)` },
    g.leaf(`s.l[CAST(${rank} AS BIGINT)]`),
  );
  return g.sql`CASE WHEN ${isComplete(g, list)} AND ${share} BETWEEN 0 AND ${whole} THEN ${item} END`;
}
