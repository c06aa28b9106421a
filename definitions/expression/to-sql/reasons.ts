import type { Decision } from '../../model/decision.ts';
import { operand } from './emit-logic.ts';
import type { Emitter } from './emitter.ts';
import { widened } from './number-size.ts';
import { type Board, boardOf } from './reason-board.ts';
import { ranksOf } from './reason-ranks.ts';
import { sortedDown } from './sorting-network.ts';
import type { Sql } from './sql.ts';

/**
 * The codes of a result's reasons as a list: greatest loss first, ties by declaration, equal codes once with their losses summed.
 * A reason is one whole number: its loss, and below it the place of its plan and code counted from the end; 0 is no reason. Sorted
 * downwards the numbers stand in the order of the list, and their low bits tell the codes.
 */
export function reasonCodes(e: Emitter, decision: Decision): Sql {
  const { g, dialect } = e;
  const board = boardOf(decision);
  const ranks = ranksOf(e, board);
  if (ranks.length === 0) return none(e);
  const width = Math.max(...ranks.map((rank) => rank.width));
  const even = ranks.map((rank) => operand(e, widened(g, dialect, rank, width)));
  const separator = separatorOf(board.codes);
  const codeOf = (rank: Sql) =>
    g.sql`list_extract([${board.codes.map(dialect.text).join(', ')}], ${String(board.codes.length)} - CAST(${rank} & ${String(board.mask)} AS INTEGER))`;
  if (even.length > MOST_SORTED || separator === undefined || width > 8) return byList(e, even, board);
  const sorted = sortedDown(e, even);
  const [first] = sorted;
  if (first === undefined) return none(e);
  const shown = sorted.map((rank) => g.sql`CASE WHEN ${rank} > 0 THEN ${codeOf(rank)} END`);
  return g.sql`CASE WHEN ${first} > 0 THEN string_split(concat_ws(${separator}, ${g.join(shown, ', ')}), ${separator}) ELSE ${none(e)} END`;
}

/** Above so many reasons a list is sorted as a list. */
const MOST_SORTED = 40;

const none = ({ g }: Emitter) => g.leaf('CAST([] AS VARCHAR[])');

/** A sign that no code holds, as SQL. */
function separatorOf(codes: readonly string[]): string | undefined {
  const sign = [31, 30, 29, 28].find((point) =>
    codes.every((code) => code !== '' && !code.includes(String.fromCharCode(point))),
  );
  return sign === undefined ? undefined : `chr(${sign})`;
}

function byList({ g, dialect }: Emitter, ranks: readonly Sql[], { codes, mask }: Board): Sql {
  const kept = g.sql`list_filter([${g.join(ranks, ', ')}], lambda x: x > 0)`;
  const code = `lambda x: list_extract([${codes.map(dialect.text).join(', ')}], ${codes.length} - CAST(x % ${mask + 1n} AS INTEGER))`;
  return g.sql`list_transform(list_reverse_sort(${kept}), ${code})`;
}
