import type { Bin } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { FigureField } from '../intervals/figure-field.tsx';
import { ConditionView } from '../parts/condition-view.tsx';
import { type BinProps, shade } from './bin-props.ts';
import { setScore } from './edits.ts';

/** Bins of any form, in a table. */
export function BinTable({ one, at, label, titles, range, change }: BinProps) {
  const { t, number, say } = useReader();
  const fact = one.fact ?? '';
  const said = (bin: Bin) => {
    if (bin.in !== undefined) return titles.interval(fact, bin.in);
    if (bin.values !== undefined) return titles.value(fact, bin.values);
    if (bin.when !== undefined) return <ConditionView condition={bin.when} titles={titles} />;
    return t(bin.missing === true ? 'view.unknown' : 'view.others');
  };
  /** What a bin is called where only text can say it. */
  const textOf = (bin: Bin, i: number) => {
    const text = bin.title === undefined ? said(bin) : say(bin.title);
    return typeof text === 'string' ? text : `${label} ${number(i + 1)}`;
  };
  return (
    <table className="ledger bins" aria-label={label}>
      <tbody>
        {one.bins.map((bin, i) => (
          <tr key={i}>
            <th scope="row">{bin.title === undefined ? said(bin) : say(bin.title)}</th>
            <td className="figure">
              <i className="swatch" style={{ background: shade(bin, range) }} />
              {change === undefined ? (
                number(bin.score)
              ) : (
                <FigureField
                  value={String(bin.score)}
                  label={t('edit.pointsOf', { title: textOf(bin, i) })}
                  pointer={`/characteristics/${at}/bins/${i}/score`}
                  change={(to, gesture) => change((before) => setScore(before, at, i, to), gesture)}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
