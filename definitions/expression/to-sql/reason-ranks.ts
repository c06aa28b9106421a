import type { ReasonPlan } from '../../model/decision.ts';
import type { Pick } from '../../model/expression.ts';
import { numberType } from '../../model/type.ts';
import { type ConstantPick, constantPick, lineThrough } from './constant-pick.ts';
import { operand } from './emit-logic.ts';
import { times } from './emit-number.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { integerText, magnitude, widened, widthFor } from './number-size.ts';
import { type Board, factorOf, isShown } from './reason-board.ts';
import type { Sql } from './sql.ts';

/** One number a plan, or one a code where plans share codes and their losses are summed. */
export function ranksOf(e: Emitter, board: Board): readonly Sql[] {
  const { plans, codes } = board;
  if (new Set(codes).size === codes.length)
    return plans.map((plan, i) => planRank(e, board, plan, board.starts[i] ?? 0));
  return [...new Set(codes)].map((code) => codeRank(e, board, code));
}

/**
 * The number of an entry with a loss; without one it stands before all others, and with declared order losses only decide whether it is
 * shown. Up to the mask a number is no reason.
 */
function rankOf(board: Board, entry: number, loss: bigint | null): bigint {
  const place = placeOf(board, entry);
  if (loss !== null && loss <= 0n) return 0n;
  const scaled = !board.isByLoss ? 1n : (loss ?? board.most);
  return scaled * (board.mask + 1n) + place;
}

/** The first entry's place is the highest, the last one's 1. */
const placeOf = ({ codes }: Board, entry: number) => BigInt(codes.length - entry);

function planRank(e: Emitter, board: Board, plan: ReasonPlan, start: number): Sql {
  const { g } = e;
  const constant = constantRank(e, board, plan, start);
  if (constant !== undefined) return constant;
  const ranks = plan.codes.map((_, i) => entryRank(e, board, plan, start + i));
  const [first] = ranks;
  if (first === undefined) return g.leaf('0', 4);
  const index = unnamed(plan.index);
  if (index.kind === 'constant') return ranks[Number(index.value)] ?? first;
  const cases = ranks.map((rank, i) => g.fragment`WHEN ${String(i)} THEN ${rank}`);
  return g.wide(
    Math.max(...ranks.map((rank) => rank.width)),
    g.sql`CASE ${operand(e, e.value(plan.index))} ${g.join(cases, ' ')} ELSE 0 END`,
  );
}

/** A plan whose code and loss are chosen by the same bins is a choice of constants. */
function constantRank(e: Emitter, board: Board, plan: ReasonPlan, start: number): Sql | undefined {
  const loss = plan.loss === null ? undefined : constantPick(plan.loss);
  if (loss === undefined) return undefined;
  const index = unnamed(plan.index);
  const picked: ConstantPick | undefined = index.kind === 'constant' ? undefined : constantPick(index);
  if (index.kind !== 'constant' && (picked === undefined || picked.bins !== loss.bins)) return undefined;
  const factor = factorOf(plan, board.decimals);
  const line =
    index.kind === 'constant' && board.isByLoss
      ? lineOf(e, board, loss, start + Number(index.value), factor)
      : undefined;
  if (line !== undefined) return line;
  const values = loss.constants.map((lost, i) => {
    const code =
      picked === undefined
        ? index.kind === 'constant' && typeof index.value === 'bigint'
          ? index.value
          : 0n
        : (picked.constants[i] ?? null);
    return lost === null || code === null ? 0n : rankOf(board, start + Number(code), lost * factor);
  });
  const pick: Pick = { kind: 'pick', type: numberType(0), missable: false, index: loss.bins, values };
  const rank = e.value(pick);
  return loss.bins.missable ? e.g.wide(rank.width, e.g.sql`COALESCE(${rank}, 0)`) : rank;
}

/**
 * The same as a straight line of numbers that these bins have chosen already, such as the points of a characteristic: they are not tried
 * again. Undefined where there is no such line.
 */
