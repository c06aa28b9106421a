import { isValue } from '../../formats/candidates.ts';
import { oddities } from '../../formats/oddities.ts';
import { scaleText, wire } from '../../model/decimal.ts';
import { expectation } from '../../expression/expectation.ts';
import { below, type Json, type JsonObject } from '../../model/json.ts';
import type { Problem } from '../../model/problem.ts';
import { factProblem } from '../../record/problems.ts';
import type { Type } from '../../model/type.ts';
import type { Feed, FeedColumn } from './feed.ts';

/** A row read by a feed. */
export interface FedRow {
  readonly facts: JsonObject;
  /** Cells that refuse the row, and warnings of those that count as missing. */
  readonly problems: readonly Problem[];
}

/**
 * Reads the cells of one row, by column, into facts. Cells of other columns are passed over. `typed`: columns whose cell is a figure, a day
 * or a truth value though it is told as a text, as the cells of a sheet are; what is no text is so by itself.
 */
export function readRow(feed: Feed, cells: JsonObject, typed: ReadonlySet<string> = NONE): FedRow {
  const facts: Record<string, Json> = {};
  const problems: Problem[] = [];
  for (const column of feed.columns) {
    const cell = Object.hasOwn(cells, column.name) ? (cells[column.name] ?? null) : null;
    if (cell === null) continue;
    const read =
      typeof cell === 'object'
        ? undefined
        : column.read(String(cell), typeof cell !== 'string' || typed.has(column.name));
    const { field } = column;
    if (read === null) continue;
    if (read !== undefined && (feed.unreadable === 'refuse' || isValue(read, field.type)))
      facts[field.name] = factOf(read, field.type);
    else problems.push(cellProblem(feed, column, cell));
  }
  return { facts, problems };
}

const NONE: ReadonlySet<string> = new Set();

/** Why a cell is no value of its field: refused, or counted as missing where the feed says so. */
function cellProblem({ unreadable }: Feed, { name, field }: FeedColumn, cell: Json): Problem {
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  const slots = {
    name: field.name,
    expected: expectation(field.type, field.labels),
    found: shownCell(text),
    odd: oddities(text, field.type),
  };
  const at = { pointer: below('/facts', name) };
  return unreadable === 'refuse'
    ? factProblem('fact-of-wrong-type', at, slots)
    : factProblem('fact-counted-as-missing', at, slots);
}

const MOST_SHOWN = 60;
const shownCell = (text: string) => JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** A strict text as a request states it. */
export function factOf(text: string, type: Type): Json {
  if (type.kind === 'boolean') return text === 'true';
  if (type.kind !== 'number') return text;
  const scaled = scaleText(text, type.decimals);
  // A figure with more decimals than the field has is handed on as it is, for the strict reader to refuse.
  return scaled === undefined ? Number(text) : wire(scaled, type.decimals);
}
