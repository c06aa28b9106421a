import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { servingOf } from '../../server/store/serving.ts';
import { temporaryFolder } from './support/bank.ts';
import { documents, segmentation } from './support/definitions.ts';
import { guiju, type Server, startServer, writeDefinitions } from './support/server.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const body = JSON.stringify({ facts: { clientId: 'C', age: 30 } });

describe('guiju start', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  const servers: Server[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    data = join(folder, 'data');
  });
  afterEach(() => {
    for (const { child } of servers.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  const load = async (sources: readonly object[], ...words: string[]) =>
    await guiju(['load', writeDefinitions(join(folder, 'rules'), sources), ...words], { data });
  const start = async (): Promise<Server> => {
    const server = await startServer(data);
    servers.push(server);
    return server;
  };
  const versionAt = async ({ url }: Server): Promise<number | undefined> => {
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(url + DECIDE, { method: 'POST', headers, body });
    return ((await reply.json()) as { definition?: { version: number } }).definition?.version;
  };

  it('asks for its port before it does anything else', async () => {
    const other = createServer().listen({ host: '127.0.0.1', port: 0 });
    await once(other, 'listening');
    const { port } = other.address() as { readonly port: number };
    const done = await guiju(['start', '--port', String(port), '--lang', 'zh-CN'], { data });
    other.close();
    expect([done.code, done.stdout]).toEqual([2, '']);
    expect(done.stderr).toContain(`端口 ${port} 已被占用`);
    expect(done.stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(join(data, 'guiju.sqlite'))).toBe(false);
  });

  it.each([
    ['--port', ['--port', '99999'], {}, '--port'],
    ['the environment', [], { GUIJU_PORT: '99999' }, 'GUIJU_PORT'],
  ])('names what gave a port that is none: %s', async (_title, words, environment, named) => {
    const before = { ...process.env };
    Object.assign(process.env, environment);
    const done = await guiju(['start', ...words], { data });
    process.env = before;
    expect([done.code, done.stderr]).toEqual([2, expect.stringContaining(`99999 of ${named} `)]);
  });

  it('found 18: serves a data folder alone, and says who serves it', async () => {
    await load(documents);
    const server = await start();
    const second = await guiju(['start', '--port', '0'], { data });
    expect([second.code, second.stdout]).toEqual([2, '']);
    expect(second.stderr).toContain(`http://localhost:${server.port}/`);
    expect(second.stderr).toContain(`process ${server.child.pid}`);
    expect(await versionAt(server)).toBe(1);
    // However the first one ends, the next may serve.
    server.child.kill('SIGKILL');
    await once(server.child, 'exit');
    expect(servingOf(data)).toBeUndefined();
    const next = await start();
    expect(servingOf(data)).toMatchObject({ pid: next.child.pid, url: `http://localhost:${next.port}/` });
    expect(await next.stop()).toBe(0);
    expect(servingOf(data)).toBeUndefined();
  });

  it('has what was loaded in force when `load` is done, and `load` says where', async () => {
    const none = await load(documents);
    expect([none.code, none.stderr]).toEqual([0, expect.stringContaining('No server runs on this data folder')]);
    const server = await start();
    for (const version of [2, 3, 4]) {
      const done = await load([...documents.slice(0, -1), segmentation(60 + version)]);
      expect([done.code, done.stderr]).toEqual([0, expect.stringContaining(`http://localhost:${server.port}/`)]);
      expect(await versionAt(server)).toBe(version);
    }
    const same = await load([...documents.slice(0, -1), segmentation(64)]);
    expect([same.code, await versionAt(server)]).toEqual([0, 4]);
  });

  it('says where it stands while it starts', async () => {
    const child = startServer(data, {
      GUIJU_SAMPLE_CUSTOMERS: '200',
      GUIJU_PORT: '',
      GUIJU_SMS: 'http://localhost:9/',
    });
    while (servingOf(data) === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(servingOf(data)).toMatchObject({ url: null, inForce: null });
    const server = await child;
    servers.push(server);
    expect(server.stderr()).toMatch(/First start: .*\n(.*\n)*.*: done in \d+ s\n/);
    expect(servingOf(data)).toMatchObject({ inForce: { publication: 1 } });
    // Text messages leave, and nobody outside could open their links.
    await expect
      .poll(server.stderr)
      .toContain(
        `GUIJU_PUBLIC_URL is not set: links in e-mails and text messages begin with http://localhost:${server.port}/,`,
      );
    // Sample people and sample customers go together: what can be tried is tried on them.
    const snapshots = JSON.parse((await guiju(['snapshots', '--json'], { data })).stdout) as object[];
    expect(snapshots).toMatchObject([{ entity: 'entity/customer', isCurrent: true, manifest: { isSample: true } }]);
  });
});
