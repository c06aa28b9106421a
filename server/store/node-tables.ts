import type { Generated } from 'kysely';

/** Messages that leave after the commit, at least once. */
export interface OutboxTable {
  readonly number: Generated<number>;
  readonly type: string;
  readonly key: string;
  /** JSON. */
  readonly payload: string;
  /** In which line it waits: its type and what it is about. Null where the order is no matter, and once it is settled. */
  readonly line: string | null;
  readonly state: 'waiting' | 'delivered' | 'dead';
  readonly created_at: string;
  readonly due_at: string;
  readonly attempts: number;
  /** Who delivers it now, until when; both null where nobody does. */
  readonly holder: string | null;
  readonly lease_until: string | null;
  /** Why the last attempt failed. */
  readonly fault: string | null;
}

/** Work that one node does at a time. `fence` grows with each holder: what an earlier one still writes is known by it. */
export interface LeaseTable {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
  readonly lease_until: string;
}

/**
 * The nodes that give numbers to decisions, each those of its seat: until when it is held, and the block of numbers that its holder may
 * give, from the one up to the other.
 */
export interface SeatTable {
  readonly number: number;
  readonly holder: string;
  readonly fence: number;
  readonly held_until: string;
  readonly numbers_from: number;
  readonly numbers_until: number;
}
