import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { JsonObject } from '../../../definitions/index.ts';
import { dataOf, server } from '../../api/client.ts';
import { refusalOf, SETTLED_MS } from '../intervals/population/use-population.ts';
import { insteadOf, useSettled } from '../intervals/population/use-sample.ts';
import type { PartCount, PartCounts } from './part-counts.ts';

/** Counts who meets the parts of a document once it has stayed for a moment; null: nothing of it can be counted by now. */
export function usePartCounts(document: JsonObject | null, isSound: boolean): PartCounts {
  const settled = useSettled(document, SETTLED_MS);
  const { data, error, isError } = useQuery({
    queryKey: ['counts', settled === null ? 0 : numberOf(settled)] as const,
    queryFn: async ({ signal }) => await inTurn(async () => await countsOf(settled ?? {}, signal)),
    enabled: settled !== null && settled === document && isSound,
    placeholderData: keepPreviousData,
    // Parts are told apart as objects: none may be replaced by its like.
    structuralSharing: false,
    staleTime: 300_000,
    retry: false,
  });
  const nothing = { told: undefined, of: null, counts: NONE, isOld: false, why: refusalOf(error) } as const;
  if (document === null) return { ...nothing, kind: 'idle' };
  if (data === null || data === 'withheld') return { ...nothing, kind: data ?? 'none' };
  if (data === undefined) return { ...nothing, kind: isError ? 'failed' : isSound ? 'waiting' : 'idle' };
  return { ...nothing, kind: 'known', ...data, isOld: isError || data.of !== document || !isSound };
}

const NONE: ReadonlyMap<string, PartCount> = new Map();

/** A document by a number of its own: what stands in it is not read to tell it from others. */
function numberOf(document: JsonObject): number {
  const known = numbers.get(document) ?? last + 1;
  numbers.set(document, known);
  last = Math.max(last, known);
  return known;
}

const numbers = new WeakMap<JsonObject, number>();
let last = 0;

let turn: Promise<unknown> = Promise.resolve();

/** One after the other: a page may have many conditions, and the server lets only a few wait. */
async function inTurn<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  const asked = turn.then(ask);
  turn = asked.catch(() => undefined);
  return await asked;
}

async function countsOf(document: JsonObject, signal: AbortSignal) {
  signal.throwIfAborted();
  const path = { kind: String(document['kind']), name: String(document['name']) };
  const body = { document: document as Record<string, never> };
  const asked = server.POST('/api/v1/definitions/{kind}/{name}/counts', { params: { path }, body, signal });
  const answer = await dataOf(asked).catch((error: unknown) => {
    const found = insteadOf(error);
    if (found === undefined) throw error;
    return found;
  });
  if (answer === null || answer === 'withheld') return answer;
  const { customers, sampled, asOf, parts } = answer;
  const whole = (count: number) => Math.round(count * (sampled === 0 ? 0 : customers / sampled));
  const counts = new Map(
    parts.flatMap(({ pointer, met, soFar }): readonly (readonly [string, PartCount])[] =>
      met === null ? [] : [[pointer, { met: whole(met), soFar: soFar === null ? null : whole(soFar) }]],
    ),
  );
  return { told: { customers, sampled, asOf }, of: document, counts };
}
