import { useMemo } from 'react';
import type { JsonObject, Segmentation } from '../../../definitions/index.ts';
import { intervalText } from '../../texts/interval-text.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import type { RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf } from '../intervals/cuts.ts';
import { ClassRuler, FromCell } from '../intervals/population/class-ruler.tsx';
import { CountCells, CountHeads } from '../intervals/population/count-cells.tsx';
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
  const { t, say } = reader;
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
  const edits = change && {
    move: (turn: number, at: string, gesture: string) =>
      change((before) => moveBoundary(before, '/classes', turn, at), gesture),
    mend: (turn: number) => change((before) => mendBoundary(before, '/classes', turn)),
  };
  return (
    <section>
      <h2>{t('view.classes')}</h2>
      <ClassRuler
        label={t('view.classes')}
        parts={parts}
        decimals={document.decimals}
        published={published['classes']}
        pointerOf={pointerOf}
        moves={moves}
        edits={edits}
      />
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
              .map((part, place) => ({ part, place }))
              .toReversed()
              .map(({ part, place }) => {
                const { interval, title } = part;
                const one = classes[interval.index];
                return (
                  <tr key={interval.index}>
                    <th scope="row">
                      <i className="swatch" style={{ background: part.colour }} />
                      {title}
                    </th>
                    <FromCell
                      part={part}
                      boundary={boundaries[place - 1]}
                      turn={place - 1}
                      pointerOf={pointerOf}
                      edits={edits}
                    />
                    <td className="figure">{intervalText(one?.in ?? '', reader)}</td>
                    <CountCells population={population} standing={told?.standings[place]} />
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
