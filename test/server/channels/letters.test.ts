import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, expect, it } from 'vitest';
import { byEmail, bySms, letterIn, sealedLetter } from '../../../server/channels/letters.ts';
import { plainText } from '../../../server/channels/plain-text.ts';
import { secretsBy } from '../../../server/store/secrets.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly text: string;
}

/** A mail server; `refuse` answers for an address that is not taken. */
async function mailServer(refuse: (address: string) => number | undefined = () => undefined) {
  const got: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const code = refuse(address);
      callback(code === undefined ? undefined : Object.assign(new Error('not taken'), { responseCode: code }));
    },
    onData(stream, { envelope }, callback) {
      let text = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        got.push({ from, to: envelope.rcptTo.map(({ address }) => address), text });
        callback();
      });
    },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  const close = async () => await new Promise<void>((resolve) => server.close(() => resolve()));
  closing.push(close);
  return { got, url: `smtp://127.0.0.1:${port}`, close };
}

const secrets = secretsBy(() => Buffer.alloc(32, 1));
const FROM = 'service@bank.example';
const message = (letter: object, key = 'r/1/effect/0') => ({
  number: 1,
  type: 'email',
  key,
  payload: JSON.stringify(
    sealedLetter(secrets, key, {
      to: 'wang@example.com',
      request: 'r',
      template: 'template/told',
      text: '',
      ...letter,
    }),
  ),
  attempts: 1,
});
const never = new AbortController().signal;

it('an e-mail comes to its address with its subject and HTML, under one id however often it is sent', async () => {
  const { got, url } = await mailServer();
  const send = byEmail(secrets, { url, from: FROM });
  const letter = { subject: '投诉 CMP-2026-17 已受理', text: '<p>您好</p>' };
  expect(await send(message(letter), never)).toEqual({ kind: 'delivered' });
  expect(await send(message(letter), never)).toEqual({ kind: 'delivered' });
  expect(await send(message(letter, 'r/2/effect/0'), never)).toEqual({ kind: 'delivered' });
  expect(got.map(({ from, to }) => [from, to])).toEqual(Array.from({ length: 3 }, () => [FROM, ['wang@example.com']]));
  const ids = got.map(({ text }) => /^Message-ID: (<.*>)\r$/im.exec(text)?.[1]);
  expect([ids[0] === ids[1], ids[0] === ids[2]]).toEqual([true, false]);
  expect(ids[0]).toMatch(/^<[0-9a-f]{32}@bank\.example>$/);
  // As HTML and as text; and what answers mail by itself is told not to.
  expect(got[0]?.text).toMatch(/^Content-Type: multipart\/alternative;/im);
  for (const kind of ['html', 'plain'])
    expect(got[0]?.text).toMatch(new RegExp(`^Content-Type: text/${kind}; charset=utf-8\r$`, 'im'));
  expect(got[0]?.text).toMatch(/^Auto-Submitted: auto-generated\r$/im);
  expect(got[0]?.text).toMatch(/^Subject: =\?UTF-8\?/m);
});

it.each([
  ['<p>您好，<b>王女士</b></p><p>办结</p>', '您好，王女士\n办结'],
  ['a<br>b<br/>c', 'a\nb\nc'],
  ['<ul>\n <li>一</li>\n <li>二</li></ul>', '一\n二'],
  ['<a href="https://b.example/s?x=1&amp;y=2">here</a>', 'here (https://b.example/s?x=1&y=2)'],
  ['1 &lt; 2 &amp;&#38; &#x41;&quot;&nbsp;&copy; &#99999999;', '1 < 2 && A" &copy; &#99999999;'],
  ['&lt;script&gt; stays what it says', '<script> stays what it says'],
  ['<a href="https://b.example/T"><strong>Answer</strong></a> us', 'Answer (https://b.example/T) us'],
  ["<a title='x' href='https://b.example/T' >Answer</a>", 'Answer (https://b.example/T)'],
  ['<A data-href="no" HREF = https://b.example/T>https://b.example/T</A>', 'https://b.example/T'],
  ['<a href="https://b.example/T"><img src="x"></a><a name="end">end</a>', 'https://b.example/Tend'],
  ['<a title="href=\'no\'" href="yes">a<a href="and">b', 'a (yes)b (and)'],
  ['<title>T</title><style>p > b { color: red }</style><!-- <p>x</p> --><p>Hello</p>', 'Hello'],
  ['1 < 2<br>3 > 2', '1 < 2\n3 > 2'],
  ['<p>金额<500元，余额>100元</p>', '金额<500元，余额>100元'],
])('%j reads %j where no HTML is shown', (html, text) => {
  expect(plainText(html)).toBe(text);
});

it('a letter of links that end nowhere reads as it stands, and keeps nobody waiting', () => {
  // As long as a body may be: to look for the end of each from its beginning would take hours.
  const endless = '<a href="'.repeat(50_000 / 9);
  expect(plainText(endless)).toBe(endless);
});

