/** Attempts to sign in to one account that failed in a row. */
export interface Failures {
  readonly count: number;
  readonly lastAt: Date;
}

/** How many may fail before the account slows down, and how long it waits at most. */
const FREE_FAILURES = 5;
const MOST_WAIT_SECONDS = 900;

/**
 * When an account takes the next attempt: at once after up to five failures, then after 2, 4, 8 … seconds, a quarter of an hour at most.
 * It never closes for good, so that nobody can be shut out by others' guesses; sessions go on. Whoever may unlock clears the count.
 */
export function openAgainAt({ count, lastAt }: Failures): Date {
  const over = count - FREE_FAILURES;
  const seconds = over <= 0 ? 0 : Math.min(2 ** over, MOST_WAIT_SECONDS);
  return new Date(lastAt.getTime() + seconds * 1000);
}
