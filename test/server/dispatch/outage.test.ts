import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { byEmail } from '../../../server/channels/letters.ts';
import { webhook } from '../../../server/channels/webhook.ts';
import { dispatchDue } from '../../../server/dispatch/dispatch-outbox.ts';
import { fanOut } from '../../../server/dispatch/fan-out.ts';
import { composeMessages } from '../../../server/operations/notices/compose-message.ts';
import { listRequestNotices } from '../../../server/operations/notices/request-notices.ts';
import { fireDueTimers } from '../../../server/operations/requests/fire-timers.ts';
import { MESSAGES } from '../../../server/operations/requests/send-out.ts';
import { type Desk, deskDocuments, HOUR, inquiryWorkflow, openDesk, queueOf } from '../support/requests.ts';
import { onBothDatabases } from '../support/stores.ts';

const same = (text: string) => ({ 'zh-CN': text, en: text });
const notify = (to: string, template: string) => ({ type: 'notify', params: { to, template: `template/${template}` } });
const template = (name: string, audience: string, channels: JsonObject): JsonObject => ({
  kind: 'template',
  name,
  purpose: 'contact',
  entity: 'entity/inquiry',
  audience,
  channels,
});
const letter = (name: string) =>
  template(name, 'customer', { email: { subject: same(`{{ request.number }} ${name}`), body: same('<p>x</p>') } });

/** The desk: customers are written to when their inquiry is claimed and hurried, who works on it at three rungs of its clock. */
const documents = [
  ...deskDocuments.flatMap((document) => {
    if (document['name'] === 'first') return [];
    if (document['kind'] !== 'workflow') return [document];
    const text = JSON.stringify(inquiryWorkflow())
      .replace(
        '{"type":"assign","params":{"to":"actor"}}',
        (one) => `${one},${JSON.stringify(notify('customer', 'taken'))}`,
      )
      .replace(
        '{"type":"raise-priority","params":{"by":2}}',
        (one) => `${one},${JSON.stringify(notify('customer', 'hurried'))}`,
      );
    return [JSON.parse(text) as JsonObject];
  }),
  queueOf('first', {
    ladder: ['25%', '50%', '75%'].map((at) => ({ clock: 'resolve', at, actions: [notify('assignee', 'late')] })),
  }),
  letter('taken'),
  letter('hurried'),
  template('late', 'staff', { desktop: same('{{ request.number }}') }),
];

const signal = new AbortController().signal;
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A mail server on a port, or on any; the subjects it was given, in their order. */
async function mailServer(
  port: number,
  subjects: string[],
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _session, callback) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        subjects.push(/^Subject: (.*)\r$/im.exec(text)?.[1] ?? '');
        callback();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    port: (server.server.address() as AddressInfo).port,
    close: async () => await new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

onBothDatabases('after an outage', (stores) => {
  const dispatch = async (desk: Desk, more: Readonly<Record<string, Parameters<typeof dispatchDue>[2]>>) => {
    const now = () => desk.now;
    const deliveries = {
      [MESSAGES]: composeMessages(desk, async (_, key) => ({ customerId: key, email: `${key}@example.com` })),
      ...more,
    };
    for (const [type, deliver] of Object.entries(deliveries))
      while ((await dispatchDue({ store: desk.store, now }, type, deliver, { holder: 'a', signal })) > 0);
  };

  it('of an hour of mail and of a receiver, everything arrives once, in its order of each request', async () => {
    const desk = await openDesk(stores, documents);
    const subjects: string[] = [];
    const events: { readonly id: string; readonly subject: string }[] = [];
    let isDown = true;
    const receiver = createServer((request, reply) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        if (!isDown) events.push(JSON.parse(body) as (typeof events)[number]);
        reply.writeHead(isDown ? 503 : 204).end();
      });
    });
    receiver.listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    closing.push(
      () => receiver.closeAllConnections(),
      () => void receiver.close(),
    );
    // Where no mail server is, for now.
    const there = await mailServer(0, []);
    await there.close();
    const endpoint = { id: 'crm', url: `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`, secrets: [] };
    const channels = {
      'cloud-event': fanOut(desk.store, [endpoint]),
      'webhook/crm': webhook(endpoint, { now: () => desk.now }),
      email: byEmail(desk.store.secrets, { url: `smtp://127.0.0.1:${there.port}`, from: 'service@bank.example' }),
    };
    const made = [];
    for (const customer of ['C-1', 'C-2', 'C-3']) made.push(await desk.register({ customer }));
    for (const event of ['claim', 'hurry']) {
      for (const { id } of made) await desk.send(id, event);
      await dispatch(desk, channels);
      desk.later(HOUR / 2);
      await dispatch(desk, channels);
    }
    expect([subjects, events]).toEqual([[], []]);
    isDown = false;
    const back = await mailServer(there.port, subjects);
    closing.push(() => void back.close());
    // Within two hours after it: what was tried last waits the longest.
    for (let minutes = 0; minutes < 120; minutes += 10) {
      desk.later(HOUR / 6);
      await dispatch(desk, channels);
    }
    const of = (number: string) => subjects.filter((subject) => subject.startsWith(`${number} `));
    expect(made.map(({ number }) => of(number))).toEqual(
      made.map(({ number }) => [`${number} taken`, `${number} hurried`]),
    );
    const sent = await desk.store.database
      .selectFrom('outbox')
      .select('key')
      .where('type', '=', 'cloud-event')
      .orderBy('number')
      .execute();
    expect([subjects.length, events.length]).toEqual([6, sent.length]);
    for (const { id, number } of made) {
      const arrived = events.filter(({ subject }) => subject === number).map((event) => event.id);
      expect(arrived).toEqual(sent.map(({ key }) => key).filter((key) => key.startsWith(`${id}/`)));
      expect(arrived.length).toBeGreaterThan(1);
    }
  });

  it('of the program itself, one message says what three rungs would have said', async () => {
    const desk = await openDesk(stores, documents);
    const { id, number } = await desk.register();
    await desk.send(id, 'claim');
    desk.later(71 * HOUR);
    await fireDueTimers(desk, { holder: 'h' });
    await dispatch(desk, {});
    const { items } = await listRequestNotices(desk.store, 'amy', { before: undefined, limit: 50 });
    expect(items.map(({ said }) => said.en)).toEqual([number]);
  });
});
