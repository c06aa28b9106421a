import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sqliteIn } from '../../server/store/address.ts';
import { type PostgresServer, startPostgres } from '../support/postgres-server.ts';
import { temporaryFolder } from './http/servers.ts';
import { type Findings, measured, ratio, type Suite } from './report.ts';
import type { Firing } from './timers/firing.ts';
import { graphileWorker } from './timers/graphile-worker.ts';
import { pgBoss } from './timers/pg-boss.ts';
import { ours } from './timers/requests.ts';
import { type Line, measureSize } from './timers/sizes.ts';

type Part = Pick<Findings, 'results' | 'ratios'>;

/**
 * Timers: as many as are due are claimed, each acts (one small row) and waits again, by the keeper of requests and by named peers on the same
 * PostgreSQL, in databases of their own; the keeper's act is a step of a workflow, which writes the request, its timeline and the audit. Then
 * among so many open requests with as many timers, on both databases: an inbox page, a start of the program, timers fired, and how late they
 * are at 500 a second. Arguments: rounds (5), timers a round (2000), and --sizes 10000,100000,1000000 (10000).
 */
export const suite: Suite = async (args) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { sizes: { type: 'string', default: '10000' } },
    allowPositionals: true,
  });
  const [rounds = 5, timers = 2000] = positionals.map(Number);
  const sizes = values.sizes.split(',').map(Number);
  for (const number of [rounds, timers, ...sizes])
    if (!Number.isInteger(number) || number < 1) throw new Error(`Found ${number}, expected a whole number from 1 on`);
  const fewest = 2 * rounds + 1;
  for (const size of sizes)
    if (size < fewest) throw new Error(`Found a size of ${size}, expected ${fewest} or more for ${rounds} rounds`);
  const server = await startPostgres(true);
  try {
    const peers = await besidePeers(server, rounds, timers);
    const grown = await bySize(server, { sizes, rounds, timers });
    return {
      versions: { 'graphile-worker': versionOf('graphile-worker'), 'pg-boss': versionOf('pg-boss') },
      results: [...peers.results, ...grown.results],
      ratios: [...peers.ratios, ...grown.ratios],
    };
  } finally {
    await server.remove();
  }
};

const versionOf = (name: string): string =>
  (createRequire(import.meta.url)(`${name}/package.json`) as { readonly version: string }).version;

/** In every round each has its turn; the first warms up. Each has to have fired every timer of every round. */
async function besidePeers(server: PostgresServer, rounds: number, timers: number): Promise<Part> {
  const contestants: readonly Firing[] = [
    await ours(await server.database(), timers),
    await graphileWorker(await server.database(), timers),
    await pgBoss(await server.database(), timers, 'each'),
    await pgBoss(await server.database(), timers, 'together'),
  ];
  const samples = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of contestants) {
      const speed = await run();
      if (round > 0) samples.get(name)?.push(speed);
    }
  }
  for (const { name, acted, close } of contestants) {
    const found = await acted();
    const expected = timers * (rounds + 1);
    if (found !== expected) throw new Error(`${name} acted ${found} times, not ${expected}`);
    await close();
  }
  const [first, ...peers] = contestants.map(({ name }) => name);
  const of = (name = '') => samples.get(name) ?? [];
  return {
    results: [...samples].map(([name, values]) => measured(name, 'timers/s', values)),
    ratios: peers.map((peer) => ratio(first ?? '', peer, of(first), of(peer))),
  };
}

interface Growth {
  readonly sizes: readonly number[];
  readonly rounds: number;
  readonly timers: number;
}

/** Each line of each size, and how many times the first size's it is. */
async function bySize(server: PostgresServer, { sizes, rounds, timers }: Growth): Promise<Part> {
  const results: Part['results'][number][] = [];
  const ratios: Part['ratios'][number][] = [];
  for (const kind of ['PostgreSQL', 'SQLite'] as const) {
    let first: { readonly size: number; readonly lines: readonly Line[] } | undefined;
    for (const size of sizes) {
      const folder = temporaryFolder();
      try {
        const data = join(folder.path, 'data');
        mkdirSync(data);
        const address =
          kind === 'SQLite' ? sqliteIn(data) : ({ kind: 'postgresql', url: await server.database() } as const);
        const lines = await measureSize({ address, folder: data, size, rounds, timers });
        const named = (name: string, many: number) => `${name}, ${kind}, ${many.toLocaleString('en-US')}`;
        for (const { name, unit, samples } of lines) {
          results.push(measured(named(name, size), unit, samples));
          const before = first?.lines.find((line) => line.name === name);
          if (first !== undefined && before !== undefined)
            ratios.push(ratio(named(name, size), named(name, first.size), samples, before.samples));
        }
        first ??= { size, lines };
      } finally {
        folder.remove();
      }
    }
  }
  return { results, ratios };
}
