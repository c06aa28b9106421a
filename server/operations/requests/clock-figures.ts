import type { JsonObject } from '../../../definitions/index.ts';
import type { RequestClockTable } from '../../store/request-tables.ts';
import { insertRequestClock } from '../../store/requests.ts';
import type { Transaction } from '../../store/store.ts';
import type { Life } from './life.ts';

/** When the first clock that is not decided is due, in UTC; null where none is. */
export function nextDueAt(clocks: readonly JsonObject[]): string | null {
  const dues = clocks.flatMap(({ dueAt, verdict }) =>
    typeof dueAt !== 'string' || verdict !== undefined ? [] : [new Date(dueAt).toISOString()],
  );
  return dues.toSorted()[0] ?? null;
}

/** Writes what the clocks came to that a step stopped: lists and analyses read rows, and no lives. */
export async function keepStoppedClocks(
  tx: Transaction,
  request: string,
  { before, after }: { readonly before: Life | null; readonly after: Life },
): Promise<void> {
  const had = before === null ? 0 : stoppedIn(before);
  if (stoppedIn(after) === had) return;
  const known = new Set(before === null ? [] : stoppedClocks(request, before).map(nameOf));
  for (const row of stoppedClocks(request, after)) if (!known.has(nameOf(row))) await tx.tell(insertRequestClock, row);
}

const nameOf = ({ clock, cycle }: RequestClockTable): string => `${cycle} ${clock}`;

const stoppedIn = ({ snapshot: { clocks } }: Life): number =>
  clocks.reduce((sum, { cycles }) => sum + cycles.filter(({ verdict }) => verdict !== undefined).length, 0);

function stoppedClocks(request: string, { snapshot, line }: Life): readonly RequestClockTable[] {
  // Lines are JSON.
  return (line.clocks as readonly JsonObject[]).flatMap((shown) => {
    const [name, cycle] = [String(shown['name']), Number(shown['cycle'])];
    const found = snapshot.clocks.find((one) => one.name === name)?.cycles[cycle - 1];
    if (found?.verdict === undefined || found.stoppedAt === undefined) return [];
    return [
      {
        request,
        clock: name,
        cycle,
        verdict: found.verdict,
        began_at: new Date(found.startedAt).toISOString(),
        stopped_at: new Date(found.stoppedAt).toISOString(),
        consumed_ms: millisecondsOf(String(shown['consumed'])),
      },
    ];
  });
}

/** Milliseconds of what a line says a clock consumed, `PT3H12M5.250S`. */
function millisecondsOf(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) ?? [];
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}
