import type { Decision } from '../../model/decision.ts';
import { numberType } from '../../model/type.ts';
import { operand } from './emit-logic.ts';
import { times } from './emit-number.ts';
import type { Emitter } from './emitter.ts';
import { magnitude, widened, widthFor } from './number-size.ts';
import { numberOutput } from './output.ts';
import { type Board, boardOf, factorOf, isShown } from './reason-board.ts';
import type { Sql } from './sql.ts';

/** The losses of a result's reasons as a list beside the list of their codes: one for each code, NULL for a reason without a loss. */
export function reasonLosses(e: Emitter, decision: Decision, codes: Sql): Sql {
  const { g, dialect } = e;
  const board = boardOf(decision);
  const known = [...new Set(board.codes)];
  const type = numberType(board.decimals, 0n, board.most);
  const losses = known.map((code) => numberOutput(e, type, lossOf(e, board, code)));
  if (losses.length === 0) return g.leaf('[]');
  const position = `list_position([${known.map(dialect.text).join(', ')}], x)`;
  return g.sql`list_transform(${operand(e, codes)}, lambda x: list_extract([${g.join(losses, ', ')}], ${position}))`;
}

/** What all plans that show a code have lost together; NULL where one of them knows no loss. */
function lossOf(e: Emitter, board: Board, code: string): Sql {
  const { g, dialect } = e;
  const plans = board.plans.filter((plan) => plan.codes.some((one) => one.code === code));
  const width = widthFor(board.most) ?? 16;
  const fixed = plans
    .filter(({ loss }) => loss === null)
    .map((plan) => g.sql`COALESCE(${isShown(e, plan, code)}, FALSE)`);
  const parts = plans.flatMap((plan) => {
    if (plan.loss === null) return [];
    const scaled = times(e, e.value(plan.loss), factorOf(plan, board.decimals), magnitude(plan.loss));
    return [
      g.sql`CASE WHEN ${isShown(e, plan, code)} THEN ${operand(e, widened(g, dialect, scaled, width))} ELSE 0 END`,
    ];
  });
  const nothing = g.leaf(`CAST(NULL AS ${dialect.integerName(width)})`, width);
  if (parts.length === 0) return nothing;
  const sum = g.wide(width, g.sql`(${g.join(parts, ' + ')})`);
  if (fixed.length === 0) return sum;
  return g.wide(width, g.sql`CASE WHEN NOT (${g.join(fixed, ' OR ')}) THEN ${sum} END`);
}
