import { describe, expect, it } from 'vitest';
import { compile } from '../../definitions/compile.ts';
import { isObject, type Json } from '../../definitions/model/json.ts';
import { link } from '../../definitions/library.ts';
import { packSources } from '../support/packs.ts';

const library = link(packSources('bank-crm'));
const day = { $asOf: '2026-06-30' };
const fee = (amount: number) => ({ accounts: [], transactions: [{ feeAmount: amount }], feeCost12m: 0 });
const PLATINUM = {
  customerKind: 'personal',
  vipCard: 'platinum',
  outflowRatio3m: 1.5,
  activeDays90: 20,
  complaints12m: 1,
};

/** A request, the figure that it is ranked by, and the least step of that figure. */
const SHARES = [
  ['segmentation/gold-medal', { facts: fee(60_000), ...day }, 60_000, 0.01],
  ['segmentation/contribution-share', { facts: fee(60_000), ...day }, 60_000, 0.01],
  ['segmentation/churn-groups', { facts: PLATINUM, ...day }, 0.450166, 0.000001],
] as const;

/** The class with frozen cuts `step` apart, of which the one at `index` is `cut`. */
function classOf(id: string, request: Json, cut: number, index: number, step: number): Json {
  const count = namesOf(id).length - 1;
  const cuts = Array.from({ length: count }, (_, i) => (cut + (i - index) * step).toFixed(6).replace(/0+$/, '0'));
  const value = compile(library, [id], { cuts: { [id]: cuts } }).decide(request)[id]?.value;
  return isObject(value) ? (value['class'] ?? null) : null;
}

/** The classes of a segmentation by share, the lowest first. */
function namesOf(id: string): readonly string[] {
  const classes =
    (library.definitions.get(id)?.document as { classes?: readonly { name: string; share?: string }[] } | undefined)
      ?.classes ?? [];
  return classes
    .toSorted((a, b) => Number.parseFloat(b.share?.slice(1) ?? '0') - Number.parseFloat(a.share?.slice(1) ?? '0'))
    .map(({ name }) => name);
}

describe.each(SHARES)('%s with frozen cuts', (id, request, figure, unit) => {
  const names = namesOf(id);
  it.each(names.slice(1).map((name, i) => [name, i] as const))('%s begins on its cut', (name, i) => {
    expect(classOf(id, request, figure, i, unit)).toBe(name);
    expect(classOf(id, request, figure + unit, i, unit)).toBe(names[i]);
  });
});
