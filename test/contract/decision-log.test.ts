import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compile, link } from '../../definitions/index.ts';
import { resultCore } from '../../server/http/wire/result-text.ts';
import { type LogEntry, logBounds, type LoggedDecision, logWriter, readLog } from '../../server/store/decision-log.ts';
import { decisionNumbers, firstNumberAt } from '../../server/store/decision-number.ts';
import { migrate } from '../../server/store/migrate.ts';
import { migrations } from '../../server/store/migrations/index.ts';
import { databasePath, openStore } from '../../server/store/open-store.ts';
import { type OpenDatabase, openSqlite } from '../../server/store/sqlite.ts';
import { sampleSource } from '../../server/operations/population/sample-source.ts';
import { clock, temporaryFolder } from '../server/support/bank.ts';
import { collected } from '../support/collected.ts';
import { packSources } from '../support/packs.ts';

describe('the decision log', () => {
  let folder: string;
  let store: OpenDatabase;
  beforeEach(async () => {
    folder = temporaryFolder();
    store = await openStore(folder, { clock });
  });
  afterEach(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const all = async (): Promise<readonly LoggedDecision[]> => (await collected(readLog(store.database))).flat();

  it('found 43: keeps a decision of the shipped pack in less than 2 kB, and gives it back as it came', async () => {
    const ref = 'segmentation/customer-class';
    const library = link(packSources('bank-crm'));
    const { hash = '', closure = '' } = library.definitions.get(ref) ?? {};
    const answerer = { stamp: { id: ref, version: 1, hash, closure }, cuts: 0 };
    const { decide } = compile(library, [ref]);
    const numbers = decisionNumbers(clock, 0);
    const entries: LogEntry[] = [];
    for await (const request of (await sampleSource())({ customers: 500, seed: 43, asOf: '2026-11-22' })) {
      const result = decide(request)[ref];
      if (result === undefined) throw new Error('no result');
      const { number, at } = numbers.next();
      const texts = { request: JSON.stringify(request), result: `{${resultCore(result)}}` };
      entries.push({ number, at, answerer, language: 'zh-CN', asOf: '2026-11-22', ...texts });
    }
    const before = bytesOf(store);
    logWriter(store.connection)(entries);
    expect((bytesOf(store) - before) / entries.length).toBeLessThan(2000);
    const given = (await all()).map(({ number, request, result }) => ({ number, request, result }));
    expect(given).toEqual(entries.map(({ number, request, result }) => ({ number, request, result })));
  });

  it('gives back bodies of every length and content', async () => {
    const texts = ['', ' ', '\u2028', '銀行\u0000', '\uFEFF', 'x'.repeat(1499), 'y'.repeat(40_000)];
    texts.push(randomBytes(3000).toString('base64'));
    const write = logWriter(store.connection);
    const entries = texts.map((text, i): LogEntry => {
      const answerer = { stamp: { id: `criteria/${i % 2}`, version: null, hash: 'h', closure: 'c' }, cuts: 0 };
      const request = `${text === '\uFEFF' ? text : ''}\n{ "facts": { "${i}": ${JSON.stringify(text)} } }\n`;
      return {
        number: i,
        at: i,
        answerer,
        language: 'en',
        asOf: null,
        request,
        result: JSON.stringify({ value: text }),
      };
    });
    write(entries);
    const given = (await all()).map(({ request, result }) => [request, result]);
    expect(given).toEqual(entries.map(({ request, result }) => [request, result]));
  });

  it('found 43: finds decisions by reference and from an instant on without a scan', () => {
    const plan = (query: string): string =>
      (store.connection.prepare(`explain query plan ${query}`).all() as { readonly detail: string }[])
        .map(({ detail }) => detail)
        .join('; ');
    const page = 'order by number limit 1000';
    expect(plan(`select * from logged_decision where definition = 1 and number >= 5 ${page}`)).toBe(
      'SEARCH logged_decision USING INDEX logged_decision_definition (definition=? AND rowid>?)',
    );
    expect(plan(`select * from logged_decision where number >= 5 ${page}`)).toBe(
      'SEARCH logged_decision USING INTEGER PRIMARY KEY (rowid>?)',
    );
  });

  it('numbers grow with time, and go on growing where a clock is set back', () => {
    const times = [1000, 1000, 1001, 5, 5, 2000, -7];
    let asked = 0;
    const numbers = decisionNumbers({ now: () => new Date(times[asked++] ?? 0) }, 12);
    const given = times.map(() => numbers.next());
    const ascending = given.map(({ number }) => number);
    expect(ascending).toEqual([...new Set(ascending)].toSorted((a, b) => a - b));
    for (const { number, at } of given) expect(number).toBeGreaterThanOrEqual(firstNumberAt(at));
  });

  it('found 43: takes over what an older program logged', async () => {
    await store.close();
    rmSync(folder, { recursive: true });
    store = openSqlite(databasePath(folder));
    await migrate(store.database, migrations.slice(0, 2), clock, { patience: 0 });
    const insert = store.connection.prepare('insert into decision_log values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const definition = (hash: string) => ({ id: 'criteria/a', version: 1, hash, closure: 'c' });
    const result = { value: 1.5, reasons: [], text: '中\n文' };
    const times = ['2026-11-22T04:00:00.000Z', '2026-11-22T04:00:00.000Z', '2026-11-22T04:00:00.007Z'];
    times.forEach((at, i) => {
      const text = JSON.stringify({ ...result, definition: definition(`h${i % 2}`), trace: [] });
      insert.run(i + 1, at, 'criteria/a', i === 2 ? null : 1, 'c', 0, 'en', null, `{\n"facts":{"n":${i}}}`, text);
    });
    await migrate(store.database, migrations, clock, { patience: 0 });
    const at = Date.parse('2026-11-22T04:00:00.000Z');
    const rest = {
      ref: 'criteria/a',
      closure: 'c',
      cuts: 0,
      language: 'en',
      asOf: null,
      result: JSON.stringify(result),
    };
    expect(await all()).toEqual([
      { ...rest, number: firstNumberAt(at), at, version: 1, hash: 'h0', request: '{\n"facts":{"n":0}}' },
      { ...rest, number: firstNumberAt(at) + 1, at, version: 1, hash: 'h1', request: '{\n"facts":{"n":1}}' },
      { ...rest, number: firstNumberAt(at + 7), at: at + 7, version: null, hash: 'h0', request: '{\n"facts":{"n":2}}' },
    ]);
    expect(await logBounds(store.database)).toEqual({ first: firstNumberAt(at), last: firstNumberAt(at + 7) });
  });

  it('tells how far it is with moving what an older program logged, and numbers it as in one go', async () => {
    await store.close();
    rmSync(folder, { recursive: true });
    store = openSqlite(databasePath(folder));
    await migrate(store.database, migrations.slice(0, 2), clock, { patience: 0 });
    const insert = store.connection.prepare('insert into decision_log values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
    const result = JSON.stringify({ value: 1, definition: { id: 'criteria/a', version: 1, hash: 'h', closure: 'c' } });
    const start = Date.parse('2026-11-22T04:00:00.000Z');
    // 700 in each millisecond, so that statements meet within one; a gap of numbers; a clock that was set back.
    const times = Array.from({ length: 25_000 }, (_, i) => start + (i < 24_000 ? Math.floor(i / 700) : -5));
    store.connection.transaction(() => {
      times.forEach((at, i) => {
        const number = i + (i < 12_000 ? 1 : 5001);
        insert.run(number, new Date(at).toISOString(), 'criteria/a', 1, 'c', 0, 'en', null, `${i}`, result);
      });
    })();
    const shares: number[] = [];
    const told = (share: number) => void shares.push(share);
    await migrate(store.database, migrations, clock, { patience: 0, told });
    expect(shares).toEqual([0, 10_000 / 30_000, 20_000 / 30_000, 1]);
    const seen = new Map<number, number>();
    const expected = times.map((at, i) => {
      const own = seen.get(at) ?? 0;
      seen.set(at, own + 1);
      return [firstNumberAt(at) + own, `${i}`] as const;
    });
    const moved = (await all()).map(({ number, request }) => [number, request] as const);
    expect(moved).toEqual(expected.sort(([a], [b]) => a - b));
  });
});

function bytesOf({ connection }: OpenDatabase): number {
  const pages = (name: string): number => Number(connection.pragma(name, { simple: true }));
  return (pages('page_count') - pages('freelist_count')) * pages('page_size');
}
