import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveLog, readArchive } from '../../../../server/operations/definitions/archive-log.ts';
import { type LogEntry, type LoggedDecision, readLog } from '../../../../server/store/decision-log.ts';
import { firstNumberAt } from '../../../../server/store/decision-number.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { openLogWriter, openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { collected } from '../../../support/collected.ts';
import { clock, temporaryFolder, tester } from '../../support/bank.ts';

const DAY = 86_400_000;
/** Midnight at the bank. */
const FIRST = Date.parse('2026-11-01T00:00:00+08:00');

const entry = (at: number, nth = 0): LogEntry => ({
  number: firstNumberAt(at) + nth,
  at,
  answerer: { stamp: { id: 'criteria/a', version: 1, hash: 'h', closure: 'c' }, cuts: 0 },
  language: 'en',
  asOf: null,
  request: `{"facts":{"text":"银行\u2028 ${at} ${nth}"}}`,
  result: `{"value":${nth}}`,
});

/** Five decisions a day, the first and the last at its very ends, on four of six days. */
const entries = [0, 1, 2, 5].flatMap((day) =>
  [0, 1, 2, DAY / 2, DAY - 1].map((after, nth) => entry(FIRST + day * DAY + after, nth)),
);

describe('found 43: the archive of the decision log', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = temporaryFolder();
    store = await openStore(sqliteIn(folder), { clock });
    await log(entries);
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const log = async (some: readonly LogEntry[]) => {
    const writer = openLogWriter(store.address);
    await writer.write(some);
    await writer.close();
  };
  const archive = (name: string) => join(folder, name);
  const run = async (name: string, before: number) =>
    (await collected(archiveLog(store, tester, archive(name), before))).map(({ day, decisions }) => [day, decisions]);
  const left = async () => (await collected(readLog(store.database))).flat();
  const filed = async (name: string): Promise<readonly LoggedDecision[]> => {
    const files = readdirSync(archive(name)).toSorted();
    return (await Promise.all(files.map((file) => collected(readArchive(join(archive(name), file)))))).flat();
  };

  it('takes whole days of the bank, each into its file, and leaves the others', async () => {
    const before = await left();
    expect(await run('a', FIRST + 2 * DAY)).toEqual([
      ['2026-11-01', 5],
      ['2026-11-02', 5],
    ]);
    expect(readdirSync(archive('a')).toSorted()).toEqual([
      'decisions-2026-11-01.ndjson.gz',
      'decisions-2026-11-02.ndjson.gz',
    ]);
    expect([await filed('a'), await left()]).toEqual([before.slice(0, 10), before.slice(10)]);
    expect(await run('a', FIRST + 2 * DAY)).toEqual([]);
    expect(await run('a', FIRST + 9 * DAY)).toHaveLength(2);
    expect([await filed('a'), await left()]).toEqual([before, []]);
  });

  it('loses and doubles none where a run broke off after it wrote a file, or within the deletion', async () => {
    const before = await left();
    for (const gone of [0, 3]) {
      await run('whole', FIRST + DAY);
      await log(entries.slice(gone, 5));
      await run('whole', FIRST + DAY);
      const again = await filed('whole');
      expect(again).toEqual(before.slice(0, 5));
      expect(await left()).toEqual(before.slice(5));
    }
  });

  it('adds what came later as another part, and keeps no half-written file', async () => {
    await run('a', FIRST + DAY);
    const late = entry(FIRST + 7, 9);
    await log([late]);
    expect(await run('a', FIRST + DAY)).toEqual([['2026-11-01', 1]]);
    expect((await filed('a')).map(({ number }) => number)).toContain(late.number);
    expect(existsSync(join(archive('a'), 'decisions-2026-11-01-2.ndjson.gz'))).toBe(true);
    expect(readdirSync(archive('a')).some((name) => name.endsWith('.partial'))).toBe(false);
  });
});
