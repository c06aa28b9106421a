import { isObject, type Json, type JsonObject } from '../../../../definitions/index.ts';
import type { ParsedInterval } from '../../../texts/interval.ts';
import { hasFiguresInForce, type ListAt } from './figures-key.ts';
import { type Standing, type Told, weightOf } from './moves.ts';
import type { SampleTold } from './protocol.ts';
import type { Fallen } from './moves.ts';

/** The bins of a characteristic that are intervals, lowest first, and the points of each. */
interface Bins {
  readonly intervals: readonly ParsedInterval[];
  readonly points: readonly number[];
}

/** A bin that is no interval: its place in the list, whom it takes (of the sample), its points now and in force (undefined: it is not). */
export interface OtherBin {
  readonly index: number;
  readonly count: number;
  readonly now: number;
  readonly before: number | undefined;
}

/** What is told of bins: of those that are no interval by their place in the list. */
export interface BinsTold extends Told {
  readonly others: ReadonlyMap<number, Standing>;
}

/** Counts of bins, and whose points rise or fall. */
export function binMoves(
  { told, now, inForce }: Fallen,
  bins: { readonly now: Bins; readonly before: Bins; readonly others: readonly OtherBin[] },
): BinsTold {
  const whole = (count: number) => Math.round(count * weightOf(told));
  let [up, down, placed] = [0, 0, 0];
  const add = (count: number, was: number | undefined, is: number | undefined) => {
    placed += count;
    if (was === undefined || is === undefined) return;
    if (is > was) up += count;
    if (is < was) down += count;
  };
  const counts = bins.now.points.map(() => 0);
  now.matrix.forEach((row, group) =>
    row.forEach((count, i) => {
      counts[i] = (counts[i] ?? 0) + count;
      add(count, bins.before.points[group], bins.now.points[i]);
    }),
  );
  for (const { count, before, now: is } of bins.others) add(count, before, is);
  const were = (i: number) => inForce.matrix.reduce((all, row) => all + (row[i] ?? 0), 0);
  const places = placesBefore(bins.now.intervals, bins.before.intervals);
  return {
    standings: counts.map((count, i) => {
      const place = places[i] ?? -1;
      return { count: whole(count), more: place < 0 ? undefined : whole(count) - whole(were(place)) };
    }),
    others: new Map(
      bins.others.map(({ index, count, before }) => [
        index,
        { count: whole(count), more: before === undefined ? undefined : 0 },
      ]),
    ),
    moves: [],
    up: whole(up),
    down: whole(down),
    nowhere: whole(told.sampled - told.unread - placed),
  };
}

/** Of each bin the one in force that it goes back to: the same interval, or of as many bins the one of its turn; −1: none. */
function placesBefore(now: readonly ParsedInterval[], before: readonly ParsedInterval[]): readonly number[] {
  const textOf = ({ low, high, isLowIn, isHighIn }: ParsedInterval) => JSON.stringify([low, high, isLowIn, isHighIn]);
  const [own, old] = [now.map(textOf), before.map(textOf)];
  return own.map((text, i) => {
    const same = old.indexOf(text);
    return same >= 0 ? same : own.length === old.length && !own.includes(old[i] ?? '') ? i : -1;
  });
}

/** The bins that are no interval: whom they take by the sample, and their points. Those of a sample in force are its own, in order. */
export function otherBins(
  document: JsonObject,
  published: JsonObject,
  list: ListAt,
  { lists }: Pick<SampleTold, 'lists'>,
): readonly OtherBin[] {
  const before = list.published === null ? [] : othersAt(published, list.published);
  const isInForce = hasFiguresInForce(document, published, list);
  return othersAt(document, list.pointer).flatMap(({ index, bin }, i) => {
    const own = before[i];
    const pointer = isInForce ? list.published : list.pointer;
    const known = pointer === null ? undefined : lists[pointer];
    if (known === undefined) return [];
    const at = isInForce ? own?.index : index;
    const count = bin['missing'] === true ? known.missing : (known.apart[`${pointer}/${at}`] ?? 0);
    return [{ index, count, now: Number(bin['score']), before: isInForce ? Number(own?.bin['score']) : undefined }];
  });
}

function othersAt(document: JsonObject, pointer: string): readonly { index: number; bin: JsonObject }[] {
  const list = listAt(document, pointer);
  if (!Array.isArray(list)) return [];
  return list.flatMap((bin: Json, index) => (isObject(bin) && bin['in'] === undefined ? [{ index, bin }] : []));
}

/** The bins at a pointer to them, as they stand in the document. */
export function listAt(document: JsonObject, pointer: string): Json | undefined {
  const characteristics = document['characteristics'];
  const one = Array.isArray(characteristics) ? characteristics[Number(pointer.split('/')[2])] : undefined;
  return isObject(one) ? one['bins'] : undefined;
}
