import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from './server/support/bank.ts';
import { type Server, startServer } from './server/support/server.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
/** The shell blocks but for the first, which starts the server and runs the tests. */
const blocks = [...readme.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) => block).slice(1);

/** The block that starts a server, which is for a terminal of its own. */
const serves = blocks.find((block) => block.includes('start --files'));

/** README's shell blocks, run in one terminal beside a running server, in a folder that has what a checkout has. */
describe('README as it is pasted', { timeout: 600_000 }, () => {
  let folder: string;
  let server: Server;
  const environment: NodeJS.ProcessEnv = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', npm_execpath: '' };
  Reflect.deleteProperty(environment, 'GUIJU_DATA');
  beforeAll(async () => {
    folder = temporaryFolder();
    for (const name of ['package.json', 'scripts', 'definitions', 'dist'])
      symlinkSync(join(root, name), join(folder, name));
    server = await startServer(join(folder, 'data'));
  }, 300_000);
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('works, and answers what stands beside it', async () => {
    // Another program of this machine may hold the port that a reader has.
    const own = blocks
      .filter((block) => block !== serves)
      .map((block) => block.replaceAll('localhost:4180', `localhost:${server.port}`));
    const script = ['set -euo pipefail; shopt -s expand_aliases', ...own].join('\n');
    const shell = spawn('bash', ['-c', script], { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const [stdout, stderr] = [textOf(shell.stdout), textOf(shell.stderr)];
    const [code] = (await once(shell, 'exit')) as [number | null];
    const [given, told] = [await stdout, await stderr];
    expect({ code, told: code === 0 ? '' : told }).toEqual({ code: 0, told: '' });
    for (const [, line = ''] of own.join('').matchAll(/^# (.+)$/gm)) expect(given).toContain(line);
    const answer = given.split(/(?=\{"value":)/).find((text) => text.includes('"decisionId"'));
    expect(answer).toMatch(/^\{"value":true,.*"id":"criteria\/investor"/);
    expect(given).toContain('1 decision replayed, 0 differ');
  });

  it('serves a folder of definitions, in a terminal of its own', async () => {
    const shell = spawn('bash', ['-c', serves?.replace('4181', '0') ?? 'exit 1'], {
      cwd: folder,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    const ended = once(shell, 'exit');
    let url: string | undefined;
    for await (const chunk of shell.stdout) {
      url = /http:\/\/[\w.]+:\d+/.exec(String(chunk))?.[0];
      if (url !== undefined) break;
    }
    const answer = await fetch(`${url}/api/v1/decisions/criteria/investor`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ facts: { age: 44, aum: 60000 } }),
    });
    expect(await answer.json()).toMatchObject({ value: true });
    process.kill(-Number(shell.pid));
    await ended;
  });
});

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  return text;
}
