import { isObject, type Json, type JsonObject, type Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf, textsIn } from '../intervals/cuts.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { behindRuler } from '../intervals/population/behind-ruler.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
import { Goal } from '../intervals/population/goal.tsx';
import { ClassMovesLine } from '../intervals/population/moves-line.tsx';
import { useClassMoves } from '../intervals/population/use-class-moves.ts';
import type { ViewProps } from '../view.ts';
import { mendBoundary, moveBoundary } from './edits.ts';

/** Bands of a score: on a ruler over the customers' scores, then as a table of where each begins and who stands in it. */
export function BandRuler({ document, published, change, problems }: ViewProps<Scorecard>) {
  const reader = useReader();
  const { t, say, number } = reader;
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
  const move = (i: number, at: string, gesture: string) =>
    change?.((before) => moveBoundary(before, '/bands', i, at), gesture);
  const pointerOf = (index: number) => `/bands/${index}/in`;
  return (
    <>
      <CutRuler
        label={t('view.bands')}
        parts={parts}
        decimals={decimals}
        figure={number}
        published={publishedCuts(published['bands'])}
        pointerOf={pointerOf}
        {...behindRuler(population, parts, told, reader)}
        change={change && { move, mend: (i) => change((before) => mendBoundary(before, '/bands', i)) }}
      />
      <ClassMovesLine moves={moves} />
      {change === undefined ? null : (
        <Goal
          population={population}
          intervals={intervals}
          ranks={moves.ranks}
          standings={told?.standings}
          move={move}
        />
      )}
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
                .map((part, i) => ({ ...part, place: i, boundary: boundaries[i - 1] }))
                .toReversed()
                .map(({ interval, title, colour, place, boundary }) => (
                  <tr key={interval.index}>
                    <th scope="row">
                      <i className="swatch" style={{ background: colour }} />
                      {title}
                    </th>
                    <td className="figure">
                      {change === undefined || boundary?.kind !== 'cut' ? (
                        number(interval.low ?? '−∞')
                      ) : (
                        <FigureField
                          value={boundary.at}
                          label={t('ruler.from', { title })}
                          pointer={pointerOf(interval.index)}
                          low={boundary.below.low}
                          high={boundary.above.high}
                          change={(at, gesture) => move(place - 1, at, gesture)}
                        />
                      )}
                    </td>
                    <CountCells population={population} standing={told?.standings[place]} />
                  </tr>
                ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}

/** The cuts of a list of bins or bands that is in force. */
export const publishedCuts = (items: Json | undefined): readonly string[] =>
  boundariesOf(intervalsOf(textsIn(items, 'in'))).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));

/** The bins in force of the characteristic of a name. */
export function publishedBins(published: ViewProps['published'], name: string): Json | undefined {
  const all = published['characteristics'];
  const own = Array.isArray(all) ? all.find((one: Json) => isObject(one) && one['name'] === name) : undefined;
  return isObject(own) ? own['bins'] : undefined;
}