function lineOf(e: Emitter, board: Board, loss: ConstantPick, entry: number, factor: bigint): Sql | undefined {
  const { g, dialect } = e;
  const unit = factor * (board.mask + 1n);
  for (const { constants, sql } of e.picks.get(loss.bins) ?? []) {
    const line = lineThrough(loss.constants, constants);
    if (line === undefined) continue;
    const [slope, start] = [line.slope * unit, line.start * unit + placeOf(board, entry)];
    const size = constants.reduce((most: bigint, x) => (x !== null && abs(x) > most ? abs(x) : most), 0n);
    const width = widthFor(abs(start) + abs(slope) * size) ?? 16;
    const x = operand(e, widened(g, dialect, sql, width));
    const rank = g.sql`${integerText(start)} + ${x} * ${integerText(slope)}`;
    return g.wide(width, constants.includes(null) || loss.bins.missable ? g.sql`COALESCE(${rank}, 0)` : rank);
  }
  return undefined;
}

const abs = (x: bigint) => (x < 0n ? -x : x);

/** A plan's entry by itself: 0 where nothing is lost. */
function entryRank(e: Emitter, board: Board, plan: ReasonPlan, entry: number): Sql {
  const { g, dialect } = e;
  if (plan.loss === null || !board.isByLoss) {
    const fixed = g.leaf(
      integerText(rankOf(board, entry, plan.loss === null ? null : 1n)),
      widthFor(rankOf(board, entry, null)) ?? 16,
    );
    return plan.loss === null
      ? fixed
      : g.wide(fixed.width, g.sql`CASE WHEN ${operand(e, e.value(plan.loss))} > 0 THEN ${fixed} ELSE 0 END`);
  }
  const factor = factorOf(plan, board.decimals);
  const width = widthFor((magnitude(plan.loss) * factor + 1n) * (board.mask + 1n)) ?? 16;
  const loss = operand(e, widened(g, dialect, times(e, e.value(plan.loss), factor, magnitude(plan.loss)), width));
  const rank = g.sql`${loss} * ${String(board.mask + 1n)} + ${String(placeOf(board, entry))}`;
  return g.wide(width, g.sql`CASE WHEN ${loss} > 0 THEN ${rank} ELSE 0 END`);
}

/** A code that several plans may show: its losses summed, its place that of the first plan that shows it. */
function codeRank(e: Emitter, board: Board, code: string): Sql {
  const { g, dialect } = e;
  const parts = board.plans.flatMap((plan, i) => {
    const position = plan.codes.findIndex((one) => one.code === code);
    return position < 0 ? [] : [{ plan, entry: (board.starts[i] ?? 0) + position, shown: isShown(e, plan, code) }];
  });
  const width = widthFor((board.most + 1n) * (board.mask + 1n)) ?? 16;
  const place = g.join(
    parts.map(({ shown, entry }) => g.fragment`WHEN ${shown} THEN ${String(placeOf(board, entry))}`),
    ' ',
  );
  const isAny = g.sql`(${g.join(
    parts.map(({ shown }) => g.sql`(${shown})`),
    ' OR ',
  )})`;
  const hasFixed = parts.filter(({ plan }) => plan.loss === null).map(({ shown }) => g.sql`(${shown})`);
  const losses = parts.flatMap(({ plan, shown }) => {
    if (plan.loss === null) return [];
    const loss = operand(
      e,
      widened(g, dialect, times(e, e.value(plan.loss), factorOf(plan, board.decimals), magnitude(plan.loss)), width),
    );
    return [g.sql`CASE WHEN ${shown} THEN ${loss} ELSE 0 END`];
  });
  const sum = !board.isByLoss
    ? g.leaf('1')
    : losses.length === 0
      ? g.leaf(String(board.most))
      : g.sql`(${g.join(losses, ' + ')})`;
  const loss =
    !board.isByLoss || hasFixed.length === 0 || losses.length === 0
      ? sum
      : g.sql`CASE WHEN ${g.join(hasFixed, ' OR ')} THEN ${String(board.most)} ELSE ${sum} END`;
  return g.wide(
    width,
    g.sql`CASE WHEN ${isAny} THEN CAST(${loss} AS ${dialect.integerName(width)}) * ${String(board.mask + 1n)} + CASE ${place} END ELSE 0 END`,
  );
}
