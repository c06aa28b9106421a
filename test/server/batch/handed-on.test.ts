import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';

const REF = 'segmentation/steady';
const library = link(
  [
    {
      kind: 'entity',
      name: 'client',
      key: 'id',
      fields: { id: { type: 'string' }, x: { type: 'integer', minimum: 0, maximum: 9, optional: true } },
    },
    {
      kind: 'formula',
      name: 'own',
      entity: 'entity/client',
      lines: [{ name: 'out', text: 'x', type: 'decimal', decimals: 0, ifMissing: 'missing' }],
      outputs: ['out'],
    },
    {
      kind: 'segmentation',
      name: 'steady',
      entity: 'entity/client',
      method: 'composite',
      decimals: 0,
      scores: [{ of: 'formula/own#out', weight: 1, ifMissing: 'refuse' }],
      classes: [
        { name: 'low', in: '(-∞, 5)' },
        { name: 'high', in: '[5, ∞)' },
      ],
      stability: { up: { after: 2 }, down: { after: 3, atMost: 1, buffer: 0 } },
    },
  ].map((document) => ({ document: document as unknown as JsonObject })),
);

/** Figures of four customers in six runs; null: the figure is missing. */
const RUNS: readonly (readonly (number | null)[])[] = [
  [9, 9, 2, null],
  [1, 1, 8, 4],
  [null, 1, null, null],
  [1, 1, 8, 9],
  [null, null, null, null],
  [1, 9, 1, 9],
];

let folder = '';
let duckdb: Duckdb;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'guiju-handed-'));
  duckdb = await openDuckdb({ threads: 1 });
});
afterAll(() => {
  duckdb.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['ndjson', 'csv', 'parquet'])(
  'found 33: a run without an answer hands on what the run before left, written as %s',
  { timeout: 60_000 },
  async (format) => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const compiled = compile(library, [REF]);
    const left = new Map<string, JsonObject>();
    let previous: string | undefined;
    for (const [run, figures] of RUNS.entries()) {
      const asOf = `2026-0${run + 1}-28`;
      const rows = figures.map((x, i) => ({ id: `C${i}`, ...(x === null ? {} : { x }) }));
      writeFileSync(join(folder, 'in.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      const output = join(folder, `out${run}.${format}`);
      await runBatch(duckdb, {
        library,
        refs: [REF],
        input: join(folder, 'in.ndjson'),
        output,
        related: {},
        asOf: BigInt(Date.parse(asOf) / 86_400_000),
        cuts: {},
        mapping: {},
        columns: [],
        force: true,
        language: 'en',
        parts: new Set(),
        previous,
      });
      previous = output;
      for (const facts of rows) {
        const value = compiled.decide({ facts, $asOf: asOf, $previous: left.get(facts.id) ?? null })[REF]?.value;
        if (value !== null && value !== undefined) left.set(facts.id, (value as JsonObject)['next'] as JsonObject);
      }
      const found = await duckdb.rows(
        `SELECT id, class, next_class, next_since::VARCHAR, next_misses FROM '${output}' ORDER BY id`,
      );
      expect(
        found.map(([id, , name, since, misses]) => [id, name, since, misses === null ? null : Number(misses)]),
      ).toEqual(
        rows.map(({ id }) => {
          const next = left.get(id);
          return [id, next?.['class'] ?? null, next?.['since'] ?? null, next?.['misses'] ?? null];
        }),
      );
      expect(found.map(([, name]) => name === null)).toEqual(figures.map((x) => x === null));
    }
    expect(left.get('C0')).toEqual({ class: 'low', since: '2026-06-28', misses: 0 });
  },
);
