import { expect, it } from 'vitest';
import { coverageText } from './coverage.ts';
import { compareRandomly } from './random-agreement.ts';

const setting = (name: string, otherwise: number) => Number(process.env[name] ?? otherwise);
const seed = setting('SEED', Math.floor(Date.now() / 1000) % 1_000_000) * 1000;
const definitions = setting('DEFINITIONS', 2000);
const records = setting('RECORDS', 560);
const judged = setting('JUDGED', 110);

/** Every kind of node that an expression can be made of. */
const NODES = [
  'aggregate',
  'and',
  'approximately',
  'arithmetic',
  'bins',
  'calendar',
  'coalesce',
  'compare',
  'constant',
  'cut',
  'divide',
  'field',
  'forEach',
  'holds',
  'if',
  'input',
  'isMissing',
  'itemAt',
  'list',
  'lookup',
  'missing',
  'named',
  'not',
  'oneOf',
  'or',
  'pick',
  'round',
  'sequence',
  'table',
  'text',
  'transcendental',
  'variable',
  'weightedMean',
  'weightedSum',
  'within',
];

it(`function, SQL and referee agree on ${definitions} random definitions`, async () => {
  const started = performance.now();
  const write = (text: string) => void process.stdout.write(`${text}\n`);
  write(`seed ${seed / 1000}`);
  let told = started;
  const outcome = await compareRandomly(
    { seed, definitions, records, judged, covered: 3, tries: 400 },
    ({ definitions: done }) => {
      if (performance.now() - told < 30_000) return;
      told = performance.now();
      write(`${done} of ${definitions} definitions, ${Math.round((told - started) / 1000)} s`);
    },
  );
  const { pairs, decided, kinds, coverage, differences } = outcome;
  write(coverageText(coverage));
  write(`${outcome.definitions} definitions: ${[...kinds].map(([kind, count]) => `${count} ${kind}`).join(', ')}`);
  write(
    `pairs: function and SQL ${pairs.sql}, referee ${pairs.reference}; ${decided} of ${pairs.function} requests were decided, the others refused`,
  );
  write(
    `${differences.length} differences, ${Math.round((performance.now() - started) / 1000)} s, seed ${seed / 1000}`,
  );
  expect(differences).toEqual([]);
  expect(outcome.definitions).toBeGreaterThanOrEqual(definitions);
  if (definitions < 500) return;
  const seen = new Set([...coverage.keys()].map((key) => key.split(' ')[0]));
  expect(NODES.filter((node) => !seen.has(node))).toEqual([]);
});
