import { coversValues } from '../../expression/bins/covers.ts';
import { piecesOf, runsOf } from '../../expression/partition.ts';
import { keyOf } from '../../expression/to-regions/key.ts';
import { children, nodesOf } from '../../expression/walk.ts';
import type { Expression, FieldRead, Pick, Transcendental } from '../../model/expression.ts';

/** How a value goes where a fact rises and all else stays; between any two values of the fact for which it is there. */
export type Trend = 'up' | 'down' | 'flat' | 'unknown';

/** Trends in one fact. */
export interface Trends {
  /** Told from how an expression is put together: sound, not complete. */
  of(e: Expression): Trend;
  /** Whether it does not depend on the fact's value, as long as there is one, if an expression is missing. */
  isSteady(e: Expression): boolean;
}

/** The trends of some expressions, and of all they are made of, in a fact. */
export function trendsIn(fact: FieldRead, expressions: readonly Expression[]): Trends {
  const key = keyOf(fact);
  const trends = new Map<Expression, Trend>();
  const steady = new Map<Expression, boolean>();
  const known: Trends = {
    of: (part) => trends.get(part) ?? 'unknown',
    isSteady: (part) => !part.missable || steady.get(part) === true,
  };
  for (const node of nodesOf(expressions)) {
    const isFact = keyOf(node) === key;
    const isFree = !isFact && children(node).every((part) => isConstant(part, known));
    trends.set(node, isFact ? 'up' : isFree ? 'flat' : trendOf(node, known));
    steady.set(node, isFact || isFree || isSteady(node, known));
  }
  return known;
}

/** Whether it does not depend on the fact at all. */
const isConstant = (part: Expression, { of, isSteady }: Trends) => of(part) === 'flat' && isSteady(part);

/** Of what is missing exactly where a part of it is: whether all its parts are steady. */
function isSteady(e: Expression, known: Trends): boolean {
  switch (e.kind) {
    case 'named':
    case 'approximately':
      return known.isSteady(e.of);
    case 'round':
      return e.of.type.kind === 'number' && known.isSteady(e.of);
    case 'arithmetic':
      return e.operator !== 'modulo' && e.type.kind === 'number' && e.items.every(known.isSteady);
    case 'weightedSum':
      return e.terms.every((term) => known.isSteady(term.of));
    case 'coalesce':
      return e.items.every(known.isSteady);
    case 'divide':
      return (
        known.isSteady(e.left) && known.isSteady(e.right) && (known.of(e.right) === 'flat' || isApartFromZero(e.right))
      );
    case 'pick':
      return !e.values.includes(null) && known.isSteady(e.index);
    case 'bins':
      return (
        e.on !== null &&
        known.isSteady(e.on) &&
        coversValues(
          e.bins.map(({ test }) => test),
          e.on.type,
        )
      );
    case 'if':
      return isConstant(e.condition, known) && known.isSteady(e.then) && known.isSteady(e.otherwise);
    default:
      return false;
  }
}

function trendOf(e: Expression, known: Trends): Trend {
  const { of } = known;
  switch (e.kind) {
    case 'named':
    case 'round':
    case 'approximately':
      return of(e.of);
    case 'arithmetic':
      return ofArithmetic(e, of);
    case 'divide':
      return ofQuotient(e.left, e.right, of);
    case 'transcendental':
      return ofTranscendental(e, of);
    case 'weightedSum':
      return together(e.terms.map(({ weight, of: term }) => times(of(term), signOf(weight))));
    case 'weightedMean':
      // What leaves the mean where it is missing changes what the others weigh.
      return e.terms.every((term) => term.ifMissing !== 'skip' || known.isSteady(term.of))
        ? together(e.terms.map((term) => of(term.of)))
        : 'unknown';
    case 'coalesce':
      return e.items.every(known.isSteady) ? together(e.items.map(of)) : 'unknown';
    case 'isMissing':
      return known.isSteady(e.of) ? 'flat' : 'unknown';
    case 'if':
      if (e.then.kind === 'missing') return of(e.otherwise);
      if (e.otherwise.kind === 'missing') return of(e.then);
      return isConstant(e.condition, known) ? together([of(e.then), of(e.otherwise)]) : 'unknown';
    case 'pick':
      return ofPick(e, known);
    default:
      return 'unknown';
  }
}

