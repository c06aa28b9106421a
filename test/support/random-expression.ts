import {
  aggregate,
  calendarCall,
  forEach,
  itemAt,
  listOf,
  pick,
  sequence,
  textCall,
} from '../../definitions/expression/build-list.ts';
import {
  and,
  coalesce,
  compare,
  constant,
  field,
  holds,
  input,
  isMissing,
  missing,
  named,
  not,
  oneOf,
  or,
  variable,
  when,
} from '../../definitions/expression/build-logic.ts';
import {
  approximately,
  arithmetic,
  divide,
  round,
  transcendental,
  weightedMean,
  weightedSum,
} from '../../definitions/expression/build-number.ts';
import type { Rounding } from '../../definitions/model/decimal.ts';
import type { Expression, Field } from '../../definitions/model/expression.ts';
import { BOOLEAN, DATE, INSTANT, LARGEST, numberType, STRING, type Type } from '../../definitions/model/type.ts';
import type { Chance } from '../../server/referee/agree/random/chance.ts';
import {
  anyBins,
  anyConstant,
  anyLookup,
  anyOneOf,
  anyTable,
  anyWithin,
  type Grower,
  ORIGIN,
  TEXTS,
} from './random-choices.ts';

/**
 * Random typed expressions over the fields of `random-record.ts`: every kind of node, shared nodes, missing everywhere, bounds on both
 * sides of what a double holds. The same seed makes the same expression.
 */

const ROUNDINGS: readonly Rounding[] = ['half-up', 'half-down', 'half-even', 'up', 'down', 'floor', 'ceiling'];

/** Grows an expression of one of the kinds that go on the wire. */
export function grow(random: Chance, fields: readonly Field[], depth: number): Expression {
  const g = new Gardener(random, fields);
  return random.pick([
    () => g.boolean(depth),
    () => g.number(depth),
    () => g.number(depth),
    () => g.text(depth),
    () => g.date(depth),
    () => g.instant(depth),
    () => g.list(depth),
  ])();
}

class Gardener implements Grower {
  readonly random: Chance;
  readonly #fields: readonly Field[];
  readonly #pool: Expression[] = [];
  /** Variables in scope. */
  readonly #bound: Expression[] = [];
  #variables = 0;

  constructor(random: Chance, fields: readonly Field[]) {
    this.random = random;
    this.#fields = fields;
  }

