import type { Generated } from 'kysely';

/** What becomes of a release; `release-state.ts` says from where to where. */
export type ReleaseState =
  | 'draft'
  | 'submitted'
  | 'approved'
  | 'due'
  | 'rechecking'
  | 'live'
  | 'held'
  | 'returned'
  | 'refused'
  | 'withdrawn'
  | 'expired'
  | 'void';

/** Definitions that are to change together, on their way from a draft to being in force. */
export interface ReleaseTable {
  readonly id: string;
  readonly number: number;
  readonly kind: 'change' | 'roll-back';
  /** Of a roll back: the release that it undoes. */
  readonly undoes: string | null;
  /** The place of the organisation it belongs to: who holds a role over it may see it, write in it, approve it. */
  readonly node: string;
  readonly begun_by: string;
  readonly begun_at: string;
  readonly state: ReleaseState;
  /** Why it is in that state, where that takes saying: `Message` as JSON. */
  readonly reason: string | null;
  /** The revision that counts. */
  readonly revision: number;
  /** Grows with everything that happens to it: what its ETag is made of. */
  readonly row_version: number;
  readonly expires_at: string | null;
  /** When what was approved goes live: the instant that was approved, or when it was approved. */
  readonly due_at: string | null;
  /** Until when the node that rechecks it has it for itself. */
  readonly lease_until: string | null;
  /** Grows with each node that takes it: what an earlier one still does is known by it. */
  readonly fence: number;
  /** What it became. */
  readonly publication: number | null;
  readonly live_at: string | null;
  /** The number of the frozen cuts that went live with it; null where none were frozen anew. */
  readonly cuts: number | null;
  /** Of a roll back that is live: until when somebody is to say why it came to that. */
  readonly review_due_at: string | null;
  readonly reviewed_by: string | null;
  readonly reviewed_at: string | null;
}

/** A numbered text of a release. Once frozen it is never changed. */
export interface ReleaseRevisionTable {
  readonly release: string;
  readonly number: number;
  readonly title: string;
  readonly note: string;
  /** From when on it is to be live; null: at once. */
  readonly go_live_at: string | null;
  /** Of all that its writers say. */
  readonly content_hash: string;
  /** When it was handed in; null while it is written. */
  readonly frozen_at: string | null;
  /** What an approval binds, as it was computed last: `Binding` as JSON, and its hash. */
  readonly binding: string | null;
  readonly bound_hash: string | null;
  /** The digest of a `release_impact`. */
  readonly impact: string | null;
}

export interface ReleaseMemberTable {
  readonly release: string;
  readonly revision: number;
  readonly ref: string;
  readonly change: 'change' | 'add' | 'retire';
  /** The document as it was written; null where it retires. */
  readonly json: string | null;
  readonly hash: string | null;
  /** What it takes the place of, as it was published when the revision was written. */
  readonly base_version: number | null;
  readonly base_hash: string | null;
}

/** Who wrote in a revision: only ever added to. */
export interface ReleaseEditorTable {
  readonly release: string;
  readonly revision: number;
  readonly person: string;
  readonly edited_at: string;
}

/** Who wrote a part of a definition's text that was not in force, whatever became of it: only ever added to. */
export interface WrittenPartTable {
  readonly ref: string;
  /** What `writtenParts` calls it. */
  readonly part: string;
  readonly person: string;
  readonly written_at: string;
}

export interface ReleaseApprovalTable {
  readonly number: Generated<number>;
  readonly release: string;
  readonly revision: number;
  readonly bound_hash: string;
  readonly person: string;
  readonly approved_at: string;
  readonly state: 'given' | 'taken-back' | 'void' | 'spent';
  readonly ended_at: string | null;
  /** Why it is void: `Message` as JSON. */
  readonly reason: string | null;
}

/** A report of what a change does to the population, as it was bound. */
export interface ReleaseImpactTable {
  readonly digest: string;
  readonly snapshot: string | null;
  /** `Impact[]` as JSON. */
  readonly report: string;
  readonly computed_at: string;
}

/** What happened to a release: only ever added to. */
export interface ReleaseEventTable {
  readonly release: string;
  readonly number: number;
  readonly at: string;
  readonly actor_kind: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly operation: string;
  readonly from_state: ReleaseState | null;
  readonly to_state: ReleaseState;
  readonly revision: number;
  /** `Message` as JSON. */
  readonly reason: string | null;
}

export interface ReleaseRemarkTable {
  readonly number: Generated<number>;
  readonly release: string;
  readonly revision: number;
  /** What it is about: a definition, and the place in it. */
  readonly ref: string | null;
  readonly pointer: string | null;
  readonly person: string;
  readonly remarked_at: string;
  readonly words: string;
}

/** Tells somebody that a release waits for him, or what became of it. */
export interface ReleaseNoticeTable {
  readonly number: Generated<number>;
  readonly release: string;
  readonly person: string;
  /** `approve`: it waits for him; else the state it came to. */
  readonly kind: 'approve' | 'review' | ReleaseState;
  readonly noticed_at: string;
  /** When it was dealt with. */
  readonly settled_at: string | null;
}
