import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/**
 * Clients of service requests, in a process of their own: each takes its request up and gives it back by turns, on a connection that stays.
 * Words: the port, the cookie, and of each client its request and tag. Each number of milliseconds that it is sent it works for so long,
 * and answers steps a second and the 99th hundredth of the milliseconds that one took.
 */
const [port = '0', cookie = '', ...words] = process.argv.slice(2);

interface Client {
  readonly socket: Socket;
  readonly path: string;
  tag: string;
  isTaken: boolean;
}

const clients = words.map((word): Client => {
  const [id = '', tag = ''] = word.split(' ');
  const socket = connect({ port: Number(port), host: '127.0.0.1', noDelay: true });
  return { socket, path: `/api/v1/requests/${id}/events`, tag, isTaken: false };
});
await Promise.all(clients.map(async ({ socket }) => once(socket, 'connect')));

process.on('message', (milliseconds: number) => {
  const times: number[] = [];
  const start = performance.now();
  const lane = async (client: Client): Promise<void> => {
    while (performance.now() - start < milliseconds) {
      const sent = performance.now();
      await step(client);
      times.push(performance.now() - sent);
    }
  };
  void Promise.all(clients.map(lane)).then(() => {
    const seconds = (performance.now() - start) / 1000;
    times.sort((one, other) => one - other);
    process.send?.({ rate: times.length / seconds, slowest: times[Math.ceil(times.length * 0.99) - 1] });
  });
});
process.send?.('ready');

async function step(client: Client): Promise<void> {
  const body = JSON.stringify({ event: client.isTaken ? 'release' : 'claim' });
  const lines = [
    `POST ${client.path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `origin: http://127.0.0.1:${port}`,
    `cookie: guiju-session=${cookie}`,
    `if-match: ${client.tag}`,
    'content-type: application/json',
    `content-length: ${body.length}`,
  ];
  client.socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  const answer = await answered(client.socket);
  const tag = /^etag: (.*)\r$/im.exec(answer)?.[1];
  if (!answer.startsWith('HTTP/1.1 200') || tag === undefined) throw new Error(answer);
  client.tag = tag;
  client.isTaken = !client.isTaken;
}

/** A whole answer, which says how long it is. */
async function answered(socket: Socket): Promise<string> {
  let text = '';
  for (;;) {
    const [piece] = (await once(socket, 'data')) as [Buffer];
    text += piece.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const length = /^content-length: (\d+)/im.exec(text)?.[1];
    if (end >= 0 && length !== undefined && text.length >= end + 4 + Number(length)) return text;
  }
}
