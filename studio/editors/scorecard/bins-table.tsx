import type { Scorecard } from '../../../definitions/index.ts';
import type { operations } from '../../api/schema.d.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import type { ScaleList } from './edits.ts';
import '../../texts/moves.ts';
import '../../texts/population.ts';

/** Bins with what happened in them, as the server tells it. */
export type BinsFound = operations['proposeBins']['responses'][200]['content']['application/json'];
export type BinFound = BinsFound['today'][number];

/** Of which list the bins are. */
interface Divided {
  readonly document: Scorecard;
  readonly list: ScaleList;
  readonly fact: string;
  readonly titles: ViewProps['titles'];
}

interface Row {
  readonly bin: BinFound;
  readonly points?: string | undefined;
}

/** Bins, one a row, with their customers, rate, weight of evidence and points; the information value of all below. */
export function BinsTable({
  title,
  label,
  rows,
  value,
  used,
  ...own
}: Divided & {
  readonly title: string;
  readonly label: string;
  readonly rows: readonly Row[];
  readonly value: number;
  readonly used: number;
}) {
  const { t, number, percent } = useReader();
  const nameOf = useBinName(own);
  const hasPoints = rows.some(({ points }) => points !== undefined);
  const heads = [
    t('moves.customers'),
    t('population.share'),
    t('bins.rate'),
    'WOE',
    'IV',
    ...(hasPoints ? [t('view.points')] : []),
  ];
  return (
    <Scroll label={label}>
      <table className="ledger bins" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{title}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className="figure">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ bin, points }, i) => (
            <tr key={i}>
              <th scope="row">{nameOf(bin)}</th>
              <td className="figure">{number(bin.count)}</td>
              <td className="figure">{percent(used === 0 ? 0 : bin.count / used)}</td>
              <td className="figure">{percent(bin.rate)}</td>
              <td className="figure">{bin.woe === null ? '–' : number(bin.woe.toFixed(3))}</td>
              <td className="figure">{bin.iv === null ? '–' : number(bin.iv.toFixed(3))}</td>
              {hasPoints ? <td className="figure">{points === undefined ? '' : number(points)}</td> : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('bins.value.all')}</th>
            <td colSpan={4} />
            <td className="figure">{number(value.toFixed(3))}</td>
            {hasPoints ? <td /> : null}
          </tr>
        </tfoot>
      </table>
    </Scroll>
  );
}

/** What a bin is called: a band by its title, an interval by its figures, others by what they take. */
function useBinName({ fact, titles, document, list }: Divided) {
  const { t, say, number } = useReader();
  return ({ in: text, pointer }: BinFound): string => {
    const at = Number(pointer?.split('/').at(-1) ?? -1);
    const band = list === '/bands' && pointer !== null ? document.bands?.[at] : undefined;
    if (band !== undefined) return say(band.title ?? band.name);
    if (text !== null)
      return fact === '' ? text.replace(/\d+(\.\d+)?/g, (figure) => number(figure)) : titles.interval(fact, text);
    const bin = list === '/bands' ? undefined : document.characteristics[Number(list.split('/')[2])]?.bins[at];
    if (bin?.missing === true) return t('view.unknown');
    return bin?.values === undefined ? t('view.others') : titles.value(fact, bin.values);
  };
}
