import type { Compare, Expression } from '../model/expression.ts';
import { power10 } from '../model/decimal.ts';
import { anyOf, exactly, isEmpty, type NumberSpan, range, rangeOf, type Span } from '../expression/spans/span.ts';
import { spanOf } from '../expression/spans/span-of.ts';
import { keyOf } from '../expression/to-regions/key.ts';
import { nodesOf } from '../expression/walk.ts';

/**
 * Whether a claim holds of a computation, told from between which figures it lies. `1 - (1 + r) ** (0 - n)` is wide where r and n are: the
 * box of what it is made of is halved until the claim holds in every part, or there are too many.
 */

/** What is known of numbers by their keys. */
type Known = ReadonlyMap<string, NumberSpan>;

type Spans = ReadonlyMap<Expression, Span>;

/** Boxes that are looked at, and looks at a node, at most. */
const MOST_BOXES = 2_000;
const MOST_STEPS = 1_000_000;

/** Whether a claim holds of every figure from `low` to `high`, wherever a condition is true. False where that is not seen. */
export function holdsThroughout(
  figure: Expression,
  when: Expression,
  claim: (low: number, high: number) => boolean,
): boolean {
  const whole = knownBy(when, true, new Map());
  if (whole === null) return true;
  const nodes = nodesOf([figure]);
  const facts = [...new Map(nodes.filter(isFact).map((node) => [keyOf(node), node])).values()];
  const most = Math.min(MOST_BOXES, MOST_STEPS / (nodes.length * (2 * facts.length + 1)));
  const endsIn = (spans: Spans) => endsOf(spans.get(figure) ?? anyOf(figure.type, true), figure);
  const open: Known[] = [whole];
  for (let count = 0; ; count += 1) {
    const box = open.pop();
    if (box === undefined) return true;
    const spans = spansOf(nodes, box);
    const [low, high] = endsIn(spans);
    if (low > high || claim(low, high)) continue;
    if (count >= most) return false;
    const halves = halved(facts, box, spans, (half) => {
      const [from, to] = endsIn(spansOf(nodes, half));
      return to - from;
    });
    if (halves === undefined) return false;
    open.push(...halves);
  }
}

const COMPUTED: ReadonlySet<Expression['kind']> = new Set<Expression['kind']>([
  'named',
  'constant',
  'missing',
  'if',
  'coalesce',
  'round',
  'arithmetic',
  'divide',
  'weightedSum',
  'weightedMean',
]);

/** A number that is what it is made of, as far as is known here. */
const isFact = ({ kind, type }: Expression): boolean => type.kind === 'number' && !COMPUTED.has(kind);

/** The spans of nodes, parts first, in a box; a number also lies within its type, and within what is known of it. */
function spansOf(nodes: readonly Expression[], known: Known): Spans {
  const spans = new Map<Expression, Span>();
  for (const node of nodes) {
    const span =
      node.kind === 'constant' || node.kind === 'missing'
        ? exactly(node.kind === 'constant' ? node.value : null, node.type)
        : spanOf(node, (part) => spans.get(part) ?? anyOf(part.type, part.missable));
    spans.set(
      node,
      node.type.kind === 'number' ? within(within(rangeOf(span), node.type), known.get(keyOf(node))) : span,
    );
  }
  return spans;
}

interface Bounds {
  readonly low?: bigint;
  readonly high?: bigint;
  readonly minimum?: bigint;
  readonly maximum?: bigint;
}

function within(span: NumberSpan, bounds: Bounds | undefined): NumberSpan {
  const [low = span.low, high = span.high] = [bounds?.low ?? bounds?.minimum, bounds?.high ?? bounds?.maximum];
  return range(low > span.low ? low : span.low, high < span.high ? high : span.high, span.missable);
}

/** What a double of an exact number may be off by, and more. */
const SLACK = 1e-12;

