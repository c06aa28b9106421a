import { createProver, type Difference, type Library, type Problem, type Proof } from '../../../definitions/index.ts';

/** What is proved of a definition otherwise than before; null where it was not, or is not, asked. */
export interface ProofChange {
  readonly id: string;
  readonly property: string;
  readonly pointer: string;
  readonly before: Proof['verdict'] | null;
  readonly after: Proof['verdict'] | null;
  readonly problem: Problem | null;
}

/** Where what is proved differs, of every definition whose answers may change. */
export function proofChanges(before: Library, after: Library, found: readonly Difference[]): readonly ProofChange[] {
  const [old, now] = [createProver(before), createProver(after)];
  return found.flatMap(({ id }) => {
    const keyed = (prover: typeof old) =>
      new Map([...prover.own(id), ...prover.among(id)].map((proof) => [`${proof.property} ${proof.pointer}`, proof]));
    const [left, right] = [keyed(old), keyed(now)];
    return [...new Set([...left.keys(), ...right.keys()])].flatMap((key): readonly ProofChange[] => {
      const [was, is] = [left.get(key), right.get(key)];
      if (was?.verdict === is?.verdict) return [];
      const { property = '', pointer = '' } = is ?? was ?? {};
      return [
        {
          id,
          property,
          pointer,
          before: was?.verdict ?? null,
          after: is?.verdict ?? null,
          problem: is?.problem ?? null,
        },
      ];
    });
  });
}
