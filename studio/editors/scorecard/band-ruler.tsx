import type { JsonObject, Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import type { RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf } from '../intervals/cuts.ts';
import { ClassRuler, FromCell } from '../intervals/population/class-ruler.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
import { useClassMoves } from '../intervals/population/use-class-moves.ts';
import type { ViewProps } from '../view.ts';
import { BinFromData } from './bin-from-data.tsx';
import { mendBoundary, moveBoundary } from './edits.ts';

/** Bands of a score: on a ruler over the customers' scores, then as a table of where each begins and who stands in it. */
export function BandRuler({ document, titles, published, change, problems }: ViewProps<Scorecard>) {
  const { t, say } = useReader();
  const { bands = [], decimals } = document;
  const intervals = intervalsOf(bands.map((band) => band.in));
  const boundaries = boundariesOf(intervals);
  const parts = intervals.flatMap((interval, i): RulerPart[] => {
    const band = bands[interval.index];
    if (band === undefined) return [];
    const title = say(band.title ?? band.name);
    return [{ interval, title, label: title, colour: tone(i, intervals.length) }];
  });
  // A document came as JSON.
  const moves = useClassMoves(document as unknown as JsonObject, published, '/bands', problems);
  const { population, told } = moves;
  const pointerOf = (index: number) => `/bands/${index}/in`;
  const edits = change && {
    move: (turn: number, at: string, gesture: string) =>
      change((before) => moveBoundary(before, '/bands', turn, at), gesture),
    mend: (turn: number) => change((before) => mendBoundary(before, '/bands', turn)),
  };
  return (
    <>
      <ClassRuler
        label={t('view.bands')}
        parts={parts}
        decimals={decimals}
        published={published['bands']}
        pointerOf={pointerOf}
        moves={moves}
        edits={edits}
      />
      {parts.length === 0 ? null : (
        <Scroll label={t('view.bands')}>
          <table className="ledger" aria-label={t('view.bands')}>
            <thead>
              <tr>
                <th scope="col">{t('moves.band')}</th>
                <th scope="col" className="figure">
                  {t('view.from')}
                </th>
                <CountHeads population={population} />
              </tr>
            </thead>
            <tbody>
              {parts
                .map((part, place) => ({ part, place }))
                .toReversed()
                .map(({ part, place }) => (
                  <tr key={part.interval.index}>
                    <th scope="row">
                      <i className="swatch" style={{ background: part.colour }} />
                      {part.title}
                    </th>
                    <FromCell
                      part={part}
                      boundary={boundaries[place - 1]}
                      turn={place - 1}
                      pointerOf={pointerOf}
                      edits={edits}
                    />
                    <CountCells population={population} standing={told?.standings[place]} />
                  </tr>
                ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {change === undefined || parts.length < 2 ? null : (
        <BinFromData
          document={document}
          list="/bands"
          label={t('view.bands')}
          fact=""
          titles={titles}
          change={change}
        />
      )}
    </>
  );
}