  /** A node of some kind made before (shared), or a new one; what depends on a loop's variable is shared inside the loop alone. */
  #grown(kind: Type['kind'], depth: number, leaf: () => Expression, makers: readonly (() => Expression)[]): Expression {
    const shared = this.#pool.filter((node) => node.type.kind === kind);
    if (shared.length > 0 && this.random.is(0.2)) return this.random.pick(shared);
    const node = depth <= 0 ? leaf() : this.random.pick(makers)();
    const kept = isTooLarge(node.type) ? leaf() : node;
    this.#pool.push(kept);
    if (!this.random.is(0.1)) return kept;
    const seen = named(kept, 'formula/random#line', 'line');
    this.#pool.push(seen);
    return seen;
  }

  #field(kind: Type['kind'], of: Expression | null = null): Expression | undefined {
    const bound = this.#bound.filter((one) => one.type.kind === kind);
    if (bound.length > 0 && this.random.is(0.6)) return this.random.pick(bound);
    const rows = this.#bound.filter((one) => one.type.kind === 'row');
    const from =
      of ??
      (rows.length > 0 && this.random.is(0.6)
        ? this.random.pick(rows)
        : this.random.is(0.1)
          ? this.#household()
          : null);
    const entity = from === null ? 'entity/customer' : from.type.kind === 'row' ? from.type.entity : '';
    const fitting = this.#fields.filter((one) => one.type.kind === kind && one.origin.definition === entity);
    return fitting.length === 0 ? undefined : field(this.random.pick(fitting), from);
  }

  #household(): Expression {
    const household = this.#fields.find((one) => one.type.kind === 'row');
    if (household === undefined) throw new Error('There is a household');
    return field(household, null);
  }

  boolean(depth: number): Expression {
    const r = this.random;
    const leaf = () =>
      r.is(0.1)
        ? missing(BOOLEAN)
        : r.is(0.2)
          ? constant(BOOLEAN, r.is(0.5))
          : (this.#field('boolean') ?? constant(BOOLEAN, true));
    const [b, n] = [() => this.boolean(depth - 1), () => this.number(depth - 1)];
    const some = (make: () => Expression) => Array.from({ length: r.whole(0, 4) }, make);
    const operator = () => r.pick(['=', '<', '<=', '>', '>='] as const);
    return this.#grown('boolean', depth, leaf, [
      () => not(b()),
      () => and(some(b)),
      () => or(some(b)),
      () => holds(b(), r.is(0.2) ? ORIGIN : undefined),
      () => isMissing(r.pick([b, n, () => this.text(depth - 1), () => this.date(depth - 1)])()),
      () => compare(operator(), n(), n()),
      () => compare(operator(), n(), n()),
      () => compare(operator(), this.date(depth - 1), this.date(depth - 1)),
      () => compare('=', this.text(depth - 1), this.text(depth - 1)),
      () => compare('=', b(), b()),
      () => compare(operator(), this.approximate(depth - 1), this.approximate(depth - 1)),
      () => anyWithin(r, n()),
      () => anyOneOf(r, n()),
      () => oneOf(this.text(depth - 1), r.some(TEXTS, r.whole(0, 7))),
      () => when(b(), b(), b()),
      () => coalesce([b(), b()]),
      () =>
        textCall(r.pick(['contains', 'startsWith', 'endsWith'] as const), [this.text(depth - 1), this.text(depth - 1)]),
      () => textCall('matches', [this.text(depth - 1), constant(STRING, r.pick(['^a', '[a-z]+', '银.', 'o|b$']))]),
      () =>
        aggregate(
          r.pick(['some', 'every'] as const),
          this.#loop(depth, (inner) => this.boolean(inner)),
        ),
      () =>
        pick(
          anyBins(this, depth),
          r.many(3, () => (r.is(0.2) ? null : r.is(0.5))),
          BOOLEAN,
        ),
    ]);
  }

  number(depth: number): Expression {
    const r = this.random;
    const leaf = () => {
      if (r.is(0.06)) return missing(numberType(r.whole(0, 3)));
      if (r.is(0.25)) return anyConstant(this.random);
      if (r.is(0.05)) return input('$previous.misses');
      return this.#field('number') ?? anyConstant(this.random);
    };
    const n = () => this.number(depth - 1);
    const d = () => this.date(depth - 1);
    const weights = () => r.many(r.whole(1, 4), () => BigInt(r.whole(0, 50)));
    return this.#grown('number', depth, leaf, [
      () => arithmetic(r.pick(['add', 'subtract', 'multiply', 'minimum', 'maximum', 'modulo'] as const), [n(), n()]),
      () => arithmetic(r.pick(['add', 'multiply', 'maximum', 'minimum', 'subtract'] as const), [n(), n(), n()]),
      () => arithmetic(r.pick(['negate', 'absolute'] as const), [n()]),
      () => divide(n(), n(), r.whole(0, 6), r.pick(ROUNDINGS)),
      () => round(n(), r.whole(0, 4), r.pick(ROUNDINGS), r.is(0.3) ? ORIGIN : undefined),
      () => round(this.approximate(depth - 1), r.whole(0, 4), r.pick(ROUNDINGS)),
      () => when(this.boolean(depth - 1), n(), n()),
      () => coalesce([n(), n(), n()]),
      () => anyBins(this, depth),
      () =>
        pick(
          anyBins(this, depth),
          r.many(3, () => (r.is(0.1) ? null : BigInt(r.whole(-500, 500)))),
          numberType(1, -500n, 500n),
        ),
      () => anyTable(this, depth),
      () =>
        weightedSum(
          BigInt(r.whole(-9, 9)),
          r.whole(0, 2),
          weights().map((weight) => ({ weight: r.is(0.3) ? -weight : weight, of: n() })),
        ),
      () =>
        weightedMean(
          r.whole(0, 4),
          2,
          weights().map((weight) => ({ weight, of: n(), ifMissing: r.pick(['skip', 'missing'] as const) })),
        ),
      () => aggregate(r.pick(['sum', 'min', 'max', 'mean', 'count'] as const), this.list(depth - 1), r.whole(0, 4)),
      () =>
        aggregate(
          r.pick(['sum', 'min', 'max', 'mean', 'count'] as const),
          this.#loop(depth, (inner) => this.number(inner)),
          r.whole(0, 4),
        ),
      () => itemAt(this.list(depth - 1), constant(numberType(0, -3n, 3n), BigInt(r.whole(-3, 3)))),
      () => anyLookup(this, depth),
      () => textCall('length', [this.text(depth - 1)]),
      () => calendarCall(r.pick(['year', 'month', 'day', 'weekday'] as const), [d()]),
      () => calendarCall(r.pick(['daysBetween', 'monthsBetween'] as const), [d(), d()]),
      () => calendarCall('millisecondsBetween', [this.instant(depth - 1), this.instant(depth - 1)]),
    ]);
  }

  approximate(depth: number): Expression {
    const r = this.random;
    const a = () => this.approximate(depth - 1);
    return this.#grown('approximate', depth, () => approximately(this.number(0)), [
      () => approximately(this.number(depth - 1)),
      () => transcendental(r.pick(['exp', 'ln', 'sqrt', 'logistic'] as const), [a()]),
      () => transcendental(r.pick(['power', 'divide'] as const), [a(), a()]),
      () =>
        arithmetic(r.pick(['add', 'subtract', 'multiply', 'minimum', 'maximum', 'modulo'] as const), [
          a(),
          this.number(depth - 1),
        ]),
      () => when(this.boolean(depth - 1), a(), a()),
      () => coalesce([a(), a()]),
      () =>
        aggregate(
          r.pick(['sum', 'mean', 'min'] as const),
          this.#loop(depth, (inner) => this.approximate(inner)),
        ),
    ]);
  }

  text(depth: number): Expression {
    const r = this.random;
    const leaf = () =>
      r.is(0.1)
        ? missing(STRING)
        : r.is(0.3)
          ? constant(STRING, r.pick(TEXTS))
          : r.is(0.1)
            ? input('$previous.class')
            : (this.#field('string') ?? constant(STRING, 'x'));
    const t = () => this.text(depth - 1);
    const small = () => constant(numberType(0, -3n, 5n), BigInt(r.whole(-3, 5)));
    return this.#grown('string', depth, leaf, [
      () => textCall(r.pick(['upper', 'lower', 'trim'] as const), [t()]),
      () => textCall('concatenate', r.many(r.whole(1, 3), t)),
      () =>
        textCall(
          'substring',
          r.is(0.5) ? [t(), small()] : [t(), small(), constant(numberType(0, 0n, 4n), BigInt(r.whole(0, 4)))],
        ),
      () => textCall(r.pick(['substringBefore', 'substringAfter'] as const), [t(), t()]),
      () => when(this.boolean(depth - 1), t(), t()),
      () => coalesce([t(), t()]),
      () =>
        pick(
          anyBins(this, depth),
          r.many(3, () => (r.is(0.2) ? null : r.pick(TEXTS))),
          STRING,
        ),
    ]);
  }

  date(depth: number): Expression {
    const r = this.random;
    const leaf = () =>
      r.is(0.2)
        ? input(r.pick(['$asOf', '$previous.since', '$previous.run'] as const))
        : r.is(0.3)
          ? constant(DATE, BigInt(r.whole(-800_000, 3_000_000) % 2_932_896))
          : (this.#field('date') ?? input('$asOf'));
    const d = () => this.date(depth - 1);
    const count = () => round(this.number(depth - 1), 0);
    return this.#grown('date', depth, leaf, [
      () => calendarCall(r.pick(['addDays', 'addMonths'] as const), [d(), count()]),
      () => calendarCall('quarterEnd', [d()]),
      () => calendarCall('dateOf', [this.instant(depth - 1)]),
      () => when(this.boolean(depth - 1), d(), d()),
      () => coalesce([d(), d()]),
    ]);
  }

  instant(depth: number): Expression {
    const leaf = () => this.#field('instant') ?? constant(INSTANT, 1_700_000_000_000n);
    return this.#grown('instant', depth, leaf, [
      () => calendarCall('startOfDay', [this.date(depth - 1)]),
      () => calendarCall('addMilliseconds', [this.instant(depth - 1), round(this.number(depth - 1), 0)]),
      () => when(this.boolean(depth - 1), this.instant(depth - 1), this.instant(depth - 1)),
    ]);
  }

  /** A list of numbers. */
  list(depth: number): Expression {
    const r = this.random;
    const leaf = () => this.#numberList() ?? listOf([anyConstant(this.random)]);
    if (depth <= 0) return leaf();
    return r.pick([
      leaf,
      () => listOf(r.many(r.whole(1, 4), () => this.number(depth - 1))),
      () =>
        sequence(
          constant(numberType(0, -5n, 5n), BigInt(r.whole(-5, 5))),
          constant(numberType(0, -5n, 5n), BigInt(r.whole(-5, 5))),
        ),
      () => this.#loop(depth, (inner) => this.number(inner)),
    ])();
  }

  #numberList(): Expression | undefined {
    const lists = this.#fields.filter((one) => one.type.kind === 'list' && one.type.of.kind === 'number');
    return lists.length === 0 ? undefined : field(this.random.pick(lists), null);
  }

  /** A loop over related rows or numbers. What is shared outside stays usable inside, not the other way round. */
  #loop(depth: number, body: (depth: number) => Expression): Expression {
    const r = this.random;
    const accounts = this.#fields.find((one) => one.type.kind === 'list' && one.type.of.kind === 'row');
    const over =
      accounts !== undefined && r.is(0.6)
        ? field(accounts, null)
        : depth > 1
          ? this.list(depth - 2)
          : (this.#numberList() ?? listOf([anyConstant(this.random)]));
    if (over.type.kind !== 'list') throw new Error('A loop needs a list');
    this.#variables += 1;
    const loop = variable(this.#variables, 'item', over.type.of, over.type.of.kind !== 'row');
    const shared = this.#pool.length;
    this.#bound.push(loop);
    const where = r.is(0.4) ? holds(this.boolean(depth - 2)) : null;
    const inner = body(depth - 2);
    this.#bound.pop();
    this.#pool.length = shared;
    return forEach(over, loop, where, inner);
  }
}

function isTooLarge(type: Type): boolean {
  return type.kind === 'number' && (type.maximum > LARGEST || type.minimum < -LARGEST || type.decimals > 12);
}
