import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type JsonObject, type Problem, refuses, type Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { isNothingYet } from '../nothing-yet.ts';
import { hasFiguresInForce, sampleKey } from '../intervals/population/figures-key.ts';
import { classMoves, type Fallen, type Told, weightOf } from '../intervals/population/moves.ts';
import type { CountedCells, SampleTold } from '../intervals/population/protocol.ts';
import { endScorer } from '../intervals/population/scorer-client.ts';
import { type Population, refusalOf, SETTLED_MS } from '../intervals/population/use-population.ts';
import { useCountedCells, useSample, useSettled } from '../intervals/population/use-sample.ts';
import { classChoices, matrixClasses } from './class-edits.ts';
import type { Matrix } from './matrix-edits.ts';

/** The customers of a matrix: in each cell, by class, and who goes from one class to another by the draft. */
export interface CellCounts {
  readonly population: Population;
  /** Of each cell, row by row; undefined until it is known. */
  readonly cells: readonly number[] | undefined;
  readonly told: Told | undefined;
}

/** By the axes of the draft; which class a cell gives is counted at once, since it moves nobody to another cell. */
export function useCellCounts(document: Matrix, published: JsonObject, problems: readonly Problem[]): CellCounts {
  const { say } = useReader();
  const queries = useQueryClient();
  const id = `segmentation/${document.name}`;
  // A document came as JSON.
  const own = document as unknown as JsonObject;
  const isAsPublished = hasFiguresInForce(own, published, { pointer: '/classes', published: '/classes' });
  const draft = useMemo(() => (isAsPublished ? null : { key: sampleKey(own), document: own }), [isAsPublished, own]);
  const settled = useSettled(draft, SETTLED_MS);
  const shown = draft === null ? null : settled;
  const isSound = !refuses(problems);
  const sample = useSample(id, shown, draft === null || (draft === settled && isSound), !isNothingYet(published));
  const { data } = sample;
  const sampled = data === null || data === 'withheld' ? undefined : data;
  const areShown =
    sampled !== undefined && ['/rows/bands', '/columns/bands'].every((one) => sampled.axes.includes(one));
  const size = [document.rows.bands.length, document.columns.bands.length] as const;
  const asked = { key: sampled?.key ?? '', rows: '/rows/bands', columns: '/columns/bands', size };
  const isSettled = draft?.key === shown?.key && !sample.isPlaceholderData;
  const counted = useCountedCells(asked, areShown && isSettled, sample.dataUpdatedAt);
  const found = useMemo(
    () => (sampled === undefined || counted.data === undefined ? undefined : fallenOf(document, sampled, counted.data)),
    [document, sampled, counted.data],
  );
  const told = useMemo(() => {
    if (found === undefined) return undefined;
    // What is in force holds its schema.
    const inForce = published as unknown as Segmentation;
    const ranks = classChoices(document, inForce).map(({ name, title }) => ({ name, title: say(title ?? name) }));
    const before = matrixClasses(inForce).map(({ name }) => name);
    return classMoves(found, ranks, before);
  }, [found, document, published, say]);
  const isFailed = sample.isError || counted.isError;
  const isOld = isFailed || (!isSound && draft !== null);
  const kind =
    data === null
      ? 'none'
      : data === 'withheld' || (sampled !== undefined && !areShown)
        ? 'withheld'
        : found !== undefined
          ? 'known'
          : isFailed
            ? 'failed'
            : 'waiting';
  const cells =
    found === undefined ? undefined : counted.data?.all.map((count) => Math.round(count * weightOf(found.told)));
  return {
    population: {
      kind,
      fallen: found,
      isOld,
      isCounting: !isOld && !isSettled,
      isFailed,
      why: refusalOf(sample.error),
      retry: () => {
        endScorer();
        void queries.invalidateQueries({ queryKey: ['sample'] });
      },
    },
    cells,
    told,
  };
}

/** The cells as intervals are told: each called as the class it gives. */
function fallenOf({ rows, columns, cells }: Matrix, told: SampleTold, { all: _, ...counted }: CountedCells): Fallen {
  const names = rows.bands.flatMap((row) => columns.bands.map((column) => cells[row.name]?.[column.name]?.class ?? ''));
  const now = { ...counted, names, figures: new Float64Array(), decimals: 0 };
  return { told, now, inForce: now };
}
