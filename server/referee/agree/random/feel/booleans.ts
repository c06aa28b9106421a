import { freeNoun, type Noun, TEXTS } from '../vocabulary.ts';
import { type FeelDraft, ofVariable } from './draft.ts';
import { randomNumbers, randomTexts } from './lists.ts';

/** A random test: comparisons, ranges, memberships, junctions, quantified loops. */
export function randomBoolean(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const leaf = () => d.noun('boolean')?.feel ?? comparison(d, 0);
  if (depth <= 0) return c.is(0.5) ? leaf() : comparison(d, 0);
  const b = () => d.boolean(depth - 1);
  return c.pick([
    leaf,
    () => comparison(d, depth - 1),
    () => comparison(d, depth - 1),
    () => `(${b()} and ${b()})`,
    () => `(${b()} or ${b()})`,
    () => `not(${b()})`,
    () => `(if ${b()} then ${b()} else ${b()})`,
    () => within(d, depth),
    () => membership(d),
    () => `list contains(${randomNumbers(d, depth - 1)}, ${c.is(0.2) ? 'null' : d.number(0)})`,
    () => `list contains(${randomTexts(d, depth - 1)}, ${d.string(0)})`,
    () => isNull(d),
    () => quantified(d),
    () => d.lookUp('boolean', depth) ?? leaf(),
    () => d.call('boolean', depth) ?? leaf(),
    () =>
      `${c.pick(['starts with', 'ends with', 'contains'])}(${d.string(depth - 1)}, ${JSON.stringify(c.pick(TEXTS))})`,
    () => `matches(${d.string(depth - 1)}, ${c.pick(['"^[A-Z]"', '"银."', '"a|b"', '"[0-9]{2,}"'])})`,
  ])();
}

function comparison(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const sign = c.pick(['<', '<=', '>', '>=', '=', '!=']);
  return c.pick([
    () => `${d.number(depth)} ${sign} ${d.number(depth)}`,
    () => `${d.number(depth)} ${sign} ${d.literal()}`,
    () => `${d.date(depth)} ${sign} ${d.date(depth)}`,
    () => `${d.instant(depth)} ${sign} ${d.instant(depth)}`,
    () => sameText(d),
  ])();
}

function within(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const [open, close] = [c.pick(['[', '(']), c.pick([']', ')'])];
  const n = () => d.number(depth - 1);
  const name = () => d.noun('number')?.feel ?? '1';
  return c.pick([
    () => `(${name()} between ${c.whole(-5, 5)} and ${c.whole(6, 900)})`,
    () => `(${name()} between ${n()} and ${n()})`,
    () => `(${n()} in ${open}${c.whole(-50, 20)}..${c.whole(21, 500)}${close})`,
    () => `(${name()} in ${open}${name()}..${name()}${close})`,
    () => `(${d.date(0)} in ${open}@"2015-06-30"..@"2027-01-01"${close})`,
    () => `(${n()} in (${c.pick(['<', '<=', '>', '>='])} ${d.literal()}, [${c.whole(0, 9)}..${c.whole(10, 99)}]))`,
  ])();
}

/** A field with an enum is compared with its members alone. */
function sameText(d: FeelDraft): string {
  const noun = d.noun('string');
  if (noun === undefined) return 'true';
  return `${noun.feel} ${d.chance.pick(['=', '!='])} ${JSON.stringify(d.chance.pick(noun.values ?? TEXTS))}`;
}

function membership(d: FeelDraft): string {
  const noun = d.noun('string');
  if (noun === undefined) return 'false';
  const values = d.chance.some(noun.values ?? TEXTS, 3).map((value) => JSON.stringify(value));
  return `(${noun.feel} in (${[...values, ...(values.length === 1 ? values : [])].join(', ')}))`;
}

function isNull(d: FeelDraft): string {
  const kinds = ['number', 'string', 'boolean', 'date', 'instant'] as const;
  // What cannot be missing, too: it is read all the same.
  const all = kinds.flatMap((kind) => d.nouns(kind)).filter((noun) => noun.isOptional || d.chance.is(0.2));
  return all.length === 0 ? 'true' : `${d.use(d.chance.pick(all))} ${d.chance.pick(['=', '!='])} null`;
}

function quantified(d: FeelDraft): string {
  const c = d.chance;
  const kind = c.pick(['some', 'every']);
  const series = d.isInner || c.is(0.6) ? undefined : d.noun(c.pick(['number', 'string'] as const), true);
  if (series !== undefined) {
    const item: Noun = { ...freeNoun(series.kind, series.decimals, 'x'), values: series.values };
    return `(${kind} x in ${series.feel} satisfies ${d.inside([item]).boolean(0)})`;
  }
  const rows = d.rows();
  if (rows === undefined) return comparison(d, 0);
  const inside = [...ofVariable(rows.nouns, 'x'), ...(c.is(0.3) ? ofVariable(rows.nouns, 'y') : [])];
  const loops = inside.some((noun) => noun.feel.startsWith('y.'))
    ? `x in ${rows.name}, y in ${rows.name}`
    : `x in ${rows.name}`;
  return `(${kind} ${loops} satisfies ${d.inside(inside).boolean(0)})`;
}
