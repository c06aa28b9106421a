import { canonical, hash, type Json } from '../../../definitions/index.ts';
import type { Tolerance } from '../../authority/settings.ts';

/** All that an approval is given to. If any of it moves, the approval is void. */
export interface Binding {
  readonly members: readonly BoundMember[];
  /** Every published definition whose closure changes: its closure now, and with the release; null where it is not there. */
  readonly closures: readonly BoundClosure[];
  readonly snapshot: string | null;
  /** Digest of the impact report. */
  readonly impact: string | null;
  /** Cases that the change answers otherwise, as they were accepted. */
  readonly cases: readonly BoundCase[];
  /** ISO instant; null: at once. */
  readonly goLiveAt: string | null;
  readonly tolerance: Tolerance;
  /** Version of the policy by which it is approved. */
  readonly policy: string;
  readonly note: string;
}

/** A definition that a release changes: the hash of its new text, null where it retires, and what it takes the place of. */
export interface BoundMember {
  readonly ref: string;
  readonly change: 'change' | 'add' | 'retire';
  readonly text: string | null;
  readonly replaces: { readonly version: number; readonly hash: string } | null;
}

export interface BoundClosure {
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface BoundCase {
  readonly ref: string;
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
}

/** The one hash over all that an approval binds: SHA-256 over canonical JSON, whatever the order of the lists. */
export const boundHash = (binding: Binding): string => hash(ordered(binding));

function ordered({ members, closures, cases, ...rest }: Binding): Json {
  const sorted = { ...rest, members: inOrder(members), closures: inOrder(closures), cases: inOrder(cases) };
  // A binding is JSON.
  return sorted as unknown as Json;
}

const inOrder = <Item extends object>(items: readonly Item[]): readonly Item[] =>
  items.toSorted((one, other) => (itemText(one) < itemText(other) ? -1 : 1));

/** What an item of a binding says, as canonical JSON; empty where there is none. */
export const itemText = (item: object | undefined): string =>
  // What a binding consists of is JSON.
  item === undefined ? '' : canonical(item as unknown as Json);
