import { useMemo } from 'react';
import { isObject, type JsonObject, type Segmentation } from '../../../definitions/index.ts';
import { intervalText } from '../../texts/interval-text.ts';
import { useReader } from '../../texts/reader.ts';
import { tone } from '../../ui/tone.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf, textsIn } from '../intervals/cuts.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { mendBoundary, moveBoundary, removeClass, setWeight } from './edits.ts';

type Composite = Extract<Segmentation, { method: 'composite' }>;
type Props = Omit<ViewProps<Composite>, 'change'> & Pick<ViewProps<Segmentation>, 'change'>;

/** The classes the composite falls into, on a ruler and as a table of their bounds, then the scores with their weights. */
export function CompositeClasses(props: Props) {
  return (
    <>
      <Classes {...props} />
      <Scores {...props} />
    </>
  );
}

function Classes({ document, published, change }: Props) {
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
        change={
          change && {
            move: (i, at, gesture) => change((before) => moveBoundary(before, '/classes', i, at), gesture),
            mend: (i) => change((before) => mendBoundary(before, '/classes', i)),
          }
        }
      />
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
    </section>
  );
}

function Scores({ document, titles, change }: Props) {
  const { t, number, percent } = useReader();
  const total = document.scores.reduce((sum, { weight }) => sum + Number(weight), 0);
  const missingText = (ifMissing: Composite['scores'][number]['ifMissing']) =>
    ifMissing === 'reweigh' ? t('view.reweigh') : typeof ifMissing === 'number' ? number(ifMissing) : t('view.refuse');
  return (
    <section>
      <h2>{t('view.scores')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('view.scores')}</th>
            {change === undefined ? null : (
              <th scope="col" className="figure">
                {t('view.weightWritten')}
              </th>
            )}
            <th scope="col" className="figure">
              {t('view.weight')}
            </th>
            <th scope="col">{t('view.ifMissing')}</th>
          </tr>
        </thead>
        <tbody>
          {document.scores.map(({ of, weight, ifMissing }, i) => (
            <tr key={of}>
              <th scope="row">
                <FactName fact={of} titles={titles} />
              </th>
              {change === undefined ? null : (
                <td className="figure">
                  <FigureField
                    value={String(weight)}
                    label={`${titles.fact(of)}: ${t('view.weight')}`}
                    pointer={`/scores/${i}/weight`}
                    low="0"
                    power={-2}
                    change={(to, gesture) => change((before) => setWeight(before, i, to), gesture)}
                  />
                </td>
              )}
              <td className="figure weighted">
                <i style={{ width: `${(Number(weight) / total) * 100}%` }} aria-hidden="true" />
                {percent(Number(weight) / total, 0)}
              </td>
              <td>{missingText(ifMissing)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The cuts of a list of a document that is in force. */
function cutsOf(published: JsonObject, list: string): readonly string[] {
  const items = isObject(published) ? published[list] : undefined;
  return boundariesOf(intervalsOf(textsIn(items, 'in'))).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));
}
