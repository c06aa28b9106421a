import type { JsonObject, Scorecard } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { readInterval } from '../../texts/interval.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { MovesLine } from '../intervals/population/moves-line.tsx';
import { useBinMoves } from '../intervals/population/use-bin-moves.ts';
import { FactName } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { BinFromData, isDivisible } from './bin-from-data.tsx';
import { BinFigures } from './bin-figures.tsx';
import type { AxisRange, Characteristic } from './bin-props.ts';
import { BinRuler } from './bin-ruler.tsx';
import { BinTable } from './bin-table.tsx';
import { setWeight } from './edits.ts';

/** A characteristic with its weight: its bins on a ruler where they lie on a scale, else in a table. */
export function CharacteristicView({
  document,
  problems,
  one,
  at,
  titles,
  range,
  published,
  change,
  isWeighted,
}: Pick<ViewProps<Scorecard>, 'document' | 'problems'> & {
  readonly one: Characteristic;
  readonly at: number;
  readonly titles: ViewProps['titles'];
  readonly range: AxisRange;
  readonly published: ViewProps['published'];
  readonly change: ViewProps<Scorecard>['change'];
  readonly isWeighted: boolean;
}) {
  const { t, say, percent, number } = useReader();
  const title = one.title === undefined ? (one.fact === undefined ? one.name : titles.fact(one.fact)) : say(one.title);
  const onRuler = one.bins.length > 0 && one.bins.every((bin) => isOnScale(bin.in) || bin.missing === true);
  const weight = Number(one.weight);
  const unit = one.fact === undefined ? '' : titles.unit(one.fact);
  return (
    <article className="characteristic">
      <h3>
        {one.fact?.includes('/') === true && one.title === undefined ? (
          <FactName fact={one.fact} titles={titles} />
        ) : (
          title
        )}
        {unit === '' ? null : <span className="unit">{unit}</span>}
        {one.weight === undefined ? null : (
          <span className="weight">
            {change !== undefined && isWeighted ? (
              <>
                {t('view.weight')}{' '}
                <FigureField
                  value={String(one.weight)}
                  label={`${title}: ${t('view.weight')}`}
                  pointer={`/characteristics/${at}/weight`}
                  low="0"
                  power={-2}
                  change={(to, gesture) => change((before) => setWeight(before, at, to), gesture)}
                />
              </>
            ) : (
              t('view.weightOf', { n: weight <= 1 ? percent(weight, 0) : number(one.weight) })
            )}
          </span>
        )}
      </h3>
      {onRuler ? (
        <RuledBins
          document={document}
          problems={problems}
          one={one}
          at={at}
          label={title}
          titles={titles}
          range={range}
          published={published}
          change={change}
        />
      ) : (
        <BinTable one={one} at={at} label={title} titles={titles} range={range} change={change} />
      )}
      {change !== undefined && isDivisible(one) ? (
        <BinFromData
          document={document}
          list={`/characteristics/${at}/bins`}
          label={title}
          fact={one.fact ?? ''}
          titles={titles}
          change={change}
        />
      ) : null}
    </article>
  );
}

/** Bins on a ruler over the customers, with the line that says whose points change, and as figures. */
function RuledBins({
  document,
  problems,
  published,
  ...props
}: Omit<Parameters<typeof BinRuler>[0], 'moves'> & Pick<ViewProps<Scorecard>, 'document' | 'problems'>) {
  const { t, number } = useReader();
  // A document came as JSON.
  const moves = useBinMoves(document as unknown as JsonObject, published, props.at, problems);
  const { population, told } = moves;
  const said =
    told === undefined
      ? undefined
      : told.up + told.down === 0
        ? t('moves.noPoints')
        : t('moves.points', { up: number(told.up), down: number(told.down) });
  // Where there is no population the bands say so, once.
  const isTold = population.kind !== 'none' && population.kind !== 'withheld';
  return (
    <>
      <BinRuler {...props} published={published} moves={moves} />
      {isTold ? <MovesLine population={population} said={said} /> : null}
      <BinFigures {...props} moves={moves} />
    </>
  );
}

/** Whether an interval's ends are figures: days stand in a table. */
const isOnScale = (text: string | undefined): boolean => {
  const read = text === undefined ? undefined : readInterval(text);
  return read !== undefined && [read.low, read.high].every((end) => end === null || !Number.isNaN(Number(end)));
};
