import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import type { Customer } from '../model/customers.ts';
import type { Running } from './servers.ts';

export const DECISIONS = '/api/v1/decisions/segmentation/customer-class';
const headers = { 'content-type': 'application/json' };

/** Where a server is asked. */
type Address = Pick<Running, 'port'>;

const requestsOf = (people: readonly Customer[]) =>
  people.map((facts) => ({ method: 'POST' as const, path: DECISIONS, headers, body: JSON.stringify({ facts }) }));

export const urlOf = ({ port }: Address) => `http://127.0.0.1:${port}`;

/** Single decisions a second over 16 connections. */
export async function single(server: Address, people: readonly Customer[], duration: number): Promise<number> {
  const found = await autocannon({ url: urlOf(server), connections: 16, duration, requests: requestsOf(people) });
  if (found.non2xx + found.errors > 0) throw new Error(`${found.non2xx} refusals, ${found.errors} errors`);
  return found.requests.total / found.duration;
}

/**
 * The 99th percentile in milliseconds at 500 requests a second: one every two milliseconds, sent whether or not those before it were
 * answered, timed from the moment it is sent.
 */
export async function slowest(server: Address, people: readonly Customer[], duration: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const bodies = people.map((facts) => JSON.stringify({ facts }));
  const answers: Promise<number>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < duration * 500; ) {
    const due = Math.floor((performance.now() - start) / 2);
    for (; sent <= due && sent < duration * 500; sent += 1)
      answers.push(timed(server, agent, bodies[sent % bodies.length] ?? ''));
    await wait(1);
  }
  const times = (await Promise.all(answers)).toSorted((a, b) => a - b);
  agent.destroy();
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

function timed(server: Address, agent: Agent, body: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const options = { method: 'POST', agent, headers: { ...headers, 'content-length': length } };
    const request = httpRequest(`${urlOf(server)}${DECISIONS}`, options, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - start);
        else reject(new Error(`status ${response.statusCode}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Decisions a second over one stream that is written as fast as it is taken, for as long as `isOn` says. */
export async function stream(server: Address, people: readonly Customer[], isOn: () => boolean): Promise<number> {
  const piece = Buffer.from(people.map((facts) => `${JSON.stringify({ facts })}\n`).join(''));
  const start = performance.now();
  const request = httpRequest(`${urlOf(server)}${DECISIONS}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const answered = linesOf(request);
  let sent = 0;
  while (isOn()) {
    if (!request.write(piece)) await once(request, 'drain');
    sent += people.length;
  }
  request.end();
  const count = await answered;
  if (count !== sent) throw new Error(`${sent} requests, ${count} results`);
  return (count / (performance.now() - start)) * 1000;
}

/** What holds for so many seconds from now. */
export function lasting(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1000;
  return () => performance.now() < end;
}

async function linesOf(request: ReturnType<typeof httpRequest>): Promise<number> {
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>];
  let count = 0;
  for await (const chunk of response)
    for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}
