import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../definitions/index.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { temporaryFolder } from './support/bank.ts';
import { documents } from './support/definitions.ts';
import { guiju, MAIN, type Server, startServer, writeDefinitions } from './support/server.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const body = JSON.stringify({ facts: { clientId: 'C', age: 30 } });
const hasLimit = process.platform === 'linux' && spawnSync('prlimit', ['--version']).status === 0;

// A process that may write no file beyond a size stands for a disk that is full: it needs no rights and hurts nobody else.
describe('on a full disk', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  let pack: string;
  const servers: Server[] = [];
  beforeEach((context) => {
    if (!hasLimit) context.skip('no prlimit, which limits the files of a process');
    folder = temporaryFolder();
    data = join(folder, 'data');
    pack = writeDefinitions(join(folder, 'pack'), documents);
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      limit(server, 'unlimited');
      await server.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command of the built program that may write `kilobytes` into a file. */
  async function limited(kilobytes: number, words: readonly string[]) {
    const env = { ...process.env, GUIJU_DATA: data, GUIJU_SAMPLE_CUSTOMERS: '0', LANG: 'en_US.UTF-8', LC_ALL: '' };
    const line = `ulimit -f ${kilobytes * 2} && exec "$0" "$@"`;
    const child = spawn('sh', ['-c', line, process.execPath, MAIN, ...words], { env, stdio: 'pipe' });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => void (stderr += chunk.toString()));
    const [code] = (await once(child, 'exit')) as [number | null];
    return { code, stderr };
  }

  const limit = (server: Server, most: string) =>
    spawnSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${most}:`]);

  async function start(mode: string): Promise<Server> {
    expect((await guiju(['load', pack], { data })).code).toBe(0);
    const server = await startServer(data, { GUIJU_DECISION_LOG: mode });
    servers.push(server);
    return server;
  }
  const post = (server: Server, way = '', type = 'application/json', text = body) =>
    fetch(server.url + DECIDE + way, {
      method: 'POST',
      headers: { 'content-type': type, 'accept-language': 'en' },
      body: text,
    });
  const isReady = async (server: Server) => (await fetch(`${server.url}/readyz`)).status === 200;

  it.each([['load'], ['start']])(
    '%s says so, leaves nothing half done, and goes on when there is room',
    async (word) => {
      const words = word === 'load' ? ['load', pack] : ['start', '--port', '0'];
      const full = await limited(8, words);
      expect(full.code).toBe(3);
      expect(full.stderr).toContain('The disk is full');
      expect(full.stderr).not.toMatch(/\n\s+at /);
      expect((await guiju(['load', pack, '--json'], { data })).stdout).toContain('"number":1');
    },
  );

  it('decides on while answers need not be logged first, logs them when there is room, and is not ready meanwhile', async () => {
    const server = await start('buffered');
    limit(server, '1');
    for (let i = 0; i < 5; i += 1) expect((await post(server)).status).toBe(200);
    while (await isReady(server)) await wait(20);
    limit(server, 'unlimited');
    while (!(await isReady(server))) await wait(20);
    expect(await server.stop()).toBe(0);
    servers.pop();
    const replayed = await guiju(['replay', '--json'], { data });
    expect(JSON.parse(replayed.stdout)).toEqual({ replayed: 5, differences: [] });
  });

  it('answers nothing that has to be logged first and cannot be: 503, or a refused line, until there is room', async () => {
    const server = await start('durable');
    limit(server, '1');
    const refused = await post(server);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([
      503,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await refused.json()).toMatchObject({ code: 'not-logged', detail: expect.stringContaining('disk is full') });
    const lines = (await (await post(server, '/batch', 'application/x-ndjson', `${body}\n${body}\n`)).text()).trim();
    const results = lines.split('\n').map((line) => JSON.parse(line) as Result);
    expect(results.map(({ value, problems }) => [value, problems[0]?.code])).toEqual([
      [null, 'not-logged'],
      [null, 'not-logged'],
    ]);
    limit(server, 'unlimited');
    expect((await post(server)).status).toBe(200);
    expect(await isReady(server)).toBe(true);
    await server.stop();
    servers.pop();
    const replayed = await guiju(['replay', '--json'], { data });
    expect(JSON.parse(replayed.stdout)).toEqual({ replayed: 1, differences: [] });
  });
});

describe('a data folder that cannot be used', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  beforeEach(() => {
    folder = temporaryFolder();
    data = join(folder, 'data');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const answers = async (words: readonly string[]) => {
    const { code, stderr } = await guiju([...words, '--lang', 'en'], { data });
    expect(stderr).not.toMatch(/\n\s+at /);
    return [code, /\[([\w-]+)\]\s*$/.exec(stderr.trim())?.[1]];
  };

  it.each([
    ['is a file', () => writeFileSync(data, 'x'), 'store-not-readable'],
    [
      'holds something else under the name of the database',
      () => put('no database at all '.repeat(400)),
      'store-corrupt',
    ],
    ['holds a database cut short', () => put(`SQLite format 3\0${'x'.repeat(5000)}`), 'store-corrupt'],
  ])('%s', async (_title, make, code) => {
    make();
    for (const words of [
      ['start', '--port', '0'],
      ['load', writeDefinitions(join(folder, 'pack'), documents)],
    ])
      expect(await answers(words)).toEqual([3, code]);
  });

  it('is empty where something has to be there', async () => {
    expect(await answers(['replay'])).toEqual([2, 'store-empty']);
  });

  it('may only be read', async (context) => {
    if (process.getuid?.() === 0) context.skip('root may write everywhere');
    mkdirSync(data, { mode: 0o555 });
    expect(await answers(['start', '--port', '0'])).toEqual([3, 'store-read-only']);
  });

  function put(content: string): void {
    mkdirSync(data);
    writeFileSync(sqliteIn(data).path, content);
  }
});
