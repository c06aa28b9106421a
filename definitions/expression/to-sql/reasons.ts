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
 * A reason is one whole number: its loss, and below it the place of its plan and code counted from the end; without a loss there is none.
 * Sorted downwards the numbers stand in the order of the list, and their low bits tell the codes.
 */
export function reasonCodes(e: Emitter, decision: Decision): Sql {
  const { g, dialect } = e;
  const board = boardOf(decision);
  const ranks = ranksOf(e, board);
  if (ranks.length === 0) return none(e, board);
  const width = Math.max(...ranks.map((rank) => rank.width));
  const even = ranks.map((rank) => operand(e, widened(g, dialect, rank, width)));
  if (even.length > MOST_SORTED || width > 8) return byList(e, even, board);
  const sorted = sortedDown(e, even);
  const codes = sorted.map((rank) => codeOf(e, board, rank));
  // The longest list whose last number is a reason: a list that is cut to its length costs twice as much.
  const lists = sorted.map(
    (rank, i) =>
      g.fragment`WHEN ${rank} > ${String(board.mask)} THEN list_value(${g.join(codes.slice(0, i + 1), ', ')})`,
  );
  return g.sql`CASE ${g.join(lists.reverse(), ' ')} ELSE ${none(e, board)} END`;
}

/** Above so many reasons a list is sorted as a list. */
const MOST_SORTED = 40;

const typeOf = ({ dialect }: Emitter, { codes }: Board) => dialect.wordType(codes);
const none = (e: Emitter, board: Board) => e.g.leaf(`CAST([] AS ${typeOf(e, board)}[])`);

/** The code of a reason's number: its place among the codes, from the end. */
function codeOf(e: Emitter, board: Board, rank: Sql): Sql {
  const codes = board.codes.map(e.dialect.text).reverse().join(', ');
  return e.g.sql`list_extract(CAST([${codes}] AS ${typeOf(e, board)}[]), ${rank} & ${String(board.mask)})`;
}

function byList(e: Emitter, ranks: readonly Sql[], board: Board): Sql {
  const { g } = e;
  const kept = g.sql`list_filter([${g.join(ranks, ', ')}], lambda x: x > ${String(board.mask)})`;
  const code = g.bind('x', codeOf(e, board, g.leaf('x', 0, 'x')));
  return g.sql`list_transform(list_reverse_sort(${kept}), lambda x: ${code})`;
}
