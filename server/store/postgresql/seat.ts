import { setTimeout as wait } from 'node:timers/promises';
import type { Pool } from 'pg';
import { processName } from '../audit.ts';
import { firstNumberAt, type Seat } from '../decision-number.ts';
import { storeProblem } from '../problems.ts';
import { StoreError } from '../store-error.ts';

/**
 * A node gives the numbers of its seat. It has the seat by a lease, and with it a block of numbers that nobody else may give: both stand
 * in a row, and whoever takes the seat next begins behind the block. So a node that is cut off, or asleep while its lease runs out, can
 * give no number that another gives: it stops where its lease or its block ends, by its own clocks, and the block of the next one lies
 * beyond, whatever the clocks say. A node that ends gives back what it did not use. Instants are the database's own.
 */
export interface SeatKeeper {
  take(leaseMs: number): Promise<Seat>;
  close(): Promise<void>;
}

/** How many nodes may serve one database. */
const SEATS = 16;

/** How long it is waited before a seat is asked for again, where none was free. */
const AGAIN_MS = 500;

/** What a node has, until its lease ends by either of its clocks: one stands still where the machine sleeps, the other may be set. */
interface Held {
  readonly number: number;
  readonly fence: number;
  readonly from: number;
  readonly until: number;
  readonly endsAt: { readonly steady: number; readonly wall: number };
}

let keepers = 0;

export function seatKeeper(pool: Pool): SeatKeeper {
  keepers += 1;
  const holder = `${processName()} ${keepers}`;
  let held: Held | undefined;
  let last = 0;
  let renewing: NodeJS.Timeout | undefined;
  let isClosed = false;

  async function sit(leaseMs: number): Promise<void> {
    for (let seat = 0; seat < SEATS && held === undefined; seat += 1)
      held = await asked(leaseMs, (block) => takeSeat(pool, { number: seat, holder, leaseMs, block }));
  }

  /** Holds the seat on; where another has it by now, takes one anew. */
  async function renew(leaseMs: number): Promise<void> {
    const before = held;
    if (before === undefined) return await sit(leaseMs);
    const renewed = await asked(leaseMs, (block) => renewSeat(pool, before, { holder, leaseMs, block }));
    held = renewed;
    if (renewed === undefined) await sit(leaseMs);
  }

  /** A lease counts from before it was asked for. */
  async function asked(
    leaseMs: number,
    ask: (block: Block) => Promise<Omit<Held, 'endsAt'> | undefined>,
  ): Promise<Held | undefined> {
    const [steady, wall] = [performance.now(), Date.now()];
    const block = { after: Math.max(last, firstNumberAt(wall)), size: firstNumberAt(leaseMs) };
    const found = await ask(block);
    return found && { ...found, endsAt: { steady: steady + leaseMs, wall: wall + leaseMs } };
  }

  function keepRenewing(leaseMs: number): void {
    const pause = held === undefined ? Math.min(AGAIN_MS, leaseMs / 4) : leaseMs / 4;
    renewing = setTimeout(() => {
      // A database that is out of reach is asked again; meanwhile the lease runs out.
      void renew(leaseMs)
        .catch(() => {})
        .finally(() => {
          if (!isClosed) keepRenewing(leaseMs);
        });
    }, pause).unref();
  }

  return {
    async take(leaseMs) {
      // Nodes that were killed leave their seats when their leases end.
      for (const asOf = performance.now(); held === undefined; ) {
        await sit(leaseMs);
        if (held === undefined && performance.now() - asOf > leaseMs + AGAIN_MS)
          throw new StoreError(storeProblem('store-no-seat', { pointer: '' }, { most: SEATS }));
        if (held === undefined) await wait(AGAIN_MS);
      }
      keepRenewing(leaseMs);
      return {
        of: SEATS,
        get number() {
          return held?.number ?? 0;
        },
        get from() {
          return held?.from ?? 0;
        },
        get until() {
          if (held === undefined) return 0;
          const { steady, wall } = held.endsAt;
          return performance.now() < steady && Date.now() < wall ? held.until : 0;
        },
        told(number) {
          last = number;
        },
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(renewing);
      if (held !== undefined) await leaveSeat(pool, held, holder, last).catch(() => {});
    },
  };
}

/** The numbers that are asked for: so many, behind what was given and what the clock says. */
interface Block {
  readonly after: number;
  readonly size: number;
}

interface Claim {
  readonly holder: string;
  readonly leaseMs: number;
  readonly block: Block;
}

const NOW = `to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const THEN = `to_char(clock_timestamp() at time zone 'utc' + $3 * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

type SeatRow = Omit<Held, 'endsAt'>;

async function takeSeat(
  pool: Pool,
  { number, holder, leaseMs, block }: Claim & { readonly number: number },
): Promise<SeatRow | undefined> {
  const { rows } = await pool.query<SeatRow>(
    `insert into seat (number, holder, fence, held_until, numbers_from, numbers_until)
     values ($1, $2, 1, ${THEN}, 0, $4::bigint + $5::bigint)
     on conflict (number) do update set holder = excluded.holder, fence = seat.fence + 1, held_until = excluded.held_until,
       numbers_from = seat.numbers_until, numbers_until = greatest(seat.numbers_until, $4::bigint) + $5::bigint
     where seat.held_until < ${NOW}
     returning number, fence, numbers_from as "from", numbers_until as "until"`,
    [number, holder, leaseMs, block.after, block.size],
  );
  return rows[0];
}

/** Nobody took it meanwhile: then it is held on, even where the lease had run out. */
async function renewSeat(
  pool: Pool,
  { number, fence }: SeatRow,
  { holder, leaseMs, block }: Claim,
): Promise<SeatRow | undefined> {
  const { rows } = await pool.query<SeatRow>(
    `update seat set held_until = ${THEN}, numbers_until = greatest(numbers_until, $4::bigint + $5::bigint)
     where number = $1 and holder = $2 and fence = $6
     returning number, fence, numbers_from as "from", numbers_until as "until"`,
    [number, holder, leaseMs, block.after, block.size, fence],
  );
  return rows[0];
}

async function leaveSeat(pool: Pool, { number, fence, from }: SeatRow, holder: string, last: number): Promise<void> {
  await pool.query(
    `update seat set held_until = '', numbers_until = $4 where number = $1 and holder = $2 and fence = $3`,
    [number, holder, fence, Math.max(from, last + 1)],
  );
}
