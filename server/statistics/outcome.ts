import { Refusal } from '../terminal.ts';
import { serverProblem } from '../problems.ts';
import { quote } from '../batch/input/staged.ts';

/** A column that says what happened: `y`, or `y=yes` where one value means that it did. */
export interface OutcomeColumn {
  readonly column: string;
  readonly value: string | null;
}

const HAPPENED = ['true', 'True', 'TRUE', '1', 'yes', 'Y', 'y', '是'];
const NOT = ['false', 'False', 'FALSE', '0', 'no', 'N', 'n', '否'];

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

/** 1, 0, or NULL for a value that says neither. With a value named, every other value is 0. */
export function outcomeSql({ value }: OutcomeColumn, column: string): string {
  const text = `CAST(${quote(column)} AS VARCHAR)`;
  const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(', ');
  if (value !== null)
    return `CASE WHEN ${text} = '${value.replaceAll("'", "''")}' THEN 1 WHEN ${text} IS NOT NULL THEN 0 END`;
  return `CASE WHEN ${text} IN (${list(HAPPENED)}) THEN 1 WHEN ${text} IN (${list(NOT)}) THEN 0 END`;
}

/** The outcome of a least-squares fit: the number itself. */
export const numberSql = (column: string): string => `TRY_CAST(${quote(column)} AS DOUBLE)`;
