import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { totpCode } from '../../server/authority/totp.ts';
import { temporaryFolder } from './support/bank.ts';
import { documents, segmentation } from './support/definitions.ts';
import { TOTP_SECRET } from './support/people.ts';
import { guiju, type Server, startServer, writeDefinitions } from './support/server.ts';

const json = { 'content-type': 'application/json' };

describe('people at the start', { timeout: 120_000 }, () => {
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
  const start = async (...words: string[]): Promise<Server> => {
    const server = await startServer(data, {}, words);
    servers.push(server);
    return server;
  };
  const until = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await holds())) await wait(50);
  };
  const decide = async ({ url }: Server) =>
    await fetch(`${url}/api/v1/decisions/segmentation/tier`, {
      method: 'POST',
      headers: json,
      body: JSON.stringify({ facts: { clientId: 'C', age: 30 } }),
    });

  it('life L41: a server with sample people is opened on this machine only, until they are gone', async () => {
    await guiju(['load', writeDefinitions(join(folder, 'rules'), documents)], { data });
    const server = await start();
    expect((await decide(server)).status).toBe(200);
    expect((await guiju(['people', 'list', '--json'], { data })).stdout).toContain('sample.approver');
    await server.stop();
    const beyond = await guiju(['start', '--port', '0', '--host', '0.0.0.0'], { data });
    expect([beyond.code, beyond.stdout]).toEqual([2, '']);
    expect(beyond.stderr).toContain('guiju people remove-samples');
    expect(JSON.parse((await guiju(['people', 'remove-samples', '--json'], { data })).stdout)).toEqual({ removed: 11 });
    expect((await decide(await start())).status).toBe(503);
  });

  it('an empty bank begins with two links, each with the secret of the other, and serves nothing else until both are used', async () => {
    const server = await start('--empty');
    await until(() => (server.stdout().match(/second secret/g) ?? []).length === 2);
    const found = [
      ...server
        .stdout()
        .matchAll(/^(\w+): http:\/\/localhost:\d+(\/enter\/[\w-]{43})\n.*second secret of (\w+): (\S+)$/gm),
    ];
    const links = found.map(([, account = '', path = '', other = '', secret = '']) => ({
      account,
      path,
      other,
      secret,
    }));
    expect(links.map(({ account, other }) => `${account} ${other}`).toSorted()).toEqual([
      'security system',
      'system security',
    ]);
    const statusOf = async (path: string) => (await fetch(server.url + path, { redirect: 'manual' })).status;
    expect([
      await statusOf('/'),
      await statusOf('/sign-in'),
      await statusOf('/api/v1/definitions'),
      await statusOf('/livez'),
    ]).toEqual([503, 503, 503, 200]);
    for (const { account, path } of links) {
      const second = links.find(({ other }) => other === account)?.secret ?? '';
      const use = async (secret: string) => {
        const form = {
          second: secret,
          password: 'correct horse battery staple',
          totpSecret: TOTP_SECRET,
          code: totpCode(TOTP_SECRET, new Date()),
        };
        const reply = await fetch(server.url + path, {
          method: 'POST',
          redirect: 'manual',
          headers: { origin: server.url },
          body: new URLSearchParams(form),
        });
        return reply.status;
      };
      expect(await statusOf('/sign-in')).toBe(503);
      expect([await statusOf(path), await use('WRON-GSEC-RETX'), await use(second), await use(second)]).toEqual([
        200, 401, 303, 410,
      ]);
    }
    await until(async () => (await statusOf('/sign-in')) === 200);
    expect(await statusOf('/api/v1/definitions')).toBe(401);
  });

  it('serves a folder as it stands, and as it becomes, keeping nothing', async () => {
    const rules = writeDefinitions(join(folder, 'rules'), documents);
    const server = await start('--files', rules);
    const versionOf = async () =>
      ((await (await decide(server)).json()) as { definition: { version: number } }).definition.version;
    expect(await versionOf()).toBe(1);
    writeFileSync(join(rules, 'segmentation', 'tier.json'), JSON.stringify(segmentation(61)));
    await until(async () => (await versionOf()) === 2);
    writeFileSync(join(rules, 'segmentation', 'tier.json'), '{');
    await until(() => server.stderr().includes('those before stay in force'));
    expect([await versionOf(), (await fetch(`${server.url}/sign-in`)).status]).toEqual([2, 404]);
    expect((await guiju(['people', 'list'], { data })).code).toBe(2);
    expect(await server.stop()).toBe(0);
  });

  it('a folder is served on this machine only', async () => {
    const done = await guiju(['start', '--port', '0', '--files', folder, '--host', '0.0.0.0'], { data });
    expect([done.code, done.stderr]).toEqual([2, expect.stringContaining('--host')]);
  });
});
