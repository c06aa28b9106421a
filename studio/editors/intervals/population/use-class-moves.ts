import { useMemo } from 'react';
import {
  isObject,
  type Json,
  type JsonObject,
  type Problem,
  refuses,
  type Text,
} from '../../../../definitions/index.ts';
import { useReader } from '../../../texts/reader.ts';
import { type Interval, intervalsOf, textsIn } from '../cuts.ts';
import { hasFiguresInForce, type ListAt, ownList, weightedScores } from './figures-key.ts';
import { classMoves, type Rank, type Told } from './moves.ts';
import { type Population, usePopulation } from './use-population.ts';

/** The customers of classes or bands, and who goes from one to another by the draft. */
export interface ClassMoves {
  readonly population: Population;
  /** Lowest first, as the intervals of the list. */
  readonly ranks: readonly Rank[];
  readonly told: Told | undefined;
  /** The segmentation whose customers can be listed behind a bar: its figures stand as they are in force. Null: there is none. */
  readonly listed: string | null;
  titleOf(name: string): string;
}

/** The list of a document whose intervals give classes; null where it has none. */
export function classList(document: JsonObject): '/classes' | '/bands' | null {
  if (document['kind'] === 'segmentation') return document['method'] === 'composite' ? '/classes' : null;
  return document['kind'] === 'scorecard' && Array.isArray(document['bands']) ? '/bands' : null;
}

export function useClassMoves(
  document: JsonObject,
  published: JsonObject,
  pointer: '/classes' | '/bands',
  problems: readonly Problem[],
): ClassMoves {
  const { say } = useReader();
  const now = useMemo(() => ranked(document, pointer), [document, pointer]);
  const before = useMemo(() => ranked(published, pointer), [published, pointer]);
  const list = useMemo(() => ownList(published, pointer), [published, pointer]);
  const population = usePopulation({
    document,
    published,
    list,
    intervals: now.map(({ interval }) => interval),
    names: now.map(({ name }) => name),
    before: before.map(({ interval }) => interval),
    isByClass: true,
    isSound: !refuses(problems),
  });
  const { fallen } = population;
  const ranks = useMemo(() => now.map(({ name, title }) => ({ name, title: say(title) })), [now, say]);
  const told = useMemo(
    () =>
      fallen === undefined
        ? undefined
        : classMoves(
            fallen,
            ranks,
            before.map(({ name }) => name),
          ),
    [fallen, ranks, before],
  );
  const titleOf = (name: string) => say([...now, ...before].find((one) => one.name === name)?.title ?? name);
  const listed = useMemo(() => listedAs(document, published, list), [document, published, list]);
  return { population, ranks, told, listed, titleOf };
}

function listedAs(document: JsonObject, published: JsonObject, list: ListAt): string | null {
  const isInForce =
    document['kind'] === 'segmentation' &&
    hasFiguresInForce(document, published, list) &&
    JSON.stringify(weightedScores(document, list.pointer)) === JSON.stringify(weightedScores(published, list.pointer));
  return isInForce ? `segmentation/${String(document['name'])}` : null;
}

interface Ranked {
  readonly interval: Interval;
  readonly name: string;
  readonly title: Text;
}

function ranked(document: JsonObject, pointer: string): readonly Ranked[] {
  const list = document[pointer.slice(1)];
  return intervalsOf(textsIn(list, 'in')).flatMap((interval) => {
    const item: Json | undefined = Array.isArray(list) ? list[interval.index] : undefined;
    if (!isObject(item) || typeof item['name'] !== 'string') return [];
    // A title is a text where the schema holds.
    return [{ interval, name: item['name'], title: (item['title'] ?? item['name']) as Text }];
  });
}
