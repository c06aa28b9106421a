import type { Problem, ColumnType, Json } from '../../../definitions/index.ts';

export const FORMATS = ['parquet', 'csv', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** A line that is no row. */
export interface MalformedLine {
  /** Its number in the file, from 1. */
  readonly line: number;
  readonly text: string;
  readonly problem: Pick<Problem, 'code' | 'message'>;
}

/** The lines of a file that are no rows: there may be as many as the file has, so that they are read one by one. */
export interface MalformedLines {
  readonly count: number;
  read(): AsyncIterable<MalformedLine>;
}

export const NO_LINES: MalformedLines = { count: 0, async *read() {} };

/** A column of a file. */
export interface InputColumn {
  /** As the file names it. */
  readonly name: string;
  /** As the database engine calls it (see columnIds). */
  readonly id: string;
  readonly type: ColumnType;
  /** Of a column that a feed reads: where the text stands as it was found, if it was read as another or not at all (see SourceColumn). */
  readonly found?: { readonly id: string; readonly isRefused: boolean };
  /** Of a staged column that was read as a field: where the value stands; the column itself then has only what could not be read. */
  readonly read?: string;
}

/** A file as a relation. */
export interface InputFile {
  /** As the person named it. */
  readonly path: string;
  /** Where it stands: standard input is kept in a file of its own. */
  readonly real: string;
  readonly format: Format;
  readonly columns: readonly InputColumn[];
  /** Of a file that a feed reads: the columns that are fields; others are not, whatever their names. */
  readonly fields?: ReadonlySet<string>;
  /** Whether a cell was a number, a day or a truth value rather than a text, where cells of both sorts stand in a column. */
  readonly typed?: (column: InputColumn) => string;
  /** The columns that were seen in the file, where it has no header that tells them all; absent: all of them. */
  readonly seen?: ReadonlySet<string>;
  /** The relation of its rows in the order of the file; a scan can be asked to note the lines it cannot read in a table. */
  from(rejects?: string): string;
  /** Of Parquet: the same with each row's number, from 1, as `#row`; text gets it when it is staged. */
  readonly numbered?: () => string;
  /** Of text: how the program itself reads the file's lines; absent where the engine alone can read it. */
  readonly lines?: LinesOf;
  readonly notes: readonly Problem[];
}

/** The lines of a text file, read by the program itself. */
export interface LinesOf {
  /** Whether a scan of the engine notes lines it cannot read. */
  readonly canReject: boolean;
  /** Whether the engine may scan the file at all: what its scan breaks off at for good is told before. Absent: it may. */
  canScan?(): Promise<boolean>;
  /**
   * Counts the rows, beside the engine and independently of it; undefined where a line is to be read with care: it is none, or the
   * engine might read it as something else.
   */
  count(): Promise<number | undefined>;
  /**
   * Of a format whose scan judges lines itself: a scan has the text of each line it is not sure of in the column `#unsure`; whether such
   * a line is a plain row after all.
   */
  isPlain?(line: string): boolean;
  /** Reads line by line: the rows, as a relation of the engine's and how many they are, and the lines that are none. */
  carefully(): Promise<{ readonly from: string; readonly rows: number; readonly malformed: MalformedLines }>;
}

export interface InputOptions {
  readonly encoding?: string | undefined;
  readonly format?: Format | undefined;
  /** The line of a header, from 1; what stands above it is passed over. */
  readonly header?: number;
  /** Of a spreadsheet: the sheet's name or its place, from 1; absent: the first. */
  readonly sheet?: string | number | undefined;
  /** Texts that stand for a missing value. */
  readonly nulls?: readonly string[] | undefined;
  /** Columns that are asked for; a format without a header has them even where no line does. */
  readonly wanted: readonly string[];
  /** Columns of CSV that are read as no text: there a quoted blank is missing like a blank. */
  readonly figures?: ReadonlySet<string>;
  /**
   * NDJSON whose lines are requests (those without `facts` are the facts themselves): what is wrong with what stands around the facts.
   * Absent: a line is a row.
   */
  readonly aroundFacts?: (request: Json) => readonly Problem[];
}
