import type { Json } from '../../../../definitions/index.ts';
import { useReader } from '../../../texts/reader.ts';
import { type CutChange, CutRuler, type RulerPart } from '../cut-ruler.tsx';
import { type Boundary, cutsIn } from '../cuts.ts';
import { FigureField } from '../figure-field.tsx';
import { BehindBar, useBehindBar } from './behind-bar.tsx';
import { behindRuler } from './behind-ruler.tsx';
import { Goal } from './goal.tsx';
import { ClassMovesLine } from './moves-line.tsx';
import type { ClassMoves } from './use-class-moves.ts';

/** A ruler of classes or bands over the customers: where the cuts are, who moves by them, and a share that is asked for. */
export function ClassRuler({
  label,
  parts,
  decimals,
  published,
  pointerOf,
  moves,
  edits,
}: {
  readonly label: string;
  /** Lowest first. */
  readonly parts: readonly RulerPart[];
  readonly decimals: number;
  /** The list in force. */
  readonly published: Json | undefined;
  readonly pointerOf: (index: number) => string;
  readonly moves: ClassMoves;
  /** Undefined where nothing can be written. */
  readonly edits: CutChange | undefined;
}) {
  const reader = useReader();
  const { population, told, ranks, titleOf, listed } = moves;
  const { bars, range, close } = useBehindBar(listed, decimals);
  return (
    <>
      <CutRuler
        label={label}
        parts={parts}
        decimals={decimals}
        figure={reader.number}
        published={cutsIn(published)}
        pointerOf={pointerOf}
        {...behindRuler(population, parts, told, reader, bars)}
        change={edits}
      />
      {range === null || listed === null ? null : (
        <BehindBar id={listed} range={range} decimals={decimals} titleOf={titleOf} close={close} />
      )}
      <ClassMovesLine moves={moves} />
      {edits === undefined ? null : (
        <Goal
          population={population}
          intervals={parts.map(({ interval }) => interval)}
          ranks={ranks}
          standings={told?.standings}
          move={edits.move}
        />
      )}
    </>
  );
}

/** Where a class begins: a field where a cut can be moved. */
export function FromCell({
  part: { interval, title },
  boundary,
  turn,
  pointerOf,
  edits,
}: {
  readonly part: RulerPart;
  /** The boundary below it; undefined below the lowest. */
  readonly boundary: Boundary | undefined;
  readonly turn: number;
  readonly pointerOf: (index: number) => string;
  readonly edits: CutChange | undefined;
}) {
  const { t, number } = useReader();
  return (
    <td className="figure">
      {edits === undefined || boundary?.kind !== 'cut' ? (
        number(interval.low ?? '−∞')
      ) : (
        <FigureField
          value={boundary.at}
          label={t('ruler.from', { title })}
          pointer={pointerOf(interval.index)}
          low={boundary.below.low}
          high={boundary.above.high}
          change={(at, gesture) => edits.move(turn, at, gesture)}
        />
      )}
    </td>
  );
}
