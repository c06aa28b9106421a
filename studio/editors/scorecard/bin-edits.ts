import type { JsonObject, Scorecard } from '../../../definitions/index.ts';
import { figureAs, partAt, setAt } from '../edit.ts';
import { type Interval, intervalsOf, textsIn, withTexts } from '../intervals/cuts.ts';
import type { ScaleList } from './edits.ts';

/** What is known of a bin by its customers: how strongly it speaks against the outcome; null where it has no finite figure. */
export interface WeighedBin {
  readonly in: string | null;
  /** Where it stands in the document; null of one that is proposed. */
  readonly pointer: string | null;
  readonly woe: number | null;
}

/** Bins as they are taken over: intervals with their points, and the points of bins that are none, by their places. */
export interface TakenBins {
  readonly intervals: readonly { readonly in: string; readonly points: number }[];
  readonly others: readonly { readonly index: number; readonly points: number }[];
}

/**
 * Whole points by weight of evidence: the least and the most that today's intervals give, and those between in proportion. Bins that are
 * no intervals get theirs on the same scale, never beyond its ends; one without a figure keeps its own. `isMoreBetter`: whether whoever
 * has fewer events is to have more points.
 */
export function pointsOf(
  document: Scorecard,
  list: ScaleList,
  weighed: { readonly proposed: readonly WeighedBin[]; readonly today: readonly WeighedBin[] },
  isMoreBetter: boolean,
): TakenBins {
  const items = itemsAt(document, list);
  const now = items.flatMap((item) => (item['in'] === undefined ? [] : [Number(item['score'])]));
  const [least, most] = [Math.min(...now), Math.max(...now)];
  const evidence = ({ woe }: WeighedBin) => (isMoreBetter ? 1 : -1) * (woe ?? 0);
  const own = weighed.proposed.map(evidence);
  const [low, high] = [Math.min(...own), Math.max(...own)];
  const points = (at: number) => {
    const share = high === low ? 1 : Math.min(1, Math.max(0, (at - low) / (high - low)));
    return Math.round(least + share * (most - least));
  };
  return {
    intervals: weighed.proposed.flatMap((one) =>
      one.in === null ? [] : [{ in: one.in, points: points(evidence(one)) }],
    ),
    others: weighed.today.flatMap((one, index) =>
      one.in !== null || one.woe === null ? [] : [{ index, points: points(evidence(one)) }],
    ),
  };
}

/**
 * Takes bins over: intervals stand where the first of today's stood, whatever else is in the list keeps its place. An interval that was
 * there keeps all that was said of it; a new one keeps the reason of the one its middle lay in.
 */
export function takeBins(document: Scorecard, list: ScaleList, { intervals, others }: TakenBins): Scorecard {
  const items = itemsAt(document, list);
  const before = intervalsOf(textsIn(items, 'in').map((text) => (text === '' ? undefined : text)));
  const first = items.findIndex((item) => item['in'] !== undefined);
  const points = new Map(others.map((one) => [one.index, one.points]));
  const taken = intervals.map((one): JsonObject => {
    const same = items.find((item) => item['in'] === one.in);
    const reason = reasonIn(items, before, one.in);
    const score = figureAs(same?.['score'], String(one.points));
    return same === undefined ? { in: one.in, score, ...(reason === undefined ? {} : { reason }) } : { ...same, score };
  });
  const next = items.flatMap((item, index): readonly JsonObject[] => {
    const own = points.get(index);
    const kept = own === undefined ? item : { ...item, score: figureAs(item['score'], String(own)) };
    return [...(index === first ? taken : []), ...(item['in'] === undefined ? [kept] : [])];
  });
  return setAt(document, list, next);
}

/** Bands keep their names, and their order from the lowest: only where they begin and end changes. As many as there are, or nothing. */
export function takeBands(document: Scorecard, intervals: readonly string[]): Scorecard {
  const items = itemsAt(document, '/bands');
  const ranked = intervalsOf(textsIn(items, 'in').map((text) => (text === '' ? undefined : text)));
  if (ranked.length !== intervals.length || ranked.length !== items.length) return document;
  const texts = items.map((_, i) => intervals[ranked.findIndex(({ index }) => index === i)] ?? '');
  return setAt(document, '/bands', withTexts(items, 'in', texts));
}

function reasonIn(
  items: readonly JsonObject[],
  before: readonly Interval[],
  text: string,
): JsonObject[string] | undefined {
  const [own] = intervalsOf([text]);
  if (own === undefined) return undefined;
  const [low, high] = [own.low, own.high];
  const middle =
    low === null ? Number(high ?? 0) - 1 : high === null ? Number(low) + 1 : (Number(low) + Number(high)) / 2;
  const around = before.find(
    (one) => (one.low === null || Number(one.low) <= middle) && (one.high === null || middle < Number(one.high)),
  );
  return around === undefined ? undefined : items[around.index]?.['reason'];
}

function itemsAt(document: Scorecard, list: ScaleList): readonly JsonObject[] {
  // A document came as JSON.
  const found = partAt(document as unknown as JsonObject, list);
  return Array.isArray(found) ? (found as readonly JsonObject[]) : [];
}
