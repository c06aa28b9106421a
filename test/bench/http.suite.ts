import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import {
  load,
  loadBeside,
  type Running,
  startGuiju,
  startNoop,
  temporaryFolder,
  writeDefinitions,
} from './http/servers.ts';
import { type Customer, customers } from './model/customers.ts';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { definitions } from './model/definitions.ts';
import { decisionTable, wideEntity } from './model/large.ts';
import { type Findings, measured, ratio, type Suite } from './report.ts';

const PATH = '/api/v1/decisions/segmentation/customer-class';
const headers = { 'content-type': 'application/json' };
const LOGS = ['off', 'buffered', 'durable'] as const;

/** How many streams run beside single decisions. */
const STREAMS = 8;
const BESIDE_STREAMS = `p99 at 500/s beside ${STREAMS} streams`;
const BESIDE_LOAD = 'p99 at 500/s while a table of 5,000 × 64 is loaded';

/**
 * Decisions over HTTP, each server in a process of its own: a Fastify route with the same schema that does nothing, ours with the log
 * off, buffered and durable, streams of decisions, and the slowest hundredth at 500 requests a second: alone, beside streams, and while a
 * large table that is in use is published anew. 16 connections. What
 * is compared runs in interleaved rounds, the first of which warms up; streams come after single calls, whose code they would make
 * V8 compile anew. Arguments: rounds (5), seconds a turn (4).
 */
export const suite: Suite = async ([count = '5', seconds = '4']) => {
  const folder = temporaryFolder();
  const servers: Running[] = [];
  try {
    const pack = join(folder.path, 'definitions');
    writeDefinitions(
      pack,
      definitions().map(({ document }) => document),
    );
    const people = customers(500);
    const ours = new Map<string, Running>();
    for (const log of LOGS) {
      load(pack, join(folder.path, log));
      const server = await startGuiju(join(folder.path, log), log);
      servers.push(server);
      ours.set(log, server);
    }
    const noop = await startNoop(await answerOf(ours.get('off'), people[0]));
    servers.push(noop);
    await compareAnswers([...ours.values()], people);
    const publish = tableLoader(pack, join(folder.path, 'off'), ours.get('off'));
    return await measure(noop, ours, { people, publish }, { count: Number(count), seconds: Number(seconds) });
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
};

async function measure(
  noop: Running,
  ours: ReadonlyMap<string, Running>,
  { people, publish }: { readonly people: readonly Customer[]; readonly publish: () => Promise<void> },
  { count, seconds }: { readonly count: number; readonly seconds: number },
): Promise<Findings> {
  const samples = new Map<string, number[]>();
  const add = (name: string, value: number): void => {
    samples.set(name, [...(samples.get(name) ?? []), value]);
  };
  const rounds = async (turn: (duration: number, keep: typeof add) => Promise<void>) => {
    await turn(seconds, () => {});
    for (let round = 0; round < count; round += 1) await turn(seconds, add);
  };
  await rounds(async (duration, keep) => {
    keep('fastify, doing nothing', await single(noop, people, duration));
    for (const [log, server] of ours) keep(`single, log ${log}`, await single(server, people, duration));
  });
  await rounds(async (duration, keep) => {
    for (const [log, server] of ours) keep(`batch, log ${log}`, await stream(server, people, duration));
  });
  await rounds(async (duration, keep) => {
    for (const [log, server] of ours) keep(`p99 at 500/s, log ${log}`, await slowest(server, people, duration));
    for (const log of ['off', 'buffered']) {
      const server = ours.get(log);
      if (server !== undefined) keep(`${BESIDE_STREAMS}, log ${log}`, await besideStreams(server, people, duration));
    }
  });
  await rounds(async (duration, keep) => {
    const server = ours.get('off');
    if (server === undefined) return;
    const [time] = await Promise.all([slowest(server, people, duration), publish()]);
    keep(BESIDE_LOAD, time);
  });
  const of = (name: string) => samples.get(name) ?? [];
  const unit = (name: string) => (name.startsWith('p99') ? 'ms' : 'decisions/s');
  const to = (fast: string, slow: string) => ratio(fast, slow, of(fast), of(slow));
  return {
    versions: { fastify: versionOf('fastify'), autocannon: versionOf('autocannon') },
    results: [...samples].map(([name, values]) => measured(name, unit(name), values)),
    ratios: LOGS.flatMap((log) => [
      to(`single, log ${log}`, 'fastify, doing nothing'),
      to(`batch, log ${log}`, `single, log ${log}`),
    ]),
  };
}

const requestsOf = (people: readonly Customer[]) =>
  people.map((facts) => ({ method: 'POST' as const, path: PATH, headers, body: JSON.stringify({ facts }) }));

const urlOf = ({ port }: Running) => `http://127.0.0.1:${port}`;

async function single(server: Running, people: readonly Customer[], duration: number): Promise<number> {
  const found = await autocannon({ url: urlOf(server), connections: 16, duration, requests: requestsOf(people) });
  if (found.non2xx + found.errors > 0) throw new Error(`${found.non2xx} refusals, ${found.errors} errors`);
  return found.requests.total / found.duration;
}

/**
 * The 99th percentile in milliseconds at 500 requests a second: one every two milliseconds, sent whether or not those before it were
 * answered, timed from the moment it is sent.
 */
async function slowest(server: Running, people: readonly Customer[], duration: number): Promise<number> {
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

function timed(server: Running, agent: Agent, body: string): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const length = Buffer.byteLength(body);
    const options = { method: 'POST', agent, headers: { ...headers, 'content-length': length } };
    const request = httpRequest(`${urlOf(server)}${PATH}`, options, (response) => {
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

/** The slowest hundredth while streams are written as fast as they are taken. */
async function besideStreams(server: Running, people: readonly Customer[], duration: number): Promise<number> {
  const streams = Array.from({ length: STREAMS }, () => stream(server, people, duration));
  const [time] = await Promise.all([slowest(server, people, duration), ...streams]);
  return time;
}

/** Loads a table of 5,000 × 64, another one each time, which the server has to have in use: it is asked for a decision once. */
function tableLoader(pack: string, data: string, server: Running | undefined): () => Promise<void> {
  let seed = 0;
  return async () => {
    seed += 1;
    writeDefinitions(pack, [wideEntity(), decisionTable('wide', 5000, 64, new Chance(seed))]);
    await loadBeside(pack, data);
    const facts = Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`x${i}`, seed]));
    if (server === undefined) return;
    const address = `${urlOf(server)}/api/v1/decisions/decision-table/wide`;
    const response = await fetch(address, { method: 'POST', headers, body: JSON.stringify({ facts }) });
    if (!response.ok) throw new Error(await response.text());
  };
}

/** Decisions a second over one stream that is written as fast as it is taken. */
async function stream(server: Running, people: readonly Customer[], duration: number): Promise<number> {
  const piece = Buffer.from(people.map((facts) => `${JSON.stringify({ facts })}\n`).join(''));
  const start = performance.now();
  const request = httpRequest(`${urlOf(server)}${PATH}/batch`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  });
  const answered = linesOf(request);
  let sent = 0;
  while (performance.now() - start < duration * 1000) {
    if (!request.write(piece)) await once(request, 'drain');
    sent += people.length;
  }
  request.end();
  const count = await answered;
  if (count !== sent) throw new Error(`${sent} requests, ${count} results`);
  return (count / (performance.now() - start)) * 1000;
}

