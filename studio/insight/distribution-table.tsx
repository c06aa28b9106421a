import { Link } from 'react-router';
import type { Distribution } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { toneOf } from '../ui/tone.ts';
import type { SharePart } from './share-bar.tsx';
import '../texts/population.ts';

/** Counts and shares of a distribution, the foremost class first, then who is in no class. */
export function DistributionTable({
  parts,
  distribution,
  listOf,
}: {
  readonly parts: readonly SharePart[];
  readonly distribution: Distribution;
  /** The address of the customers behind a row, where they may be listed. */
  readonly listOf?: ((row: string) => string) | undefined;
}) {
  const { t, number, percent } = useReader();
  const { customers, none, undecided } = distribution;
  const share = (count: number) => percent(customers === 0 ? 0 : count / customers);
  const titled = (title: string, row: string) => (listOf === undefined ? title : <Link to={listOf(row)}>{title}</Link>);
  const rest = [['none', none] as const, ['undecided', undecided] as const].filter(([, count]) => count > 0);
  return (
    <table className="ledger figures">
      <thead>
        <tr>
          <th scope="col">{t('population.class')}</th>
          <th scope="col">{t('population.count')}</th>
          <th scope="col">{t('population.share')}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ key, title, colour, strength, count }) => (
          <tr key={key}>
            <th scope="row">
              <i className="swatch" style={{ background: colour ?? toneOf(strength) }} />
              {titled(title, `class:${key}`)}
            </th>
            <td>{number(count)}</td>
            <td>{share(count)}</td>
          </tr>
        ))}
        {rest.map(([key, count]) => (
          <tr key={key} className="rest">
            <th scope="row">{titled(t(`population.${key}`), `rest:${key}`)}</th>
            <td>{number(count)}</td>
            <td>{share(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
