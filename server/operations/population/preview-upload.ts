import { closeSync, copyFileSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { Language, Library, Problem } from '../../../definitions/index.ts';
import { type Duckdb, openDuckdb } from '../../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../../batch/input/path-literal.ts';
import { quote } from '../../batch/input/staged.ts';
import { confine } from '../../population/confine.ts';
import { populationProblem } from '../../population/problems.ts';
import { readTable } from '../../population/read-table.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import { actingImporter } from './acting-importer.ts';
import { namedFeeds } from './named-feeds.ts';
import { ownUpload, uploadPath } from './upload.ts';

/** What is looked at of a file before it is imported. */
export interface PreviewAsked {
  readonly upload: string;
  readonly entity: string;
  readonly feed?: string;
  readonly encoding?: string;
  readonly sheet?: string | number;
  readonly language: Language;
}

/** The first rows of a file as an import would read them. */
export interface Preview {
  /** Whether all of the file was read. */
  readonly isWhole: boolean;
  /** Rows that can be used, and that cannot, of what was read. */
  readonly taken: number;
  readonly refused: number;
  readonly fields: readonly string[];
  /** Those that can be used, in the file's order, each with its number; values as texts. */
  readonly rows: readonly { readonly number: number; readonly values: readonly (string | null)[] }[];
  /** What cannot, cell by cell. */
  readonly cells: readonly PreviewCell[];
  readonly notes: readonly Problem[];
}

interface PreviewCell {
  readonly row: number;
  readonly field: string;
  readonly value: string | null;
  readonly message: string;
}

interface PreviewHost {
  readonly store: Store;
  readonly library: Library;
  readonly dataFolder: string;
}

const MOST_TEXT = 1 << 20;
const MOST_SHEET = 8 << 20;
const MOST_ROWS = 1000;
const SHOWN_ROWS = 20;
const SHOWN_CELLS = 100;

/** Previews are made one after the other, so that nobody's looking holds the server. */
let queue: Promise<unknown> = Promise.resolve();

/** Reads the beginning of a file of one's own as an import would; nothing of it is kept. Throws a Refusal. */
export async function previewUpload(
  { store, library, dataFolder }: PreviewHost,
  actor: Actor,
  asked: PreviewAsked,
): Promise<Preview> {
  const upload = await store.write(actor, 'preview-upload', async (tx) => {
    const subject = `upload/${asked.upload}`;
    await actingImporter(tx, subject);
    const own = await ownUpload(tx.database, actor, asked.upload);
    await tx.audit({ subject, body: { name: own.name, entity: asked.entity } });
    return own;
  });
  const path = uploadPath(dataFolder, upload);
  const made = queue.then(() => previewed(library, path, upload.name, asked));
  queue = made.catch(() => {});
  return await made;
}

async function previewed(library: Library, path: string, name: string, asked: PreviewAsked): Promise<Preview> {
  const { entity, feed, encoding, sheet, language } = asked;
  const feeds = feed === undefined ? new Map() : namedFeeds(library, [feed]);
  const duckdb = await openDuckdb({ threads: 1, memory: '500MB' });
  try {
    const folder = join(duckdb.folder, 'preview');
    mkdirSync(folder);
    const { head, isWhole } = await headOf(duckdb, path, name, folder);
    await confine(duckdb, { files: [head], folders: [folder] });
    const request = { library, entity, path: head, feed: feeds.get(entity), encoding, sheet, language, folder };
    const table = await readTable(duckdb, request, () => {}).catch((error: unknown) => {
      throw error instanceof Refusal ? new Refusal(named(error.problems, head, name)) : error;
    });
    const texts = table.fields.map((field) => `CAST(${quote(field)} AS VARCHAR)`).join(', ');
    const found = await duckdb.rows(`SELECT rownum, ${texts} FROM ${table.rows} ORDER BY rownum LIMIT ${SHOWN_ROWS}`);
    const [[taken] = [0n]] = await duckdb.rows(`SELECT count(*) FROM ${table.rows}`);
    return {
      isWhole,
      taken: Number(taken),
      refused: table.refused,
      fields: table.fields,
      rows: found.map(([number, ...values]) => ({ number: Number(number), values: values.map(textOf) })),
      cells: table.refused === 0 ? [] : await refusedCells(duckdb, table.refusals),
      notes: named(table.notes, head, name),
    };
  } finally {
    duckdb.close();
  }
}

async function refusedCells(duckdb: Duckdb, refusals: string): Promise<readonly PreviewCell[]> {
  const rows = await duckdb.rows(
    `SELECT rownum, field, value, message FROM read_csv(${pathLiteral(refusals)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"') LIMIT ${SHOWN_CELLS}`,
  );
  return rows.map(([row, field, value, message]) => ({
    row: Number(row),
    field: textOf(field ?? null) ?? '',
    value: textOf(value ?? null),
    message: textOf(message ?? null) ?? '',
  }));
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

/** The beginning of a file, as a file of its own: whole records of a text, the first rows of a table, all of a sheet. */
async function headOf(
  duckdb: Duckdb,
  path: string,
  name: string,
  folder: string,
): Promise<{ readonly head: string; readonly isWhole: boolean }> {
  const head = join(folder, `head${extname(name)}`);
  const { size } = statSync(path);
  if (name.endsWith('.parquet')) {
    await duckdb
      .run(
        `COPY (SELECT * FROM read_parquet(${pathLiteral(path)}) LIMIT ${MOST_ROWS}) TO ${targetLiteral(head)} (FORMAT parquet)`,
      )
      // What is no such file is told by the reader that an import has.
      .catch(() => copyFileSync(path, head));
    const counted = await duckdb.rows(`SELECT count(*) FROM read_parquet(${pathLiteral(path)})`).catch(() => [[0n]]);
    return { head, isWhole: Number(counted[0]?.[0] ?? 0) <= MOST_ROWS };
  }
  if (name.endsWith('.xlsx')) {
    if (size > MOST_SHEET)
      throw new Refusal([populationProblem('preview-too-large', { pointer: '' }, { name, most: MOST_SHEET >> 20 })]);
    copyFileSync(path, head);
    return { head, isWhole: true };
  }
  const bytes = Buffer.alloc(Math.min(size, MOST_TEXT));
  const handle = openSync(path, 'r');
  try {
    readSync(handle, bytes, 0, bytes.length, 0);
  } finally {
    closeSync(handle);
  }
  const isWhole = size <= MOST_TEXT;
  writeFileSync(head, isWhole ? bytes : bytes.subarray(0, lastRecord(bytes)));
  return { head, isWhole };
}

const [QUOTE, LINE] = [0x22, 0x0a];

/** Where the last whole record ends: behind a line that no quotes hold open. No second byte of a Chinese character is a quote or an end of line. */
function lastRecord(bytes: Buffer): number {
  let isOpen = false;
  let end = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === QUOTE) isOpen = !isOpen;
    else if (byte === LINE && !isOpen) end = at + 1;
  }
  return end === 0 ? bytes.length : end;
}

/** Problems name the file as it is called where it came from. */
function named(problems: readonly Problem[], head: string, name: string): readonly [Problem, ...Problem[]] {
  const place = JSON.stringify(head).slice(1, -1);
  return JSON.parse(JSON.stringify(problems).replaceAll(place, JSON.stringify(name).slice(1, -1))) as [
    Problem,
    ...Problem[],
  ];
}
