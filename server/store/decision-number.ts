import type { Clock } from '../clock.ts';

/**
 * Gives each decision its number, before it is logged: a thousand to the millisecond, always more than the one before, whatever the
 * clock does. So a decision made at an instant or later has a number of at least `firstNumberAt`, and numbers stay whole for JSON
 * until the year 2248. Nodes that log into one store each have a seat, and give the numbers of their own seat only.
 */
export interface DecisionNumbers {
  /** The next number, and the milliseconds it was given at. */
  next(): { readonly number: number; readonly at: number };
}

const PER_MILLISECOND = 1024;

/** The least number of decisions made at an instant or later. */
export const firstNumberAt = (milliseconds: number): number => milliseconds * PER_MILLISECOND;

/** Which of the nodes of a store this one is. */
export interface Seat {
  readonly number: number;
  readonly of: number;
}

const ALONE: Seat = { number: 0, of: 1 };

/** Numbers of a seat that follow `last`, the greatest in the log. */
export function decisionNumbers(clock: Clock, last: number, seat: Seat = ALONE): DecisionNumbers {
  let number = last - ((((last - seat.number) % seat.of) + seat.of) % seat.of);
  return {
    next() {
      const at = clock.now().getTime();
      number = Math.max(number + seat.of, firstNumberAt(at) + seat.number);
      return { number, at };
    },
  };
}
