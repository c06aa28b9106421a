import { beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../definitions/index.ts';
import { availableEngines } from '../../server/engines.ts';
import { type EngineName } from '../../server/engine.ts';
import { describeShared } from '../support/shared.ts';
import { batchRows, compareWithBatch, decisions, readClients, ROWS } from './bank-marketing.ts';

/** The batch is SQL over all rows. One by one, where facts are JSON, SQL and the slow referee decide the first rows here, all in the deep suite. */
const COUNTS: Readonly<Record<EngineName, number>> = { function: ROWS, sql: 10_000, reference: 400 };

describeShared('the calls of the UCI bank marketing data', 'cases/data/uci_bank_marketing_full.csv', (file) => {
  let requests: readonly JsonObject[] = [];
  beforeAll(() => {
    requests = readClients(file);
  });

  it('are 45,211', () => {
    expect(requests).toHaveLength(ROWS);
  });

  it.each(decisions)(
    'are decided by %s in a batch as one by one, row for row, by every engine',
    { timeout: 300_000 },
    async (ref) => {
      const rows = await batchRows(file, ref);
      expect(rows.size).toBe(ROWS);
      for (const engine of availableEngines()) {
        const count = COUNTS[engine];
        expect(await compareWithBatch(engine, ref, requests.slice(0, count), rows), engine).toEqual({
          equal: count,
          differing: [],
        });
      }
    },
  );
});
