import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { DuckDBTypeId, type DuckDBType } from '@duckdb/node-api';
import type { Json } from '../../../definitions/index.ts';
import type { Right } from '../../authority/rights.ts';
import { quote } from '../../batch/input/staged.ts';
import { outputFile } from '../../batch/output/output-file.ts';
import { onWire } from '../../batch/output/wire-columns.ts';
import { countMovers, keptMovers, type MoversAsked } from '../../population/impact/kept-decisions.ts';
import { writeMovers } from '../../population/impact/write-movers.ts';
import type { Reader } from '../../store/store.ts';
import { answersFor, withAnswers } from './read-impact.ts';

export interface MoversRequest extends MoversAsked {
  readonly id: string;
  readonly ref: string;
  readonly rights: readonly Right[];
  readonly dataFolder: string;
}

/** A page of those who move, by the columns of their relation: figures as decimal texts, lists as lists. */
export interface MoversPage {
  readonly items: readonly Readonly<Record<string, Json>>[];
  /** Of all that are asked for, within the scope. */
  readonly total: number;
  /** The row after which the next page begins; null at the end. */
  readonly next: number | null;
}

export async function readMovers(
  store: Reader,
  { limit, ...request }: MoversRequest & { readonly limit: number },
): Promise<MoversPage> {
  const { answers, within } = await answersFor(store, request);
  return await withAnswers(answers, within, async (duckdb, path) => {
    const total = await countMovers(duckdb, path, answers.kept, within, request);
    const movers = keptMovers(path, answers.kept, within, request);
    const columns = (await duckdb.columns(movers)).map(({ name, type }) => ({
      name,
      isList: isNested(type),
      sql: shown(name, type),
    }));
    const rows = await duckdb.rows(
      `SELECT ${columns.map(({ sql }) => sql).join(', ')} FROM ${movers} LIMIT ${limit + 1}`,
    );
    const items = rows.slice(0, limit).map((row) =>
      Object.fromEntries(
        columns.map(({ name, isList }, i) => {
          const cell = row[i];
          const text = cell === null || cell === undefined ? null : String(cell);
          return [name, isList && text !== null ? (JSON.parse(text) as Json) : text];
        }),
      ),
    );
    const last = items.at(-1)?.['rownum'];
    return { items, total, next: rows.length > limit ? Number(last) : null };
  });
}

const isNested = ({ typeId }: DuckDBType): boolean => typeId === DuckDBTypeId.LIST || typeId === DuckDBTypeId.STRUCT;

const shown = (name: string, type: DuckDBType): string =>
  isNested(type)
    ? `CAST(to_json(${onWire(quote(name), type, true)}) AS VARCHAR)`
    : `CAST(${onWire(quote(name), type, false)} AS VARCHAR)`;

/** Writes those who move into a file and hands its path over; it goes away afterwards. */
export async function withMoversFile<T>(
  store: Reader,
  request: MoversRequest,
  format: 'csv' | 'xlsx',
  hand: (path: string) => Promise<T>,
): Promise<T> {
  const { answers, within } = await answersFor(store, request);
  const folder = mkdtempSync(join(tmpdir(), 'guiju-movers-'));
  try {
    const path = join(folder, `movers.${format}`);
    await withAnswers(
      answers,
      within,
      async (duckdb, file) =>
        await writeMovers(
          duckdb,
          keptMovers(file, answers.kept, within, request),
          outputFile(path, { force: true, inputs: [] }),
        ),
      [folder],
    );
    return await hand(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