/** The ends of a span as doubles; of none, in the wrong order. */
function endsOf(span: Span, { type }: Expression): readonly [number, number] {
  if (isEmpty(span)) return [1, 0];
  if (span.kind === 'double') return [span.low, span.high];
  const unit = type.kind === 'number' ? 10 ** type.decimals : 1;
  const { low, high } = rangeOf(span);
  const [from, to] = [Number(low) / unit, Number(high) / unit];
  return [from - Math.abs(from) * SLACK, to + Math.abs(to) * SLACK];
}

/** The box in two, by the fact whose halves leave the least in doubt. */
function halved(
  facts: readonly Expression[],
  box: Known,
  spans: Spans,
  doubt: (half: Known) => number,
): readonly Known[] | undefined {
  const cuts = facts.flatMap((fact) => {
    const span = rangeOf(spans.get(fact) ?? anyOf(fact.type, true));
    if (span.low >= span.high) return [];
    const at = middleOf(span);
    const parts = [range(span.low, at, span.missable), range(at + 1n, span.high, span.missable)];
    const halves = parts.map((part): Known => new Map([...box, [keyOf(fact), part]]));
    return [{ halves, doubt: Math.max(...halves.map(doubt)) }];
  });
  return cuts.reduce<(typeof cuts)[number] | undefined>(
    (best, one) => (best === undefined || one.doubt < best.doubt ? one : best),
    undefined,
  )?.halves;
}

/** The middle of a span, never its last; where it reaches over sizes, that of the sizes. */
function middleOf({ low, high }: NumberSpan): bigint {
  const middle =
    low >= 0n ? BigInt(Math.floor(Math.sqrt(Math.max(Number(low), 1) * Number(high)))) : low + (high - low) / 2n;
  return middle < low ? low : middle >= high ? high - 1n : middle;
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
    case 'within':
      return is ? narrowed(condition.of, condition.range, before) : before;
    case 'compare':
      return comparedBy(condition, is, before);
    default:
      return before;
  }
}

/** Where a comparison is not true its left side may be missing: what is said of its figure then says nothing, and is never a contradiction. */
function comparedBy({ operator, left, right }: Compare, is: boolean, before: Known): Known | null {
  if (right.kind !== 'constant' || typeof right.value !== 'bigint' || left.type.kind !== 'number') return before;
  const { value } = right;
  const [below, above] = [
    { low: null, high: value - 1n },
    { low: value + 1n, high: null },
  ];
  const [upTo, from] = [
    { low: null, high: value },
    { low: value, high: null },
  ];
  const told = (bounds: Parameters<typeof narrowed>[1]) => {
    const known = narrowed(left, bounds, before);
    return known === null && !is && left.missable ? before : known;
  };
  if (operator === '=' && is) return told({ low: value, high: value });
  if (operator === '=') {
    const own = ownSpan(left, before);
    return own.low === value ? told(above) : own.high === value ? told(below) : before;
  }
  const isBelow = (operator === '<' || operator === '<=') === is;
  const isStrict = (operator === '<' || operator === '>') === is;
  return told(isBelow ? (isStrict ? below : upTo) : isStrict ? above : from);
}

const ownSpan = (of: Expression, known: Known): NumberSpan =>
  rangeOf(spansOf(nodesOf([of]), known).get(of) ?? anyOf(of.type, true));

/** With a number between two figures, and so what it is widened from. */
function narrowed(
  of: Expression,
  { low, high }: { readonly low: bigint | null; readonly high: bigint | null },
  before: Known,
): Known | null {
  if (of.type.kind !== 'number') return before;
  if (of.kind === 'named') return narrowed(of.of, { low, high }, before);
  const span = within(ownSpan(of, before), { ...(low === null ? {} : { low }), ...(high === null ? {} : { high }) });
  if (isEmpty(span)) return null;
  const known = new Map([...before, [keyOf(of), span]]);
  if (of.kind !== 'round' || of.of.type.kind !== 'number' || of.type.decimals < of.of.type.decimals) return known;
  const factor = power10(of.type.decimals - of.of.type.decimals);
  return narrowed(of.of, { low: -floorOf(-span.low, factor), high: floorOf(span.high, factor) }, known);
}

const floorOf = (n: bigint, divisor: bigint): bigint => (n >= 0n ? n / divisor : -((-n + divisor - 1n) / divisor));
