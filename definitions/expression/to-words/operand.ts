import type { Expression } from '../../model/expression.ts';
import { bracketed } from './brackets.ts';
import { roundsAway } from './rounding-words.ts';
import type { Speech } from './speech.ts';

/** Where a phrase stands in a larger one: a term of a sum, the first or a later factor, a divisor, or the thing that something is said of. */
type Seat = 'term' | 'first-factor' | 'factor' | 'divisor' | 'single';

/** How firmly the words of a phrase hold together: it goes without brackets into any seat that asks no more. */
const ASKED: Readonly<Record<Seat, number>> = { term: 1, 'first-factor': 2, factor: 2, divisor: 3, single: 4 };

/** A value inside a larger phrase, in brackets where reading on without them would mean something else. */
export function operand(e: Expression, seat: Seat, speech: Speech): string {
  const said = speech.noun(e);
  const isQuotientAmongFactors = seat === 'factor' && isQuotient(e);
  return firmness(e, speech) < ASKED[seat] || isQuotientAmongFactors ? bracketed(said, speech) : said;
}

/** Whether what is said of each row is a word, not a reckoning. */
export function isPlain(body: Expression): boolean {
  return body.kind === 'field' || body.kind === 'named' || body.kind === 'constant';
}

/** The conditions of a sum of `1 where …, otherwise 0`: how many of them hold. Undefined for any other value. */
export function flagsCounted(e: Expression): readonly Expression[] | undefined {
  if (e.kind !== 'arithmetic' || e.operator !== 'add') return undefined;
  const flags = e.items.map((item) => flagsCounted(item) ?? flagOf(item));
  return flags.some((one) => one === undefined) ? undefined : flags.flatMap((one) => one ?? []);
}

function flagOf(e: Expression): readonly Expression[] | undefined {
  if (e.kind === 'round' && !roundsAway(e)) return flagOf(e.of);
  return e.kind === 'if' && isFigure(e.then, 1n) && isFigure(e.otherwise, 0n) ? [e.condition] : undefined;
}

const isFigure = (e: Expression, figure: bigint) =>
  e.kind === 'constant' && e.type.kind === 'number' && e.type.decimals === 0 && e.value === figure;

function isQuotient(e: Expression): boolean {
  if ((e.kind === 'round' && !roundsAway(e)) || e.kind === 'approximately') return isQuotient(e.of);
  return (e.kind === 'divide' && !roundsAway(e)) || (e.kind === 'transcendental' && e.function === 'divide');
}

function firmness(e: Expression, speech: Speech): number {
  switch (e.kind) {
    case 'round':
      return roundsAway(e) ? 0 : firmness(e.of, speech);
    case 'approximately':
      return firmness(e.of, speech);
    case 'constant':
      return typeof e.value === 'bigint' && e.value < 0n ? 2 : 5;
    case 'arithmetic':
      return flagsCounted(e) === undefined ? ARITHMETIC[e.operator] : 0;
    case 'weightedSum':
    case 'weightedMean':
      return 1;
    case 'divide':
      return roundsAway(e) ? 0 : 2;
    case 'transcendental':
      return e.function === 'divide' ? 2 : 3;
    case 'aggregate':
      return totalFirmness(e, speech);
    case 'coalesce':
    case 'itemAt':
    case 'listCall':
    case 'calendar':
    case 'text':
      return 3;
    case 'field':
    case 'named':
    case 'variable':
    case 'input':
    case 'missing':
    case 'cut':
      return 5;
    case 'lookup':
      return 4;
    default:
      return 0;
  }
}

const ARITHMETIC = {
  add: 1,
  subtract: 1,
  multiply: 2,
  negate: 2,
  absolute: 3,
  minimum: 0,
  maximum: 0,
  modulo: 0,
} as const;

/** What is said of rows one by one reads on to the end of its condition in English, and of a series in both languages. */
function totalFirmness({ over }: Expression & { kind: 'aggregate' }, speech: Speech): number {
  if (over.kind === 'list' || (over.kind === 'forEach' && over.over.kind === 'sequence')) return 0;
  if (over.kind === 'forEach' && over.body !== null && !isPlain(over.body)) return 0;
  if (speech.language === 'zh-CN') return 4;
  return over.kind === 'forEach' ? 0 : 3;
}
