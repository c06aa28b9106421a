import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Chance } from '../../server/referee/agree/random/chance.ts';
import { load, loadBeside, type Running, startGuiju, temporaryFolder, writeDefinitions } from './http/servers.ts';
import { decisionTable, wideEntity } from './model/large.ts';
import { type Findings, measured, ratio, type Suite } from './report.ts';

const PACK = fileURLToPath(new URL('../../definitions/packs/bank-crm/', import.meta.url));
const CLASS = 'segmentation/customer-class';

/** How often a decision is asked for, and how long at least. */
const PER_SECOND = 500;
const LEAST_MS = 4000;

const TURNS = ['nothing', 'the bank pack', 'a table of 5,000 × 64'] as const;
type Turn = (typeof TURNS)[number];

interface BankDocument {
  readonly kind: string;
  readonly name: string;
  readonly cases?: readonly { readonly given?: { readonly facts?: object } }[];
}

/**
 * Decisions at 500 a second while something is published that is in use: all of the bank pack (each definition has another closure, and
 * the weights of its main segmentation change), and a table of 5,000 × 64; beside the same server while nothing is published. The slowest
 * hundredth and the slowest answer as the asker sees them, and the longest pause of the server's own loop. A refused answer, or one whose
 * value another answer by the same closure does not have, ends the bench. Argument: rounds (5).
 */
export const suite: Suite = async ([count = '5']) => {
  const folder = temporaryFolder();
  let server: Running | undefined;
  try {
    const pack = join(folder.path, 'definitions');
    const data = join(folder.path, 'data');
    const bank = bankDocuments();
    let seed = 0;
    const publish: Record<Turn, () => Promise<void>> = {
      nothing: () => wait(LEAST_MS),
      'the bank pack': async () => {
        seed += 1;
        writeDefinitions(
          pack,
          bank.map((one) => without(one, seed)),
        );
        await loadBeside(pack, data);
      },
      'a table of 5,000 × 64': async () => {
        seed += 1;
        writeDefinitions(pack, [decisionTable('wide', 5000, 64, new Chance(seed))]);
        await loadBeside(pack, data);
      },
    };
    writeDefinitions(pack, [...bank.map((one) => without(one, 0)), wideEntity(), decisionTable('wide', 5000, 64)]);
    load(pack, data);
    server = await startGuiju(data, 'buffered');
    await useAll(server, bank);
    return await measure(server, factsOf(bank, CLASS), publish, Number(count));
  } finally {
    await server?.stop();
    folder.remove();
  }
};

async function measure(
  server: Running,
  facts: object,
  publish: Record<Turn, () => Promise<void>>,
  count: number,
): Promise<Findings> {
  const samples = new Map<string, number[]>();
  for (let round = 0; round <= count; round += 1) {
    for (const turn of TURNS) {
      await longestPause(server);
      const times = await hammered(server, facts, publish[turn]());
      const pause = await longestPause(server);
      if (round === 0) continue;
      const found = { p99: times[Math.ceil(times.length * 0.99) - 1] ?? 0, slowest: times.at(-1) ?? 0, pause };
      for (const [name, value] of Object.entries(found)) {
        const key = `${name}, ${turn} published`;
        samples.set(key, [...(samples.get(key) ?? []), value]);
      }
    }
  }
  const of = (name: string) => samples.get(name) ?? [];
  const besides = TURNS.slice(1).map((turn) => `p99, ${turn} published`);
  return {
    versions: {},
    results: [...samples].map(([name, values]) => measured(name, 'ms', values)),
    ratios: besides.map((name) => ratio(name, 'p99, nothing published', of(name), of('p99, nothing published'))),
  };
}

/** Asks at a steady pace, whether or not what was asked before is answered, until something is done; answers the times, ascending. */
async function hammered(server: Running, facts: object, until: Promise<void>): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const body = JSON.stringify({ facts });
  const values = new Map<string, string>();
  const answers: Promise<number>[] = [];
  let isDone = false;
  const done = until.finally(() => {
    isDone = true;
  });
  const start = performance.now();
  for (let sent = 0; !isDone || performance.now() - start < LEAST_MS; await wait(1)) {
    const due = ((performance.now() - start) / 1000) * PER_SECOND;
    for (; sent <= due; sent += 1) answers.push(timed(server, agent, body, values));
  }
  await done;
  const times = await Promise.all(answers);
  agent.destroy();
  return times.toSorted((a, b) => a - b);
}

function timed(server: Running, agent: Agent, body: string, values: Map<string, string>): Promise<number> {
  const start = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const request = httpRequest(address(server, CLASS), { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => void (text += chunk.toString()));
      response.on('end', () => {
        const time = performance.now() - start;
        if (response.statusCode !== 200) return reject(new Error(`status ${response.statusCode}: ${text}`));
        const { definition, value } = JSON.parse(text) as { definition: { closure: string }; value: unknown };
        const [found, known] = [JSON.stringify(value), values.get(definition.closure)];
        if (known !== undefined && known !== found) return reject(new Error(`A mixed answer: ${known} and ${found}`));
        values.set(definition.closure, found);
        resolve(time);
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** The longest time, in milliseconds, for which the server's loop did not come round since this was last asked. */
async function longestPause({ port }: Running): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const seconds = Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1]);
  return seconds * 1000 - LOOK_MS;
}

/** Between two looks at the loop there are so many milliseconds, which are no pause. */
const LOOK_MS = 10;

const address = ({ port }: Running, ref: string): string => `http://127.0.0.1:${port}/api/v1/decisions/${ref}`;

/** Has every decision of the pack in use: what is not asked for is not compiled. */
async function useAll(server: Running, bank: readonly BankDocument[]): Promise<void> {
  const asked = [
    ...bank.map(({ kind, name }) => [`${kind}/${name}`, factsOf(bank, `${kind}/${name}`)] as const),
    ['decision-table/wide', Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`x${i}`, 1]))] as const,
  ];
  for (const [ref, facts] of asked)
    await fetch(address(server, ref), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ facts }),
    });
}

const factsOf = (bank: readonly BankDocument[], id: string): object =>
  bank.find(({ kind, name }) => `${kind}/${name}` === id)?.cases?.[0]?.given?.facts ?? {};

function bankDocuments(): readonly BankDocument[] {
  return readdirSync(PACK, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.json'))
    .map((path) => JSON.parse(readFileSync(join(PACK, path), 'utf8')) as BankDocument);
}

/** A document without its cases, which say what it answered before: another one each time, where everything stands on it. */
function without({ cases: _, ...document }: BankDocument, seed: number): object {
  const id = `${document.kind}/${document.name}`;
  if (id === 'entity/customer') return { ...document, description: `The ${seed}th` };
  if (id !== CLASS) return document;
  const weights = seed % 2 === 0 ? [0.4, 0.35, 0.25] : [0.3, 0.45, 0.25];
  const { scores } = document as unknown as { readonly scores: readonly object[] };
  return { ...document, scores: scores.map((score, i) => ({ ...score, weight: weights[i] })) };
}
