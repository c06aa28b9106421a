import type { ClaimedMessage } from '../store/outbox.ts';

/** What became of a message that was tried. */
export type Outcome =
  | { readonly kind: 'delivered' }
  /** `notBefore`: where whoever receives it asked for time. */
  | { readonly kind: 'again'; readonly fault: string; readonly notBefore?: Date }
  /** Nothing would come of trying again. */
  | { readonly kind: 'dead'; readonly fault: string };

/** Delivers messages of one type; it answers, and throws only by a fault of the program. The signal ends an attempt. */
export type Delivery = (message: ClaimedMessage, signal: AbortSignal) => Promise<Outcome>;

/** How long after each attempt that failed the next one comes; after the last of them a message is dead: some three days. */
const WAITS_SECONDS = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 86_400];
const MOST_WAIT_SECONDS = 86_400;

/** What a settlement says of an outcome: the state, and when it may be tried again. `attempts`: with the one that was just made. */
export function settlementOf(
  outcome: Outcome,
  attempts: number,
  now: Date,
): { readonly state: 'delivered' | 'waiting' | 'dead'; readonly due_at: string; readonly fault: string | null } {
  if (outcome.kind === 'delivered') return { state: 'delivered', due_at: now.toISOString(), fault: null };
  const wait = WAITS_SECONDS[attempts - 1];
  const { fault } = outcome;
  if (outcome.kind === 'dead' || wait === undefined) return { state: 'dead', due_at: now.toISOString(), fault };
  const own = now.getTime() + wait * 1000;
  const asked = Math.min(outcome.notBefore?.getTime() ?? 0, now.getTime() + MOST_WAIT_SECONDS * 1000);
  return { state: 'waiting', due_at: new Date(Math.max(own, asked)).toISOString(), fault };
}
