import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { webhook } from '../../../../server/channels/webhook.ts';
import { messageType } from '../../../../server/channels/webhook-endpoints.ts';
import { dispatchDue } from '../../../../server/dispatch/dispatch-outbox.ts';
import { fanOut } from '../../../../server/dispatch/fan-out.ts';
import { deliverAgain, listDeliveries } from '../../../../server/operations/deliveries/deliveries.ts';
import { as } from '../../support/people.ts';
import { deskDocuments, inquiryWorkflow, openDesk } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

const [OLD, NEW] = [1, 2].map((byte) => `whsec_${Buffer.alloc(32, byte).toString('base64')}`) as [string, string];
const RIGHTS = [{ role: 'system-administrator', scope: 'bank' }] as const;
const running = new AbortController().signal;

/** The desk, whose inquiries call two systems when they are claimed. */
const calling = deskDocuments.map((document) => {
  if (document['kind'] !== 'workflow') return document;
  const text = JSON.stringify(inquiryWorkflow());
  const calls = ['slow', 'core'].map((name) => ({ type: 'call-webhook', params: { webhook: name } }));
  return JSON.parse(
    text.replace(
      '{"type":"assign","params":{"to":"actor"}}',
      (assign) => `${assign},${JSON.stringify(calls).slice(1, -1)}`,
    ),
  ) as typeof document;
});

onBothDatabases('the webhook that a workflow calls', (stores) => {
  it('is posted to whom it names, signed, in its order, while another hangs; again by hand, and by the next secret', async () => {
    const got: { readonly path: string; readonly headers: Record<string, string>; readonly body: string }[] = [];
    const server = createServer((request, reply) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        if (request.url === '/slow') return;
        got.push({ path: request.url ?? '', headers: request.headers as Record<string, string>, body });
        reply.writeHead(204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const desk = await openDesk(stores, calling);
    const now = () => desk.now;
    // What is called needs not listen to events of its kind; what it listens to comes before, where it happened before.
    const endpoints = Object.entries({ slow: 'release.*', core: 'request.created' }).map(([id, type]) => ({
      id,
      url: `${url}/${id}`,
      secrets: [OLD],
      types: [type],
    }));
    const dispatch = async (secrets: readonly string[]) => {
      const deliveries = {
        'cloud-event': fanOut(desk.store, endpoints),
        ...Object.fromEntries(
          endpoints.map((one) => [
            messageType(one.id),
            webhook({ ...one, secrets }, { now: () => new Date(), mostMs: 300 }),
          ]),
        ),
      };
      for (const [type, deliver] of Object.entries(deliveries))
        while ((await dispatchDue({ store: desk.store, now }, type, deliver, { holder: 'a', signal: running })) > 0);
    };
    const { id, number } = await desk.register();
    await desk.send(id, 'claim');
    await desk.send(id, 'release');
    await desk.send(id, 'claim');
    await dispatch([OLD]);
    const events = got.map(({ headers, body }) => new Webhook(OLD).verify(body, headers) as Record<string, unknown>);
    expect(got.map(({ path }) => path)).toEqual(['/core', '/core', '/core']);
    expect(events[0]).toMatchObject({ type: 'request.created', subject: number });
    const called = events.slice(1);
    expect(called).toMatchObject(
      [2, 4].map((revision) => ({
        type: 'request.called',
        subject: number,
        source: '/api/v1/requests',
        data: { request: id, revision, type: 'request-type/inquiry', queue: 'queue/first', state: ['open'] },
      })),
    );
    const { items } = await listDeliveries(desk.store, RIGHTS, { state: undefined, before: undefined, limit: 50 });
    // The one that hangs is tried by its first message alone: the second waits for it.
    expect(items.map(({ endpoint, state, attempts }) => `${endpoint} ${state} ${attempts}`).toSorted()).toEqual([
      'core delivered 1',
      'core delivered 1',
      'core delivered 1',
      'slow waiting 0',
      'slow waiting 1',
    ]);
    const sent = items.find(({ endpoint }) => endpoint === 'core');
    await deliverAgain(desk.store, as('sys'), sent?.number ?? 0);
    await dispatch([NEW, OLD]);
    const again = got.at(-1) ?? { headers: {}, body: '' };
    for (const secret of [NEW, OLD]) expect(new Webhook(secret).verify(again.body, again.headers)).toEqual(called[1]);
    expect(got.map(({ headers }) => headers['webhook-id'])).toEqual([
      ...events.map((event) => event['id']),
      sent?.event.id,
    ]);
    server.closeAllConnections();
    server.close();
  });
});
