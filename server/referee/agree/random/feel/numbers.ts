import { freeNoun } from '../vocabulary.ts';
import { figureOf } from './lists.ts';
import { type FeelDraft, ofVariable } from './draft.ts';

/** A random number: arithmetic, roundings, functions, aggregates, parts of days, look-ups. */
export function randomNumber(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const leaf = () => (c.is(0.25) ? d.literal() : (d.noun('number')?.feel ?? d.literal()));
  if (depth <= 0) return leaf();
  const n = () => d.number(depth - 1);
  const name = () => d.noun('number')?.feel ?? '3';
  return c.pick([
    leaf,
    () => `(${n()} + ${n()})`,
    () => `(${n()} - ${n()})`,
    () => `${name()} * ${leaf()}`,
    () => `(${n()}) / ${c.pick([leaf, () => String(c.whole(2, 90)), () => `(${n()})`])()}`,
    () => `-(${n()})`,
    () => `abs(${n()})`,
    () => `${c.pick(['min', 'max'])}(${n()}, ${n()})`,
    () => `(if ${d.boolean(depth - 1)} then ${n()} else ${c.is(0.2) ? 'null' : n()})`,
    () => defaulted(d),
    () => rounded(d, n),
    () => `modulo(${name()}, ${c.pick([String(c.whole(2, 9)), name()])})`,
    () =>
      `round half up(${c.pick(['exp', 'sqrt', 'log'])}(${name()} / ${c.pick(['100', '100000'])}), ${c.whole(0, 5)})`,
    () => `round half up(${name()} ** 0.5 + ${leaf()}, ${c.whole(0, 3)})`,
    () => (d.isInner ? leaf() : power(d)),
    () => aggregate(d, depth),
    () => aggregate(d, depth),
    () => ofSeries(d),
    () => `${c.pick(['sum', 'mean', 'max'])}([${n()}, ${n()}])`,
    () => ofDays(d, depth),
    () => `string length(${d.string(depth - 1)})`,
    () => figureOf(d, depth),
    () => figureOf(d, depth),
    () => d.lookUp('number', depth) ?? leaf(),
    () => d.call('number', depth) ?? leaf(),
    () => d.call('number', depth) ?? leaf(),
  ])();
}

function rounded(d: FeelDraft, n: () => string): string {
  const c = d.chance;
  const name = c.pick([
    'round half up',
    'round half down',
    'round half even',
    'round up',
    'round down',
    'decimal',
    'floor',
    'ceiling',
  ]);
  const hasNoScale = (name === 'floor' || name === 'ceiling') && c.is(0.5);
  return hasNoScale ? `${name}(${n()})` : `${name}(${n()}, ${c.whole(0, 4)})`;
}

/** `if x = null then 0 else x`. */
function defaulted(d: FeelDraft): string {
  const optional = d.nouns('number').filter((noun) => noun.isOptional);
  if (optional.length === 0) return d.literal();
  const feel = d.use(d.chance.pick(optional));
  return d.chance.is(0.5)
    ? `(if ${feel} = null then ${d.literal()} else ${feel})`
    : `(if ${feel} != null then ${feel} else ${d.literal()})`;
}

function power(d: FeelDraft): string {
  const small = d.nouns('number').filter((noun) => noun.isField && noun.decimals <= 4 && (noun.high ?? 1e9) <= 1e6);
  if (small.length === 0) return d.literal();
  const [base, exponent] = [d.use(d.chance.pick(small)), d.chance.pick(['2', '3'])];
  return d.chance.is(0.5) ? `${base} ** ${exponent}` : `power(${base}, ${exponent})`;
}

function ofDays(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const [day, moment] = [() => d.date(depth - 1), () => d.instant(depth - 1)];
  return c.pick([
    () => `(${day()} - ${day()}).days`,
    () => `years and months duration(${day()}, ${day()}).${c.pick(['months', 'years'])}`,
    () => `${d.noun('date')?.feel ?? 'today()'}.${c.pick(['year', 'month', 'day', 'weekday'])}`,
    () => `${d.noun('instant')?.feel ?? '@"2026-03-31T16:00:00Z"'}.${c.pick(['year', 'month', 'day', 'weekday'])}`,
    () => `(${moment()} - ${moment()}).${c.pick(['days', 'hours', 'minutes', 'seconds'])}`,
    () => `((${day()} - ${day()}) / duration("${c.pick(['P1D', 'P7D'])}"))`,
  ])();
}

/** Sums and such over related rows, filtered or not. */
function aggregate(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const rows = d.rows();
  if (rows === undefined) return d.literal();
  const filter = c.is(0.5) ? `[${d.inside(rows.nouns).boolean(Math.min(depth - 1, 1))}]` : '';
  const list = `${rows.name}${filter}`;
  const numbers = rows.nouns.filter((noun) => noun.kind === 'number' && !noun.isList);
  if (numbers.length === 0 || c.is(0.2)) return `count(${list})`;
  const operator = c.pick(['sum', 'sum', 'max', 'min', 'mean']);
  const own = numbers.filter((noun) => !noun.feel.includes('.'));
  if (own.length > 0 && c.is(0.65)) return `${operator}(${list}.${c.pick(own).feel})`;
  return `${operator}(for x in ${list} return ${d.inside(ofVariable(rows.nouns, 'x')).number(Math.min(depth - 1, 1))})`;
}

function ofSeries(d: FeelDraft): string {
  const c = d.chance;
  const texts = c.is(0.3) ? d.noun('string', true) : undefined;
  if (texts !== undefined)
    return c.pick([
      `count(${texts.feel})`,
      `count(${texts.feel}[item = "gold"])`,
      `sum(for x in ${texts.feel} return string length(x))`,
    ]);
  const series = d.noun('number', true);
  if (series === undefined) return d.literal();
  const { feel } = series;
  if (d.isInner) return `${c.pick(['sum', 'min', 'max', 'mean', 'count'])}(${feel})`;
  return c.pick([
    () => `${c.pick(['sum', 'min', 'max', 'mean', 'count'])}(${feel})`,
    () => `${feel}[${c.pick(['1', '2', '-1'])}]`,
    () => `${c.pick(['sum', 'count', 'max'])}(${feel}[item > ${c.whole(-5, 5)}])`,
    () => `sum(for i in 1..3 return ${feel}[i] * i)`,
    () => `sum(for i in ${c.pick(['3..1', '0..2', 'count(['.concat(d.literal(), '])..2')])} return i)`,
    () =>
      `${c.pick(['sum', 'min', 'mean'])}(for x in ${feel} return ${d.inside([freeNoun('number', series.decimals, 'x')]).number(1)})`,
  ])();
}