it('an address that brings a header or a second address along is none', async () => {
  const { got, url } = await mailServer();
  const send = byEmail(secrets, { url, from: FROM });
  await send(
    message({ to: 'wang@example.com\r\nBcc: li@example.com', subject: 'a\r\nBcc: b@example.com', text: 'x' }),
    never,
  );
  await send(message({ to: 'wang@example.com, li@example.com', subject: 'a', text: 'x' }), never);
  expect(got.flatMap(({ to }) => to).filter((to) => to === 'li@example.com' || to === 'b@example.com')).toEqual([]);
  expect(got.map(({ text }) => /^Bcc:/im.test(text))).not.toContain(true);
});

it('one refused for good is dead, one refused for now comes again, and so it does where no server is', async () => {
  const { url, close } = await mailServer((address) =>
    address.startsWith('nobody') ? 550 : address.startsWith('later') ? 451 : undefined,
  );
  const send = byEmail(secrets, { url, from: FROM });
  const to = async (name: string) => await send(message({ to: `${name}@example.com`, subject: 'a', text: 'b' }), never);
  expect(await to('nobody')).toMatchObject({ kind: 'dead', fault: expect.stringContaining('550') as string });
  expect(await to('later')).toMatchObject({ kind: 'again', fault: expect.stringContaining('451') as string });
  expect(await to('wang')).toEqual({ kind: 'delivered' });
  await close();
  closing.pop();
  expect(await to('wang')).toMatchObject({ kind: 'again', fault: expect.stringContaining('ECONNREFUSED') as string });
});

it('a server that will not have us condemns no letter: a greeting or a sign-in refused comes again, a letter to nobody is dead', async () => {
  const saying = async (greeting: string, ...more: readonly string[]) => {
    const server = createTcpServer((socket) => {
      const answers = [...more];
      socket.on('error', () => {}).on('data', () => socket.write(answers.shift() ?? '502 no\r\n'));
      if (greeting !== '') socket.write(greeting);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(async () => await new Promise((resolve) => server.close(resolve)));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const letter = message({ subject: 'a', text: 'b' });
  const closed = byEmail(secrets, { url: `smtp://${await saying('554 go away\r\n')}`, from: FROM });
  expect(await closed(letter, never)).toMatchObject({ kind: 'again', fault: expect.stringContaining('554') as string });
  const hello = '250-mail\r\n250 AUTH PLAIN\r\n';
  const unknown = byEmail(secrets, {
    url: `smtp://u:p@${await saying('220 hi\r\n', hello, '535 who\r\n')}`,
    from: FROM,
  });
  expect(await unknown(letter, never)).toMatchObject({
    kind: 'again',
    fault: expect.stringContaining('535') as string,
  });
  const { url } = await mailServer();
  expect(
    await byEmail(secrets, { url, from: FROM })(message({ to: '', subject: 'a', text: 'b' }), never),
  ).toMatchObject({
    kind: 'dead',
  });
  // One that says nothing is left after a while, and at once where this node stops.
  const silent = `smtp://${await saying('')}`;
  expect(await byEmail(secrets, { url: silent, from: FROM }, { mostMs: 50 })(letter, never)).toMatchObject({
    kind: 'again',
  });
  expect(await byEmail(secrets, { url: silent, from: FROM })(letter, AbortSignal.abort())).toMatchObject({
    kind: 'again',
  });
});

it('a text message is posted to the gateway with its key; what the gateway refuses comes again', async () => {
  const got: { readonly key: unknown; readonly body: unknown }[] = [];
  let status = 202;
  const gateway = createServer((request, reply) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      got.push({ key: request.headers['idempotency-key'], body: JSON.parse(body) });
      reply.writeHead(status).end();
    });
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  closing.push(async () => {
    gateway.closeAllConnections();
    await new Promise((resolve) => gateway.close(resolve));
  });
  const { port } = gateway.address() as AddressInfo;
  const send = bySms(secrets, `http://127.0.0.1:${port}/`, { now: () => new Date() });
  const letter = message({ to: '13800000000', text: '您的投诉已受理。' });
  expect(await send(letter, never)).toEqual({ kind: 'delivered' });
  status = 503;
  expect(await send(letter, never)).toMatchObject({ kind: 'again', fault: 'answered 503' });
  const body = { id: 'r/1/effect/0', to: '13800000000', text: '您的投诉已受理。' };
  expect(got).toEqual([1, 2].map(() => ({ key: 'r/1/effect/0', body })));
});

it('a letter opens under its own key alone, by the key of its store; one that was written before letters were sealed is read', async () => {
  const kept = message({ to: '13800000000', text: 'a' });
  expect(kept.payload).not.toContain('13800000000');
  expect(letterIn(secrets, kept)).toMatchObject({ to: '13800000000', text: 'a' });
  expect(() => letterIn(secrets, { ...kept, key: 'r/2/effect/0' })).toThrow();
  expect(() =>
    letterIn(
      secretsBy(() => Buffer.alloc(32, 2)),
      kept,
    ),
  ).toThrow();
  expect(letterIn(secrets, { ...kept, payload: '{"to":"138","text":"a"}' })).toEqual({ to: '138', text: 'a' });
});
