import type { Scope } from '../expression/scope/index.ts';
import type { Transcript } from '../expression/from-feel/transcript.ts';
import type { Computed } from '../model/entity.ts';

/** A formula text of a document: the names it may read, and what its parts mean. */
export interface ShownText {
  /** Of the computed value; its text stands at `pointer/text`. */
  readonly pointer: string;
  readonly computed: Computed;
  /** Without the names of its own `uses`. */
  readonly scope: Scope;
  readonly transcript: Transcript;
}
