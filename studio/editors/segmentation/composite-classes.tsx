import { useMemo } from 'react';
import { isObject, type JsonObject, type Segmentation } from '../../../definitions/index.ts';
import { intervalText } from '../../texts/interval-text.ts';
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
import { CompositeScores } from './composite-scores.tsx';
import { mendBoundary, moveBoundary, removeClass } from './edits.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;
type Props = Omit<ViewProps<Composite>, 'change'> & Pick<ViewProps<Segmentation>, 'change'>;

/** The classes the composite falls into, on a ruler and as a table of their bounds, then the scores with their weights. */
export function CompositeClasses(props: Props) {
  return (
    <>
      <Classes {...props} />
      <CompositeScores {...props} />
    </>
  );
}

function Classes({ document, published, change, problems }: Props) {
  const reader = useReader();
  const { t, say, number } = reader;
  const { classes } = document;
  const intervals = useMemo(() => intervalsOf(classes.map((one) => one.in)), [classes]);
  const boundaries = useMemo(() => boundariesOf(intervals), [intervals]);
  const parts = intervals.flatMap((interval, i): RulerPart[] => {
    const one = classes[interval.index];
    if (one === undefined) return [];
    const title = say(one.title ?? one.name);
    return [{ interval, title, label: title, colour: one.colour ?? tone(i, intervals.length) }];
  });
  const pointerOf = (index: number) => `/classes/${index}/in`;
  // A document came as JSON.
  const moves = useClassMoves(document as unknown as JsonObject, published, '/classes', problems);
  const { population, told } = moves;
  const move = (i: number, at: string, gesture: string) =>
    change?.((before) => moveBoundary(before, '/classes', i, at), gesture);
  return (
    <section>
      <h2>{t('view.classes')}</h2>
      <CutRuler
        label={t('view.classes')}
        parts={parts}
        decimals={document.decimals}
        figure={number}
        published={cutsOf(published, 'classes')}
        pointerOf={pointerOf}
        {...behindRuler(population, parts, told, reader)}
        change={
          change && {
            move,
            mend: (i) => change((before) => mendBoundary(before, '/classes', i)),
          }
        }
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
      <Scroll label={t('view.classes')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('view.class')}</th>
              <th scope="col" className="figure">
                {t('view.from')}
              </th>
              <th scope="col" className="figure">
                {t('view.bounds')}
              </th>
              <CountHeads population={population} />
              <th scope="col">{t('view.treatment')}</th>
              {change === undefined ? null : (
                <th scope="col">
                  <span className="visually-hidden">{t('edit.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {parts
              .map((part, i) => ({ ...part, boundary: boundaries[i - 1], turn: i - 1 }))
              .toReversed()
              .map(({ interval, title, colour, boundary, turn }) => {
                const one = classes[interval.index];
                return (
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
                          change={(at, gesture) =>
                            change((before) => moveBoundary(before, '/classes', turn, at), gesture)
                          }
                        />
                      )}
                    </td>
                    <td className="figure">{intervalText(one?.in ?? '', reader)}</td>
                    <CountCells population={population} standing={told?.standings[turn + 1]} />
                    <td>{say(one?.treatment)}</td>
                    {change === undefined ? null : (
                      <td>
                        <button
                          type="button"
                          className="quiet"
                          disabled={classes.length < 3}
                          aria-label={t('edit.removeOne', { title })}
                          onClick={() => change((before) => removeClass(before, interval.index))}
                        >
                          {t('edit.remove')}
                        </button>
                      </td>
                    )}
                  </tr>
                );
              })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** The cuts of a list of a document that is in force. */
function cutsOf(published: JsonObject, list: string): readonly string[] {
  const items = isObject(published) ? published[list] : undefined;
  return boundariesOf(intervalsOf(textsIn(items, 'in'))).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));
}
