import { anchorOf, asked, type Round, type Signature, type Where, withPlace } from './approval.ts';

/** Why an act is refused. */
export type ApprovalRefusal =
  /** He holds no place in it. */
  | { readonly why: 'not-asked' }
  | { readonly why: 'signed-already' }
  /** Others sign first. */
  | { readonly why: 'not-your-turn'; readonly waitsFor: readonly string[] }
  /** Others signed, or added somebody, since. */
  | { readonly why: 'others-since' }
  | { readonly why: 'may-not-add' }
  | { readonly why: 'holds-a-place'; readonly person: string };

type Acted = { readonly round: Round } | ApprovalRefusal;

/** A decision on behalf of `holder`: by himself, or by his stand-in. */
export interface Signing extends Pick<Signature, 'by' | 'at' | 'decision' | 'reason'> {
  readonly holder: string;
}

/** Signs the first place of a holder whose turn it is; all of his where one signature is for all. */
export function sign(round: Round, { holder, ...made }: Signing): Acted {
  const own = round.places.filter(({ person }) => person === holder);
  const open = own.filter(({ signed }) => signed === null);
  if (own.length === 0) return { why: 'not-asked' };
  if (open.length === 0) return { why: 'signed-already' };
  const turn = asked(round).filter(({ person }) => person === holder);
  if (turn.length === 0) {
    const waitsFor = asked(round).flatMap(({ person }) => (person === null ? [] : [person]));
    return { why: 'not-your-turn', waitsFor };
  }
  const signs = new Set((round.rules.once ? open : turn.slice(0, 1)).map(({ id }) => id));
  const order = round.counted.signatures + 1;
  const places = round.places.map((one) => (signs.has(one.id) ? { ...one, signed: { ...made, order } } : one));
  return { round: { ...round, places, counted: { ...round.counted, signatures: order } } };
}

/** Whoever is asked, or has signed, adds another who signs as well: nobody who is asked, or has signed for somebody, already. */
export function addSigner(
  round: Round,
  added: { readonly by: string; readonly person: string; readonly where: Where },
): Acted {
  const anchor = round.places[anchorOf(round, added.by)];
  if (anchor === undefined) return { why: 'not-asked' };
  if (!round.rules.mayAdd) return { why: 'may-not-add' };
  if (round.places.some(({ person, signed }) => person === added.person || signed?.by === added.person))
    return { why: 'holds-a-place', person: added.person };
  // Before what is signed nobody can sign any more.
  if (added.where === 'before' && anchor.signed !== null) return { why: 'signed-already' };
  const addition = { ...added, signatures: round.counted.signatures };
  return { round: withPlace({ ...round, additions: [...round.additions, addition] }, addition) };
}

/** Whoever signed last takes it back: nobody else has acted since, by signing or by adding somebody. */
export function takeBack(round: Round, by: string): Acted {
  const own = round.places.filter(({ signed }) => signed?.by === by);
  if (own.length === 0) return { why: 'not-asked' };
  const last = round.places.reduce((most, { signed }) => Math.max(most, signed?.order ?? 0), 0);
  if (!own.some(({ signed }) => signed?.order === last)) return { why: 'others-since' };
  if (round.additions.some(({ by: other, signatures = 0 }) => other !== by && signatures >= last))
    return { why: 'others-since' };
  const places = round.places.map((one) => (one.signed?.order === last ? { ...one, signed: null } : one));
  return { round: { ...round, places } };
}
