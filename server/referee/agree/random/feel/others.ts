import { TEXTS } from '../vocabulary.ts';
import { randomTexts } from './lists.ts';
import type { FeelDraft } from './draft.ts';

/** A random text. */
export function randomString(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const leaf = () => (c.is(0.2) ? JSON.stringify(c.pick(TEXTS)) : (d.noun('string')?.feel ?? '"x"'));
  if (depth <= 0) return leaf();
  const s = () => d.string(depth - 1);
  return c.pick([
    leaf,
    () => `${c.pick(['upper case', 'lower case', 'trim'])}(${s()})`,
    () => `(${s()} + ${s()})`,
    () => `substring(${s()}, ${c.pick(['1', '2', '-2'])}${c.is(0.5) ? `, ${c.whole(0, 3)}` : ''})`,
    () => `${c.pick(['substring before', 'substring after'])}(${s()}, ${JSON.stringify(c.pick(TEXTS))})`,
    () => `(if ${d.boolean(depth - 1)} then ${s()} else ${s()})`,
    () => `string join(${randomTexts(d, depth - 1)}${c.is(0.8) ? `, ${JSON.stringify(c.pick(TEXTS))}` : ''})`,
    () => `string(${c.pick([d.number, d.boolean, d.date, d.instant, d.string])(depth - 1)})`,
    () => `replace(${s()}, ${c.is(0.3) ? leaf() : JSON.stringify(c.pick(TEXTS))}, ${leaf()})`,
    () => `day of week(${c.is(0.5) ? d.date(depth - 1) : d.instant(0)})`,
    () => d.lookUp('string', depth) ?? leaf(),
    () => d.call('string', depth) ?? leaf(),
    () => (d.isInner ? leaf() : `${d.noun('string', true)?.feel ?? '["a", "银"]'}[${c.pick(['1', '-1', '3'])}]`),
  ])();
}

/** A random day. */
export function randomDate(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const day = () => `@"20${c.whole(10, 35)}-${c.pick(['01-31', '02-28', '06-30', '12-31', '07-15'])}"`;
  const leaf = () => (c.is(0.25) ? day() : (d.noun('date')?.feel ?? 'today()'));
  if (depth <= 0) return leaf();
  return c.pick([
    leaf,
    () => `(${leaf()} ${c.pick(['+', '-'])} duration("${c.pick(['P1M', 'P3M', 'P1Y', 'P30D', 'P90D'])}"))`,
    () => `(${leaf()} + duration("${c.pick(['P1M', 'P1D'])}") * ${c.pick(['2', '-1', '12'])})`,
    () => `date(${d.instant(depth - 1)})`,
    () => (c.is(0.3) ? 'today()' : leaf()),
    () => `(if ${d.boolean(depth - 1)} then ${leaf()} else ${leaf()})`,
    () => d.lookUp('date', depth) ?? leaf(),
    () => d.call('date', depth) ?? leaf(),
    () => extreme(d),
    () => `last day of month(${leaf()})`,
    () =>
      `date(${c.whole(2019, 2027)}, ${c.is(0.7) ? c.whole(0, 13) : whole(d)}, ${c.is(0.6) ? c.whole(0, 31) : whole(d)})`,
  ])();
}

const whole = (d: FeelDraft) => `round half up(${d.number(0)}, 0)`;

/** The earliest or latest day of related rows. */
function extreme(d: FeelDraft): string {
  const rows = d.rows();
  const days = (rows?.nouns ?? []).filter((noun) => noun.kind === 'date' && !noun.feel.includes('.'));
  if (rows === undefined || days.length === 0) return `${d.chance.pick(['min', 'max'])}(${d.date(0)}, ${d.date(0)})`;
  return `${d.chance.pick(['min', 'max'])}(${rows.name}.${d.chance.pick(days).feel})`;
}

/** A random moment. */
export function randomInstant(d: FeelDraft, depth: number): string {
  const c = d.chance;
  const leaf = () => (c.is(0.2) ? `@"2026-03-31T${c.pick(['15:59:59Z', '16:00:00Z', '00:00:00+08:00'])}"` : undefined);
  const one = () => leaf() ?? d.noun('instant')?.feel ?? '@"2026-03-01T12:00:00+08:00"';
  if (depth <= 0) return one();
  return c.pick([
    one,
    () => `(${one()} ${c.pick(['+', '-'])} duration("${c.pick(['PT36H', 'PT5M', 'P2D'])}"))`,
    () => `(if ${d.boolean(depth - 1)} then ${one()} else ${one()})`,
  ])();
}
