import fc from 'fast-check';
import { compile, isObject, type JsonObject, link } from '../../../../definitions/index.ts';
import { intervalsOf } from '../../../../studio/editors/intervals/cuts.ts';
import type { Sample } from '../../../../studio/editors/intervals/population/protocol.ts';
import { clientEntity, clientScorecard, tierOf } from '../../../support/tier-documents.ts';

/** A small population, and what the server would send of it. */

const CLIENT = clientEntity({
  age: { type: 'integer', minimum: 0, maximum: 99, optional: true },
  staff: { type: 'boolean' },
});
const bins: [string, number][] = Array.from({ length: 20 }, (_, i) => [`[${i * 5}, ${i * 5 + 5})`, (i * 37) % 101]);
const card = clientScorecard('worth', { age: bins });
const worth = {
  ...card,
  characteristics: card.characteristics.map((one) => ({ ...one, bins: [...one.bins, { missing: true, score: 7 }] })),
};
// Whose age is not known has no class.
const EXCEPTIONS = {
  appliesTo: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 0 }] },
  exceptions: [{ when: { all: [{ fact: 'staff', operator: 'equal', value: true }] }, class: 'low', reason: 'staff' }],
};
export const NAMES = ['low', 'middle', 'high'] as const;
export const tierCut = (cuts: readonly [number, number]) =>
  tierOf(
    [
      { name: 'low', in: `[0, ${cuts[0]})` },
      { name: 'middle', in: `[${cuts[0]}, ${cuts[1]})` },
      { name: 'high', in: `[${cuts[1]}, 100]` },
    ],
    EXCEPTIONS,
  );
interface Client {
  readonly age: number | null;
  readonly staff: boolean;
}
export const decider = (tier: object) =>
  compile(link([CLIENT, worth, tier].map((document) => ({ document }))), ['segmentation/tier', 'scorecard/worth']);
export function decide(compiled: ReturnType<typeof decider>, { age, staff }: Client) {
  const facts: JsonObject = { id: 'k', staff, ...(age === null ? {} : { age }) };
  const results = compiled.decide({ facts });
  const member = (of: string, name: string) => {
    const value = results[of]?.value;
    return isObject(value ?? null) ? ((value as JsonObject)[name] ?? null) : null;
  };
  // A score is a whole number here.
  return { class: member('segmentation/tier', 'class') as string | null, score: member('scorecard/worth', 'score') };
}

export const base64 = (array: ArrayBufferView) =>
  Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString('base64');
/** What the server would send of these clients, by the runtime's own compiled decision. */
export function sampleOf(
  clients: readonly Client[],
  compiled: ReturnType<typeof decider>,
  customers = clients.length,
): Sample {
  const decided = clients.map((one) => decide(compiled, one));
  const classes = {
    names: [...NAMES],
    of: base64(Int16Array.from(decided, (one) => NAMES.findIndex((name) => name === one.class))),
  };
  const standings = ['figures', 'exception', 'refused', 'none'];
  const standing = clients.map((one, i) => (decided[i]?.class === null ? 2 : one.staff ? 1 : 0));
  const scores = Int32Array.from(decided, ({ score }) => (score === null ? -(2 ** 31) : Number(score)));
  const common = { snapshot: 's', asOf: '2026-11-22', customers, sampled: clients.length, unread: 0, within: null };
  return {
    ...common,
    ...{ classes, decided: classes, standings, standing: base64(Uint8Array.from(standing)), withheld: [], axes: [] },
    figures: [
      { pointer: '/classes', decimals: 0, type: 'int32', values: base64(scores), parts: [], missing: 0, apart: {} },
    ],
  };
}

export const clients = fc.array(fc.record({ age: fc.option(fc.integer({ min: 0, max: 99 })), staff: fc.boolean() }), {
  minLength: 1,
  maxLength: 80,
});
export const cuts = fc
  .tuple(fc.integer({ min: 1, max: 98 }), fc.integer({ min: 1, max: 98 }))
  .filter(([a, b]) => a !== b)
  .map(([a, b]): [number, number] => (a < b ? [a, b] : [b, a]));
export const ranks = NAMES.map((name) => ({ name, title: name.toUpperCase() }));
export const intervals = (pair: readonly [number, number]) => intervalsOf(tierCut(pair).classes.map((one) => one.in));
export const BY_CLASS = { key: 'k', pointer: '/classes', before: { kind: 'classes' }, scores: null } as const;
