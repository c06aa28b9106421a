import type {
  Feed,
  QuerySpec,
  Query,
  Library,
  Decision,
  Cuts,
  Json,
  Language,
  ResultPart,
  Problem,
} from '../../definitions/index.ts';
import type { KeyedFile } from './input/related-keys.ts';
import type { StagedFile } from './input/staged.ts';
import type { PreviousFile, RowName } from './input/previous.ts';
import type { Mapping } from './input/sources.ts';
import type { Counts } from './counts.ts';

/** A batch whose files are open and whose query is written. */
export interface PreparedBatch {
  readonly spec: QuerySpec;
  /** The same over rows that know their number; it is carried last, as `#row`. */
  readonly numbered: QuerySpec;
  readonly query: Query;
  /** The columns of the output in their order: those of the query, and those that are put beside its rows. */
  readonly columns: readonly string[];
  /** Columns that are put beside the rows of the result when it is written; null where all are the query's own. */
  readonly passed: PassedColumns | null;
  /** Whether the query joins relations, which may change the order of its rows; it then tells their number. */
  readonly isJoined: boolean;
  readonly staged: StagedFile;
  /** What names a row. */
  readonly key: RowName;
  readonly previous: PreviousFile | null;
  /** The other files whose lines may be no rows: of related entities, of the run before. */
  readonly beside: readonly StagedFile[];
  /** The files by the entities whose rows they hold. */
  readonly keyed: readonly KeyedFile[];
  /** What is told of the files; what their keys say is found once related rows are grouped (see keyNotes). */
  readonly notes: readonly Problem[];
  /** The cuts of segmentations by share that this population makes. */
  readonly frozen: BatchRequest['cuts'];
}

/** Columns of the input that stand beside the rows of the result, and are read for that alone. */
export interface PassedColumns {
  readonly source: StagedFile['source'];
  /** The file, and what it was before it was first looked at. */
  readonly file: { readonly path: string; readonly state: string | undefined };
  readonly columns: readonly { readonly id: string; readonly name: string }[];
}

/** What a batch is asked to do. */
export interface BatchRequest {
  readonly library: Library;
  readonly refs: readonly string[];
  readonly input: string;
  readonly output: string;
  /** Decisions that are not the library's own, by reference: one output of a decision, or a regression's terms. */
  readonly decisions?: ReadonlyMap<string, Decision> | undefined;
  /** Entity name → file. */
  readonly related: Readonly<Record<string, string>>;
  readonly previous?: string | undefined;
  /** Where the next run's `previous` is written, whole. */
  readonly next?: string | undefined;
  /** Days since 1970-01-01. */
  readonly asOf: bigint;
  readonly cuts: Cuts;
  readonly mapping: Mapping;
  /** Of an input that is a spreadsheet: its sheet. */
  readonly sheet?: string | number | undefined;
  /** The zone of instants that state none, in files that no feed reads. */
  readonly zone?: string | undefined;
  /** How files are read, by the id of the entity whose rows they hold. */
  readonly feeds?: ReadonlyMap<string, Feed> | undefined;
  /** Matching: the products of every row. */
  readonly products?: readonly Json[] | undefined;
  /** A column, or `rownum`; absent: the entity's key where the file has it, else `rownum`. */
  readonly key?: string | undefined;
  readonly nulls?: readonly string[] | undefined;
  readonly columns: readonly string[];
  /** Whether rows carry their number, too, as `rownum`. */
  readonly isNumbered?: boolean;
  /** Whether the rows of the result may stand in any order; they stand in that of the file unless this is true. */
  readonly isInAnyOrder?: boolean;
  /** Whether the words and conditions of the result are counted; they are unless this is false. */
  readonly isCounted?: boolean;
  /** Whether it is told which keys repeat, and which related rows are nobody's; it is unless this is false. */
  readonly isKeyNoted?: boolean;
  /** Where the cuts of segmentations by share are written. */
  readonly freeze?: string | undefined;
  readonly encoding?: string | undefined;
  /** How many related rows are grouped, and how many rows joined, at once; unless stated all of them, or else what fits the buffers. */
  readonly rowsAtOnce?: number;
  readonly force: boolean;
  readonly language: Language;
  readonly parts: ReadonlySet<ResultPart>;
}

export interface BatchReport {
  readonly rows: number;
  readonly decided: number;
  readonly refused: number;
  readonly seconds: number;
  readonly output: string;
  /** The side file of refused rows; null where there are none. */
  readonly refusedRows: string | null;
  /** How often each value of the result's words and conditions stands, by column. */
  readonly counts: Counts;
  /** Rows that stood so near a rounding tie that the compiled function decided them. */
  readonly redecided: number;
  /** The cuts of segmentations by share that this run made or was given. */
  readonly frozen: Cuts;
  /** What the next run reads: how many rows, and how many of them stand as the run before left them. */
  readonly next: { readonly path: string; readonly rows: number; readonly unchanged: number } | null;
  readonly notes: readonly Problem[];
  /** The columns that rows were named by: of the key, then those asked for. */
  readonly carried: readonly string[];
  readonly results: Query['results'];
}

export type ProgressListener = (step: 'reading' | 'deciding' | 'writing', share: number) => void;
