import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDuckdb } from '../../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../../server/operations/population/import-population.ts';
import { replayEntry } from '../../../../server/operations/definitions/replay.ts';
import { snapshotsFolder } from '../../../../server/population/snapshot.ts';
import { readLog } from '../../../../server/store/decision-log.ts';
import { readSnapshots } from '../../../../server/store/snapshots.ts';
import { DOCUMENTS, LIBRARY } from '../../support/population.ts';
import { codesOf } from '../../support/batch.ts';
import { type Bank, clock, openBank, tester } from '../../support/bank.ts';

describe('a decision of a record of the current snapshot', () => {
  let bank: Bank;
  beforeEach(async () => {
    bank = await openBank(DOCUMENTS, 'en');
  });
  afterEach(() => bank.close());

  async function importClients(clients: string, accounts: string, asOf?: string, importedAt = clock) {
    const path = (name: string, content: string) => {
      writeFileSync(join(bank.folder, name), content);
      return join(bank.folder, name);
    };
    const duckdb = await openDuckdb({ threads: 1 });
    try {
      const host = { store: bank.store, dataFolder: bank.folder, duckdb, clock: importedAt, actor: tester };
      return await importPopulation(host, {
        library: LIBRARY,
        entity: 'entity/client',
        path: path('clients.csv', clients),
        related: new Map([['entity/account', path('accounts.csv', accounts)]]),
        asOf,
        language: 'en',
      });
    } finally {
      duckdb.close();
    }
  }
  const decide = async (body: object, ref = 'segmentation/tier') => {
    const answer = await bank.app.inject({ method: 'POST', url: `/api/v1/decisions/${ref}`, payload: body });
    return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
  };
  const codes = ({ body }: Awaited<ReturnType<typeof decide>>) =>
    (body['problems'] as readonly { readonly code: string }[]).map(({ code }) => code);

  it('is what its facts would get, and says where they came from', async () => {
    expect(codes(await decide({ $record: 'a' }))).toEqual(['snapshot-not-found']);
    const made = await importClients('id,age\na,20\nb,40\n', 'no,id,balance\n1,a,1000\n2,b,10\n', '2026-10-31');
    await bank.runtime.refresh();
    const own = await decide({ $record: 'a' });
    const { record, decisionId: _, ...rest } = own.body;
    const { decisionId: __, ...byFacts } = (await decide({ facts: { age: 20, accounts: [{ balance: 1000 }] } })).body;
    expect(own.status).toBe(200);
    expect(rest).toEqual(byFacts);
    expect(rest['value']).toMatchObject({ class: 'gold' });
    expect(record).toEqual({ key: 'a', snapshot: made.id, asOf: '2026-10-31' });
    expect((await decide({ $record: 'b' })).body['value']).toMatchObject({ class: 'other' });
  });

  it('is logged with its facts, its record and its snapshot, and comes out again when it is replayed', async () => {
    const made = await importClients('id,age\na,20\n', 'no,id,balance\n1,a,1000\n');
    await bank.runtime.refresh();
    await decide({ $record: 'a' });
    const entries = [];
    for await (const page of readLog(bank.store.database)) entries.push(...page);
    expect(entries).toHaveLength(1);
    const [entry] = entries;
    expect(JSON.parse(entry?.request ?? '')).toEqual({
      facts: { age: 20, accounts: [{ balance: 1000 }] },
      $record: { key: 'a', snapshot: made.id, asOf: '2026-11-22' },
    });
    for (const one of entries) expect(await replayEntry(one, async () => bank.runtime.catalog)).toBeNull();
  });

  it.each([
    ['a key that is not there', { $record: 'nobody' }, 'record-not-found'],
    ['a key that is no text', { $record: 7 }, 'record-not-found'],
    ['facts beside it', { $record: 'a', facts: {} }, 'record-with-facts'],
    ['a member that no request has', { $record: 'a', other: 1 }, 'request-key-unknown'],
  ])('refuses %s', async (_, body, code) => {
    await importClients('id,age\na,20\n', 'no,id,balance\n1,a,1000\n');
    await bank.runtime.refresh();
    expect(codes(await decide(body))).toEqual([code]);
  });

  it('is from the snapshot of the latest day that is not after today, whichever was imported last', async () => {
    await importClients('id,age\na,20\n', 'no,id,balance\n', '2026-11-20');
    await importClients('id,age\na,40\n', 'no,id,balance\n', '2026-11-01');
    await bank.runtime.refresh();
    expect((await decide({ $record: 'a' })).body['value']).toMatchObject({ class: 'young' });
    await importClients('id,age\na,41\n', 'no,id,balance\n', '2026-11-21');
    await bank.runtime.refresh();
    expect((await decide({ $record: 'a' })).body['value']).toMatchObject({ class: 'other' });
    expect(await codesOf(importClients('id,age\na,41\n', 'no,id,balance\n', '2026-11-23'))).toEqual([
      'as-of-in-the-future',
    ]);
    expect((await readSnapshots(bank.store.database)).map(({ asOf, importedBy }) => [asOf, importedBy])).toEqual([
      ['2026-11-21', 'Tester'],
      ['2026-11-20', 'Tester'],
      ['2026-11-01', 'Tester'],
    ]);
  });

  it('is refused where the snapshot is damaged, and other requests are answered', async () => {
    const { id, manifest } = await importClients('id,age\na,20\n', 'no,id,balance\n1,a,1000\n');
    writeFileSync(join(snapshotsFolder(bank.folder), id, manifest.index.file), 'x');
    await bank.runtime.refresh();
    expect(codes(await decide({ $record: 'a' }))).toEqual(['snapshot-damaged']);
    expect((await decide({ facts: { age: 20, accounts: [] } })).status).toBe(200);
  });
});
