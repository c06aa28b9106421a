import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compile, type JsonObject, link } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { runBatch } from '../../../server/batch/run-batch.ts';
import { Refusal } from '../../../server/terminal.ts';

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
        `SELECT id, class, next_class, next_since::VARCHAR, next_misses, next_run::VARCHAR FROM '${output}' ORDER BY id`,
      );
      expect(
        found.map(([id, , name, since, misses, day]) => [
          id,
          name,
          since,
          misses === null ? null : Number(misses),
          day,
        ]),
      ).toEqual(
        rows.map(({ id }) => {
          const next = left.get(id);
          return [
            id,
            next?.['class'] ?? null,
            next?.['since'] ?? null,
            next?.['misses'] ?? null,
            next?.['run'] ?? null,
          ];
        }),
      );
      expect(found.map(([, name]) => name === null)).toEqual(figures.map((x) => x === null));
    }
    expect(left.get('C0')).toEqual({ class: 'low', since: '2026-06-28', misses: 0, run: '2026-06-28' });
  },
);

/** Four customers in five runs: a figure; `?` that cannot be read; nothing where the customer is absent. */
const GAPS: readonly (readonly (number | '?' | undefined)[])[] = [
  [9, 9, 9, undefined],
  [1, undefined, '?', undefined],
  [1, undefined, 1, 9],
  [1, 1, undefined, '?'],
  [1, 1, 1, 1],
];

it.each(['ndjson', 'csv', 'parquet'])(
  'found 33: --next keeps what absent and refused rows were left with, written as %s',
  { timeout: 60_000 },
  async (format) => {
    const compiled = compile(library, [REF]);
    const left = new Map<string, JsonObject>();
    let previous: string | undefined;
    for (const [run, figures] of GAPS.entries()) {
      const asOf = `2026-0${run + 1}-28`;
      const rows = figures.flatMap((x, i) => (x === undefined ? [] : [{ id: `C${i}`, x }]));
      const input = join(folder, 'gaps.ndjson');
      writeFileSync(input, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
      const next = join(folder, `next${run}.${format}`);
      const report = await runBatch(duckdb, {
        ...{ library, refs: [REF], input, output: join(folder, `gaps${run}.parquet`), next, previous },
        ...{ related: {}, asOf: BigInt(Date.parse(asOf) / 86_400_000), cuts: {}, mapping: {}, columns: [] },
        ...{ force: true, language: 'en', parts: new Set() },
      });
      const before = new Map(left);
      for (const { id, x } of rows) {
        const value = compiled.decide({ facts: { id, x }, $asOf: asOf, $previous: left.get(id) ?? null })[REF]?.value;
        if (value !== null && value !== undefined) left.set(id, (value as JsonObject)['next'] as JsonObject);
      }
      const found = await duckdb.rows(
        `SELECT id, class, since::VARCHAR, misses, run::VARCHAR FROM '${next}' ORDER BY id`,
      );
      const expected = [...left]
        .map(([id, of]) => [id, of['class'], of['since'], of['misses'], of['run']])
        .sort(([a], [b]) => String(a).localeCompare(String(b)));
      expect(found.map(([id, name, since, misses, day]) => [id, name, since, Number(misses), day])).toEqual(expected);
      const unchanged = [...left].filter(([id, of]) => before.get(id) === of).length;
      expect(report.next).toEqual({ path: next, rows: left.size, unchanged });
      previous = next;
    }
    expect(left.get('C1')).toMatchObject({ class: 'high', misses: 2 });
  },
);

it('found 33: --next needs exactly one segmentation with stability, and each key once', async () => {
  const input = join(folder, 'twice.ndjson');
  writeFileSync(input, '{"id":"A","x":1}\n{"id":"A","x":9}\n');
  const output = join(folder, 'twice.parquet');
  const request = {
    ...{ library, input, output, next: join(folder, 'next.csv'), related: {}, asOf: 20_500n, cuts: {}, mapping: {} },
    ...{ columns: [], force: true, language: 'en' as const, parts: new Set<never>() },
  };
  const codes = (refs: readonly string[]) =>
    runBatch(duckdb, { ...request, refs }).catch((error: unknown) =>
      error instanceof Refusal ? error.problems.map(({ code }) => code) : error,
    );
  expect(await codes(['formula/own'])).toEqual(['next-of-none']);
  expect(await codes([REF])).toEqual(['relation-key-repeated']);
  expect([existsSync(output), existsSync(request.next)]).toEqual([false, false]);
});
