import { kindOf } from './kinds/index.ts';
import type { Budget, Proof } from './model/proof.ts';
import type { Kind, Together } from './kinds/kind.ts';
import type { Library } from './library.ts';

/** Proves the definitions of a library one by one; what is proved of all of a kind together is proved once, when it is first asked for. */
export interface Prover {
  /** What is proved of a definition by itself and all it reaches: the same in every library in which it has the same closure. */
  own(id: string): readonly Proof[];
  /** What is proved of it among all of its kind: it changes with every other definition of the library. */
  among(id: string): readonly Proof[];
  /** What is needed of it where all of its kind are compared; like its own proofs it hangs on its closure alone. */
  print(id: string): string | null;
}

/** A budget counts diagram nodes, for each definition, and once more for what is proved of all of a kind together. */
const BUDGET: Budget = { nodes: 1_000_000 };

/** What is known of a definition that has the closure it had before. */
export interface ProvedBefore {
  readonly print: string | null;
  /** What was proved of it among all that stood then. */
  readonly among: readonly Proof[];
}

/** What is proved of definitions among all others builds on what is known of those of `before`, by id. */
export function createProver(
  library: Library,
  budget: Budget = BUDGET,
  before: ReadonlyMap<string, ProvedBefore> = new Map(),
): Prover {
  const { definitions, broken, environment } = library;
  const together = new Map<Kind, ReadonlyMap<string, Proof>>();
  const prints = new Map([...before].map(([id, { print }]) => [id, print]));
  const sound = (id: string) => {
    const definition = broken.has(id) ? undefined : definitions.get(id);
    const kind = definition === undefined ? undefined : kindOf(definition.kind);
    return definition === undefined || kind === undefined ? undefined : { definition, kind };
  };
  const decisionOf = (id: string) => {
    const decision = environment.decision(id);
    if (decision === undefined) throw new Error(`${id} decides nothing`);
    return decision;
  };
  const printOf = (id: string, kind: Kind | undefined) => {
    const known = prints.get(id);
    if (known !== undefined || kind?.print === undefined) return known ?? null;
    const print = kind.print(decisionOf(id), budget);
    prints.set(id, print);
    return print;
  };
  const proveAll = (kind: Kind) => {
    const members = [...definitions.values()].flatMap(({ id, kind: name, document }): readonly Together[] => {
      if (name !== kind.name || broken.has(id)) return [];
      const [proof] = before.get(id)?.among ?? [];
      return [{ id, document, before: proof, print: () => printOf(id, kind), decision: () => decisionOf(id) }];
    });
    return kind.proveTogether?.(members, environment, budget) ?? new Map<string, Proof>();
  };
  return {
    own(id) {
      const found = sound(id);
      if (found === undefined) return [];
      const { definition, kind } = found;
      return kind.prove(definition.document, environment.decision(id) ?? null, environment, budget);
    },
    among(id) {
      const kind = sound(id)?.kind;
      if (kind?.proveTogether === undefined) return [];
      const known = together.get(kind) ?? proveAll(kind);
      together.set(kind, known);
      const proof = known.get(id);
      return proof === undefined ? [] : [proof];
    },
    print: (id) => printOf(id, sound(id)?.kind),
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
