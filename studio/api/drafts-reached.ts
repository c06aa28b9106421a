import { claimedId, hash, isObject, type Json, type JsonObject } from '../../definitions/index.ts';
import type { Documents } from './queries.ts';

/** A definition that whoever is signed in writes in a release that he has not handed in. */
export interface OwnDraft {
  readonly release: string;
  /** Of the release. */
  readonly title: string;
  readonly ref: string;
  readonly change: 'add' | 'change' | 'retire';
  /** Null where the definition is to go. */
  readonly document: JsonObject | null;
}

/** Which of some ids a document mentions; of null, which the text that is written does. */
export type Mentions = (of: JsonObject | null, known: { has(id: string): boolean }) => readonly string[];

/** The drafts of definitions of which nothing is in force, each definition once: as its newest release has it. */
export function begunAmong(own: readonly OwnDraft[], inForce: ReadonlySet<string>): readonly OwnDraft[] {
  const begun = own.filter(({ ref, document }) => document !== null && !inForce.has(ref));
  return begun.filter(({ ref }, i) => begun.findIndex((one) => one.ref === ref) === i);
}

/**
 * What a draft is read with: over what is in force all that its own release changes, and of what its author has begun elsewhere what it
 * leads to. A draft of what is in force counts in its own release alone. `inForce`: what is asked for, since any of these mentions it.
 */
export function draftsReached(
  own: readonly OwnDraft[],
  inForce: ReadonlySet<string>,
  { id, release }: { readonly id: string; readonly release: string | null },
  mentions: Mentions,
): { readonly drafts: readonly OwnDraft[]; readonly inForce: readonly string[] } {
  const drafts = new Map(begunAmong(own, inForce).map((one) => [one.ref, one]));
  const within = own.filter((one) => one.release === release);
  for (const one of within) drafts.set(one.ref, one);
  drafts.delete(id);
  const known = { has: (ref: string) => drafts.has(ref) || inForce.has(ref) };
  const found = new Set([...mentions(null, known), ...within.map(({ ref }) => ref)]);
  // What is found is walked through in its turn.
  for (const ref of found) for (const next of mentions(drafts.get(ref)?.document ?? {}, known)) found.add(next);
  found.delete(id);
  return {
    drafts: [...found].flatMap((ref) => drafts.get(ref) ?? []),
    inForce: [...found].filter((ref) => inForce.has(ref)).sort(),
  };
}

/** Documents with drafts in the place of what is in force; `key` changes with their texts. */
export function withDrafts(published: Documents | undefined, drafts: readonly OwnDraft[]): Documents | undefined {
  if (published === undefined || drafts.length === 0) return published;
  const refs = new Set(drafts.map(({ ref }) => ref));
  return {
    ...published,
    key: `${published.key} ${hash(drafts.map(({ ref, document }) => [ref, document]) satisfies Json)}`,
    sources: [
      ...published.sources.filter(({ document }) => !refs.has(claimedId(document))),
      ...drafts.flatMap(({ document }) => (isObject(document) ? [{ document, version: null }] : [])),
    ],
  };
}