type Known = Trends['of'];

/** Of trends that are added. */
function together(trends: readonly Trend[]): Trend {
  const moving = new Set(trends.filter((trend) => trend !== 'flat'));
  const [only] = moving;
  return only === undefined ? 'flat' : moving.size === 1 ? only : 'unknown';
}

function times(trend: Trend, sign: -1 | 0 | 1 | undefined): Trend {
  if (trend === 'flat' || sign === 0) return 'flat';
  if (sign === undefined || trend === 'unknown') return 'unknown';
  return sign > 0 ? trend : trend === 'up' ? 'down' : 'up';
}

const signOf = (n: bigint) => (n > 0n ? 1 : n < 0n ? -1 : 0);

/** 1: never below zero, -1: never above, 0: always zero, by its bounds. */
function signBy({ type }: Expression): -1 | 0 | 1 | undefined {
  if (type.kind !== 'number') return undefined;
  if (type.minimum === 0n && type.maximum === 0n) return 0;
  return type.minimum >= 0n ? 1 : type.maximum <= 0n ? -1 : undefined;
}

function ofArithmetic(e: Expression & { kind: 'arithmetic' }, of: Known): Trend {
  const [first, ...rest] = e.items;
  if (first === undefined) return 'unknown';
  switch (e.operator) {
    case 'add':
    case 'minimum':
    case 'maximum':
      return together(e.items.map(of));
    case 'negate':
      return times(of(first), -1);
    case 'subtract':
      return together([of(first), ...rest.map((item) => times(of(item), -1))]);
    case 'multiply':
      // Each factor moves the product the way that the others' signs say.
      return together(
        e.items.map((item, i) =>
          e.items.reduce<Trend>((trend, other, j) => (i === j ? trend : times(trend, signBy(other))), of(item)),
        ),
      );
    case 'absolute': {
      const sign = signBy(first);
      return times(of(first), sign);
    }
    case 'modulo':
      return e.items.every((item) => of(item) === 'flat') ? 'flat' : 'unknown';
  }
}

function ofQuotient(left: Expression, right: Expression, of: Known): Trend {
  const [over, under] = [of(left), of(right)];
  const sign = signBy(right);
  if (under === 'flat') return times(over, sign === 0 ? undefined : sign);
  if (sign === undefined || sign === 0 || !isApartFromZero(right)) return 'unknown';
  return together([times(over, sign), times(times(under, -1), signBy(left))]);
}

const isApartFromZero = ({ type }: Expression) => type.kind === 'number' && (type.minimum > 0n || type.maximum < 0n);

function ofTranscendental(e: Transcendental, of: Known): Trend {
  const [first] = e.items;
  const isRising = e.function === 'exp' || e.function === 'ln' || e.function === 'sqrt' || e.function === 'logistic';
  if (first !== undefined && isRising) return of(first);
  return e.items.every((item) => of(item) === 'flat') ? 'flat' : 'unknown';
}

/** Constants by bins of a number that rises or falls: they rise or fall along the bins. */
function ofPick({ index, values }: Pick, known: Trends): Trend {
  const bins = index.kind === 'named' ? index.of : index;
  if (known.of(index) === 'flat') return 'flat';
  if (bins.kind !== 'bins' || bins.on === null || !('minimum' in bins.on.type)) return 'unknown';
  const tests = bins.bins.map(({ test }) => test);
  const isAnswered = tests.some(({ kind }) => kind === 'missing' || kind === 'otherwise');
  if (tests.some(({ kind }) => kind === 'when') || (isAnswered && !known.isSteady(bins.on))) return 'unknown';
  const rest = tests.findIndex(({ kind }) => kind === 'otherwise');
  const { minimum, maximum } = bins.on.type;
  const worth = runsOf(piecesOf(tests), minimum, maximum).flatMap(({ first }) => {
    const value = values[first ?? rest];
    return typeof value === 'bigint' ? [value] : [];
  });
  const steps = new Set(worth.slice(1).map((value, i) => signOf(value - (worth[i] ?? 0n))));
  if (steps.has(1) && steps.has(-1)) return 'unknown';
  return times(known.of(bins.on), steps.has(-1) ? -1 : steps.has(1) ? 1 : 0);
}
