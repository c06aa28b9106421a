import type { JsonObject } from '../../definitions/index.ts';
import type { Titles } from '../texts/titles.ts';

/** What every view of a definition is given. `D` is its document's type; the frame gives it only documents of that kind. */
export interface ViewProps<D = JsonObject> {
  readonly document: D;
  readonly titles: Titles;
  /** What the definition says in the reader's language; undefined until it is known. */
  readonly sentences?: readonly string[] | undefined;
  /** What its computed parts say, by pointer; undefined until it is known, or where there are none. */
  readonly computed?: Readonly<Record<string, string>> | undefined;
}
