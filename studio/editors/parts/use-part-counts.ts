import { useQuery } from '@tanstack/react-query';
import type { JsonObject } from '../../../definitions/index.ts';
import { dataOf, server, ServerError } from '../../api/client.ts';
import { SETTLED_MS } from '../intervals/population/use-population.ts';
import { useSettled } from '../intervals/population/use-sample.ts';

/** Customers that meet a part, and its group as far as it: of the whole population, estimated where a sample was counted. */
export interface PartCount {
  readonly met: number;
  readonly soFar: number | null;
}

export interface PartCounts {
  /** `none`: no population was brought; `withheld`: it is not for whoever looks. */
  readonly kind: 'none' | 'withheld' | 'waiting' | 'failed' | 'known';
  /** Of whom; undefined until it is known. */
  readonly told: { readonly customers: number; readonly sampled: number; readonly asOf: string } | undefined;
  /** By the parts' pointers; those withheld are not there. */
  readonly counts: ReadonlyMap<string, PartCount>;
  /** The counts are of an earlier text. */
  readonly isOld: boolean;
}

/** Counts who meets the parts of a document once it has stayed for a moment; null: nothing of it can be counted by now. */
export function usePartCounts(document: JsonObject | null, isSound: boolean): PartCounts {
  const settled = useSettled(document, SETTLED_MS);
  const id = settled === null ? '' : `${String(settled['kind'])}/${String(settled['name'])}`;
  const { data, isError, isPlaceholderData } = useQuery({
    queryKey: ['counts', id, settled] as const,
    queryFn: async ({ signal }) => await inTurn(async () => await countsOf(settled ?? {}, signal)),
    enabled: settled !== null && settled === document && isSound,
    placeholderData: (previous, query) => (query?.queryKey[1] === id ? previous : undefined),
    staleTime: 300_000,
    retry: false,
  });
  if (data === 'none' || data === 'withheld') return { ...NOTHING, kind: data };
  if (data === undefined) return { ...NOTHING, kind: isError ? 'failed' : 'waiting' };
  return { kind: 'known', ...data, isOld: isPlaceholderData || isError || settled !== document || !isSound };
}

const NOTHING = { told: undefined, counts: new Map<string, PartCount>(), isOld: false } as const;

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
    if (!(error instanceof ServerError)) throw error;
    if (error.codes.includes('snapshot-not-found')) return 'none' as const;
    if (error.status === 403) return 'withheld' as const;
    throw error;
  });
  if (answer === 'none' || answer === 'withheld') return answer;
  const { customers, sampled, asOf, parts } = answer;
  const whole = (count: number) => Math.round(count * (sampled === 0 ? 0 : customers / sampled));
  const counts = new Map(
    parts.flatMap(({ pointer, met, soFar }): readonly (readonly [string, PartCount])[] =>
      met === null ? [] : [[pointer, { met: whole(met), soFar: soFar === null ? null : whole(soFar) }]],
    ),
  );
  return { told: { customers, sampled, asOf }, counts };
}
