import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ServerError } from '../../../api/client.ts';
import type { JsonObject } from '../../../../definitions/index.ts';
import type { ParsedInterval } from '../../../texts/interval.ts';
import { isNothingYet } from '../../nothing-yet.ts';
import { hasFiguresInForce, type ListAt, sampleKey, weightedScores } from './figures-key.ts';
import type { Before, Counted, SampleTold } from './protocol.ts';
import { type Fallen, isEarlier } from './moves.ts';
import { endScorer } from './scorer-client.ts';
import { useCounted, useSample, useSettled } from './use-sample.ts';

export interface Population {
  /** `none`: no population was brought; `withheld`: it is not for whoever looks; `waiting`: it is being counted. */
  readonly kind: 'none' | 'withheld' | 'waiting' | 'failed' | 'known';
  readonly fallen: Fallen | undefined;
  /** The counts are of an earlier text: the server or the worker does not answer, or the draft cannot be decided. */
  readonly isOld: boolean;
  /** The counts are of an earlier text, and those of what stands here now are under way. */
  readonly isCounting: boolean;
  /** Whether asking again may help: it does not where the draft's errors are in the way. */
  readonly isFailed: boolean;
  /** What the server said where asking again does not help. */
  readonly why: string | null;
  readonly retry: () => void;
}

export interface PopulationAsked {
  readonly document: JsonObject;
  readonly published: JsonObject;
  readonly list: ListAt;
  /** As they are now, and as they are in force. */
  readonly intervals: readonly ParsedInterval[];
  readonly before: readonly ParsedInterval[];
  /** What the intervals are called now. */
  readonly names: readonly string[];
  /** Whether customers are told apart by their class in force; else by the interval they lie in. */
  readonly isByClass: boolean;
  /** Whether the document can be decided as it stands. */
  readonly isSound: boolean;
}

/** So long a draft stays before the server is asked for its figures; one that moves cuts alone is counted at once. */
export const SETTLED_MS = 400;

/** The population behind a list of intervals. */
export function usePopulation(asked: PopulationAsked): Population {
  const { document, published, list, intervals, names, before, isByClass, isSound } = asked;
  const queries = useQueryClient();
  const id = `${String(document['kind'])}/${String(document['name'])}`;
  const draft = useMemo(
    () => (hasFiguresInForce(document, published, list) ? null : { key: sampleKey(document), document }),
    [document, published, list],
  );
  const settled = useSettled(draft, SETTLED_MS);
  const shown = draft === null ? null : settled;
  const sample = useSample(id, shown, draft === null || (draft === settled && isSound), !isNothingYet(published));
  const { data } = sample;
  const told = data === null || data === 'withheld' ? undefined : data;
  const pointer = shown === null && list.published !== null ? list.published : list.pointer;
  const hasList = told !== undefined && Object.hasOwn(told.lists, pointer);
  const by: Before = isByClass ? { kind: 'classes' } : { kind: 'intervals', intervals: before };
  const scores = useMemo(() => weightedScores(document, list.pointer), [document, list.pointer]);
  const ask = { key: told?.key ?? '', pointer, before: by, scores };
  const now = useCounted({ ...ask, intervals, names, isWithFigures: false }, hasList, sample.dataUpdatedAt);
  const inForce = useCounted(
    { ...ask, intervals: before, names: NONE, isWithFigures: true },
    hasList,
    sample.dataUpdatedAt,
  );
  const fallen = useLast(told, now.data, inForce.data, `${id} ${list.pointer}`);
  const isFailed = sample.isError || now.isError || inForce.isError;
  const kind =
    data === null
      ? 'none'
      : data === 'withheld' || (told !== undefined && !hasList && !sample.isPlaceholderData)
        ? 'withheld'
        : fallen !== undefined
          ? 'known'
          : isFailed
            ? 'failed'
            : 'waiting';
  const isSettled = draft?.key === shown?.key && !sample.isPlaceholderData;
  const isOld = isFailed || (!isSound && draft !== null);
  return {
    kind,
    fallen,
    isOld,
    isCounting: !isOld && isEarlier({ isSettled, told, fallen, names }),
    isFailed,
    why: refusalOf(sample.error),
    retry: () => {
      endScorer();
      void queries.invalidateQueries({ queryKey: ['sample'] });
    },
  };
}

const NONE = [] as const;

/** The sentence of a refusal that comes again whenever the same is asked; null: of one that may pass. */
export const refusalOf = (error: unknown): string | null =>
  error instanceof ServerError && error.status >= 400 && error.status < 500 ? error.message : null;

/** What was known last of a list: it stays where nothing newer comes. */
function useLast(
  told: SampleTold | undefined,
  now: Counted | undefined,
  inForce: Counted | undefined,
  of: string,
): Fallen | undefined {
  const [kept, keep] = useState<{ readonly of: string; readonly fallen: Fallen } | undefined>();
  const known = kept?.of === of ? kept.fallen : undefined;
  if (told === undefined || now === undefined || inForce === undefined) return known;
  if (known?.told === told && known.now === now && known.inForce === inForce) return known;
  const fallen = { told, now, inForce };
  keep({ of, fallen });
  return fallen;
}
