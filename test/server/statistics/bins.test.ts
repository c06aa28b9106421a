import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { binOutcomes } from '../../../server/statistics/bin-outcomes.ts';
import { proposeBins } from '../../../server/statistics/propose-bins.ts';
import { roundCuts, roundest } from '../../../server/statistics/round-cuts.ts';
import {
  evidenceOf,
  informationValue,
  type OutcomeCounts,
  summed,
} from '../../../server/statistics/weight-of-evidence.ts';
import { clientEntity } from '../../support/tier-documents.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);

/** N. Siddiqi, Credit Risk Scorecards (2006), exhibit 6.2: age, with its goods, bads and weights of evidence times 100. */
const AGE = [
  ['missing', 860, 140, -42.719],
  ['18–22', 3040, 960, -108.98],
  ['23–26', 4920, 1080, -72.613],
  ['27–29', 8100, 900, -4.526],
  ['30–35', 9500, 500, 70.196],
  ['35–44', 6800, 200, 128.388],
  ['44+', 2940, 60, 164.934],
] as const;

describe('weight of evidence', () => {
  it('is what the published example says, with its information value of 0.668', () => {
    const bins = AGE.map(([, goods, bads]): OutcomeCounts => ({ count: goods + bads, events: bads }));
    const all = summed(bins);
    expect(all).toEqual({ count: 40_000, events: 3840 });
    bins.forEach((bin, i) => expect(100 * (evidenceOf(bin, all).woe ?? 0)).toBeCloseTo(AGE[i]?.[3] ?? 0, 3));
    expect(informationValue(bins, all)).toBeCloseTo(0.668, 3);
  });

  it('has no figure where a bin has one outcome alone, and adds nothing there', () => {
    const all = { count: 10, events: 4 };
    for (const events of [0, 3]) expect(evidenceOf({ count: 3, events }, all)).toEqual({ woe: null, iv: null });
    expect(informationValue([{ count: 3, events: 0 }], all)).toBe(0);
  });
});

const anyPiece = fc
  .integer({ min: 1, max: 12 })
  .chain((count) => fc.record({ count: fc.constant(count), events: fc.nat(count) }));
const anyRules = fc.record({
  direction: fc.constantFrom('either' as const, 'rising' as const, 'falling' as const, 'free' as const),
  leastShare: fc.constantFrom(0, 0.05, 0.2, 0.4),
  most: fc.integer({ min: 2, max: 5 }),
});

/** Every way to cut a list of pieces, by all subsets of its cuts; rates compared as fractions, and the value by its definition. */
function bestByTrying(
  pieces: readonly OutcomeCounts[],
  all: OutcomeCounts,
  { direction, leastShare, most }: { direction: string; leastShare: number; most: number },
): number | null {
  let best: number | null = null;
  for (let cuts = 1; cuts < 2 ** (pieces.length - 1); cuts++) {
    const bins: { count: number; events: number }[] = [{ count: 0, events: 0 }];
    pieces.forEach((piece, i) => {
      if (i > 0 && (cuts >> (i - 1)) % 2 === 1) bins.push({ count: 0, events: 0 });
      const last = bins.at(-1) ?? { count: 0, events: 0 };
      last.count += piece.count;
      last.events += piece.events;
    });
    const rates = bins.map(({ count, events }) => events / count);
    const rises = rates.every((rate, i) => i === 0 || rate >= (rates[i - 1] ?? 0));
    const falls = rates.every((rate, i) => i === 0 || rate <= (rates[i - 1] ?? 0));
    const isInDirection =
      direction === 'free' || (direction !== 'falling' && rises) || (direction !== 'rising' && falls);
    const isKept = bins.every(({ count, events }) => events > 0 && events < count && count >= leastShare * all.count);
    if (!isInDirection || !isKept || bins.length > most) continue;
    const value = bins.reduce((sum, { count, events }) => {
      const [good, bad] = [(count - events) / (all.count - all.events), events / all.events];
      return sum + (good - bad) * Math.log(good / bad);
    }, 0);
    if (best === null || value > best) best = value;
  }
  return best;
}

