import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bank, openBank } from '../support/bank.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const JSON_BODY = 'Content-Type: application/json\r\n';

/** A request as it goes over the wire. */
function wire(method: string, path: string, headers = '', body: string | Buffer = ''): Buffer {
  const length = /transfer-encoding|content-length/i.test(headers)
    ? ''
    : `Content-Length: ${Buffer.byteLength(body)}\r\n`;
  const head = `${method} ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: en\r\nConnection: close\r\n${headers}${length}\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(body)]);
}

const refused: readonly (readonly [title: string, bytes: Buffer, status: number, code: string])[] = [
  [
    'chunks that are none',
    wire('POST', DECIDE, `${JSON_BODY}Transfer-Encoding: chunked\r\n`, 'zz\r\n{}\r\n0\r\n\r\n'),
    400,
    'not-http',
  ],
  [
    'a length beside chunks',
    wire('POST', DECIDE, `${JSON_BODY}Transfer-Encoding: chunked\r\nContent-Length: 4\r\n`, '0\r\n\r\n'),
    400,
    'not-http',
  ],
  ['a negative length', wire('POST', DECIDE, `${JSON_BODY}Content-Length: -5\r\n`, '{}'), 400, 'not-http'],
  ['another version of HTTP', Buffer.from('GET /livez HTTP/3.0\r\nAccept-Language: en\r\n\r\n'), 400, 'not-http'],
  ['an address of 20,000 characters', wire('GET', `/${'a'.repeat(20_000)}`), 431, 'headers-too-large'],
  [
    '3,000 headers',
    wire('GET', '/livez', Array.from({ length: 3000 }, (_, i) => `X-${i}: y\r\n`).join('')),
    431,
    'headers-too-large',
  ],
  ['an unknown expectation', wire('POST', DECIDE, `${JSON_BODY}Expect: tea\r\n`, '{}'), 417, 'expectation-failed'],
  [
    'a compressed body',
    wire('POST', DECIDE, `${JSON_BODY}Content-Encoding: gzip\r\n`, gzipSync('{"facts":{}}')),
    415,
    'encoding-unsupported',
  ],
  ['a null character in the address', wire('GET', '/assets/%00'), 404, 'route-not-found'],
  ['a way out of the folder', wire('GET', '/assets/../../../../etc/passwd'), 404, 'route-not-found'],
  ['an encoded way out of the folder', wire('GET', '/docs/static/..%2f..%2fpackage.json'), 404, 'route-not-found'],
  ['a method nobody knows', wire('PROPFIND', DECIDE), 404, 'route-not-found'],
  ['NaN', wire('POST', DECIDE, JSON_BODY, '{"facts":{"age":NaN}}'), 400, 'not-json'],
  ['1e400', wire('POST', DECIDE, JSON_BODY, '{"facts":{"age":1e400}}'), 400, 'number-loses-digits'],
  ['half a surrogate pair', wire('POST', DECIDE, JSON_BODY, '{"facts":{"clientId":"\\ud800"}}'), 400, 'lone-surrogate'],
  ['a language twice', wire('POST', `${DECIDE}?lang=en&lang=zh-CN`, JSON_BODY, '{}'), 400, 'query-malformed'],
];

describe('over a socket, HTTP refuses with a problem', () => {
  let bank: Bank;
  let port: number;
  beforeAll(async () => {
    bank = await openBank();
    await bank.app.listen({ host: '127.0.0.1', port: 0 });
    port = (bank.app.server.address() as { readonly port: number }).port;
  });
  afterAll(() => bank.close());

  async function answer(bytes: Buffer): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', () => {});
    const closed = once(socket, 'close');
    socket.write(bytes);
    await closed;
    return text;
  }

  it.each(refused)('%s', async (_title, bytes, status, code) => {
    const text = await answer(bytes);
    const [head = '', body = ''] = text.split('\r\n\r\n');
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(head.toLowerCase()).toContain('content-type: application/problem+json; charset=utf-8');
    expect(head.toLowerCase()).toContain('content-language: en');
    expect(text).toContain(`"code":"${code}"`);
    expect(body).not.toMatch(/node_modules|\.js:\d/);
    expect((await fetch(`http://127.0.0.1:${port}/livez`)).status).toBe(200);
  });
});
