import type {
  AskedRow,
  Json,
  JsonObject,
  Problem,
  Proof,
  RowProof,
  TraceEntry,
  WorkedTexts,
} from '../../definitions/index.ts';
import type { Titles } from '../texts/titles.ts';
import type { Path, Played } from './workflow/play.ts';
import type { Edit } from './edit.ts';

/** Writes the draft by a pure edit. Edits that name one gesture (a drag) are one step back. */
export type Change<D = JsonObject> = (edit: Edit<D>, gesture?: string) => void;

export type ProveRows = (entity: string, rows: readonly AskedRow[]) => Promise<readonly RowProof[]>;

/** Works the formula texts of the document on what is tried; null where there are none. Another function where any of it changed. */
export type WorkTexts = () => Promise<WorkedTexts | null>;

/** What the parts of the document come to on what is tried, by their pointers; null where there are none, or what is tried is refused. */
export type WorkParts = () => Promise<Readonly<Record<string, Json>> | null>;

/** Plays a path through the life of its requests; null where the document has errors. Another function where any of it changed. */
export type PlayPath = (path: Path) => Promise<Played | null>;

/** What every editor of a definition is given. `D` is its document's type; the frame gives it only documents of that kind. */
export interface ViewProps<D = JsonObject> {
  readonly document: D;
  readonly titles: Titles;
  /** What is in force, to be compared with. */
  readonly published: JsonObject;
  /** What the definition says in the reader's language; undefined until it is known. */
  readonly sentences?: readonly string[] | undefined;
  /** What its computed parts say, by pointer; undefined until it is known, or where there are none. */
  readonly computed?: Readonly<Record<string, string>> | undefined;
  /** Undefined where nothing can be written: the editor shows, and changes nothing. */
  readonly change?: Change<D> | undefined;
  readonly problems: readonly Problem[];
  /** Undefined while they are being made. */
  readonly proofs?: readonly Proof[] | undefined;
  /** What the parts of the definition came to for the request that is tried. */
  readonly trace?: readonly TraceEntry[] | undefined;
  /** Proves parts of conditions by themselves, on records of an entity; undefined where nothing is written. */
  readonly proveRows?: ProveRows | undefined;
  readonly workTexts?: WorkTexts | undefined;
  readonly workParts?: WorkParts | undefined;
  readonly playPath?: PlayPath | undefined;
}
