import type { Document } from '../model/document.ts';

/** A definition whose schema holds, identified. It may still have problems; then it has no decision. */
export interface Definition {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly document: Document;
  readonly version: number | null;
  /** Lowercase hex SHA-256 of the document's canonical text. */
  readonly hash: string;
  /** Lowercase hex SHA-256 over the sorted `[id, hash]` pairs it reaches, itself included; empty where it stands on too long a chain. */
  readonly closure: string;
  /** Ids of the definitions it mentions, sorted, each once. */
  readonly references: readonly string[];
}
