import type { Class } from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { MovesLine } from '../intervals/population/moves-line.tsx';
import type { Told } from '../intervals/population/moves.ts';
import type { Matrix } from './matrix-edits.ts';
import type { CellCounts } from './use-cell-counts.ts';

/** Who goes from one class to another by the draft, and which cells nobody reaches. */
export function CellMoves({
  document,
  classes,
  counts: { population, cells, told },
}: {
  readonly document: Matrix;
  /** Those of the draft, and those in force that no cell has any more. */
  readonly classes: readonly Class[];
  readonly counts: CellCounts;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const titleOf = (name: string) => say(classes.find((one) => one.name === name)?.title ?? name);
  const pairs = document.rows.bands.flatMap((row) =>
    document.columns.bands.map((column) => `${say(row.title ?? row.name)} × ${say(column.title ?? column.name)}`),
  );
  const unreached = pairs.filter((_, i) => cells?.[i] === 0);
  return (
    <>
      <MovesLine population={population} said={told === undefined ? undefined : movesText(told, titleOf, reader)} />
      {unreached.length === 0 ? null : (
        <p className="fine">
          {t('matrix.unreached', { cells: unreached.join(reader.language === 'en' ? ', ' : '，') })}
        </p>
      )}
    </>
  );
}

const MOST_NAMED = 3;

/** The classes of a matrix lie on no scale: each move says from where and to where, the largest first. */
function movesText({ moves }: Told, titleOf: (name: string) => string, { t, number }: Reader): string {
  const own = moves.filter(({ count }) => count > 0).toSorted((a, b) => b.count - a.count);
  if (own.length === 0) return t('moves.nobody');
  const rest = own.slice(MOST_NAMED).reduce((sum, { count }) => sum + count, 0);
  const said = own.slice(0, MOST_NAMED).map(({ from, to, count }) => {
    const n = number(count);
    if (from === null) return t('moves.into', { n, to: titleOf(to ?? '') });
    if (to === null) return t('moves.outOf', { n, from: titleOf(from) });
    return t('matrix.move', { n, from: titleOf(from), to: titleOf(to) });
  });
  return [...said, ...(rest === 0 ? [] : [t('matrix.moveMore', { n: number(rest) })])].join(t('moves.and'));
}
