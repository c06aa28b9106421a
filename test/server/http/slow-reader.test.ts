import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { sqliteIn } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { temporaryFolder, tester } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { type Server, startServer } from '../support/server.ts';

const MB = 1024 * 1024;
const LINE = `${JSON.stringify({ facts: { clientId: 'C'.repeat(400), age: 30 } })}\n`;
const PIECE = LINE.repeat(1000);

describe('a stream whose reader does not read', { timeout: 240_000 }, () => {
  let folder: string;
  let server: Server;
  beforeAll(async () => {
    folder = temporaryFolder();
    const data = join(folder, 'data');
    const store = await openStore(sqliteIn(data));
    await loadDefinitions(
      store,
      tester,
      documents.map((document) => ({ document })),
    );
    await store.close();
    server = await startServer(data);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('slows its sender down, keeps memory flat, and gives every answer in the end', async () => {
    const pieces = 500;
    const asked = request(`${server.url}/api/v1/decisions/segmentation/tier/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const responding = once(asked, 'response') as Promise<[IncomingMessage]>;
    let sent = 0;
    const sending = (async () => {
      for (let piece = 0; piece < pieces; piece += 1) {
        if (!asked.write(PIECE)) await once(asked, 'drain');
        sent += PIECE.length;
      }
      asked.end();
    })();
    const [response] = await responding;
    const before = residentBytes(server);
    // Until nothing more is taken.
    for (let seen = -1; seen !== sent; ) {
      seen = sent;
      await wait(2000);
    }
    const all = pieces * PIECE.length;
    expect(sent).toBeLessThan(all / 4);
    expect(residentBytes(server) - before).toBeLessThan(64 * MB);
    let lines = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) for (const byte of chunk) if (byte === 10) lines += 1;
    await sending;
    expect(lines).toBe(pieces * 1000);
    // What is left of pieces that were let go grows with how seldom it is swept away, and not with how many there were.
    expect(all).toBeGreaterThan(200 * MB);
    expect(residentBytes(server) - before).toBeLessThan(all);
  });
});

function residentBytes({ child }: Server): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024;
}
