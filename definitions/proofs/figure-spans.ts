import type { Rounding } from '../model/decimal.ts';
import type { Compare, Expression, Round, Transcendental } from '../model/expression.ts';
import { keyOf } from '../expression/to-regions/key.ts';

/**
 * Between which figures a computation lies, by interval arithmetic on doubles, rounded outward. `1 - (1 + r) ** (0 - n)` is wide where r
 * and n are: the box of its facts is halved until a claim holds in every part, or there are too many.
 */

/** Both ends included; infinite where nothing is known. */
export interface Span {
  readonly low: number;
  readonly high: number;
}

/** What is known of numbers by their keys. */
type Known = ReadonlyMap<string, Span>;

const MOST_BOXES = 2_000;

/** Whether a claim holds of a figure, wherever a condition does. False where that is not seen. */
export function holdsThroughout(figure: Expression, when: Expression, claim: (span: Span) => boolean): boolean {
  const facts = new Map<string, Expression>();
  const whole = knownBy(when, true, new Map());
  if (whole === null) return true;
  spanOf(figure, whole, facts);
  const open: Known[] = [whole];
  for (let count = 0; ; count += 1) {
    const box = open.pop();
    if (box === undefined) return true;
    if (claim(spanOf(figure, box))) continue;
    const halves = halved(box, facts, (half) => widthOf(spanOf(figure, half)));
    if (halves === undefined || count >= MOST_BOXES) return false;
    open.push(...halves);
  }
}

const widthOf = ({ low, high }: Span) => high - low;

/** The box in two, by the fact whose halves leave the least in doubt. */
function halved(
  box: Known,
  facts: ReadonlyMap<string, Expression>,
  doubt: (half: Known) => number,
): readonly Known[] | undefined {
  const cuts = [...facts].flatMap(([key, fact]) => {
    const span = spanOf(fact, box);
    const unit = unitOf(fact);
    const steps = Math.round(widthOf(span) / unit);
    if (steps < 1) return [];
    const at = Math.min(Math.max(Math.floor((middleOf(span, unit) - span.low) / unit), 0), steps - 1);
    const parts = [
      { low: span.low, high: span.low + at * unit },
      { low: Math.min(span.low + (at + 1) * unit, span.high), high: span.high },
    ];
    const halves = parts.map((part): Known => new Map([...box, [key, part]]));
    return [{ halves, doubt: Math.max(...halves.map(doubt)) }];
  });
  return cuts.reduce<(typeof cuts)[number] | undefined>(
    (best, one) => (best === undefined || one.doubt < best.doubt ? one : best),
    undefined,
  )?.halves;
}

/** The middle of a span; where it reaches over sizes, that of the sizes. */
function middleOf({ low, high }: Span, unit: number): number {
  return low >= 0 ? Math.sqrt(Math.max(low, unit) * high) : (low + high) / 2;
}

/** What a condition says of numbers where it is true (`is`) or is not (false or missing); null where that never is. */
function knownBy(condition: Expression, is: boolean, before: Known): Known | null {
  switch (condition.kind) {
    case 'named':
    case 'holds':
      return knownBy(condition.of, is, before);
    case 'not':
      // What is missing is not true, and its opposite is not true either.
      return is || !condition.of.missable ? knownBy(condition.of, !is, before) : before;
    case 'and':
    case 'or':
      if ((condition.kind === 'and') !== is) return before;
      return condition.items.reduce<Known | null>(
        (all, item) => (all === null ? null : knownBy(item, is, all)),
        before,
      );
    case 'aggregate': {
      // Of the item for which it holds.
      const { over, operator } = condition;
      if (operator !== 'some' || !is || over.kind !== 'forEach') return before;
      const chosen = over.where === null ? before : knownBy(over.where, true, before);
      return chosen === null || over.body === null ? chosen : knownBy(over.body, true, chosen);
    }
    case 'within': {
      if (!is || condition.of.type.kind !== 'number') return before;
      const { low, high } = condition.range;
      const unit = unitOf(condition.of);
      return narrowed(condition.of, before, {
        low: low === null ? -Infinity : Number(low) * unit,
        high: high === null ? Infinity : Number(high) * unit,
      });
    }
    case 'compare':
      return condition.right.kind === 'constant' ? comparedBy(condition, is, before) : before;
    default:
      return before;
  }
}

