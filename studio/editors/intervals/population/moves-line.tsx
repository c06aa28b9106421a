import { Link } from 'react-router';
import { dayText } from '../../../texts/day.ts';
import { type Reader, useReader } from '../../../texts/reader.ts';
import { isComplete, type Told } from './moves.ts';
import type { SampleTold } from './protocol.ts';
import type { ClassMoves } from './use-class-moves.ts';
import type { Population } from './use-population.ts';
import '../../../texts/moves.ts';

/** Who moves, of which customers; or what to do so that it is seen. */
export function MovesLine({
  population,
  said,
}: {
  readonly population: Population;
  readonly said: string | undefined;
}) {
  const reader = useReader();
  const { t } = reader;
  const { kind, fallen, isOld, isFailed, isCounting, why, retry } = population;
  if (kind === 'none')
    return (
      <p className="moves-line">
        <Link to="/settings/data">{t('moves.bring')}</Link>
      </p>
    );
  if (kind === 'withheld') return <p className="moves-line">{t('moves.withheld')}</p>;
  return (
    <p className={isOld ? 'moves-line moves-old' : 'moves-line'}>
      {fallen === undefined || said === undefined || isCounting ? (
        isOld || kind === 'failed' ? null : (
          t('moves.waiting')
        )
      ) : (
        <>
          <b>{said}</b> <span className="moves-of">{ofWhom(fallen.told, reader)}</span>
        </>
      )}
      {isOld || kind === 'failed' ? (
        <span className="moves-mark">
          {' '}
          {isFailed && why !== null && fallen === undefined
            ? why
            : t(!isFailed ? 'moves.unsound' : fallen === undefined ? 'moves.failed' : 'moves.old')}{' '}
          {isFailed && why !== null && fallen !== undefined ? why : null}
          {isFailed && why === null ? (
            <button type="button" className="quiet" onClick={retry}>
              {t('moves.retry')}
            </button>
          ) : null}
        </span>
      ) : null}
    </p>
  );
}

/** The same of classes or bands, by the classes they come from. */
export function ClassMovesLine({ moves: { population, told, titleOf } }: { readonly moves: ClassMoves }) {
  const reader = useReader();
  return <MovesLine population={population} said={told === undefined ? undefined : movesText(told, titleOf, reader)} />;
}

/** Every count names its population, its day and whether it is a sample. */
export function ofWhom(told: Pick<SampleTold, 'customers' | 'sampled' | 'asOf'>, reader: Reader): string {
  const { t, number } = reader;
  const slots = { all: number(told.customers), day: dayText(told.asOf, reader) };
  return isComplete(told) ? t('moves.all', slots) : t('moves.sample', { ...slots, sampled: number(told.sampled) });
}

/** "12 up from Quality, 0 down": the classes they come from, where there are few. */
export function movesText(
  { moves, up, down, standings }: Told,
  titleOf: (name: string) => string,
  { t, number }: Reader,
): string {
  if (moves.every(({ count }) => count === 0)) return t('moves.nobody');
  const side = (isUp: boolean, count: number) => {
    const own = moves.filter(({ direction, count: n }) => n > 0 && direction === (isUp ? 1 : -1));
    if (count === 0 || own.length === 0 || own.length > MOST_NAMED)
      return t(isUp ? 'moves.up' : 'moves.down', { n: number(count) });
    return own
      .map(({ from, count: n }) =>
        t(isUp ? 'moves.upFrom' : 'moves.downFrom', { n: number(n), from: titleOf(from ?? '') }),
      )
      .join(t('moves.and'));
  };
  const others = moves.filter(({ from, to, count }) => count > 0 && (from === null || to === null));
  const nowhere = others.map(({ from, to, count }) =>
    from === null
      ? t('moves.into', { n: number(count), to: titleOf(to ?? '') })
      : t('moves.outOf', { n: number(count), from: titleOf(from) }),
  );
  return standings.length === 0 ? '' : [side(true, up), side(false, down), ...nowhere].join(t('moves.and'));
}

const MOST_NAMED = 3;

/** What a thumb says beside its figure: "Gold 271, 12 more". */
export function spokenText(title: string, standing: Told['standings'][number] | undefined, reader: Reader): string {
  if (standing === undefined) return title;
  const { count, more } = standing;
  const counted = `${title} ${reader.number(count)}`;
  return more === undefined || more === 0 ? counted : `${counted}, ${moreText(more, reader)}`;
}

/** Empty where nothing in force is there to compare with. */
export const moreText = (more: number | undefined, { t, number }: Reader): string =>
  more === undefined
    ? ''
    : more === 0
      ? '–'
      : t(more > 0 ? 'moves.more' : 'moves.fewer', { n: number(Math.abs(more)) });
