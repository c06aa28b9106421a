import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SqliteDatabase } from '../../server/sqlite-driver.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { link, type Result } from '../../definitions/index.ts';
import { loadDefinitions } from '../../server/operations/definitions/load-definitions.ts';
import { readPublication } from '../../server/store/definitions.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { temporaryFolder, tester } from './support/bank.ts';
import { documents, scorecard, segmentation } from './support/definitions.ts';
import { guiju, type Server, spawnGuiju, startServer, writeDefinitions } from './support/server.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const facts = { clientId: 'C', age: 30 };
const body = JSON.stringify({ facts });

describe('the server as a process', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  const servers: Server[] = [];

  beforeEach(async () => {
    folder = temporaryFolder();
    data = join(folder, 'data');
    await publish(documents);
  });
  afterEach(async () => {
    for (const server of servers.splice(0))
      if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Does something to the database itself, past the store. */
  function falsify(sql: string): unknown {
    const database = new SqliteDatabase(join(data, 'guiju.sqlite'));
    const statement = database.prepare(sql);
    const rows = statement.reader ? statement.all() : statement.run();
    database.close();
    return rows;
  }

  async function publish(sources: readonly object[]): Promise<void> {
    const store = await openStore(sqliteIn(data));
    const loaded = await loadDefinitions(
      store,
      tester,
      sources.map((document) => ({ document })),
    );
    await store.close();
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  }

  async function start(): Promise<Server> {
    const server = await startServer(data);
    servers.push(server);
    return server;
  }

  const decide = async (server: Server): Promise<Result> => {
    const reply = await fetch(server.url + DECIDE, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(reply.status).toBe(200);
    return (await reply.json()) as Result;
  };

  it('answers with what was loaded before, and stops with 0 when it is asked to', async () => {
    const server = await start();
    expect((await decide(server)).value).toEqual({ class: 'plain', score: 50 });
    expect(server.stderr()).not.toContain('First start');
    expect(await server.stop()).toBe(0);
  });

  it('says so where the store is of a newer program, and exits with 3', async () => {
    falsify("insert into schema_migration values (99, 'x', '', '')");
    const done = await guiju(['start', '--port', '0'], { data });
    expect([done.code, done.stderr]).toEqual([3, expect.stringContaining('newer program')]);
  });

  it('finishes a stream that is under way before it stops, and logs all of it', async () => {
    const server = await start();
    const stream = openStream(server);
    const lines: string[] = [];
    const response = once(stream, 'response') as Promise<[IncomingMessage]>;
    stream.write(`${body}\n`.repeat(1000));
    const [message] = await response;
    const done = collect(message, lines);
    while (lines.length < 500) await wait(5);
    const stopped = server.stop();
    // It takes no more connections.
    while (await fetch(`${server.url}/livez`, { headers: { connection: 'close' } }).then(Boolean, () => false))
      await wait(20);
    stream.end(`${body}\n`.repeat(500));
    await done;
    expect(lines).toHaveLength(1500);
    expect(await stopped).toBe(0);
    const store = await openStore(sqliteIn(data));
    expect(await store.database.selectFrom('logged_decision').select('number').execute()).toHaveLength(1500);
    await store.close();
    const replayed = await guiju(['replay', '--json'], { data });
    expect([replayed.code, JSON.parse(replayed.stdout)]).toEqual([0, { replayed: 1500, differences: [] }]);
  });

  it('changes from one set to the next without a failed or mixed answer', async () => {
    const server = await start();
    // The score of an unknown figure and the bound of the upper class change together: a mixed set would give another class.
    const sets = [documents, [...documents.slice(0, 2), scorecard(20), segmentation(30)]];
    const closureOf = sets.map(
      (sources) => link(sources.map((document) => ({ document }))).definitions.get('segmentation/tier')?.closure,
    );
    const valueOf = new Map(closureOf.map((closure, i) => [closure, { class: 'plain', score: i === 0 ? 50 : 20 }]));
    let isLoading = true;
    const closures = new Set<string>();
    let latest: string | undefined;
    const check = (result: Result) => {
      closures.add(result.definition.closure);
      expect(result.value).toEqual(valueOf.get(result.definition.closure));
    };
    const hammer = async () => {
      while (isLoading) {
        const result = await decide(server);
        check(result);
        latest = result.definition.closure;
      }
    };
    const streams = async () => {
      while (isLoading) {
        const reply = await fetch(`${server.url}${DECIDE}/batch`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson' },
          body: `${body}\n`.repeat(5000),
        });
        const results = (await reply.text())
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Result);
        expect(new Set(results.map((result) => result.definition.closure)).size).toBe(1);
        for (const result of results) check(result);
      }
    };
    const load = async () => {
      for (let i = 1; i <= 6; i += 1) {
        await publish(sets[i % 2] ?? documents);
        while (latest !== closureOf[i % 2]) await wait(20);
      }
      isLoading = false;
    };
    await Promise.all([hammer(), hammer(), streams(), load()]);
    expect(closures.size).toBe(2);
  });

  it('logs by the version that answered, so that a replay finds no difference after changes', async () => {
    const server = await start();
    await decide(server);
    await publish([scorecard(20), segmentation(30)]);
    while ((await decide(server)).definition.version === 1) await wait(50);
    await server.stop();
    const replayed = await guiju(['replay', '--json'], { data });
    expect(replayed.code).toBe(0);
    expect((JSON.parse(replayed.stdout) as { replayed: number }).replayed).toBeGreaterThanOrEqual(2);
  });

  it('reports a logged decision that does not come out again', async () => {
    const server = await start();
    await decide(server);
    await server.stop();
    falsify(`update logged_decision set body = replace(body, '"plain"', '"gold"')`);
    const replayed = await guiju(['replay', '--json'], { data });
    expect(replayed.code).toBe(1);
    expect(JSON.parse(replayed.stdout)).toMatchObject({
      replayed: 1,
      differences: [{ kind: 'differs', now: { value: { class: 'plain' } } }],
    });
  });

  it('checks hostile drafts aside while it answers decisions', async () => {
    const server = await start();
    const leaves = Array.from({ length: 100_000 }, () => ({ fact: 'age', operator: 'equal', value: 1 }));
    const drafts = [
      JSON.stringify({ kind: 'criteria', name: 'many', entity: 'entity/client', when: { any: leaves } }),
      JSON.stringify({ ...segmentation(60), name: '../../etc/passwd' }),
      JSON.stringify(segmentation(70)),
    ];
    let isChecking = true;
    const hammer = async () => {
      while (isChecking) await decide(server);
    };
    const check = async () => {
      const codes = [];
      for (const body of drafts) {
        const headers = { 'content-type': 'application/json' };
        const reply = await fetch(`${server.url}/api/v1/definitions/check`, { method: 'POST', headers, body });
        const { problems } = (await reply.json()) as { problems: { code: string; severity: string }[] };
        codes.push(problems.find(({ severity }) => severity === 'error')?.code);
      }
      isChecking = false;
      return codes;
    };
    const [codes] = await Promise.all([check(), hammer()]);
    expect(codes).toEqual(['too-many-conditions', 'name-malformed', undefined]);
  });

  it('keeps the store whole however a load is killed', async () => {
    const many = Array.from({ length: 300 }, (_, i) => ({ ...segmentation(60), name: `tier-${i}` }));
    const pack = writeDefinitions(join(folder, 'pack'), [...documents, ...many]);
    const whole = documents.length + many.length;
    const began = performance.now();
    expect((await guiju(['load', pack], { data: join(folder, 'other') })).code).toBe(0);
    const duration = performance.now() - began;
    const seen = new Set<number>();
    // The later the kill, the nearer to the writing; at last none comes.
    for (const part of [0.3, 0.6, 0.8, 0.9, 0.95, 1, 1.05, 1.1, Number.POSITIVE_INFINITY]) {
      const child = spawnGuiju(['load', pack], data);
      const exited = once(child, 'exit');
      await (part === Number.POSITIVE_INFINITY ? exited : Promise.race([exited, wait(duration * part)]));
      child.kill('SIGKILL');
      await exited;
      const store = await openStore(sqliteIn(data));
      const { number, sources } = await readPublication(store.database);
      await store.close();
      const check = falsify('pragma integrity_check');
      expect(check).toEqual([{ integrity_check: 'ok' }]);
      expect([number, sources.length]).toEqual(sources.length === whole ? [2, whole] : [1, documents.length]);
      seen.add(sources.length);
      if (sources.length === whole) break;
    }
    expect(seen).toEqual(new Set([documents.length, whole]));
  });
});

function openStream(server: Server): ClientRequest {
  return request(`${server.url}${DECIDE}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
}

async function collect(message: IncomingMessage, lines: string[]): Promise<void> {
  let rest = '';
  for await (const chunk of message) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  }
}
