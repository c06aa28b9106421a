import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { isObject } from '../../../definitions/index.ts';
import type { Clock } from '../../clock.ts';
import { readAuditChain } from '../../store/read-audit.ts';
import type { Reader } from '../../store/store.ts';

/** Where a chain stood at an instant: kept outside the store, it shows what was taken from the end, or written anew. */
export interface Anchor {
  readonly origin: string;
  readonly position: number;
  readonly digest: string;
  readonly at: string;
}

/** How often the server writes an anchor, where there is something new. */
const EVERY_MS = 300_000;

/** Appends an anchor to a file every few minutes, and when the server stops. */
export async function keepAnchoring(
  reader: Reader,
  path: string,
  clock: Clock,
  stopping: AbortSignal,
  onFault: (error: unknown) => void,
): Promise<void> {
  let last: number | undefined;
  for (;;) {
    try {
      const anchor = await anchorNow(reader, clock);
      if (anchor !== undefined && anchor.position !== last) {
        appendFileSync(path, `${JSON.stringify(anchor)}\n`);
        last = anchor.position;
      }
    } catch (error) {
      onFault(error);
    }
    if (stopping.aborted) return;
    await wait(EVERY_MS, undefined, { ref: false, signal: stopping }).catch(() => {});
  }
}

/** The end of the chain; undefined where it has no entry yet. */
export async function anchorNow(reader: Reader, clock: Clock): Promise<Anchor | undefined> {
  return await reader.read(async (database) => {
    const { origin } = await readAuditChain(database);
    const row = await database
      .selectFrom('audit_entry')
      .select(['position', 'digest'])
      .where('position', 'is not', null)
      .orderBy('position', 'desc')
      .limit(1)
      .executeTakeFirst();
    const { position, digest } = row ?? { position: null, digest: null };
    if (position === null || digest === null) return undefined;
    return { origin, position, digest, at: clock.now().toISOString() };
  });
}

/** The anchors of a file; undefined where a line is none. */
export function readAnchors(path: string): readonly Anchor[] | undefined {
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const anchors = lines.flatMap((line) => anchorOf(line) ?? []);
  return anchors.length === lines.length ? anchors : undefined;
}

function anchorOf(line: string): Anchor | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isObject(value as never)) return undefined;
  const { origin, position, digest, at } = value as Record<string, unknown>;
  if (
    typeof origin !== 'string' ||
    typeof position !== 'number' ||
    typeof digest !== 'string' ||
    typeof at !== 'string'
  )
    return undefined;
  return { origin, position, digest, at };
}
