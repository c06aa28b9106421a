import type { Rounding } from '../model/decimal.ts';

/**
 * How the cells of one column are written, where a file does not keep to the strict form (plain decimals, ISO days and instants,
 * `true` and `false`). Every key is a statement about the column; what none of them allows is refused.
 */
export interface ColumnFormat {
  /** Blanks around the text are passed over, the no-break and the ideographic space too. */
  readonly trim?: boolean;
  /** Full-width forms are their ASCII forms; a text with an enum is its own member whatever its width and ASCII case. */
  readonly fold?: boolean;
  /** Texts that stand for a missing value. */
  readonly missing?: readonly string[];
  /** A text of the file → a member of the field's enum. */
  readonly values?: Readonly<Record<string, string>>;

  /** What stands between groups of three digits. */
  readonly thousands?: string;
  /** What stands before the decimals; a point unless stated. */
  readonly decimalMark?: string;
  /** Figures are in this unit and may carry it behind them; of several, each figure has to carry its own. */
  readonly unit?: string | readonly string[];
  /** Figures written as text are percents, with or without their sign. */
  readonly percent?: boolean;
  /** `(1.00)` or `1.00-` is −1.00. A minus sign in front is read in any case. */
  readonly negative?: 'parentheses' | 'trailing';
  /** Texts that stand before or behind a figure and mean nothing. */
  readonly strip?: string | readonly string[];
  /** How decimals beyond the field's are rounded; without it they are refused. Of an instant: decimals of a second beyond three. */
  readonly round?: Rounding;

  /** Forms of a day or an instant: patterns of yyyy, M or MM, d or dd, H or HH, mm, ss, S…, and `serial`. */
  readonly dates?: readonly string[];

  readonly true?: readonly string[];
  readonly false?: readonly string[];
}

/** What a feed says of all its columns. */
export interface FeedFormat {
  /** The zone of instants that state none: an IANA name or an offset. */
  readonly zone?: string;
  /** `text`: a blank cell of a text field is the empty text; else it is missing. */
  readonly empty?: 'missing' | 'text';
}

/** A unit and the power of ten it stands for. */
export const UNITS: ReadonlyMap<string, number> = new Map([
  ['bp', -4],
  ['‰', -3],
  ['%', -2],
  ['百', 2],
  ['千', 3],
  ['万', 4],
  ['百万', 6],
  ['千万', 7],
  ['亿', 8],
  ['k', 3],
  ['m', 6],
  ['bn', 9],
]);

/** One text or several, as a list. */
export const listOf = (one: string | readonly string[] | undefined): readonly string[] =>
  one === undefined ? [] : typeof one === 'string' ? [one] : one;
