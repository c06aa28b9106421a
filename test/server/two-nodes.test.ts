import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { link, type Result } from '../../definitions/index.ts';
import { directLinker, type Linker } from '../../server/operations/definitions/linker.ts';
import { loadDefinitions } from '../../server/operations/definitions/load-definitions.ts';
import { createRuntime } from '../../server/operations/definitions/runtime.ts';
import { noLog } from '../../server/store/decision-log.ts';
import { openStore } from '../../server/store/open-store.ts';
import type { Store } from '../../server/store/store.ts';
import { clock, temporaryFolder, tester } from './support/bank.ts';
import { documents, scorecard, segmentation } from './support/definitions.ts';
import { type Server, startServer } from './support/server.ts';
import { postgresOfFile } from './support/stores.ts';

const postgres = postgresOfFile();

const DECIDE = '/api/v1/decisions/segmentation/tier';
const request = {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'accept-language': 'en' },
  body: JSON.stringify({ facts: { clientId: 'C', age: 30 } }),
};
const sets = [documents, [...documents.slice(0, 2), scorecard(20), segmentation(30)]] as const;
const closures = sets.map(
  (sources) => link(sources.map((document) => ({ document }))).definitions.get('segmentation/tier')?.closure,
);
// The score of an unknown figure and the bound of the upper class change together: a mixed set would give another class.
const valueOf = new Map(closures.map((closure, i) => [closure, { class: 'plain', score: i === 0 ? 50 : 20 }]));

describe('two nodes on one PostgreSQL', { timeout: 120_000 }, () => {
  let folder: string;
  let url: string;
  let store: Store;
  const servers: Server[] = [];
  beforeEach(async () => {
    folder = temporaryFolder();
    url = await (await postgres()).database();
    store = await openStore({ kind: 'postgresql', url });
    await publish(0);
  });
  afterEach(async () => {
    for (const server of servers.splice(0))
      if (server.child.exitCode === null && server.child.signalCode === null) await server.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function publish(which: 0 | 1): Promise<void> {
    const loaded = await loadDefinitions(
      store,
      tester,
      sets[which].map((document) => ({ document })),
    );
    if (loaded.kind === 'refused') throw new Error(JSON.stringify(loaded.problems));
  }
  async function start(database = url, environment: NodeJS.ProcessEnv = {}): Promise<Server> {
    const data = join(folder, `node-${servers.length}`);
    const server = await startServer(data, { GUIJU_DATABASE: database, ...environment });
    servers.push(server);
    return server;
  }
  const decide = async ({ url: at }: Server) => await fetch(at + DECIDE, request);
  const closureAt = async (server: Server) => ((await (await decide(server)).json()) as Result).definition.closure;
  /** How long it takes hangs on the machine; that it comes does not. */
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await wait(20);
  };

  it('say where the key of their secrets is where they share none, and nothing of it where they do', async () => {
    const own = await start();
    expect(own.stderr()).toMatch(/GUIJU_SECRET is not set: .*secret\.key.*nobody can sign in there/);
    const chinese = await start(url, { LANG: 'zh_CN.UTF-8' });
    expect(chinese.stderr()).toMatch(/未设置 GUIJU_SECRET：.*secret\.key.*否则无法在其上登录/);
    const shared = await start(url, { GUIJU_SECRET: 'a secret that all nodes of a bank have' });
    expect(shared.stderr()).not.toContain('GUIJU_SECRET');
    expect((await decide(own)).status).toBe(200);
    expect((await decide(shared)).status).toBe(200);
    // The sample people were sealed by the first node: another key does not open them, and says why in words.
    const offered = await Promise.all([own, shared].map(({ url: at }) => fetch(at)));
    expect(offered.map(({ status }) => status)).not.toContain(500);
  });

  it('L77: take over what is published, and answer nothing that is mixed, and each decision has its own number', async () => {
    const nodes = [await start(), await start()] as const;
    const ids: string[] = [];
    let isOver = false;
    const hammer = async (node: Server) => {
      while (!isOver) {
        const reply = await decide(node);
        const { definition, value, decisionId } = (await reply.json()) as Result & { readonly decisionId: string };
        expect([reply.status, value]).toEqual([200, valueOf.get(definition.closure)]);
        ids.push(decisionId);
      }
    };
    const hammering = nodes.flatMap((node) => [hammer(node), hammer(node)]);
    for (const which of [1, 0, 1] as const) {
      await publish(which);
      for (const node of nodes) await until(async () => (await closureAt(node)) === closures[which]);
    }
    isOver = true;
    await Promise.all(hammering);
    expect(new Set(ids).size).toBe(ids.length);
    for (const node of nodes) expect(await node.stop()).toBe(0);
    const logged = await store.database.selectFrom('logged_decision').select('number').execute();
    const kept = new Set(logged.map(({ number }) => String(number)));
    expect(ids.filter((id) => !kept.has(id))).toEqual([]);
  });

  it('L77: what was read before something newer came is not kept after it', async () => {
    const direct = directLinker(store.database);
    let held: (() => void) | undefined;
    const slow: Linker = {
      async read(before) {
        const read = await direct.read(before);
        if (before !== undefined) await new Promise<void>((resolve) => (held = resolve));
        return read;
      },
      close: direct.close,
    };
    const runtime = await createRuntime({ database: store.database, log: noLog, clock, linker: slow });
    const closure = () => runtime.catalog.library.definitions.get('segmentation/tier')?.closure;
    await publish(1);
    const refreshing = runtime.refresh();
    while (held === undefined) await wait(5);
    await publish(0);
    held();
    await refreshing;
    const again = runtime.refresh();
    held = undefined;
    while (held === undefined) await wait(5);
    (held as () => void)();
    await again;
    expect([closure(), runtime.catalog.publication.number]).toEqual([closures[0], 3]);
  });
});

describe('many nodes', { timeout: 120_000 }, () => {
  it('L83: start on an empty PostgreSQL at once, and fill it once', async () => {
    const url = await (await postgres()).database();
    const folder = temporaryFolder();
    const environment = { GUIJU_DATABASE: url, GUIJU_SAMPLE_CUSTOMERS: '50' };
    const servers = await Promise.all([0, 1, 2].map((node) => startServer(join(folder, `node-${node}`), environment)));
    const store = await openStore({ kind: 'postgresql', url });
    expect(await store.database.selectFrom('publication').select('number').execute()).toEqual([{ number: 1 }]);
    expect(await store.database.selectFrom('population').select('customers').execute()).toEqual([{ customers: 50 }]);
    await store.close();
    for (const server of servers) expect(await server.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
});
