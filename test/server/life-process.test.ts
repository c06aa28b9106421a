import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../server/operations/definitions/load-definitions.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { temporaryFolder, tester } from './support/bank.ts';
import { documents, segmentation } from './support/definitions.ts';
import { codeAt, PASSWORD, seedPeople } from './support/people.ts';
import { RELEASE_STAFF } from './support/releases.ts';
import { type Server, startServer } from './support/server.ts';

describe('a change on its way through the built server', { timeout: 120_000 }, () => {
  let folder: string;
  let server: Server | undefined;
  /** Another system, which the server tells by webhook: what it was told, and verified. */
  let told: { readonly type: string; readonly subject: string }[];
  const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
  const listener = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      told.push(new Webhook(secret).verify(body, request.headers as Record<string, string>) as (typeof told)[number]);
      reply.writeHead(204).end();
    });
  });
  beforeEach(async () => {
    folder = temporaryFolder();
    const store = await openStore(sqliteIn(join(folder, 'data')));
    await loadDefinitions(
      store,
      tester,
      documents.map((document) => ({ document })),
    );
    await seedPeople(store, RELEASE_STAFF);
    await store.close();
    told = [];
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const address = listener.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`;
    const webhooks = join(folder, 'webhooks.json');
    writeFileSync(webhooks, JSON.stringify([{ id: 'warehouse', url, secrets: [secret], types: ['release.*'] }]));
    server = await startServer(join(folder, 'data'), { GUIJU_WEBHOOKS: webhooks });
  });
  afterEach(async () => {
    if (server?.child.exitCode === null) await server.stop();
    listener.closeAllConnections();
    listener.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = async (path: string, headers: Record<string, string>, body?: object) => {
    const origin = server?.url ?? '';
    const reply = await fetch(`${origin}${path}`, {
      headers: { origin, ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    // Every answer of these routes is an object.
    return { status: reply.status, headers: reply.headers, body: JSON.parse(text) as Record<string, unknown> };
  };
  const signIn = async (account: string) => {
    const reply = await call('/api/v1/sessions', {}, { account, password: PASSWORD, code: codeAt(new Date()) });
    return { cookie: /guiju-session=[\w-]+/.exec(reply.headers.get('set-cookie') ?? '')?.[0] ?? '' };
  };

  it('is examined in a thread, approved with the next code, live by the server itself, and told to another system', async () => {
    const [ann, ben] = [await signIn('ann'), await signIn('ben')];
    const change = { title: 'Gold from less', members: [{ document: segmentation(40) }] };
    const begun = await call('/api/v1/releases', ann, change);
    const path = `/api/v1/releases/${String(begun.body['id'])}`;
    const seen = { 'if-match': begun.headers.get('etag') ?? '' };
    const submitted = await call(`${path}/submission`, { ...ann, ...seen }, {});
    expect([submitted.status, submitted.body]).toEqual([200, expect.objectContaining({ state: 'submitted' })]);
    // The code he signed in with is spent; the next one is taken half a minute before it is shown.
    const code = codeAt(new Date(Date.now() + 30_000));
    const approved = await call(`${path}/approval`, ben, { hash: submitted.body['hash'], code });
    expect([approved.status, approved.body]).toEqual([200, expect.objectContaining({ state: 'approved' })]);
    const facts = { clientId: 'C', age: 30 };
    for (;;) {
      const decided = await call('/api/v1/decisions/segmentation/tier', ann, { facts });
      if ((decided.body['value'] as { class: string }).class === 'gold') break;
      await wait(100);
    }
    expect((await call(path, ann)).body).toMatchObject({ state: 'live', publication: 2 });
    await expect
      .poll(() => told.map(({ type }) => type).toSorted())
      .toEqual(['release.approved', 'release.live', 'release.submitted']);
    expect(new Set(told.map(({ subject }) => subject))).toEqual(new Set(['1']));
    expect(await server?.stop()).toBe(0);
    expect(server?.stderr()).toBe('');
  });
});
