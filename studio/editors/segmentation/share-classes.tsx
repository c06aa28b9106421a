import type { Segmentation } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { tone } from '../../ui/tone.ts';
import { CutRuler, type RulerPart } from '../intervals/cut-ruler.tsx';
import { boundariesOf, intervalsOf } from '../intervals/cuts.ts';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { moveBoundary } from './edits.ts';
import { mendShares, sharesOf, isPartition, percentFigure } from './share-edits.ts';
import { ShareRow } from './share-row.tsx';
import { useFrozenCuts } from './use-frozen-cuts.ts';
import '../../texts/population.ts';

type ByShare = Extract<Segmentation, { method: 'share' }>;
type Props = Omit<ViewProps<ByShare>, 'change'> & Pick<ViewProps<Segmentation>, 'change'>;

/** Classes by their share of the population, from the highest figure down: on one bar whose cuts are shares, and as figures that sum. */
export function ShareClasses({ document, titles, published, change }: Props) {
  const reader = useReader();
  const { t, say, number } = reader;
  const { classes } = document;
  const shares = sharesOf(document);
  const intervals = intervalsOf(classes.map(({ share }) => share));
  const colourOf = (rank: number) => {
    const own = classes[shares[rank]?.index ?? -1]?.colour;
    return own ?? tone(shares.length - 1 - rank, shares.length);
  };
  const parts = intervals.flatMap((interval, rank): RulerPart[] => {
    const one = classes[interval.index];
    if (one === undefined) return [];
    const title = say(one.title ?? one.name);
    return [{ interval, title, label: title, colour: colourOf(rank) }];
  });
  const frozen = useFrozenCuts(document, published);
  const hasTreatment = classes.some(({ treatment }) => treatment !== undefined);
  const whole = shares.reduce((sum, { low, high }) => sum + Math.max(high - low, 0), 0);
  return (
    <section>
      <h2>
        {t('view.shares')}: <FactName fact={document.of} titles={titles} />
      </h2>
      <CutRuler
        label={t('view.classes')}
        parts={parts}
        decimals={2}
        figure={(text) => `${number(text)}%`}
        published={publishedShares(published)}
        pointerOf={(index) => `/classes/${index}/share`}
        change={
          change && {
            move: (turn, at, gesture) =>
              change((before) => moveBoundary(before, '/classes', turn, at, 'share'), gesture),
            mend: () => change(mendShares),
          }
        }
      />
      <Scroll label={t('view.shares')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('view.class')}</th>
              <th scope="col" className="figure">
                {t('population.share')}
              </th>
              <th scope="col" className="figure">
                {t('share.range')}
              </th>
              <th scope="col" className="figure">
                {t('share.cut')}
              </th>
              {hasTreatment ? <th scope="col">{t('view.treatment')}</th> : null}
              {change === undefined ? null : (
                <th scope="col">
                  <span className="visually-hidden">{t('edit.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {shares.map((share, rank) => (
              <ShareRow
                key={classes[share.index]?.name}
                document={document}
                shares={shares}
                rank={rank}
                colour={colourOf(rank)}
                frozen={frozen.of(classes[share.index]?.name ?? '')}
                hasTreatment={hasTreatment}
                change={change}
              />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('share.sum')}</th>
              <td className="figure">{number(percentFigure(whole))}%</td>
              <td colSpan={2 + (hasTreatment ? 1 : 0) + (change === undefined ? 0 : 1)} />
            </tr>
          </tfoot>
        </table>
      </Scroll>
      {frozen.areThere ? null : <p className="fine">{t('share.noCuts')}</p>}
      {isPartition(shares) || shares.length < classes.length ? null : (
        <p className="witness">
          {t('share.apart')}{' '}
          {change === undefined ? null : (
            <button type="button" className="quiet" onClick={() => change(mendShares)}>
              {t('share.mend')}
            </button>
          )}
        </p>
      )}
    </section>
  );
}

/** Where the classes in force end, in percent from the top. */
function publishedShares(published: ViewProps['published']): readonly string[] {
  const { classes } = published;
  const texts = Array.isArray(classes)
    ? classes.map((one) => (typeof one === 'object' && one !== null && 'share' in one ? String(one.share) : undefined))
    : [];
  return boundariesOf(intervalsOf(texts)).flatMap(({ kind, at }) => (kind === 'cut' ? [at] : []));
}
