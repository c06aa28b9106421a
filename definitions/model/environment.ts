import type { Decision } from './decision.ts';
import type { Document } from './document.ts';
import type { Entity } from './entity.ts';

/** What a kind may ask of the definitions around its own while it is checked and lowered. All are memoised. */
export interface Environment {
  /** The document of another definition, undefined where there is none. */
  document(id: string): Document | undefined;
  /** The lowered form of another definition, undefined where it is absent or has errors. */
  decision(id: string): Decision | undefined;
  /** The fields, relations and derived fields of an entity. */
  entity(id: string): Entity | undefined;
}