/** Where a comparison is not true its left side may be missing: what is said of its figure then says nothing, and is never a contradiction. */
function comparedBy(compare: Compare, is: boolean, before: Known): Known | null {
  const told = toldBy(compare, is, before);
  return told === null && !is && compare.left.missable ? before : told;
}

function toldBy({ operator, left, right }: Compare, is: boolean, before: Known): Known | null {
  if (left.type.kind !== 'number' || right.kind !== 'constant' || typeof right.value !== 'bigint') return before;
  const unit = unitOf(left);
  const value = Number(right.value) * unit;
  const [below, above] = [value - unit, value + unit];
  const own = spanOf(left, before);
  if (operator === '=' && !is) {
    if (own.low === value) return narrowed(left, before, { low: above, high: Infinity });
    return own.high === value ? narrowed(left, before, { low: -Infinity, high: below }) : before;
  }
  if (operator === '=') return narrowed(left, before, { low: value, high: value });
  const isBelow = (operator === '<' || operator === '<=') === is;
  const isStrict = (operator === '<' || operator === '>') === is;
  if (isBelow) return narrowed(left, before, { low: -Infinity, high: isStrict ? below : value });
  return narrowed(left, before, { low: isStrict ? above : value, high: Infinity });
}

function narrowed(of: Expression, before: Known, { low, high }: Span): Known | null {
  const own = spanOf(of, before);
  const span = { low: Math.max(low, own.low), high: Math.min(high, own.high) };
  return span.low > span.high ? null : new Map([...before, [keyOf(of), span]]);
}

const unitOf = ({ type }: Expression) => (type.kind === 'number' ? 10 ** -type.decimals : 1);
const ANY: Span = { low: -Infinity, high: Infinity };

/** The span of a number or an approximate that is there. `facts` gathers what it is made of and nothing more is known of. */
function spanOf(e: Expression, known: Known, facts?: Map<string, Expression>): Span {
  if (e.kind === 'named' || e.kind === 'approximately') return spanOf(e.of, known, facts);
  const unit = unitOf(e);
  const typed =
    e.type.kind === 'number' ? { low: Number(e.type.minimum) * unit, high: Number(e.type.maximum) * unit } : ANY;
  const computed = computedSpan(e, known, facts);
  if (computed === undefined && e.type.kind === 'number') facts?.set(keyOf(e), e);
  return [known.get(keyOf(e)), computed].reduce<Span>(
    (span, other) =>
      other === undefined ? span : { low: Math.max(span.low, other.low), high: Math.min(span.high, other.high) },
    typed,
  );
}

/** Undefined for what is not computed from numbers. */
function computedSpan(e: Expression, known: Known, facts?: Map<string, Expression>): Span | undefined {
  const spans = (items: readonly Expression[]) => items.map((item) => spanOf(item, known, facts));
  switch (e.kind) {
    case 'constant':
      return typeof e.value === 'bigint' ? corners([Number(e.value) * unitOf(e)], 0) : undefined;
    case 'if': {
      const branches = [
        { of: e.then, known: knownBy(e.condition, true, known) },
        { of: e.otherwise, known: knownBy(e.condition, false, known) },
      ];
      const own = branches.flatMap((branch) =>
        branch.known === null || branch.of.kind === 'missing' ? [] : [spanOf(branch.of, branch.known, facts)],
      );
      return own.length === 0
        ? undefined
        : corners(
            own.flatMap(({ low, high }) => [low, high]),
            0,
          );
    }
    case 'coalesce':
      return corners(
        spans(e.items.filter(({ kind }) => kind !== 'missing')).flatMap(({ low, high }) => [low, high]),
        0,
      );
    case 'round':
      return isWidening(e) ? spanOf(e.of, known, facts) : rounded(spanOf(e.of, known, facts), unitOf(e), e.rounding);
    case 'arithmetic':
      return ofArithmetic(e, spans(e.items));
    case 'divide': {
      const [left = ANY, right = ANY] = spans([e.left, e.right]);
      return rounded(quotient(left, right), unitOf(e), e.rounding);
    }
    case 'transcendental':
      return ofTranscendental(e, spans(e.items));
    default:
      return undefined;
  }
}

