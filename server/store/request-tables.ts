import type { Generated } from 'kysely';

/** A service request as it stands: what its queue's step made of it last, and what lists are put in order and filtered by. */
export interface ServiceRequestTable {
  readonly id: string;
  /** What people call it: `CMP-2026-17`. */
  readonly number: string;
  /** `request-type/complaint`, in the version by which it was registered. */
  readonly type: string;
  readonly type_version: number;
  readonly workflow: string;
  readonly workflow_version: number;
  /** The queue it lies in, by the closure that it came into it by: newer versions are for new requests. */
  readonly queue: string;
  readonly queue_version: number;
  readonly queue_closure: string;
  readonly customer: string | null;
  /** The place of the organisation it belongs to. */
  readonly node: string;
  readonly channel: string | null;
  readonly priority: number;
  readonly skill: string | null;
  /** Who works on it, who did before, and since when. */
  readonly owner: string | null;
  readonly previous_owner: string | null;
  readonly assigned_at: string | null;
  /** The highest level to which it was escalated. */
  readonly escalated: number;
  /** The leaves in which its workflow stands: texts as JSON. */
  readonly state: string;
  readonly is_open: number;
  /** `Life` as JSON: all that the next step needs to know of what was before, and what lists show of its clocks. */
  readonly life: string;
  /** Grows with everything that happens to it: what its ETag is made of. */
  readonly revision: number;
  /** What its place in its queue is: compared as a text. */
  readonly order_key: string;
  /** The same for requests that are taken for one; null where it cannot be one of several. */
  readonly duplicate_key: string | null;
  readonly registered_at: string;
  /** When the first of its clocks that is not decided is due, as of its last step; null where none is. */
  readonly due_at: string | null;
  readonly closed_at: string | null;
}

/** What happened to a request, its timeline: only ever added to. `number` is the revision that it led to. */
export interface RequestEventTable {
  readonly request: string;
  readonly number: number;
  /** When it was written, and when it happened. */
  readonly at: string;
  readonly occurred_at: string;
  readonly actor_kind: string;
  readonly actor: string;
  readonly actor_name: string;
  readonly kind: RequestEventKind;
  /** The event of the workflow, or the timers that fired; null where it was none of the workflow's. */
  readonly event: string | null;
  readonly from_state: string | null;
  readonly to_state: string;
  /** What was brought along, and what came of it: JSON. */
  readonly data: string;
  readonly effects: string;
  readonly problems: string;
}

export type RequestEventKind =
  | 'registered'
  | 'event'
  | 'timer'
  | 'assigned'
  | 'transferred'
  | 'extended'
  | 'note'
  | 'approval';

/** What a request waits for: a timer of its own, which fires once and only while its generation stands. */
export interface RequestTimerTable {
  readonly request: string;
  readonly key: string;
  readonly generation: number;
  readonly name: string;
  readonly due_at: string;
  readonly holder: string | null;
  readonly lease_until: string | null;
  /** How often it was tried, and why it could not be carried out the last time. */
  readonly attempts: number;
  readonly fault: string | null;
}

/** What a clock of a request came to when it stopped: a row for each cycle, written in the step that stopped it. */
export interface RequestClockTable {
  readonly request: string;
  readonly clock: string;
  /** From 1 on; a request that is opened again begins the next. */
  readonly cycle: number;
  readonly verdict: 'met' | 'missed' | 'merged';
  readonly began_at: string;
  readonly stopped_at: string;
  /** What its budget counts, in milliseconds. */
  readonly consumed_ms: number;
}

/** Somebody who has nothing to do with a request: whom one of its fields names (`subject`), and all who report to that person. */
export interface RequestRecusedTable {
  readonly request: string;
  readonly person: string;
  readonly subject: string;
}

/** What a request calls somebody who is recused from it: his id or name, or his account, which is told apart by no capitals. */
export interface RequestNameTable {
  readonly request: string;
  readonly name: string;
  readonly account: string;
}

/** What somebody was told of a request. */
export interface RequestNoticeTable {
  readonly number: Generated<number>;
  /** Of what it was told by, and to whom: twice is once. */
  readonly key: string;
  readonly person: string;
  readonly request: string;
  /** `template/at-risk`. */
  readonly template: string;
  /** `Message` as JSON. */
  readonly said: string;
  readonly noticed_at: string;
  readonly read_at: string | null;
}

/** What somebody asks approval for: a state that requires it was entered. At most one of a request is open. */
export interface RequestApprovalTable {
  readonly request: string;
  /** From 1. */
  readonly number: number;
  /** The state that requires it, as its workflow calls it. */
  readonly state: string;
  /** `ApprovalRound` as JSON. */
  readonly round: string;
  /** Whose request it is, so that none of them signs it: ids as JSON. */
  readonly asked_by: string;
  /** Of the fields that are signed. */
  readonly facts_hash: string;
  readonly began_at: string;
  readonly ended_at: string | null;
  readonly outcome: 'approved' | 'rejected' | 'withdrawn' | 'left' | null;
}

/** A place in the newest approval of a request; of one that has ended, those alone who signed. */
export interface ApprovalTaskTable {
  readonly request: string;
  readonly place: number;
  /** Who is asked, or has signed; null where nobody can be. */
  readonly person: string | null;
  /** The role that signs; null where a signer was added. */
  readonly role: string | null;
  /** Whether a stand-in signs while the person is absent. */
  readonly may_delegate: number;
  /** It is his turn, others sign first, or it is signed. */
  readonly standing: 'asked' | 'later' | 'signed';
  readonly asked_at: string;
}

/** When a member of a queue was given one of its requests last. */
export interface AssignmentTurnTable {
  readonly queue: string;
  readonly person: string;
  readonly at: string;
}

/** How far requests are counted, by what stands before the count: `CMP-2026-`. */
export interface RequestCountTable {
  readonly prefix: string;
  readonly last: number;
}

/** Somebody who was asked how he was served, and what he answered. */
export interface SurveyInvitationTable {
  readonly id: string;
  /** Of the step that asked for it: twice is once. */
  readonly key: string;
  /** `survey/complaint-satisfaction`, as it stood in the set of definitions of the queue that the request was stepped by. */
  readonly survey: string;
  readonly queue: string;
  readonly queue_closure: string;
  readonly request: string;
  readonly request_type: string;
  /** Who is left in peace for a while: `customer/C-1`, or `request/…` where a request names no customer. */
  readonly asked: string;
  /** Where the request lay and who worked on it when it was sent. */
  readonly node: string;
  readonly owner: string | null;
  /** By what the link is known, and the link itself, sealed: reminders hold it again. */
  readonly token_hash: string;
  readonly token: string;
  readonly sent_at: string;
  readonly expires_at: string;
  /** How many reminders were sent. */
  readonly reminded: number;
  readonly answered_at: string | null;
  /** JSON. */
  readonly answers: string | null;
  /** A figure as text; null where there is no answer, or none that scores. */
  readonly score: string | null;
  /** What was sent along with the answer so that it may be sent again; null where nothing was. */
  readonly answer_key: string | null;
}
