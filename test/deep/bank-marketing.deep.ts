import { expect, it } from 'vitest';
import { availableEngines } from '../../server/engines.ts';
import { batchRows, compareWithBatch, decisions, readClients, ROWS } from '../conformance/bank-marketing.ts';
import { describeShared } from '../support/shared.ts';

describeShared('all calls of the UCI bank marketing data', 'cases/data/uci_bank_marketing_full.csv', (file) => {
  it.each(decisions)('are decided by %s in a batch as one by one, row for row, by every engine', async (ref) => {
    const requests = readClients(file);
    const rows = await batchRows(file, ref);
    for (const engine of availableEngines())
      expect(await compareWithBatch(engine, ref, requests, rows), engine).toEqual({ equal: ROWS, differing: [] });
  });
});