async function linesOf(request: ReturnType<typeof httpRequest>): Promise<number> {
  const [response] = (await once(request, 'response')) as [AsyncIterable<Buffer>];
  let count = 0;
  for await (const chunk of response) for (const byte of chunk) if (byte === 10) count += 1;
  return count;
}

async function answerOf(server: Running | undefined, facts: Customer | undefined): Promise<string> {
  if (server === undefined) throw new Error('No server');
  const response = await fetch(`${urlOf(server)}${PATH}`, { method: 'POST', headers, body: JSON.stringify({ facts }) });
  if (!response.ok) throw new Error(await response.text());
  return await response.text();
}

/** Every server answers every customer alike, singly and in a stream, before anything is timed. */
async function compareAnswers(servers: readonly Running[], people: readonly Customer[]): Promise<void> {
  const body = people.map((facts) => `${JSON.stringify({ facts })}\n`).join('');
  const expected = await Promise.all(people.map((facts) => answerOf(servers[0], facts)));
  for (const server of servers) {
    const type = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${urlOf(server)}${PATH}/batch`, { method: 'POST', headers: type, body });
    const lines = (await response.text()).trimEnd().split('\n');
    const differs = expected.findIndex((text, i) => withoutId(text) !== withoutId(lines[i]));
    if (differs >= 0 || lines.length !== expected.length)
      throw new Error(`Customer ${differs} is answered differently`);
  }
}

/** Every decision has an id of its own. */
const withoutId = (text: string | undefined): string | undefined => text?.replace(/"decisionId":"\d+"/, '');

function versionOf(name: string): string {
  const text = readFileSync(new URL(`../../node_modules/${name}/package.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}
