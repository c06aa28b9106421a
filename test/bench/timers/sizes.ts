import { setTimeout as wait } from 'node:timers/promises';
import { fireDueTimers, keepTimers } from '../../../server/operations/requests/fire-timers.ts';
import { listRequests } from '../../../server/operations/requests/list-requests.ts';
import type { StoreAddress } from '../../../server/store/address.ts';
import { HOUR } from '../../server/support/requests.ts';
import { startGuiju } from '../http/servers.ts';
import { perSecond } from './firing.ts';
import { NEVER, type TickingDesk, tickingDesk } from './ticking.ts';

export interface Sized {
  readonly address: StoreAddress;
  /** The data folder of a server that is started. */
  readonly folder: string;
  readonly size: number;
  readonly rounds: number;
  /** How many timers fire in a round, at most: no request twice. */
  readonly timers: number;
}

/** What was measured, each a sample a round. `unit` as in `Measured`. */
export interface Line {
  readonly name: string;
  readonly unit: string;
  readonly samples: readonly number[];
}

/** How many are due in a second, where lateness is measured. */
const RATE = 500;
const LEAD_MS = 3000;

/** Among `size` open requests with as many timers: the inbox, a start of the program, timers fired, and how late they are. */
export async function measureSize(sized: Sized): Promise<readonly Line[]> {
  const { address, folder, size, rounds } = sized;
  // Registered so long ago that its timer fires once now, and is not due again before the measurement is over.
  const ticking = await tickingDesk(address, -(HOUR + 5 * 60_000));
  ticking.aheadMs = 0;
  const { items } = await inbox(ticking);
  await ticking.arm(new Map(items.map(({ id }) => [id, NEVER])));
  await ticking.fill(size - 1);
  const each = Math.min(sized.timers, Math.floor((size - 1) / (2 * rounds)));
  const numbered = (round: number) => Array.from({ length: each }, (_, n) => `F-${round * each + n + 1}`);
  const again = async (measure: (round: number) => Promise<number>): Promise<readonly number[]> => {
    const samples: number[] = [];
    for (let round = 0; round < rounds; round += 1) samples.push(await measure(round));
    return samples;
  };
  const environment = address.kind === 'postgresql' ? { GUIJU_DATABASE: address.url } : {};
  await inbox(ticking);
  const page = await again(async () => await milliseconds(async () => void (await inbox(ticking))));
  const startUp = await again(async () => {
    const start = performance.now();
    const server = await startGuiju(folder, 'off', 0, environment);
    const seconds = (performance.now() - start) / 1000;
    await server.stop();
    return seconds;
  });
  const fired = await again(async (round) => await firedPerSecond(ticking, numbered(round)));
  const late = await again(async (round) => await lateness(ticking, numbered(rounds + round)));
  await ticking.close();
  return [
    { name: 'inbox page', unit: 'ms', samples: page },
    { name: 'start-up', unit: 's', samples: startUp },
    { name: 'timers fired', unit: 'timers/s', samples: fired },
    { name: `lateness at ${RATE}/s, 99th hundredth`, unit: 'ms', samples: late },
  ];
}

async function inbox({ desk }: TickingDesk) {
  const rights = [{ role: 'agent', scope: 'east' }] as const;
  const of = { kind: 'queue', queue: 'queue/first' } as const;
  const page = await listRequests(desk, { of, rights, people: ['amy'], isOpen: true, after: undefined, limit: 50 });
  if (page.items.length === 0) throw new Error('The inbox is empty');
  return page;
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function firedPerSecond(ticking: TickingDesk, requests: readonly string[]): Promise<number> {
  const due = new Date(Date.now() - 60_000).toISOString();
  await ticking.arm(new Map(requests.map((id) => [id, due])));
  const before = (await firedSince(ticking, '')).length;
  const speed = await perSecond(requests.length, async () => {
    while ((await fireDueTimers(ticking.desk, { holder: 'bench' })) > 0);
  });
  const fired = (await firedSince(ticking, '')).length - before;
  if (fired !== requests.length) throw new Error(`${fired} timers fired, not ${requests.length}`);
  return speed;
}

/** By how much the program's own loop is late, from when a timer is due to the instant of its step. */
async function lateness(ticking: TickingDesk, requests: readonly string[]): Promise<number> {
  const first = Date.now() + LEAD_MS;
  const at = (n: number) => new Date(first + (n * 1000) / RATE).toISOString();
  await ticking.arm(new Map(requests.map((id, n) => [id, at(n)])));
  if (Date.now() >= first) throw new Error(`To arm ${requests.length} timers took longer than ${LEAD_MS} ms`);
  const faults: string[] = [];
  let isOver = false;
  const loop = keepTimers(
    ticking.desk,
    () => isOver,
    (fault) => void faults.push(fault),
  );
  let fired: Awaited<ReturnType<typeof firedSince>> = [];
  while (faults.length === 0 && fired.length < requests.length) {
    await wait(200);
    fired = await firedSince(ticking, at(0));
  }
  isOver = true;
  await loop;
  if (faults.length > 0) throw new Error(faults.join('\n'));
  const late = fired.map((one) => Date.parse(one.at) - Date.parse(one.occurred_at)).toSorted((a, b) => a - b);
  if ((late[0] ?? 0) < 0) throw new Error(`A timer fired ${-(late[0] ?? 0)} ms early`);
  return late[Math.ceil(late.length * 0.99) - 1] ?? Number.NaN;
}

const firedSince = async ({ desk }: TickingDesk, since: string) =>
  await desk.store.database
    .selectFrom('request_event')
    .select(['at', 'occurred_at'])
    .where('kind', '=', 'timer')
    .where('occurred_at', '>=', since)
    .execute();
