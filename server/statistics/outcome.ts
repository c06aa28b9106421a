import type { Problem } from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { quote } from '../batch/input/staged.ts';
import { serverProblem } from '../problems.ts';
import { Refusal } from '../terminal.ts';
import { statisticsProblem } from './problems.ts';

/** A column that says what happened: `y`, or `y=yes` where one value means that it did. */
export interface OutcomeColumn {
  readonly column: string;
  readonly value: string | null;
}

export function outcomeOf(text: string): OutcomeColumn {
  const at = text.indexOf('=');
  if (at === 0)
    throw new Refusal([
      serverProblem(
        'option-malformed',
        { pointer: '' },
        { option: '--outcome', found: text, expected: 'column, column=value' },
      ),
    ]);
  return at < 0 ? { column: text, value: null } : { column: text.slice(0, at), value: text.slice(at + 1) };
}

/** How an outcome is read from a column, as SQL. */
export interface OutcomeReading {
  /** The outcome's number, NULL where there is none or it cannot be read. */
  readonly number: string;
  /** Whether something stands there that cannot be read. */
  readonly isUnreadable: string;
  /** What stands there. */
  readonly text: string;
}

const HAPPENED = ['true', '1', '1.0', 'yes', 'y', '是'];
const NOT = ['false', '0', '0.0', 'no', 'n', '否'];

/**
 * 1 where it happened, 0 where it did not. With a value named, any other value says that it did not, but for those that differ by
 * blanks, case or width alone: nobody knows whether they are meant.
 */
export function eventReading({ value }: OutcomeColumn, column: string): OutcomeReading {
  const text = `CAST(${quote(column)} AS VARCHAR)`;
  const among = (words: readonly string[]) => `lower(${text}) IN (${words.map(literal).join(', ')})`;
  if (value === null) {
    const number = `CASE WHEN ${among(HAPPENED)} THEN 1 WHEN ${among(NOT)} THEN 0 END`;
    return { text, number, isUnreadable: `${isWritten(text)} AND ${number} IS NULL` };
  }
  const isIt = `${text} = ${literal(value)}`;
  const isNear = `${folded(text)} = ${folded(literal(value))}`;
  return {
    text,
    number: `CASE WHEN ${isIt} THEN 1 WHEN ${isWritten(text)} AND NOT ${isNear} THEN 0 END`,
    isUnreadable: `${isWritten(text)} AND ${isNear} AND NOT ${isIt}`,
  };
}

/** The outcome of a least-squares fit: a finite number. */
export function numberReading(column: string): OutcomeReading {
  const text = `CAST(${quote(column)} AS VARCHAR)`;
  const number = `TRY_CAST(${quote(column)} AS DOUBLE)`;
  const finite = `CASE WHEN isfinite(${number}) THEN ${number} END`;
  return { text, number: finite, isUnreadable: `${isWritten(text)} AND ${finite} IS NULL` };
}

const literal = (text: string) => `'${text.replaceAll("'", "''")}'`;
const isWritten = (text: string) => `${text} IS NOT NULL AND ${folded(text)} <> ''`;

/** Without blanks at the ends, in small letters of plain width. */
const folded = (text: string) =>
  `lower(regexp_replace(translate(${text}, '${FULL_WIDTH}', '${PLAIN}'), '^[\\pZ\\s]+|[\\pZ\\s]+$', '', 'g'))`;
const LETTERS = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+-.'];
const PLAIN = LETTERS.join('');
const FULL_WIDTH = LETTERS.map((letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)).join('');

/** Throws where no outcome is read, or the same in every row; the column's values are counted in `from`. */
export async function refuseOneSided(
  duckdb: Duckdb,
  from: string,
  outcome: OutcomeColumn,
  { text }: OutcomeReading,
  { used, events }: { readonly used: number; readonly events: number },
): Promise<void> {
  if (events > 0 && events < used) return;
  const { column, value } = outcome;
  const values = await valuesOf(duckdb, from, text, `${text} IS NOT NULL`);
  const [[named] = []] =
    value === null ? [] : await duckdb.rows(`SELECT count(*) FROM ${from} WHERE ${text} = ${literal(value)}`);
  throw new Refusal([
    value !== null && Number(named) === 0
      ? statisticsProblem('outcome-value-absent', { pointer: '' }, { column, value, values })
      : statisticsProblem('outcome-one-sided', { pointer: '' }, { column, used, events, values }),
  ]);
}

/** A warning of rows whose outcome cannot be read. */
export async function unreadableOutcomes(
  duckdb: Duckdb,
  from: string,
  { column }: OutcomeColumn,
  { text, isUnreadable }: OutcomeReading,
  count: number,
): Promise<readonly Problem[]> {
  if (count === 0) return [];
  const values = await valuesOf(duckdb, from, text, isUnreadable);
  return [statisticsProblem('outcome-unreadable', { pointer: '' }, { column, count, values })];
}

const MOST_VALUES = 6;

/** `yes 31, no 29`, the most frequent first; in quotes where blanks stand at an end. */
async function valuesOf(duckdb: Duckdb, from: string, text: string, where: string): Promise<string> {
  const rows = await duckdb.rows(
    `SELECT ${text}, count(*) FROM ${from} WHERE ${where} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_VALUES + 1}`,
  );
  const shown = rows.slice(0, MOST_VALUES).map(([value, count]) => {
    const found = String(value);
    return `${found.trim() === found && found !== '' ? found : JSON.stringify(found)} ${Number(count)}`;
  });
  return rows.length === 0 ? '–' : [...shown, ...(rows.length > MOST_VALUES ? ['…'] : [])].join(', ');
}