/** What a computation in doubles may be off by, and more. */
const SLACK = 1e-12;

/** From the least to the greatest of some figures, and a little more. */
function corners(figures: readonly number[], slack = SLACK): Span {
  if (figures.length === 0 || figures.some((figure) => Number.isNaN(figure))) return ANY;
  const [low, high] = [Math.min(...figures), Math.max(...figures)];
  return { low: low - Math.abs(low) * slack, high: high + Math.abs(high) * slack };
}

const isWidening = ({ of, type }: Round) =>
  of.type.kind === 'number' && type.kind === 'number' && type.decimals >= of.type.decimals;

/** Rounded to a unit: by half a unit where that is to the nearest, else by one. */
function rounded({ low, high }: Span, unit: number, rounding: Rounding): Span {
  const by = rounding.startsWith('half') ? 0.5 : 1;
  return {
    low: Math.ceil(low / unit - by - ROUNDING_SLACK) * unit,
    high: Math.floor(high / unit + by + ROUNDING_SLACK) * unit,
  };
}
const ROUNDING_SLACK = 1e-9;

function quotient(left: Span, right: Span): Span {
  if (right.low <= 0 && right.high >= 0) return ANY;
  return corners([left.low, left.high].flatMap((a) => [a / right.low, a / right.high]));
}

function ofArithmetic(e: Expression & { kind: 'arithmetic' }, spans: readonly Span[]): Span {
  const [first = ANY, ...rest] = spans;
  switch (e.operator) {
    case 'add':
      return rest.reduce((a, b) => sum(a, b), first);
    case 'subtract':
      return rest.reduce((a, b) => sum(a, { low: -b.high, high: -b.low }), first);
    case 'multiply':
      return rest.reduce((a, b) => corners([a.low, a.high].flatMap((x) => [x * b.low, x * b.high])), first);
    case 'negate':
      return { low: -first.high, high: -first.low };
    case 'absolute':
      return {
        low: first.low > 0 ? first.low : first.high < 0 ? -first.high : 0,
        high: Math.max(-first.low, first.high),
      };
    case 'minimum':
      return { low: Math.min(...spans.map(({ low }) => low)), high: Math.min(...spans.map(({ high }) => high)) };
    case 'maximum':
      return { low: Math.max(...spans.map(({ low }) => low)), high: Math.max(...spans.map(({ high }) => high)) };
    case 'modulo':
      return ANY;
  }
}

/** A difference of near figures is as uncertain as they are large. */
function sum(a: Span, b: Span): Span {
  const [low, high] = [a.low + b.low, a.high + b.high];
  if (Number.isNaN(low) || Number.isNaN(high)) return ANY;
  const slack =
    SLACK * Math.max(...[a.low, a.high, b.low, b.high].map((one) => (Number.isFinite(one) ? Math.abs(one) : 0)));
  return { low: low - slack, high: high + slack };
}

/** Functions that rise or fall in each of their operands take their ends at the ends of those. */
function ofTranscendental({ function: name }: Transcendental, [first = ANY, second = ANY]: readonly Span[]): Span {
  const ends = [first.low, first.high];
  switch (name) {
    case 'divide':
      return quotient(first, second);
    case 'power':
      if (first.low <= 0) return ANY;
      return corners(ends.flatMap((base) => [base ** second.low, base ** second.high]));
    case 'exp':
      return corners(ends.map(Math.exp));
    case 'ln':
      return first.low <= 0 ? ANY : corners(ends.map(Math.log));
    case 'sqrt':
      return first.low < 0 ? ANY : corners(ends.map(Math.sqrt));
    case 'logistic':
      return { low: 0, high: 1 };
  }
}
