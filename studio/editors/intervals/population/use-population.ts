import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { JsonObject } from '../../../../definitions/index.ts';
import type { ParsedInterval } from '../../../texts/interval.ts';
import { hasFiguresInForce, type ListAt } from './figures-key.ts';
import type { Before, Counted, SampleTold } from './protocol.ts';
import { endScorer } from './scorer-client.ts';
import { useCounted, useSample, useSettled } from './use-sample.ts';

/** Who falls where: by the intervals as they are now, and as they are in force, over the same customers. */
export interface Fallen {
  readonly told: SampleTold;
  readonly now: Counted;
  readonly inForce: Counted;
}

export interface Population {
  /** `none`: no population was brought; `withheld`: it is not for whoever looks; `waiting`: it is being counted. */
  readonly kind: 'none' | 'withheld' | 'waiting' | 'failed' | 'known';
  readonly fallen: Fallen | undefined;
  /** The counts are of an earlier text: the server or the worker does not answer, or the draft cannot be decided. */
  readonly isOld: boolean;
  /** Whether asking again may help: it does not where the draft's errors are in the way. */
  readonly isFailed: boolean;
  readonly retry: () => void;
}

export interface PopulationAsked {
  readonly document: JsonObject;
  readonly published: JsonObject;
  readonly list: ListAt;
  /** As they are now, and as they are in force. */
  readonly intervals: readonly ParsedInterval[];
  readonly before: readonly ParsedInterval[];
  /** Whether customers are told apart by their class in force; else by the interval they lie in. */
  readonly isByClass: boolean;
  /** Whether the document can be decided as it stands. */
  readonly isSound: boolean;
}

/** So long a draft stays before the server is asked for its figures; one that moves cuts alone is counted at once. */
const SETTLED_MS = 400;

/** The population behind a list of intervals. */
export function usePopulation(asked: PopulationAsked): Population {
  const { document, published, list, intervals, before, isByClass, isSound } = asked;
  const queries = useQueryClient();
  const id = `${String(document['kind'])}/${String(document['name'])}`;
  const draft = hasFiguresInForce(document, published, list) ? null : document;
  const settled = useSettled(draft, SETTLED_MS);
  const shown = draft === null ? null : settled;
  const sample = useSample(id, shown, shown === null ? draft === null : isSound);
  const { data } = sample;
  const told = data === null || data === 'withheld' ? undefined : data;
  const pointer = shown === null && list.published !== null ? list.published : list.pointer;
  const hasList = told !== undefined && Object.hasOwn(told.lists, pointer);
  const by: Before = isByClass ? { kind: 'classes' } : { kind: 'intervals', intervals: before };
  const ask = (of: readonly ParsedInterval[]) => ({ key: told?.key ?? '', pointer, before: by, intervals: of });
  const now = useCounted(ask(intervals), hasList, sample.dataUpdatedAt);
  const inForce = useCounted(ask(before), hasList, sample.dataUpdatedAt);
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
  return {
    kind,
    fallen,
    isOld: isFailed || (!isSound && draft !== null),
    isFailed,
    retry: () => {
      endScorer();
      void queries.invalidateQueries({ queryKey: ['sample'] });
    },
  };
}

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
