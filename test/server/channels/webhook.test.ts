import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { webhook } from '../../../server/channels/webhook.ts';
import { readWebhookEndpoints, wants } from '../../../server/channels/webhook-endpoints.ts';
import { temporaryFolder } from '../support/bank.ts';

const SECRETS = [`whsec_${Buffer.alloc(32, 1).toString('base64')}`, `whsec_${Buffer.alloc(24, 2).toString('base64')}`];
const event = { id: 'r1/3', type: 'release.live', specversion: '1.0', data: { title: '金卡 “从 90 起”' } };

describe('posting an event', () => {
  let server: Server;
  let url: string;
  let got: { readonly headers: Record<string, string>; readonly body: string }[];
  let answer: (request: IncomingMessage, reply: ServerResponse) => void;
  beforeEach(async () => {
    got = [];
    answer = (_request, reply) => void reply.writeHead(204).end();
    server = createServer((request, reply) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        got.push({ headers: request.headers as Record<string, string>, body });
        answer(request, reply);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook`;
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close').catch(() => {});
  });
  const post = async (secrets: readonly string[] = SECRETS) => {
    const send = webhook({ url, secrets }, { now: () => new Date(), mostMs: 500 });
    const payload = JSON.stringify(event);
    const message = { number: 1, type: 'webhook/crm', key: event.id, payload, attempts: 1 };
    return await send(message, new AbortController().signal);
  };

  it('is verified by the library of Standard Webhooks, with either secret while one replaces the other', async () => {
    expect(await post()).toEqual({ kind: 'delivered' });
    const { headers, body } = got[0] ?? { headers: {}, body: '' };
    for (const secret of SECRETS) expect(new Webhook(secret).verify(body, headers)).toEqual(event);
    expect([headers['webhook-id'], headers['content-type']]).toEqual(['r1/3', 'application/cloudevents+json']);
    const other = new Webhook(Buffer.alloc(32, 9).toString('base64'));
    expect(() => other.verify(body, headers)).toThrow('No matching signature');
    expect(() => new Webhook(SECRETS[0] ?? '').verify(body.replace('90', '80'), headers)).toThrow(
      'No matching signature',
    );
  });

  it.each<[title: string, status: number, headers: Record<string, string>, outcome: object]>([
    ['a fault of the receiver', 500, {}, { kind: 'again', fault: 'answered 500' }],
    ['a refusal', 400, {}, { kind: 'again', fault: 'answered 400' }],
    [
      'a redirect, which is not followed',
      302,
      { location: 'http://127.0.0.1:1/' },
      { kind: 'again', fault: 'answered 302' },
    ],
    ['one that wants no more', 410, {}, { kind: 'dead', fault: 'answered 410' }],
    ['one that asks for time', 429, { 'retry-after': '120' }, { kind: 'again', notBefore: expect.any(Date) as Date }],
  ])('is answered by %s', async (_title, status, headers, outcome) => {
    answer = (_request, reply) => void reply.writeHead(status, headers).end('x'.repeat(10));
    expect(await post()).toMatchObject(outcome);
    expect(got).toHaveLength(1);
  });

  it('waits for no receiver that hangs, before its answer or within it, and for none that is not there', async () => {
    answer = () => {};
    expect(await post()).toEqual({ kind: 'again', fault: 'no answer in time' });
    answer = (_request, reply) => void reply.writeHead(200).write('x'.repeat(100));
    expect(await post()).toEqual({ kind: 'delivered' });
    server.closeAllConnections();
    server.close();
    expect(await post()).toMatchObject({
      kind: 'again',
      fault: expect.stringMatching(/ECONNREFUSED|closed/) as string,
    });
  });
});

describe('the file of endpoints', () => {
  const read = (text: string) => {
    const path = join(temporaryFolder(), 'webhooks.json');
    writeFileSync(path, text);
    return readWebhookEndpoints(path);
  };
  const one = { id: 'crm', url: 'https://crm.bank.example/hook', secrets: SECRETS, types: ['release.*'] };

  it('is read', () => expect(read(JSON.stringify([one]))).toEqual([one]));

  it.each<[title: string, text: string, fault: RegExp]>([
    ['no JSON', '{', /JSON/],
    ['no list', '{}', /array/],
    ['a secret that is too short', JSON.stringify([{ ...one, secrets: ['whsec_abc'] }]), /secrets\/0/],
    ['no secret', JSON.stringify([{ ...one, secrets: [] }]), /secrets/],
    ['another protocol', JSON.stringify([{ ...one, url: 'file:///etc/passwd' }]), /url/],
    ['a name in the address', JSON.stringify([{ ...one, url: 'https://a:b@c.example/' }]), /crm: [^@]*$/],
    ['a password in the address', JSON.stringify([{ ...one, url: 'https://:b@c.example/' }]), /crm: [^@]*$/],
    ['one id twice', JSON.stringify([one, one]), /crm stands twice/],
    ['a member that is none', JSON.stringify([{ ...one, x: 1 }]), /^\/0\/x/],
  ])('is refused with %s', (_title, text, fault) => {
    expect(read(text)).toEqual({ fault: expect.stringMatching(fault) as string });
  });

  it('says what an endpoint wants', () => {
    const types = ['release.live', 'release.held', 'request.created', 'released'];
    expect(types.filter((type) => wants(one, type))).toEqual(['release.live', 'release.held']);
    expect(types.filter((type) => wants({ ...one, types: ['release.live'] }, type))).toEqual(['release.live']);
    const { types: _, ...all } = one;
    expect(types.filter((type) => wants(all, type))).toEqual(types);
  });
});
