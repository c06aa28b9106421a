import type { Decision, ReasonPlan } from '../../decision.ts';
import { asNumber } from '../build-number.ts';
import { power10 } from '../decimal.ts';
import { times } from './emit-number.ts';
import { operand } from './emit-logic.ts';
import { type Emitter, unnamed } from './emitter.ts';
import { integerText, magnitude, widened, widthFor } from './number-size.ts';
import type { Sql } from './sql.ts';

/**
 * The codes of a result's reasons as a list: greatest loss first, ties by declaration, equal codes once with their losses summed.
 * Each code that may be shown is one whole number (loss, then the plan that shows it first, then the code), so that one sort of
 * numbers puts them in order and its last part tells the code.
 */
export function reasonCodes(e: Emitter, decision: Decision): Sql {
  const { g, dialect } = e;
  const entries = entriesOf(e, decision);
  const none = g.leaf('CAST([] AS VARCHAR[])');
  if (entries.length === 0) return none;
  const codes = entries.map((entry) => dialect.text(entry.code)).join(', ');
  const [single] = entries;
  if (entries.length === 1 && single) return g.sql`CASE WHEN ${single.shown} THEN [${codes}] ELSE ${none} END`;
  const any = g.join(
    entries.map(({ shown }) => g.sql`(${shown})`),
    ' OR ',
  );
  const width = Math.max(...entries.map(({ rank }) => rank.width));
  const ranks = entries.map(
    ({ shown, rank }) => g.sql`CASE WHEN ${shown} THEN ${widened(g, dialect, rank, width)} END`,
  );
  const kept = g.sql`list_filter([${g.join(ranks, ', ')}], lambda x: x IS NOT NULL)`;
  const isByLoss = decision.reasonOrder === 'greatest-loss';
  const sorted = isByLoss ? g.sql`list_reverse_sort(${kept})` : g.sql`list_sort(${kept})`;
  const code = `lambda x: list_extract([${codes}], CAST(x % ${entries.length} AS INTEGER) + 1)`;
  return g.sql`CASE WHEN ${any} THEN list_transform(${sorted}, ${code}) ELSE ${none} END`;
}

interface Entry {
  readonly code: string;
  /** Two-valued or NULL. */
  readonly shown: Sql;
  readonly rank: Sql;
}

function entriesOf(e: Emitter, { reasons, reasonOrder }: Decision): readonly Entry[] {
  const plans = reasons.filter((plan) => plan.index.kind !== 'missing');
  const codes = [...new Set(plans.flatMap((plan) => plan.codes.map(({ code }) => code)))];
  const decimals = Math.max(0, ...plans.flatMap((plan) => (plan.loss === null ? [] : [asNumber(plan.loss).decimals])));
  const most = plans.reduce(
    (sum, { loss }) => (loss === null ? sum : sum + magnitude(loss) * power10(decimals - asNumber(loss).decimals)),
    1n,
  );
  return codes.map((code, i) => {
    const parts = plans.flatMap((plan, place) =>
      plan.codes.some((one) => one.code === code) ? [partOf(e, plan, code, decimals, place)] : [],
    );
    return {
      code,
      shown: either(
        e,
        parts.map((part) => part.shown),
      ),
      rank: rankOf(e, parts, {
        index: i,
        codes: codes.length,
        plans: plans.length,
        isByLoss: reasonOrder === 'greatest-loss',
        most,
      }),
    };
  });
}

function either({ g }: Emitter, tests: readonly Sql[]): Sql {
  return tests.length === 1 && tests[0]
    ? tests[0]
    : g.sql`(${g.join(
        tests.map((test) => g.sql`(${test})`),
        ' OR ',
      )})`;
}

/** One plan's share in a code. */
interface Part {
  readonly shown: Sql;
  /** Its loss where it shows the code, 0 elsewhere; null for a reason without a loss. */
  readonly loss: Sql | null;
  readonly size: bigint;
  readonly place: number;
}

function partOf(e: Emitter, plan: ReasonPlan, code: string, decimals: number, place: number): Part {
  const { g } = e;
  const positions = plan.codes.flatMap((one, i) => (one.code === code ? [i] : []));
  const isAlways = unnamed(plan.index).kind === 'constant' && positions.length === plan.codes.length;
  const index = isAlways ? g.leaf('0') : operand(e, e.value(plan.index));
  const isCode = isAlways
    ? g.leaf('TRUE')
    : positions.length === 1
      ? g.sql`${index} = ${String(positions[0])}`
      : g.sql`${index} IN (${positions.join(', ')})`;
  if (plan.loss === null) return { shown: isCode, loss: null, size: 0n, place };
  const factor = power10(decimals - asNumber(plan.loss).decimals);
  const loss = times(e, e.value(plan.loss), factor, magnitude(plan.loss));
  const isLost = g.sql`${operand(e, loss)} > 0`;
  const shown = isAlways ? isLost : g.sql`(${isCode} AND ${isLost})`;
  return { shown, loss, size: magnitude(plan.loss) * factor, place };
}

/** ((loss × plans) + place from the end) × codes + code; by declaration alone: place × codes + code. */
function rankOf(
  e: Emitter,
  parts: readonly Part[],
  of: {
    readonly index: number;
    readonly codes: number;
    readonly plans: number;
    readonly isByLoss: boolean;
    readonly most: bigint;
  },
): Sql {
  const { g, dialect } = e;
  const keyOf = ({ place }: Part) => (of.isByLoss ? of.plans - 1 - place : place) * of.codes + of.index;
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last === undefined) throw new Error('A code of no plan');
  const cases = parts.slice(0, -1).map((part) => g.fragment`WHEN ${part.shown} THEN ${String(keyOf(part))}`);
  const key =
    parts.length === 1
      ? g.leaf(String(keyOf(first)), 4)
      : g.wide(4, g.sql`CASE ${g.join(cases, ' ')} ELSE ${String(keyOf(last))} END`);
  if (!of.isByLoss) return key;
  const base = BigInt(of.plans * of.codes);
  // A reason without a loss stands before all others.
  if (parts.some((part) => part.loss === null)) {
    const first = of.most * base;
    return g.wide(widthFor(first + base) ?? 16, g.sql`(${integerText(first)} + ${key})`);
  }
  const width = widthFor(parts.reduce((sum, part) => sum + part.size, 1n) * base) ?? 16;
  const losses = parts.map(({ loss, shown }) => {
    const sized = operand(e, widened(g, dialect, loss ?? key, width));
    return parts.length === 1 ? sized : g.sql`CASE WHEN ${shown} THEN ${sized} ELSE 0 END`;
  });
  return g.wide(width, g.sql`((${g.join(losses, ' + ')}) * ${String(base)} + ${key})`);
}
