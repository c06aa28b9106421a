import { DatabaseError } from 'pg';
import type { Executor, Told } from '../writing.ts';

/** A part of what is handed over together: a statement, with one list of values or, of an insertion, one for each of its rows. */
interface Part extends Omit<Told, 'values'> {
  readonly rows: (readonly unknown[])[];
}

/**
 * What an operation tells the database is handed over together, before it asks anything and at its end: one statement, whose parts are
 * those that were told (https://www.postgresql.org/docs/current/queries-with.html#QUERIES-WITH-MODIFYING). Each costs the database and the
 * connection more to begin than to carry out. The parts do not see what the others change and are carried out in any order, so no two of
 * them change one table: rows that are inserted alike are one part, in their order. The connection carries out what it is handed in its
 * order, so nothing has to wait for it. `asking` is told of each question, and of its fault.
 */
export function toldTogether(ask: Executor['ask'], asking: <T>(question: () => Promise<T>) => Promise<T>) {
  let waiting: Part[] = [];
  let last: Promise<unknown> | undefined;
  const hand = (): void => {
    if (waiting.length === 0) return;
    const [parts, values] = [waiting, waiting.flatMap(({ rows }) => rows.flat())];
    last = asking(async () => await ask(together(parts), values).catch((error: unknown) => throwWhy(parts, error)));
    waiting = [];
    // Its fault is kept by whoever asks.
    last.catch(() => {});
  };
  return {
    async tell({ values, ...told }: Told): Promise<void> {
      const found = waiting.find(({ changes }) => changes === told.changes);
      if (found?.sql === told.sql && found.rows.length < MOST_ROWS && INSERTION.test(told.sql)) {
        found.rows.push(values);
        return;
      }
      if (found !== undefined) hand();
      waiting.push({ ...told, rows: [values] });
    },
    /** Hands over what waits. */
    hand,
    /** What becomes of all that was handed over: it fails or is done with. */
    last: async () => await last?.catch(() => {}),
    /** What waits is not told any more. */
    forget() {
      waiting = [];
    },
  };
}

/** How many rows one part inserts: each number of them is a statement of its own, and a statement has at most 65,535 values. */
const MOST_ROWS = 16;

/** An insertion of one row, and its values; one that may change a row that is there may not come upon it twice. */
const INSERTION = /^(insert into .* values )(\([^()]*\))(?!.* do update )/;

/** Says of a part that changed nothing why it had to, as whoever told it says. */
function throwWhy(parts: readonly Part[], error: unknown): never {
  const reasons = parts.flatMap(({ otherwise }) => otherwise ?? []);
  if (reasons.length === 0 || !(error instanceof DatabaseError) || error.code !== DIVISION_BY_ZERO) throw error;
  throw new Error(reasons.join('; '), { cause: error });
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const DIVISION_BY_ZERO = '22012';

const texts = new Map<string, string>();

/** Several parts as one statement, whose values are those of all of them. */
function together(parts: readonly Part[]): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && only.rows.length === 1 && only.otherwise === undefined)
    return only.sql;
  const key = parts
    .map(({ sql, rows, otherwise }) => `${nameOf(sql)}*${rows.length}${otherwise === undefined ? '' : '!'}`)
    .join(' ');
  const text = texts.get(key) ?? textOf(parts);
  // Of one that is not kept prepared neither is the text.
  if (parts.every(({ sql }) => nameOf(sql) !== undefined) && nameOf(text) !== undefined) texts.set(key, text);
  return text;
}

function textOf(parts: readonly Part[]): string {
  let before = 0;
  const written = parts.map(({ sql, rows, otherwise }, n) => {
    const places = rows.map((values) => {
      const from = before;
      before += values.length;
      return (text: string) => text.replaceAll(/\$(\d+)/g, (_, place: string) => `$${Number(place) + from}`);
    });
    const [first = String, ...more] = places;
    const text = first(sql).replace(INSERTION, (whole) => {
      const [, , row = ''] = INSERTION.exec(sql) ?? [];
      return [whole, ...more.map((moved) => moved(row))].join(', ');
    });
    return `t${n} as (${text}${otherwise === undefined ? '' : ' returning 1'})`;
  });
  // Where one changes nothing that has to, this is divided by nothing: the database refuses the transaction.
  const needed = parts.flatMap(({ otherwise }, n) =>
    otherwise === undefined ? [] : [`1 / (select count(*) from t${n})`],
  );
  return `with ${written.join(', ')} select ${needed.length === 0 ? '1' : needed.join(', ')}`;
}

const names = new Map<string, string>();

/** So many statements are kept prepared by each connection: which of them are told together is any of very many. */
const MOST_NAMES = 1000;

/** The name under which connections keep a statement prepared; undefined of what comes when there are enough of them. */
export function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
