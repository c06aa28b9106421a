import { createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { BANK_AHEAD_MS } from '../../clock.ts';
import { lineSplitter } from '../../http/wire/lines.ts';
import { firstNumberAt } from '../../store/decision-number.ts';
import { logBounds, type LoggedDecision, readLog } from '../../store/decision-log.ts';
import type { Actor } from '../../store/actor.ts';
import type { Store } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';

/**
 * Takes whole days out of the decision log into files of their own, oldest first. A day's file is on disk under its name before any of
 * its decisions leaves the store, and what a broken-off run left in both places is not archived twice: so every decision is in the
 * store or in a file, however the run ends.
 */
export interface Archived {
  readonly file: string;
  readonly day: string;
  readonly decisions: number;
}

const DAY_MS = 86_400_000;

/** Decisions that leave the store in one transaction: a server that logs meanwhile waits no longer than for these. */
const TOGETHER = 2000;

/** Archives the days of the bank that ended by `before` (milliseconds, the beginning of a day). */
export async function* archiveLog(
  store: Store,
  actor: Actor,
  folder: string,
  before: number,
): AsyncGenerator<Archived> {
  const { database } = store;
  mkdirSync(folder, { recursive: true });
  for (let since = await oldestDay(database); since !== null && since < before; since = await oldestDay(database)) {
    const until = since + DAY_MS;
    const day = new Date(since + BANK_AHEAD_MS).toISOString().slice(0, 10);
    const { path, known } = await freePart(folder, day);
    const decisions = await write(path, newDecisions(database, until, known));
    await remove(store, actor, day, until);
    if (decisions > 0) yield { file: path, day, decisions };
  }
}

/** When the day began of the oldest decision in the log; null where the log is empty. */
async function oldestDay(database: Database): Promise<number | null> {
  const bounds = await logBounds(database);
  if (bounds === null) return null;
  const at = Math.floor(bounds.first / firstNumberAt(1));
  return Math.floor((at + BANK_AHEAD_MS) / DAY_MS) * DAY_MS - BANK_AHEAD_MS;
}

/** The next name of a day's file, and the numbers of the decisions in those it has. */
async function freePart(folder: string, day: string): Promise<{ readonly path: string; readonly known: Set<number> }> {
  const known = new Set<number>();
  for (let part = 1; ; part += 1) {
    const path = join(folder, `decisions-${day}${part === 1 ? '' : `-${part}`}.ndjson.gz`);
    if (!existsSync(path)) return { path, known };
    for await (const { number } of readArchive(path)) known.add(number);
  }
}

async function* newDecisions(
  database: Database,
  until: number,
  known: ReadonlySet<number>,
): AsyncGenerator<LoggedDecision> {
  for await (const page of readLog(database, { until }))
    for (const decision of page) if (!known.has(decision.number)) yield decision;
}

/** Writes decisions as compressed lines; none, no file. The file has its name once it is on disk. */
async function write(path: string, decisions: AsyncIterable<LoggedDecision>): Promise<number> {
  const partial = `${path}.partial`;
  let count = 0;
  async function* lines(): AsyncGenerator<string> {
    for await (const decision of decisions) {
      count += 1;
      yield `${archiveLine(decision)}\n`;
    }
  }
  await pipeline(lines, createGzip(), createWriteStream(partial));
  if (count === 0) {
    await rm(partial);
    return 0;
  }
  const file = await open(partial, 'r');
  await file.sync();
  await file.close();
  await rename(partial, path);
  return count;
}

async function remove(store: Store, actor: Actor, day: string, until: number): Promise<void> {
  let removed = TOGETHER;
  while (removed === TOGETHER)
    removed = await store.write(actor, 'archive', async ({ database, audit }) => {
      const oldest = database
        .selectFrom('logged_decision')
        .select('number')
        .where('number', '<', firstNumberAt(until))
        .orderBy('number')
        .limit(TOGETHER);
      const { numDeletedRows } = await database
        .deleteFrom('logged_decision')
        .where('number', 'in', oldest)
        .executeTakeFirstOrThrow();
      const decisions = Number(numDeletedRows);
      if (decisions > 0) await audit({ subject: `decision-log/${day}`, body: { decisions } });
      return decisions;
    });
}

/** A decision as a line: its id as answers carry it, its result as JSON, its request as the text that came. */
function archiveLine({ number, at, result, ...rest }: LoggedDecision): string {
  const head = JSON.stringify({ id: String(number), decidedAt: new Date(at).toISOString(), ...rest });
  return `${head.slice(0, -1)},"result":${result}}`;
}

/** The decisions of an archived file. */
export async function* readArchive(path: string): AsyncGenerator<LoggedDecision> {
  const splitter = lineSplitter(Number.POSITIVE_INFINITY);
  const text = createGunzip();
  const reading = pipeline(createReadStream(path), text);
  for await (const chunk of text as AsyncIterable<Buffer>)
    for (const line of splitter.push(chunk)) if (line !== null) yield archivedDecision(line);
  await reading;
}

function archivedDecision(line: Buffer): LoggedDecision {
  // Written by `archiveLine` only.
  const { id, decidedAt, result, ...rest } = JSON.parse(line.toString()) as Omit<
    LoggedDecision,
    'number' | 'at' | 'result'
  > & { readonly id: string; readonly decidedAt: string; readonly result: object };
  return { ...rest, number: Number(id), at: Date.parse(decidedAt), result: JSON.stringify(result) };
}
