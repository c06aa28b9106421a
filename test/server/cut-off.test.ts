import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../definitions/index.ts';
import { loadDefinitions } from '../../server/operations/definitions/load-definitions.ts';
import { type LogEntry, readLog } from '../../server/store/decision-log.ts';
import { type DecisionNumbers, decisionNumbers } from '../../server/store/decision-number.ts';
import { openLogWriter, openStore, withLock } from '../../server/store/open-store.ts';
import { statement } from '../../server/store/statement.ts';
import { StoreError } from '../../server/store/store-error.ts';
import type { Store } from '../../server/store/store.ts';
import type * as ThreadedLog from '../../server/store/threaded-log.ts';
import { collected } from '../support/collected.ts';
import { temporaryFolder, tester } from './support/bank.ts';
import { documents, scorecard, segmentation } from './support/definitions.ts';
import { startServer } from './support/server.ts';
import { postgresOfFile } from './support/stores.ts';
import { startTcpProxy, type TcpProxy } from './support/tcp-proxy.ts';

const postgres = postgresOfFile();

const BUILT_LOG = fileURLToPath(new URL('../../dist/server/store/threaded-log.js', import.meta.url));
const sets = [documents, [...documents.slice(0, 2), scorecard(20), segmentation(30)]] as const;
const keep = statement((database, given: { readonly hash: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: '{}', written: 0 }),
);
const systemClock = { now: () => new Date() };
/** How long it takes hangs on the machine; that it comes does not. */
const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await isSo())) await wait(20);
};

