import fc from 'fast-check';
import { expect } from 'vitest';
import { DRAWN } from './draw/draw.ts';
import { documentsOf, judge } from './judge.ts';
import { keywordShares } from './keywords.ts';
import { Tally } from './tally.ts';

/** The least share of the drawn documents of its kind in which a keyword stands. */
const LEAST_SHARE = 0.01;
/** Of how many draws that share is counted. */
const LEAST_DRAWN = 12_000;
/** The greatest share of verdicts that may decide nothing. */
const MOST_UNDECIDED = 0.02;

/** What is not drawn, and why. */
const LEFT_OUT: readonly (readonly [RegExp, string])[] = [
  [/^matching computed\.type=(boolean|string|date|instant)$/, 'a rank is a figure; the check refuses others'],
  [/^reference\.fields\.\*\.series$/, 'a row of a table has one value a column'],
  [/^feed/, 'a feed decides nothing: there is no function whose answers could belie its proofs'],
  [/^survey\b/, 'it asks and decides nothing; its scores are held against figures reckoned by hand'],
  [/^template\b/, 'it writes and decides nothing; what it renders is held against texts written by hand'],
  [/^(calendar|roster|queue)\b/, 'they reckon time and decide nothing; their judges read the clock minute by minute'],
  [
    /^(workflow|request-type)\b/,
    'they step and decide nothing; small machines are enumerated where workflows are proved',
  ],
  [/^entity\.lookUps/, 'how a record is found, not what is decided of it'],
  [/^entity\.organisation$/, 'who may see a record, not what is decided of it'],
  [/^entity\.nameField$/, 'what a record is called by, not what is decided of it'],
  [/^segmentation\.atStake$/, 'what an impact adds up, not what is decided'],
];

/**
 * Attacks what is proved: draws small definitions (`SEED` sets which ones) until at least `least` were judged, and holds each verdict
 * against the answers for all records there are. A fault is shown with the smallest definition that has it.
 */
export function attack(least: number): void {
  const seed = Number(process.env['SEED'] ?? 20_260_331);
  const tally = new Tally();
  let round = 0;
  while (tally.definitions < least) {
    fc.assert(
      fc.property(DRAWN, (drawn) => {
        expect(judge(drawn, tally)).toEqual([]);
      }),
      { seed: seed + round, numRuns: Math.ceil((least - tally.definitions) * 1.02) },
    );
    round += 1;
  }
  // More are drawn than judged: of few, the share of a rare keyword would be chance.
  const others = fc.sample(DRAWN, { seed: seed - 1, numRuns: Math.max(0, LEAST_DRAWN - tally.definitions) });
  const drawn = [...tally.documents, ...others.flatMap(documentsOf)];
  const shares = [...keywordShares(drawn)];
  const rare = shares.filter(
    ([name, share]) => share < LEAST_SHARE && !LEFT_OUT.some(([pattern]) => pattern.test(name)),
  );
  const lines = [
    `SEED=${seed}`,
    ...tally.lines(),
    `${shares.length} keywords; not drawn: ${LEFT_OUT.map(([pattern, why]) => `${pattern.source} (${why})`).join(', ')}`,
    ...rare.map(([name, share]) => `  rare: ${name} ${(100 * share).toFixed(2)} %`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(tally.undecided, 'share of verdicts that decide nothing').toBeLessThanOrEqual(MOST_UNDECIDED);
  expect(rare, 'keywords that are drawn too seldom').toEqual([]);
}
