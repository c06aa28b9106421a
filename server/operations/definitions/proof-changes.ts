import {
  createProver,
  type Definition,
  type Difference,
  type Library,
  type Problem,
  type Proof,
} from '../../../definitions/index.ts';
import type { Findings } from '../../store/proofs.ts';

/** How many closures' proofs are kept: whoever decides on a change looks at it more than once. */
const MOST_KEPT = 256;

const kept = new Map<string, readonly Proof[]>();

/** What is proved of a definition otherwise than before; null where it was not, or is not, asked. */
export interface ProofChange {
  readonly id: string;
  readonly property: string;
  readonly pointer: string;
  readonly before: Proof['verdict'] | null;
  readonly after: Proof['verdict'] | null;
  readonly problem: Problem | null;
}

/**
 * Where what is proved differs, of every definition whose answers may change. `known`: what this program has found of closures, which is
 * not proved again.
 */
export function proofChanges(
  before: Library,
  after: Library,
  found: readonly Difference[],
  known: ReadonlyMap<string, Findings> = new Map(),
): readonly ProofChange[] {
  const [old, now] = [proofsIn(before, known), proofsIn(after, known)];
  return found.flatMap(({ id }) => {
    const [left, right] = [old(id), now(id)];
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

/** The proofs of a definition of a library, by property and place. */
function proofsIn(library: Library, known: ReadonlyMap<string, Findings>): (id: string) => ReadonlyMap<string, Proof> {
  const found = ({ id, closure }: Definition) => [id, known.get(closure)] as const;
  const prints = [...library.definitions.values()]
    .map(found)
    .flatMap(([id, one]) => (one === undefined ? [] : [[id, { print: one.print, among: [] }] as const]));
  const prover = createProver(library, undefined, new Map(prints));
  const own = (id: string): readonly Proof[] => {
    const closure = library.broken.has(id) ? undefined : library.definitions.get(id)?.closure;
    if (closure === undefined) return [];
    const proofs = known.get(closure)?.proofs ?? kept.get(closure) ?? prover.own(id);
    kept.delete(closure);
    kept.set(closure, proofs);
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest);
    return proofs;
  };
  return (id) =>
    new Map([...own(id), ...prover.among(id)].map((proof) => [`${proof.property} ${proof.pointer}`, proof]));
}
