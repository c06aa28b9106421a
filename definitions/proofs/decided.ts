import { and, not } from '../expression/build-logic.ts';
import type { Decision } from '../model/decision.ts';
import type { Expression } from '../model/expression.ts';

/** Refusals that proofs ask about themselves: a value, score or record that falls into no part, or is missing. */
const ASKED = ['value-not-covered', 'missing-without-bin', 'no-class-holds', 'score-missing', 'all-scores-missing'];

/** The records that a decision does not refuse for another reason than that no part holds them; null: it refuses none. */
export function notRefused(
  { problems }: Decision,
  isOwn: (pointer: string) => boolean = () => true,
): Expression | null {
  const refusing = problems.filter(
    ({ refuses, code, origin }) => refuses && !ASKED.includes(code) && isOwn(origin.pointer),
  );
  return refusing.length === 0 ? null : and(refusing.map(({ when }) => not(when)));
}

/** Both of two gates; null: no gate. */
export function bothGates(one: Expression | null, other: Expression | null): Expression | null {
  if (one === null || other === null) return one ?? other;
  return and([one, other]);
}
