import type { Language, Proof } from '../../../definitions/index.ts';

const TOLD: ReadonlySet<string> = new Set(['states-reachable', 'states-lead-out']);

/** What the proofs say of states that are never entered, or from which no end is reached, with the shortest history; by where these stand. */
export function stateMarks(proofs: readonly Proof[] | undefined, language: Language): ReadonlyMap<string, string> {
  return new Map(
    (proofs ?? []).flatMap(({ property, verdict, pointer, problem }) =>
      verdict === 'refuted' && TOLD.has(property) && problem !== undefined
        ? [[pointer, problem.message[language]] as const]
        : [],
    ),
  );
}
