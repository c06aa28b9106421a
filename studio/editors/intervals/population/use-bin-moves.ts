import { useMemo } from 'react';
import { isObject, type Json, type JsonObject, type Problem, refuses } from '../../../../definitions/index.ts';
import { type Interval, intervalsOf, textsIn } from '../cuts.ts';
import { characteristicList } from './figures-key.ts';
import { binMoves, type Told } from './moves.ts';
import { type Population, usePopulation } from './use-population.ts';

/** The customers of a characteristic's bins, and whose points rise or fall by the draft. */
export interface BinMoves {
  readonly population: Population;
  readonly told: Told | undefined;
}

/** `at`: the characteristic's place in the document. */
export function useBinMoves(
  document: JsonObject,
  published: JsonObject,
  at: number,
  problems: readonly Problem[],
): BinMoves {
  const list = useMemo(() => characteristicList(document, published, at), [document, published, at]);
  const now = useMemo(() => binsAt(document, list.pointer), [document, list.pointer]);
  const before = useMemo(
    () => (list.published === null ? now : binsAt(published, list.published)),
    [list, now, published],
  );
  const population = usePopulation({
    document,
    published,
    list,
    intervals: now.intervals,
    before: before.intervals,
    isByClass: false,
    isSound: !refuses(problems),
  });
  const { fallen } = population;
  const told = useMemo(
    () => (fallen === undefined ? undefined : binMoves(fallen, { now: now.points, before: before.points })),
    [fallen, now, before],
  );
  return { population, told };
}

interface Bins {
  readonly intervals: readonly Interval[];
  /** Of each interval. */
  readonly points: readonly number[];
}

function binsAt(document: JsonObject, pointer: string): Bins {
  const characteristics = document['characteristics'];
  const one = Array.isArray(characteristics) ? characteristics[Number(pointer.split('/')[2])] : undefined;
  const list: Json | undefined = isObject(one) ? one['bins'] : undefined;
  const intervals = intervalsOf(textsIn(list, 'in').map((text) => (text === '' ? undefined : text)));
  const points = intervals.map(({ index }) => {
    const bin: Json | undefined = Array.isArray(list) ? list[index] : undefined;
    return isObject(bin) ? Number(bin['score']) : Number.NaN;
  });
  return { intervals, points };
}
