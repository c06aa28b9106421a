import type { Clock } from '../clock.ts';

/**
 * Gives each decision its number, before it is logged: a thousand to the millisecond, always more than the one before, whatever the
 * clock does. So a decision made at an instant or later has a number of at least `firstNumberAt`, and numbers stay whole for JSON
 * until the year 2248. Nodes that log into one store each have a seat, and give the numbers of their own seat only, out of a block that
 * is theirs for as long as they hold it.
 */
export interface DecisionNumbers {
  /** The next number, and the milliseconds it was given at. */
  next(): { readonly number: number; readonly at: number };
  /** Whether a slice of decisions may be given numbers now. */
  readonly areThere: boolean;
}

const PER_MILLISECOND = 1024;

/** The least number of decisions made at an instant or later. */
export const firstNumberAt = (milliseconds: number): number => milliseconds * PER_MILLISECOND;

/** Which of the nodes of a store this one is, as it is at the moment. */
export interface Seat {
  readonly number: number;
  readonly of: number;
  /** Numbers are given from this one on. */
  readonly from: number;
  /** None is given from this one on; 0 while the seat is not held. */
  readonly until: number;
  /** Hears of the greatest number that was given. */
  told(number: number): void;
}

export const ALONE: Seat = { number: 0, of: 1, from: 0, until: Number.MAX_SAFE_INTEGER, told: () => {} };

/** How many decisions are made between two looks whether there are numbers, at most. */
const SLICE = 4096;

/** Numbers of a seat that follow `last`, the greatest in the log. */
export function decisionNumbers(clock: Clock, last: number, seat: Seat = ALONE): DecisionNumbers {
  let number = last;
  return {
    next() {
      const at = clock.now().getTime();
      const least = Math.max(number + 1, firstNumberAt(at), seat.from);
      number = least + ((((seat.number - least) % seat.of) + seat.of) % seat.of);
      seat.told(number);
      return { number, at };
    },
    get areThere() {
      return Math.max(number, firstNumberAt(clock.now().getTime())) + SLICE * seat.of < seat.until;
    },
  };
}
