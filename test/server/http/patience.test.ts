import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../server/app.ts';
import { type Bank, openBank } from '../support/bank.ts';

const DECIDE = '/api/v1/decisions/segmentation/tier';
const LINE = `${JSON.stringify({ facts: { clientId: 'C-1', age: 30 } })}\n`;

/** A body that is sent byte by byte, or never ends: the connection is cut, however long the test is willing to wait. */
describe('found 18: a body that is not sent in time is cut', { timeout: 60_000 }, () => {
  let bank: Bank;
  let app: FastifyInstance;
  let port: number;
  beforeAll(async () => {
    bank = await openBank();
    const checker = { check: async () => ({ kind: 'busy' }) as const, close: async () => {} };
    const studioFolder = join(bank.folder, 'none');
    app = await buildApp({ runtime: bank.runtime, checker, studioFolder, requestMs: 1000, language: 'en' });
    await app.listen({ host: '127.0.0.1', port: 0 });
    port = (app.server.address() as { readonly port: number }).port;
  });
  afterAll(async () => {
    await app.close();
    await bank.close();
    rmSync(bank.folder, { recursive: true, force: true });
  });

  const open = (path: string, type: string): { socket: Socket; text: () => string; closed: Promise<unknown> } => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    socket.on('error', () => {});
    const head = `POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    socket.write(head);
    // Who is cut off while it sends may hear of a reset first.
    const closed = new Promise((resolve) => socket.once('close', resolve));
    return { socket, text: () => text, closed };
  };
  const chunk = (text: string): string => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
  /** Sends a byte now and then until the connection is closed. */
  const drip = (socket: Socket): NodeJS.Timeout =>
    setInterval(() => {
      if (socket.writable) socket.write(chunk(' '));
    }, 20);

  it.each([
    ['a single request', DECIDE, 'application/json', ''],
    ['the first line of a stream', `${DECIDE}/batch`, 'application/x-ndjson', ''],
    ['a later line of a stream', `${DECIDE}/batch`, 'application/x-ndjson', `${LINE}{`],
  ])('%s', async (_title, path, type, begin) => {
    const { socket, text, closed } = open(path, type);
    if (begin !== '') socket.write(chunk(begin));
    const dripping = drip(socket);
    await closed;
    clearInterval(dripping);
    if (begin === '') expect(text()).toMatch(/^HTTP\/1\.1 408 .*"code":"request-too-slow"/s);
    else expect(text()).toContain('"class":"plain"');
    expect(text()).not.toContain('0\r\n\r\n');
  });

  it('but a stream that sends line after line goes on, however long it takes', async () => {
    const { socket, text } = open(`${DECIDE}/batch`, 'application/x-ndjson');
    const lines = 60;
    for (let sent = 0; sent < lines; sent += 1) {
      socket.write(chunk(LINE.slice(0, 10)));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.write(chunk(LINE.slice(10)));
    }
    socket.write('0\r\n\r\n');
    while (!text().endsWith('0\r\n\r\n')) await once(socket, 'data');
    socket.destroy();
    expect(text().match(/"class":"plain"/g)).toHaveLength(lines);
  });
});
