import type { Decision, ReasonPlan } from '../../decision.ts';
import { asNumber } from '../build-number.ts';
import { power10 } from '../decimal.ts';
import type { Pick } from '../expression.ts';
import { numberType } from '../type.ts';
import { type ConstantPick, constantPick } from './constant-pick.ts';
import { operand } from './emit-logic.ts';
import { times } from './emit-number.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { integerText, magnitude, widened, widthFor } from './number-size.ts';
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

/** What all reasons of a decision share. */
interface Board {
  readonly plans: readonly ReasonPlan[];
  /** The code of every entry: each plan's codes, in the order of their declaration. */
  readonly codes: readonly string[];
  /** Where each plan's codes begin among the entries. */
  readonly starts: readonly number[];
  readonly mask: bigint;
  readonly decimals: number;
  /** Above every sum of losses. */
  readonly most: bigint;
  readonly isByLoss: boolean;
}

function boardOf({ reasons, reasonOrder }: Decision): Board {
  const plans = reasons.filter((plan) => unnamed(plan.index).kind !== 'missing' && plan.codes.length > 0);
  const codes = plans.flatMap((plan) => plan.codes.map(({ code }) => code));
  const starts = plans.map((_, i) => plans.slice(0, i).reduce((sum, plan) => sum + plan.codes.length, 0));
  const decimals = Math.max(0, ...plans.flatMap((plan) => (plan.loss === null ? [] : [asNumber(plan.loss).decimals])));
  const most = plans.reduce(
    (sum, plan) => sum + (plan.loss === null ? 0n : magnitude(plan.loss) * factorOf(plan, decimals)),
    1n,
  );
  let mask = 1n;
  while (mask < BigInt(codes.length)) mask = mask * 2n + 1n;
  return { plans, codes, starts, mask, decimals, most, isByLoss: reasonOrder === 'greatest-loss' };
}

const factorOf = (plan: ReasonPlan, decimals: number) =>
  power10(decimals - (plan.loss === null ? decimals : asNumber(plan.loss).decimals));

/** One number a plan, or one a code where plans share codes and their losses are summed. */
function ranksOf(e: Emitter, board: Board): readonly Sql[] {
  const { plans, codes } = board;
  if (new Set(codes).size === codes.length)
    return plans.map((plan, i) => planRank(e, board, plan, board.starts[i] ?? 0));
  return [...new Set(codes)].map((code) => codeRank(e, board, code));
}

/** The number of an entry with a loss; without one it stands before all others, and with declared order losses only decide whether it is shown. */
function rankOf(board: Board, entry: number, loss: bigint | null): bigint {
  const place = BigInt(board.codes.length - 1 - entry);
  if (loss !== null && loss <= 0n) return 0n;
  const scaled = !board.isByLoss ? 1n : (loss ?? board.most);
  return scaled * (board.mask + 1n) + place;
}

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
  const rank = g.sql`${loss} * ${String(board.mask + 1n)} + ${String(board.codes.length - 1 - entry)}`;
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
    parts.map(({ shown, entry }) => g.fragment`WHEN ${shown} THEN ${String(board.codes.length - 1 - entry)}`),
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

function isShown(e: Emitter, plan: ReasonPlan, code: string): Sql {
  const { g } = e;
  const positions = plan.codes.flatMap((one, i) => (one.code === code ? [i] : []));
  const isAlways = unnamed(plan.index).kind === 'constant' && positions.length === plan.codes.length;
  const isCode = isAlways ? g.leaf('TRUE') : g.sql`${operand(e, e.value(plan.index))} IN (${positions.join(', ')})`;
  return plan.loss === null ? isCode : g.sql`(${isCode} AND ${operand(e, e.value(plan.loss))} > 0)`;
}
