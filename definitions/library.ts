import type { JsonObject } from './json.ts';
import type { Budget, Document, Proof, Surroundings } from './kinds/kind.ts';
import type { Problem } from './problem.ts';

/** A document to be linked: parsed JSON, the place of its file below the folder (`criteria/vip.json`), its published version. */
export interface Source {
  readonly document: unknown;
  readonly place?: string;
  readonly version?: number | null;
}

/** A definition whose schema holds, identified. It may still have problems; then it has no decision. */
export interface Definition {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly document: Document;
  readonly version: number | null;
  /** Lowercase hex SHA-256 of the document's canonical text. */
  readonly hash: string;
  /** Lowercase hex SHA-256 over the sorted `[id, hash]` pairs it reaches, itself included. */
  readonly closure: string;
  /** Ids of the definitions it mentions, sorted, each once. */
  readonly references: readonly string[];
}

/** A linked set of definitions. */
export interface Library {
  readonly definitions: ReadonlyMap<string, Definition>;
  /** Of schema, links, cycles and checks, in the order of the sources; proofs are asked for by `prove`. */
  readonly problems: readonly Problem[];
  readonly around: Surroundings;
}
export type { Budget, JsonObject, Proof };
