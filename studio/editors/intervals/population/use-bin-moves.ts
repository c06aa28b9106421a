import { useMemo } from 'react';
import { isObject, type Json, type JsonObject, type Problem, refuses } from '../../../../definitions/index.ts';
import { type Interval, intervalsOf, textsIn } from '../cuts.ts';
import { type BinsTold, binMoves, listAt, otherBins } from './bin-moves.ts';
import { characteristicList } from './figures-key.ts';
import { type Population, usePopulation } from './use-population.ts';

/** The customers of a characteristic's bins, and whose points rise or fall by the draft. */
export interface BinMoves {
  readonly population: Population;
  readonly told: BinsTold | undefined;
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
    () => (list.published === null ? NO_BINS : binsAt(published, list.published)),
    [list, published],
  );
  const population = usePopulation({
    document,
    published,
    list,
    intervals: now.intervals,
    names: now.intervals.map((_, i) => String(i)),
    before: before.intervals,
    isByClass: false,
    isSound: !refuses(problems),
  });
  const { fallen } = population;
  const told = useMemo(
    () =>
      fallen?.now.names.length !== now.points.length
        ? undefined
        : binMoves(fallen, { now, before, others: otherBins(document, published, list, fallen.told) }),
    [fallen, now, before, document, published, list],
  );
  return { population, told };
}

interface RuledBins {
  readonly intervals: readonly Interval[];
  /** Of each interval. */
  readonly points: readonly number[];
}

/** Of a characteristic that is not in force: nobody had a bin. */
const NO_BINS: RuledBins = { intervals: [], points: [] };

function binsAt(document: JsonObject, pointer: string): RuledBins {
  const list = listAt(document, pointer);
  const intervals = intervalsOf(textsIn(list, 'in').map((text) => (text === '' ? undefined : text)));
  const points = intervals.map(({ index }) => {
    const bin: Json | undefined = Array.isArray(list) ? list[index] : undefined;
    return isObject(bin) ? Number(bin['score']) : Number.NaN;
  });
  return { intervals, points };
}