describe('bins proposed', () => {
  it(`tell as much as the best of all divisions that keep the rules, and keep them (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(fc.array(anyPiece, { minLength: 1, maxLength: 9 }), anyPiece, anyRules, (pieces, apart, rules) => {
        const all = summed([...pieces, apart]);
        const found = proposeBins(pieces, all, rules);
        const best = bestByTrying(pieces, all, rules);
        if (found === null || best === null) {
          expect([found, best]).toEqual([null, null]);
          return;
        }
        // They follow one another, and none is left out.
        expect(found.spans.flatMap(({ first, last }) => [first, last])).toEqual(
          found.spans.flatMap(({ last }, i) => [i === 0 ? 0 : (found.spans[i - 1]?.last ?? 0) + 1, last]),
        );
        expect(found.spans.at(-1)?.last).toBe(pieces.length - 1);
        const bins = found.spans.map(({ first, last }) => summed(pieces.slice(first, last + 1)));
        expect(informationValue(bins, all)).toBeCloseTo(best, 9);
        expect(bins.length).toBeLessThanOrEqual(rules.most);
        bins.forEach((bin, i) => {
          expect(bin.count).toBeGreaterThanOrEqual(rules.leastShare * all.count);
          expect(bin.events > 0 && bin.events < bin.count).toBe(true);
          const before = bins[i - 1];
          const turn = before === undefined ? 0 : bin.events / bin.count - before.events / before.count;
          if (found.direction === 'rising') expect(turn).toBeGreaterThanOrEqual(-1e-12);
          if (found.direction === 'falling') expect(turn).toBeLessThanOrEqual(1e-12);
        });
      }),
      { seed: SEED, numRuns: 400 },
    );
  });

  it.each([
    [
      [
        [10, 1],
        [10, 2],
        [10, 5],
      ],
      'either',
      'rising',
    ],
    [
      [
        [10, 5],
        [10, 2],
        [10, 1],
      ],
      'either',
      'falling',
    ],
    [
      [
        [10, 5],
        [10, 1],
        [10, 5],
      ],
      'free',
      null,
    ],
    [
      [
        [10, 5],
        [10, 2],
        [10, 1],
      ],
      'rising',
      undefined,
    ],
    [
      [
        [10, 0],
        [10, 0],
      ],
      'free',
      undefined,
    ],
  ] as const)('of %j by %s go %s', (pieces, direction, way) => {
    const counts = pieces.map(([count, events]) => ({ count, events }));
    const found = proposeBins(counts, summed(counts), { direction, leastShare: 0.05, most: 6 });
    expect(found?.direction).toBe(way);
  });
});

describe('places to cut', () => {
  it.each([
    [13_482, 15_120, 15_000],
    [13_482, 13_497, 13_490],
    [96, 104, 100],
    [1, 9, 5],
    [-104, -96, -100],
    [-3, 2, 0],
    [7, 7, 7],
  ])('between %i and %i are roundest at %i', (low, high, cut) => {
    expect(roundest(low, high)).toBe(cut);
  });

  it(`rise, lie within the figures, and leave no two of them nearer than figures do (SEED=${SEED})`, () => {
    const anyFigures = fc.uniqueArray(fc.integer({ min: -500, max: 5000 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(anyFigures, (all) => {
        const figures = all.toSorted((a, b) => a - b).map((at) => ({ at, count: 1 + (Math.abs(at) % 3), events: 0 }));
        const cuts = roundCuts(figures, 20);
        expect(cuts.length).toBeLessThan(20);
        cuts.forEach((cut, i) => {
          const from = cuts[i - 1] ?? Number.NEGATIVE_INFINITY;
          expect(cut).toBeGreaterThan(from);
          expect(figures.some(({ at }) => at >= from && at < cut)).toBe(true);
        });
        if (cuts.length > 0) expect(figures.some(({ at }) => at >= (cuts.at(-1) ?? 0))).toBe(true);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

const CARD = {
  kind: 'scorecard',
  name: 'risk',
  entity: 'entity/client',
  combine: 'sum',
  decimals: 0,
  characteristics: [
    {
      name: 'balance',
      fact: 'balance',
      bins: [
        { in: '[0, 100)', score: 0 },
        { in: '[100, 900]', score: 50 },
        // −1: refused to say.
        { values: [-1], score: 5 },
        { missing: true, score: 0 },
        { otherwise: true, score: 1 },
      ],
    },
  ],
  bands: [
    { name: 'low', in: '[0, 10)' },
    { name: 'high', in: '[10, 100]' },
  ],
};
const library = link(
  [clientEntity({ balance: { type: 'decimal', decimals: 2, minimum: -1, maximum: 1000, optional: true } }), CARD].map(
    (document) => ({ document }),
  ),
);

describe('the bins of a file with outcomes', () => {
  let duckdb: Duckdb;
  let folder: string;
  /** Rows that a person could reckon with: the higher the balance the rarer the outcome, but for some. */
  const rows = Array.from({ length: 900 }, (_, i) => {
    const cents = i % 19 === 0 ? null : i % 23 === 0 ? -100 : i % 41 === 0 ? 95_000 : (i * 7919) % 90_001;
    const isEvent = (i * 31) % 97 < (cents === null ? 30 : cents < 0 ? 70 : 60 - cents / 1800);
    return { cents, outcome: i % 53 === 0 ? '' : i % 59 === 0 ? 'perhaps' : isEvent ? 'yes' : 'no' };
  });
  beforeAll(async () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    duckdb = await openDuckdb({ threads: 1 });
    folder = mkdtempSync(join(tmpdir(), 'guiju-bins-'));
    const lines = rows.map(
      ({ cents, outcome }, i) => `k${i},${cents === null ? '' : (cents / 100).toFixed(2)},${outcome}`,
    );
    writeFileSync(join(folder, 'past.csv'), `id,balance,y\n${lines.join('\n')}\n`);
  });
  afterAll(() => {
    duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const ask = async (list = '/characteristics/0/bins', rules = {}) =>
    await binOutcomes(duckdb, {
      library,
      ref: 'scorecard/risk',
      list,
      outcome: { column: 'y', value: null },
      rules: { direction: 'either', leastShare: 0.1, most: 4, ...rules },
      input: join(folder, 'past.csv'),
      related: {},
      asOf: 20_454n,
      cuts: {},
      mapping: {},
      language: 'en',
    });

  const used = rows.filter(({ outcome }) => outcome === 'yes' || outcome === 'no');
  const countsOf = (test: (cents: number | null) => boolean) => {
    const own = used.filter(({ cents }) => test(cents));
    return { count: own.length, events: own.filter(({ outcome }) => outcome === 'yes').length };
  };

  it('count what a plain loop over the rows counts, special codes, missing and all others apart', async () => {
    const found = await ask();
    const parts = [
      countsOf((cents) => cents !== null && cents >= 0 && cents < 10_000),
      countsOf((cents) => cents !== null && cents >= 10_000 && cents <= 90_000),
      countsOf((cents) => cents === -100),
      countsOf((cents) => cents === null),
      countsOf((cents) => cents === 95_000),
    ];
    expect(found.today.map(({ count, events }) => ({ count, events }))).toEqual(parts);
    expect(found.today.map((one) => one.in)).toEqual(['[0, 100)', '[100, 900]', null, null, null]);
    const yes = used.filter(({ outcome }) => outcome === 'yes').length;
    expect(found).toMatchObject({ used: used.length, events: yes, nowhere: null, leftOut: { refused: 0 } });
    expect(found.leftOut).toMatchObject({
      noOutcome: rows.filter(({ outcome }) => outcome === '').length,
      unreadable: rows.filter(({ outcome }) => outcome === 'perhaps').length,
    });
    expect(found.problems.map(({ code }) => code)).toContain('outcome-unreadable');
    found.today.forEach(({ woe, count, events }) => {
      const [good, bad] = [(count - events) / (used.length - yes), events / yes];
      expect(woe).toBeCloseTo(Math.log(good / bad), 12);
    });
  });

  it('are proposed over the same figures from end to end, each with what a plain loop counts in it', async () => {
    const found = await ask();
    const bins = (found.proposed ?? []).map((bin) => ({
      bin,
      ends: /^\[(\S+), (\S+)([\])])$/.exec(bin.in ?? '') ?? [],
    }));
    expect(bins.length).toBeGreaterThan(2);
    expect(found.direction).toBe('falling');
    expect(bins[0]?.ends[1]).toBe('0');
    expect(bins.at(-1)?.ends.slice(2)).toEqual(['900', ']']);
    bins.forEach(({ bin, ends: [, low, high, bracket] }, i) => {
      if (i > 0) expect(low).toBe(bins[i - 1]?.ends[2]);
      const [from, to] = [Number(low) * 100, Number(high) * 100];
      const isIn = (cents: number | null) =>
        cents !== null && cents >= from && (bracket === ']' ? cents <= to : cents < to) && cents !== 95_000;
      expect({ count: bin.count, events: bin.events }).toEqual(countsOf(isIn));
      expect(bin.count).toBeGreaterThanOrEqual(used.length / 10);
      if (i > 0) expect(bin.rate).toBeLessThanOrEqual(bins[i - 1]?.bin.rate ?? 0);
    });
    expect(found.informationValue.proposed ?? 0).toBeGreaterThan(found.informationValue.today);
  });

  it('are bands of the score as well, none where the rules leave none, and refused where nothing is divided', async () => {
    const bands = await ask('/bands');
    expect(bands.today.map((one) => one.in)).toEqual(['[0, 10)', '[10, 100]']);
    expect((await ask('/characteristics/0/bins', { direction: 'rising', leastShare: 0.45 })).proposed).toBeNull();
    await expect(ask('/classes')).rejects.toMatchObject({ problems: [{ code: 'not-divided-by-figures' }] });
  });
});
