import type { Scorecard } from '../../../definitions/index.ts';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Edit } from '../edit.ts';
import type { ViewProps } from '../view.ts';
import { pointsOf, takeBands, takeBins } from './bin-edits.ts';
import { type BinFound, type BinsFound, BinsTable } from './bins-table.tsx';
import type { ScaleList } from './edits.ts';

interface Props {
  readonly document: Scorecard;
  readonly list: ScaleList;
  readonly label: string;
  readonly fact: string;
  readonly titles: ViewProps['titles'];
  /** Whether the outcome is what is to be avoided. */
  readonly isBad: boolean;
  readonly found: BinsFound;
  readonly take: (edit: Edit<Scorecard>) => void;
}

/** Today's bins beside those proposed, each with its customers, rate, weight of evidence and points; and the step that takes them over. */
export function BinProposal({ document, list, label, fact, titles, isBad, found, take }: Props) {
  const reader = useReader();
  const { t, number } = reader;
  const { today, proposed, nowhere, informationValue, used, events } = found;
  const isBands = list === '/bands';
  const isMoreBetter = isBad === (document.direction !== 'high-is-bad');
  const taken = proposed === null ? undefined : pointsOf(document, list, { proposed, today }, isMoreBetter);
  const others = today.filter((one) => one.in === null);
  const pointsNow = (i: number) => (isBands ? undefined : scoreAt(document, list, i));
  const pointsThen = (bin: BinFound, i: number) => {
    if (isBands || taken === undefined) return undefined;
    if (bin.in !== null) return String(taken.intervals[i]?.points ?? '');
    const at = today.indexOf(bin);
    return String(taken.others.find(({ index }) => index === at)?.points ?? scoreAt(document, list, at) ?? '');
  };
  const own = { fact, titles, document, list };
  const all = { customers: number(found.customers), sampled: number(found.sampled), day: dayText(found.asOf, reader) };
  return (
    <div className="bins-found">
      <p>
        {t(found.snapshot === null ? 'bins.ofFile' : 'bins.of', { ...all, used: number(used), events: number(events) })}
      </p>
      <BinsTable
        {...own}
        title={t('bins.today')}
        label={`${label}: ${t('bins.today')}`}
        rows={[
          ...today.map((bin, i) => ({ bin, points: pointsNow(i) })),
          ...(nowhere === null ? [] : [{ bin: nowhere }]),
        ]}
        value={informationValue.today}
        used={used}
      />
      {proposed === null ? (
        <p className="witness">{t('bins.none')}</p>
      ) : (
        <>
          <BinsTable
            {...own}
            title={t('bins.proposed')}
            label={`${label}: ${t('bins.proposed')}`}
            rows={[...proposed, ...others].map((bin, i) => ({ bin, points: pointsThen(bin, i) }))}
            value={informationValue.proposed ?? 0}
            used={used}
          />
          <p>
            {t('bins.value.change', {
              from: number(informationValue.today.toFixed(3)),
              to: number((informationValue.proposed ?? 0).toFixed(3)),
            })}{' '}
            {found.direction === null ? null : t(`bins.found.${found.direction}`)}
          </p>
          <TakeButton {...{ isBands, proposed, document, list }} taken={taken} take={take} />
        </>
      )}
    </div>
  );
}

function TakeButton({
  isBands,
  proposed,
  document,
  list,
  taken,
  take,
}: Pick<Props, 'document' | 'list' | 'take'> & {
  readonly isBands: boolean;
  readonly proposed: readonly BinFound[];
  readonly taken: ReturnType<typeof pointsOf> | undefined;
}) {
  const { t, number } = useReader();
  const texts = proposed.flatMap((one) => (one.in === null ? [] : [one.in]));
  if (isBands && texts.length !== document.bands?.length)
    return <p className="witness">{t('bins.fewer', { n: number(texts.length) })}</p>;
  return (
    <button
      type="button"
      onClick={() =>
        take((before) =>
          isBands ? takeBands(before, texts) : taken === undefined ? before : takeBins(before, list, taken),
        )
      }
    >
      {t('bins.take')}
    </button>
  );
}

function scoreAt(document: Scorecard, list: ScaleList, i: number): string | undefined {
  const score = document.characteristics[Number(list.split('/')[2])]?.bins[i]?.score;
  return score === undefined ? undefined : String(score);
}
