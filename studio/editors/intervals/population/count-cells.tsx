import { useReader } from '../../../texts/reader.ts';
import { moreText } from './moves-line.tsx';
import type { Standing } from './moves.ts';
import type { Population } from './use-population.ts';
import '../../../texts/population.ts';

/** The heads of the columns that tell how many stand in each interval; none where nothing is known. */
export function CountHeads({ population }: { readonly population: Population }) {
  const { t } = useReader();
  if (population.fallen === undefined) return null;
  return (
    <>
      <th scope="col" className="figure">
        {t('moves.customers')}
      </th>
      <th scope="col" className="figure">
        {t('population.share')}
      </th>
      <th scope="col" className="figure">
        {t('moves.change')}
      </th>
    </>
  );
}

/** One interval's customers, their share, and how many more than by what is in force. */
export function CountCells({
  population,
  standing,
}: {
  readonly population: Population;
  readonly standing: Standing | undefined;
}) {
  const reader = useReader();
  const { fallen, isOld } = population;
  if (fallen === undefined) return null;
  const className = isOld ? 'figure counted-old' : 'figure';
  if (standing === undefined)
    return (
      <>
        <td />
        <td />
        <td />
      </>
    );
  const { customers } = fallen.told;
  return (
    <>
      <td className={className}>{reader.number(standing.count)}</td>
      <td className={className}>{reader.percent(customers === 0 ? 0 : standing.count / customers)}</td>
      <td className={className}>{moreText(standing.more, reader)}</td>
    </>
  );
}
