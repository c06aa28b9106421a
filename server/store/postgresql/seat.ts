import { Client } from 'pg';
import type { Seat } from '../decision-number.ts';
import { storeProblem } from '../problems.ts';
import { StoreError } from '../store-error.ts';
import { clientConfig } from './connection.ts';

/** How many nodes may serve one database. */
const SEATS = 16;

/** Seats are advisory locks of two numbers: this one, and that of the seat. */
const LOCK = 710_411_310;

export interface SeatKeeper {
  take(): Promise<Seat>;
  close(): Promise<void>;
}

/**
 * A node takes the first seat that is free, and holds it by a connection of its own: it is free again when the node ends, however it
 * does. Where the connection breaks it is made anew, and the node sits down again where it sat.
 */
export function seatKeeper(url: string): SeatKeeper {
  let client: Client | undefined;
  let isClosed = false;

  async function sit(seats: readonly number[]): Promise<number> {
    const made = new Client({ ...clientConfig(url), keepAlive: true });
    made.on('error', () => {});
    await made.connect();
    for (const seat of seats) {
      const { rows } = await made.query<{ readonly free: boolean }>('select pg_try_advisory_lock($1, $2) as free', [
        LOCK,
        seat,
      ]);
      if (rows[0]?.free !== true) continue;
      client = made;
      made.once('end', () => void sitAgain(seat));
      return seat;
    }
    await made.end();
    throw new StoreError(storeProblem('store-no-seat', { pointer: '' }, { most: SEATS }));
  }

  /** The numbers a node gives are those of its seat: it waits for that one. */
  async function sitAgain(seat: number): Promise<void> {
    client = undefined;
    while (!isClosed && client === undefined) {
      await new Promise((resolve) => setTimeout(resolve, 500).unref());
      if (!isClosed) await sit([seat]).catch(() => {});
    }
  }

  return {
    async take() {
      const number = await sit(Array.from({ length: SEATS }, (_, seat) => seat));
      return { number, of: SEATS };
    },
    async close() {
      isClosed = true;
      await client?.end().catch(() => {});
    },
  };
}
