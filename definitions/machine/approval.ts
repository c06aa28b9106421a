import { isObject, type Json } from '../model/json.ts';

/**
 * An approval as a pure fold: who is asked, in which order, what was signed, and what comes of it. It knows no clock, no roles and no
 * absences: whoever runs it says who holds a place and who signs. All of it is JSON.
 */
export interface ApprovalRules {
  /** `all`: everybody signs, and the first rejection ends it; `any`: the first decision ends it. */
  readonly mode: 'all' | 'any';
  /** The share of places that has to approve, `2/3`, instead of the mode; null where the mode says it. */
  readonly atLeast: string | null;
  /** One after another, in the order of the places. */
  readonly sequence: boolean;
  readonly mayAdd: boolean;
  /** The states to which it may be rejected: a closed list. */
  readonly rejectTo: readonly string[];
  /** Whether a stand-in signs while whoever is asked is absent. */
  readonly delegate: 'absence' | 'never';
  /** A person's first signature counts for all places of his. */
  readonly once: boolean;
}

/** Somebody who is asked: by which role, or by whom he was added. Nobody yet: null. */
export interface Seat {
  readonly role: string | null;
  readonly person: string | null;
}

/** A place in an approval. */
export interface Place extends Seat {
  readonly id: number;
  /** Who added it; null where authority asks for it. */
  readonly addedBy: string | null;
  /** The places that sign before it. */
  readonly after: readonly number[];
  readonly signed: Signature | null;
}

export interface Signature {
  /** Who signed: whose place it is, or his stand-in. */
  readonly by: string;
  readonly at: string;
  readonly decision: 'approved' | 'rejected';
  readonly reason: string | null;
  /** Which signature of its round it is, from 1. */
  readonly order: number;
}

export type Where = 'before' | 'after' | 'beside';

interface Addition {
  /** Whose place it stands by. */
  readonly by: string;
  readonly person: string;
  readonly where: Where;
  /** How many signatures had been made by then; rounds that were kept before it was counted do not say. */
  readonly signatures?: number;
}

/** One round: a state was entered that requires approval. */
export interface Round {
  readonly rules: ApprovalRules;
  /** In the order in which they are read. */
  readonly places: readonly Place[];
  readonly additions: readonly Addition[];
  /** Signatures that count no more, because what was signed changed, each with whose place it was. */
  readonly voided: readonly (Signature & { readonly person: string | null })[];
  /** How many signatures were made, and how many places there were, those that are gone included. */
  readonly counted: { readonly signatures: number; readonly places: number };
}

/** The parameters of `require-approval` as rules. */
export function approvalRules(params: Json | undefined): ApprovalRules {
  const { mode, atLeast, sequence, mayAdd, rejectTo, delegate, once } = isObject(params) ? params : {};
  return {
    mode: mode === 'any' ? 'any' : 'all',
    atLeast: typeof atLeast === 'string' ? atLeast : null,
    sequence: sequence === true,
    mayAdd: mayAdd === true,
    rejectTo: Array.isArray(rejectTo) ? (rejectTo as readonly Json[]).map(String) : [],
    delegate: delegate === 'absence' ? 'absence' : 'never',
    once: once === true,
  };
}

/** A round begins: the seats that authority asks for. */
export function askedRound(rules: ApprovalRules, seats: readonly Seat[]): Round {
  const empty: Round = { rules, places: [], additions: [], voided: [], counted: { signatures: 0, places: 0 } };
  return seated(empty, seats);
}

/** What is signed changed: authority was asked again, signatures are void, and whoever was added is asked again where he stood. */
export function askedAnew(round: Round, seats: readonly Seat[]): Round {
  const gone = round.places.flatMap(({ person, signed }) => (signed === null ? [] : [{ ...signed, person }]));
  const anew = seated({ ...round, voided: [...round.voided, ...gone] }, seats);
  const held = new Set(anew.places.map(({ person }) => person));
  const additions = round.additions.filter(({ person }) => !held.has(person));
  return additions.reduce<Round>((made, addition) => withPlace(made, addition), { ...anew, additions });
}

function seated(round: Round, seats: readonly Seat[]): Round {
  const from = round.counted.places;
  const places = seats.map(({ role, person }, i): Place => {
    const after = round.rules.sequence && i > 0 ? [from + i] : [];
    return { id: from + i + 1, role, person, addedBy: null, after, signed: null };
  });
  return { ...round, places, counted: { ...round.counted, places: from + places.length } };
}

/** A place beside, before or behind the one of whoever adds it; at the end where that is not there any more. */
export function withPlace(round: Round, { by, person, where }: Addition): Round {
  const { places, counted } = round;
  const at = anchorOf(round, by);
  const anchor = places[at];
  const id = counted.places + 1;
  const after = anchor === undefined ? [] : where === 'after' ? [anchor.id] : anchor.after;
  const place: Place = { id, role: null, person, addedBy: by, after, signed: null };
  const waiting = places.map((one) => {
    const waits =
      anchor !== undefined &&
      ((where === 'before' && one.id === anchor.id) || (where !== 'before' && one.after.includes(anchor.id)));
    return waits ? { ...one, after: [...one.after, id] } : one;
  });
  const position = anchor === undefined ? places.length : where === 'before' ? at : at + 1;
  return { ...round, places: waiting.toSpliced(position, 0, place), counted: { ...counted, places: id } };
}

/** The place by which somebody adds: one that he has not signed yet, or else his last. */
export function anchorOf({ places }: Round, holder: string): number {
  const open = places.findIndex(({ person, signed }) => person === holder && signed === null);
  return open >= 0 ? open : places.findLastIndex(({ person }) => person === holder);
}

/** Somebody else is asked in a place that is not signed. */
export const refilled = (round: Round, id: number, person: string | null): Round => ({
  ...round,
  places: round.places.map((one) => (one.id === id && one.signed === null ? { ...one, person } : one)),
});

/** The places whose turn it is. */
export function asked({ places }: Round): readonly Place[] {
  const signed = new Set(places.filter((one) => one.signed !== null).map(({ id }) => id));
  return places.filter((one) => one.signed === null && one.after.every((id) => signed.has(id)));
}

/** What a round has come to; null while it is open. */
export function outcomeOf({ rules: { mode, atLeast }, places }: Round): Signature['decision'] | null {
  const count = (decision: Signature['decision']) =>
    places.filter(({ signed }) => signed?.decision === decision).length;
  const [approved, rejected] = [count('approved'), count('rejected')];
  const needed = atLeast === null ? (mode === 'any' ? 1 : places.length) : shareOf(atLeast, places.length);
  if (atLeast === null && rejected > 0) return 'rejected';
  if (places.length > 0 && approved >= needed) return 'approved';
  return places.length - rejected < needed ? 'rejected' : null;
}

/** The least whole number of places that is such a share of them: one at least, and all at most. */
function shareOf(share: string, places: number): number {
  const [of = 1, among = 1] = share.split('/').map(Number);
  return Math.max(1, Math.min(places, Math.ceil((of * places) / among)));
}
