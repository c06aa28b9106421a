import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { sqliteIn } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { MOST_WAITING } from '../../../server/store/threaded-log.ts';
import { temporaryFolder, tester } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { type Server, startServer } from '../support/server.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const body = JSON.stringify({ facts: { clientId: 'C', age: 30 } });

describe('a server that is killed', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  let server: Server | undefined;
  beforeEach(async () => {
    folder = temporaryFolder();
    data = join(folder, 'data');
    const store = await openStore(sqliteIn(data));
    await loadDefinitions(
      store,
      tester,
      documents.map((document) => ({ document })),
    );
    await store.close();
  });
  afterEach(() => {
    server?.child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it.each<[mode: 'buffered' | 'durable', title: string, answers: number, mostLost: number]>([
    ['buffered', 'in its first moments', 3 * MOST_WAITING, MOST_WAITING],
    ['buffered', 'later', 20 * MOST_WAITING, MOST_WAITING],
    ['durable', 'in its first moments', 1000, 0],
    ['durable', 'later', 20_000, 0],
  ])(
    'found 13: %s, %s, has lost no more decisions than it says, and the last ones',
    async (mode, _title, answers, mostLost) => {
      server = await startServer(data, { GUIJU_DECISION_LOG: mode });
      const ids = await answersUntilKilled(server, answers);
      const store = await openStore(sqliteIn(data));
      const rows = await store.database.selectFrom('logged_decision').select('number').execute();
      const logged = rows.map(({ number }) => number);
      await store.close();
      const kept = new Set(logged);
      const lost = ids.filter((id) => !kept.has(id));
      expect(ids.length).toBeGreaterThanOrEqual(answers);
      expect(lost.length).toBeLessThanOrEqual(mostLost);
      expect(Math.min(...lost)).toBeGreaterThan(logged.reduce((most, one) => Math.max(most, one), 0));
    },
  );
});

/** Asks singly and in streams, kills the server when it has answered so much, and gives the ids of all that was answered. */
async function answersUntilKilled(server: Server, answers: number): Promise<readonly number[]> {
  const ids: number[] = [];
  const isKilled = () => server.child.killed;
  const take = (text: string): void => {
    for (const [, id] of text.matchAll(/"decisionId":"(\d+)"/g)) ids.push(Number(id));
    if (ids.length >= answers) server.child.kill('SIGKILL');
  };
  const single = async (): Promise<void> => {
    while (!isKilled()) {
      const reply = await fetch(server.url + DECIDE, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      take(await reply.text());
    }
  };
  const stream = async (): Promise<void> => {
    const asked = request(`${server.url}${DECIDE}/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    const feeding = (async () => {
      while (!isKilled()) if (!asked.write(`${body}\n`.repeat(100))) await once(asked, 'drain');
    })().catch(() => {});
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    let rest = '';
    for await (const chunk of response) {
      const text = rest + String(chunk);
      const end = text.lastIndexOf('\n') + 1;
      take(text.slice(0, end));
      rest = text.slice(end);
    }
    await feeding;
  };
  // Whatever was under way breaks off when the server dies.
  await Promise.allSettled([single(), single(), stream(), stream()]);
  if (server.child.exitCode === null && server.child.signalCode === null) await once(server.child, 'exit');
  return ids;
}
