import { kindOf } from './kinds/index.ts';
import type { Budget, Proof } from './model/proof.ts';
import type { Kind } from './kinds/kind.ts';
import type { Library } from './library.ts';

/** Proves the definitions of a library one by one; what is proved of all of a kind together is proved once, when it is first asked for. */
export interface Prover {
  /** What is proved of a definition by itself and all it reaches: the same in every library in which it has the same closure. */
  own(id: string): readonly Proof[];
  /** What is proved of it among all of its kind: it changes with every other definition of the library. */
  among(id: string): readonly Proof[];
}

/** A budget counts diagram nodes, for each definition, and once more for what is proved of all of a kind together. */
const BUDGET: Budget = { nodes: 1_000_000 };

export function createProver(library: Library, budget: Budget = BUDGET): Prover {
  const together = new Map<Kind, ReadonlyMap<string, Proof>>();
  const sound = (id: string) => {
    const definition = library.broken.has(id) ? undefined : library.definitions.get(id);
    const kind = definition === undefined ? undefined : kindOf(definition.kind);
    return definition === undefined || kind === undefined ? undefined : { definition, kind };
  };
  return {
    own(id) {
      const found = sound(id);
      if (found === undefined) return [];
      const { definition, kind } = found;
      return kind.prove(definition.document, library.environment.decision(id) ?? null, library.environment, budget);
    },
    among(id) {
      const kind = sound(id)?.kind;
      if (kind?.proveTogether === undefined) return [];
      const known = together.get(kind) ?? proveAll(library, kind, budget);
      together.set(kind, known);
      const proof = known.get(id);
      return proof === undefined ? [] : [proof];
    },
  };
}

/** The proofs of definitions (all, where none are named) that have no errors. */
export function prove(
  library: Library,
  ids: readonly string[] = [...library.definitions.keys()],
  budget: Budget = BUDGET,
): readonly { readonly id: string; readonly proofs: readonly Proof[] }[] {
  const prover = createProver(library, budget);
  return ids.flatMap((id) => {
    if (!library.definitions.has(id) || library.broken.has(id)) return [];
    return [{ id, proofs: [...prover.own(id), ...prover.among(id)] }];
  });
}

/** What a kind proves of all its definitions together. */
function proveAll(library: Library, kind: Kind, budget: Budget): ReadonlyMap<string, Proof> {
  if (kind.proveTogether === undefined) return new Map();
  const ids = [...library.definitions.values()].filter((one) => one.kind === kind.name).map((one) => one.id);
  return kind.proveTogether(
    ids.flatMap((id) => library.environment.decision(id) ?? []),
    library.environment,
    budget,
  );
}