describe('a node whose way to its PostgreSQL', { timeout: 120_000 }, () => {
  let folder: string;
  let url: string;
  let proxy: TcpProxy;
  let store: Store;
  const opened: { close(): Promise<unknown> }[] = [];
  const opening = <T extends { close(): Promise<unknown> }>(one: T): T => {
    opened.unshift(one);
    return one;
  };
  beforeEach(async () => {
    folder = temporaryFolder();
    url = await (await postgres()).database();
    proxy = opening(await startTcpProxy(url));
    store = opening(await openStore({ kind: 'postgresql', url }));
  });
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const byProxy = async () => opening(await openStore({ kind: 'postgresql', url: proxy.url }));
  const publish = async (which: 0 | 1): Promise<void> => {
    const sources = sets[which].map((document) => ({ document }));
    const loaded = await loadDefinitions(store, tester, sources);
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  };
  const write = async (by: Store, hash: string) =>
    await by.write(tester, 'keep', async (tx) => {
      await tx.all(keep, { hash });
      await tx.audit({ subject: hash });
    });
  const problemOf = async (promise: Promise<unknown>) =>
    await promise.then(
      () => undefined,
      (error: unknown) => (error instanceof StoreError ? error.problem.code : error),
    );
  const documentsKept = async () =>
    (await store.database.selectFrom('document').select('hash').orderBy('hash').execute()).map(({ hash }) => hash);

  it.each(['cut', 'silent'] as const)(
    'L78: is %s says so, decides no more after a stated time, refuses writing, and comes back by itself with what is in force by then',
    async (how) => {
      await publish(0);
      const server = await startServer(folder, { GUIJU_DATABASE: proxy.url, GUIJU_MOST_STALE_SECONDS: '4' });
      opening({ close: () => server.stop() });
      const headers = { 'content-type': 'application/json', 'accept-language': 'en', origin: server.url };
      const post = async (path: string, body: object) =>
        await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      const decide = async () =>
        await post('/api/v1/decisions/segmentation/tier', { facts: { clientId: 'C', age: 30 } });
      const ready = async () => {
        const reply = await fetch(`${server.url}/readyz`);
        return [reply.status, ((await reply.json()) as { reason?: string }).reason];
      };
      await until(async () => (await ready())[0] === 200);
      const before = (await (await decide()).json()) as Result;
      expect(before.value).toEqual({ class: 'plain', score: 50 });
      proxy.spoil(how);
      await until(async () => (await ready())[0] === 503);
      expect((await ready())[1]).toMatch(/store|decision log/);
      await until(async () => (await decide()).status === 503);
      expect(await (await decide()).json()).toMatchObject({ code: 'publication-unknown' });
      const signedIn = await post('/api/v1/sessions', { account: 'nobody', password: 'x'.repeat(12), code: '000000' });
      expect([signedIn.status, await signedIn.json()]).toMatchObject([503, { code: 'store-unreachable' }]);
      await publish(1);
      proxy.mend();
      await until(async () => (await ready())[0] === 200);
      const after = (await (await decide()).json()) as Result;
      expect([after.value, after.definition.closure === before.definition.closure]).toEqual([
        { class: 'plain', score: 20 },
        false,
      ]);
      expect(await server.stop()).toBe(0);
      opened.shift();
      // All that was answered is logged, what was answered before the cut too.
      const logged = (await collected(readLog(store.database))).flat().map(({ number }) => String(number));
      const ids = [before, after].map((one) => (one as Result & { readonly decisionId: string }).decisionId);
      expect(ids.filter((id) => !logged.includes(id))).toEqual([]);
    },
  );

  it.each(['cut', 'silent'] as const)('is %s refuses to write, and writes when it is there again', async (how) => {
    const node = await byProxy();
    await write(node, 'a');
    proxy.spoil(how);
    expect(await problemOf(write(node, 'b'))).toBe('store-unreachable');
    expect(await problemOf(node.watched.selectFrom('document').select('hash').execute())).toBe('store-unreachable');
    proxy.mend();
    await until(async () => (await problemOf(write(node, 'c'))) === undefined);
    expect(await documentsKept()).toEqual(['a', 'c']);
  });

  it('loses the answer to a COMMIT looks up what became of it, and repeats nothing', async () => {
    const node = await byProxy();
    let runs = 0;
    const once = async (hash: string) =>
      await node.write(tester, 'keep', async (tx) => {
        runs += 1;
        await tx.all(keep, { hash });
        await tx.audit({ subject: hash });
      });
    await once('a');
    proxy.loseNext('commit', 'answer');
    expect(await problemOf(once('b'))).toBeUndefined();
    proxy.loseNext('commit', 'question');
    expect(await problemOf(once('c'))).toBe('store-unreachable');
    await once('d');
    expect([runs, await documentsKept()]).toEqual([4, ['a', 'b', 'd']]);
  });

  const entry = (number: number, request = '{}'): LogEntry => ({
    number,
    at: number,
    answerer: { stamp: { id: 'criteria/a', version: 1, hash: 'h', closure: 'c' }, cuts: 0 },
    language: 'en',
    asOf: null,
    request,
    result: '{"value":1}',
  });

  it('loses the answer to a COMMIT of the decision log logs each decision once', async () => {
    const log = opening(openLogWriter({ kind: 'postgresql', url: proxy.url }));
    await log.write([entry(1)]);
    proxy.loseNext('commit', 'answer');
    await expect(log.write([entry(2), entry(3)])).rejects.toThrow('terminated');
    await log.write([entry(2), entry(3), entry(4)]);
    await expect(log.write([entry(4, '{"other":1}'), entry(5)])).rejects.toThrow('Decision 4');
    const logged = (await collected(readLog(store.database))).flat().map(({ number, request }) => [number, request]);
    expect(logged).toEqual([1, 2, 3, 4].map((number) => [number, '{}']));
  });

  it('has a group of the decision log under way on a connection that is silent logs it by another one while it closes', async () => {
    // Built, because its thread is.
    const { threadedLog } = (await import(BUILT_LOG)) as typeof ThreadedLog;
    const log = threadedLog({ kind: 'postgresql', url: proxy.url });
    await log.append([entry(1)]);
    proxy.spoil('silent');
    void log.append([entry(2)]);
    proxy.mend();
    void log.append([entry(3)]);
    expect(await log.close()).toBe(0);
    const logged = (await collected(readLog(store.database))).flat().map(({ number }) => number);
    expect(logged).toEqual([1, 2, 3]);
  });

  it('stays cut off while the decision log closes is given up, and what is lost is counted', async () => {
    const { threadedLog } = (await import(BUILT_LOG)) as typeof ThreadedLog;
    const log = threadedLog({ kind: 'postgresql', url: proxy.url });
    await log.append([entry(1)]);
    proxy.spoil('cut');
    void log.append([entry(2)]);
    void log.append([entry(3)]);
    expect(await log.close()).toBe(2);
    const logged = (await collected(readLog(store.database))).flat().map(({ number }) => number);
    expect(logged).toEqual([1]);
  });

  it.each(['cut', 'silent'] as const)('is %s gives no number that another node gives', async (how) => {
    const leaseMs = 600;
    await keepAllSeatsBut(1);
    const [lost, other] = [await byProxy(), opening(await openStore({ kind: 'postgresql', url }))];
    const [mine, others] = [new Set<number>(), new Set<number>()];
    const give = ({ areThere, next }: DecisionNumbers, into: Set<number>, count: number): boolean => {
      if (!areThere) return false;
      for (let n = 0; n < count; n += 1) into.add(next().number);
      return true;
    };
    const numbersOf = async (of: Store) => decisionNumbers(systemClock, 0, await of.takeSeat(leaseMs));
    const numbers = await numbersOf(lost);
    expect(give(numbers, mine, 10)).toBe(true);
    proxy.spoil(how);
    const taking = numbersOf(other);
    // So fast that it runs ahead of the clock: it stops where its block ends.
    while (give(numbers, mine, 4000)) await wait(1);
    const taken = await taking;
    const isAnother = () => give(taken, others, 4000);
    expect([isAnother(), numbers.areThere, Math.max(...mine) < Math.min(...others)]).toEqual([true, false, true]);
    proxy.mend();
    for (let n = 0; n < 20; n += 1) {
      await wait(50);
      isAnother();
      expect(give(numbers, mine, 10)).toBe(false);
    }
    await other.close();
    await until(() => give(numbers, mine, 4000));
    expect([...mine].filter((number) => others.has(number))).toEqual([]);
    expect(Math.max(...mine)).toBeGreaterThan(Math.max(...others));
  });

  /** Leaves so many of the seats free, and holds the others for ever. */
  async function keepAllSeatsBut(free: number): Promise<void> {
    const values = Array.from({ length: 16 - free }, (_, i) => ({
      number: free + i,
      holder: 'somebody',
      fence: 1,
      held_until: '9999',
      numbers_from: 0,
      numbers_until: 0,
    }));
    await withLock(store.address, 'schema', {}, (database) => database.insertInto('seat').values(values).execute());
  }
});
