import { TEXTS } from '../vocabulary.ts';
import { type FeelDraft, ofVariable } from './draft.ts';

/** A random list of numbers: a series, a column of related rows, a written list, or one made of others. */
export function randomNumbers(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const written = () => `[${Array.from({ length: c.whole(1, 4) }, () => d.number(0)).join(', ')}]`;
  const leaf = () => d.noun('number', true)?.feel ?? written();
  if (depth <= 0) return c.is(0.7) ? leaf() : written();
  const l = () => randomNumbers(d, depth - 1);
  return c.pick([
    leaf,
    written,
    () => column(d) ?? leaf(),
    () => column(d) ?? leaf(),
    () => `sort(${l()})`,
    () => `distinct values(${l()})`,
    () => `mode(${l()})`,
    () => `concatenate(${l()}, ${l()})`,
    () => `flatten([${l()}, ${d.number(0)}, ${written()}])`,
    () => (d.isInner ? leaf() : `flatten(for x in ${l()} return [x, ${d.literal()}])`),
    () => (d.isInner ? leaf() : `(for x in ${l()} return x * ${c.whole(-2, 3)})`),
    () => (d.isInner ? leaf() : `(${l()}[item > ${d.literal()}])`),
  ])();
}

function column(d: FeelDraft): string | undefined {
  const rows = d.rows();
  const own = (rows?.nouns ?? []).filter((noun) => noun.kind === 'number' && !noun.isList && !noun.feel.includes('.'));
  if (rows === undefined || own.length === 0) return undefined;
  const { feel } = d.chance.pick(own);
  if (d.chance.is(0.6)) return `${rows.name}.${feel}`;
  return `(for x in ${rows.name} return ${d.inside(ofVariable(rows.nouns, 'x')).number(1)})`;
}

/** A random list of texts. */
export function randomTexts(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const written = () => `[${Array.from({ length: c.whole(1, 3) }, () => d.string(0)).join(', ')}]`;
  if (depth <= 0) return c.is(0.5) ? (d.noun('string', true)?.feel ?? written()) : written();
  const l = () => randomTexts(d, depth - 1);
  return c.pick([
    () => d.noun('string', true)?.feel ?? written(),
    written,
    () => `split(${d.string(depth - 1)}, ${JSON.stringify(c.pick(TEXTS.filter((text) => text !== '')))})`,
    () => `split(${d.string(0)}, ${d.string(0)})`,
    () => `sort(${l()})`,
    () => `distinct values(${l()})`,
    () => `mode(${l()})`,
    () => `concatenate(${l()}, ${l()})`,
    () => (d.isInner ? written() : `(for x in ${randomNumbers(d, depth - 1)} return string(x))`),
  ])();
}

/** A figure of a list. */
export function figureOf(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const l = () => randomNumbers(d, depth - 1);
  return c.pick([
    () => `median(${l()})`,
    () => `median(${d.number(0)}, ${d.number(0)}${c.is(0.5) ? `, ${d.number(0)}` : ''})`,
    () => `round half up(stddev(${l()}), ${c.whole(0, 4)})`,
    () => `percentile(${l()}, ${c.pick(['0', '12.5', '25', '50', '90', '100', '101', d.number(0)])})`,
    () => `${c.pick(['count', 'sum', 'max', 'mean'])}(${l()})`,
    () => (d.isInner ? d.literal() : `(${l()})[${c.pick(['1', '2', '-1'])}]`),
    () => `count(${randomTexts(d, depth - 1)})`,
    () => `round half up(number(${d.string(depth - 1)}), ${c.whole(0, 4)})`,
    () => `number(${c.pick(['"12.50"', '"-007"', '"1e3"', '"x"', '"0.0000000000010"', `string(${d.number(0)})`])})`,
    () => `week of year(${d.date(depth - 1)})`,
  ])();
}
