import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECISIONS, lasting, single, slowest, stream, urlOf } from './http/clients.ts';
import {
  load,
  loadBeside,
  type Running,
  startGuiju,
  startNoop,
  startStreams,
  temporaryFolder,
  writeDefinitions,
} from './http/servers.ts';
import { type Customer, customers } from './model/customers.ts';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { definitions } from './model/definitions.ts';
import { decisionTable, wideEntity } from './model/large.ts';
import { type Findings, measured, ratio, type Suite } from './report.ts';

const headers = { 'content-type': 'application/json' };
const LOGS = ['off', 'buffered', 'durable'] as const;
const PARTS = ['single', 'streams', 'slowest', 'publish'] as const;
type Part = (typeof PARTS)[number];

/** How many streams run beside single decisions. */
const STREAMS = 8;
const BESIDE_STREAMS = `p99 at 500/s beside ${STREAMS} streams`;
const BESIDE_LOAD = 'p99 at 500/s while a table of 5,000 × 64 is loaded';

/**
 * Decisions over HTTP, each server in a process of its own: a Fastify route with the same schema that does nothing, ours with the log
 * off, buffered and durable (`single`); streams of decisions (`streams`); the slowest hundredth at 500 requests a second, alone and
 * beside streams from another process (`slowest`), and while a large table that is in use is published anew (`publish`). 16 connections.
 * What is compared runs in interleaved rounds, the first of which warms up; streams come after single calls, whose code they would
 * make V8 compile anew. Arguments: rounds (3), seconds a turn (2), and the parts that are wanted, else all: about two minutes.
 */
export const suite: Suite = async ([count = '3', seconds = '2', ...parts]) => {
  const unknown = parts.filter((part) => !PARTS.some((known) => known === part));
  if (unknown.length > 0) throw new Error(`No part is called ${unknown.join(', ')}; there are ${PARTS.join(', ')}`);
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
    const wanted = PARTS.filter((part) => parts.length === 0 || parts.includes(part));
    return await measure(wanted, { noop, ours, people, publish }, { count: Number(count), seconds: Number(seconds) });
  } finally {
    for (const server of servers) await server.stop();
    folder.remove();
  }
};

interface Measurable {
  readonly noop: Running;
  /** Ours, by what becomes of their decisions' log. */
  readonly ours: ReadonlyMap<string, Running>;
  readonly people: readonly Customer[];
  publish(): Promise<void>;
}

type Keep = (name: string, value: number) => void;

const TURNS: Readonly<Record<Part, (of: Measurable, seconds: number, keep: Keep) => Promise<void>>> = {
  async single({ noop, ours, people }, seconds, keep) {
    keep('fastify, doing nothing', await single(noop, people, seconds));
    for (const [log, server] of ours) keep(`single, log ${log}`, await single(server, people, seconds));
  },
  async streams({ ours, people }, seconds, keep) {
    for (const [log, server] of ours) keep(`batch, log ${log}`, await stream(server, people, lasting(seconds)));
  },
  async slowest({ ours, people }, seconds, keep) {
    for (const [log, server] of ours) keep(`p99 at 500/s, log ${log}`, await slowest(server, people, seconds));
    for (const log of ['off', 'buffered']) {
      const server = ours.get(log);
      if (server === undefined) continue;
      const { time, speed } = await besideStreams(server, people, seconds);
      keep(`${BESIDE_STREAMS}, log ${log}`, time);
      keep(`the ${STREAMS} streams beside it, log ${log}`, speed);
    }
  },
  async publish({ ours, people, publish }, seconds, keep) {
    const server = ours.get('off');
    if (server === undefined) return;
    const [time] = await Promise.all([slowest(server, people, seconds), publish()]);
    keep(BESIDE_LOAD, time);
  },
};

async function measure(
  parts: readonly Part[],
  of: Measurable,
  { count, seconds }: { readonly count: number; readonly seconds: number },
): Promise<Findings> {
  const samples = new Map<string, number[]>();
  const add = (name: string, value: number): void => {
    samples.set(name, [...(samples.get(name) ?? []), value]);
  };
  for (const part of parts) {
    await TURNS[part](of, seconds, () => {});
    for (let round = 0; round < count; round += 1) await TURNS[part](of, seconds, add);
  }
  const values = (name: string) => samples.get(name) ?? [];
  const unit = (name: string) => (name.startsWith('p99') ? 'ms' : 'decisions/s');
  const to = (fast: string, slow: string) =>
    samples.has(fast) && samples.has(slow) ? [ratio(fast, slow, values(fast), values(slow))] : [];
  return {
    versions: { fastify: versionOf('fastify'), autocannon: versionOf('autocannon') },
    results: [...samples].map(([name, all]) => measured(name, unit(name), all)),
    ratios: LOGS.flatMap((log) => [
      ...to(`single, log ${log}`, 'fastify, doing nothing'),
      ...to(`batch, log ${log}`, `single, log ${log}`),
    ]),
  };
}

/** The slowest hundredth, and what the streams beside it had, which are written as fast as they are taken. */
async function besideStreams(
  server: Running,
  people: readonly Customer[],
  seconds: number,
): Promise<{ readonly time: number; readonly speed: number }> {
  const stop = await startStreams(server.port, STREAMS);
  const time = await slowest(server, people, seconds);
  return { time, speed: await stop() };
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

async function answerOf(server: Running | undefined, facts: Customer | undefined): Promise<string> {
  if (server === undefined) throw new Error('No server');
  const response = await fetch(`${urlOf(server)}${DECISIONS}`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ facts }),
  });
  if (!response.ok) throw new Error(await response.text());
  return await response.text();
}

/** Every server answers every customer alike, singly and in a stream, before anything is timed. */
async function compareAnswers(servers: readonly Running[], people: readonly Customer[]): Promise<void> {
  const body = people.map((facts) => `${JSON.stringify({ facts })}\n`).join('');
  const expected = await Promise.all(people.map((facts) => answerOf(servers[0], facts)));
  for (const server of servers) {
    const type = { 'content-type': 'application/x-ndjson' };
    const response = await fetch(`${urlOf(server)}${DECISIONS}/batch`, { method: 'POST', headers: type, body });
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
