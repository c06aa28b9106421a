import type { Distribution } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { tone } from '../ui/tone.ts';

/** Counts and shares of a distribution; highest class first, then who is in no class. */
export function DistributionTable({ distribution }: { readonly distribution: Distribution }) {
  const { t, say, number, percent } = useReader();
  const { classes, customers, none, undecided } = distribution;
  const share = (count: number) => percent(customers === 0 ? 0 : count / customers);
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
        {classes.toReversed().map(({ name, title, colour, count }, i) => (
          <tr key={name}>
            <th scope="row">
              <i className="swatch" style={{ background: colour ?? tone(classes.length - 1 - i, classes.length) }} />
              {say(title)}
            </th>
            <td>{number(count)}</td>
            <td>{share(count)}</td>
          </tr>
        ))}
        {rest.map(([key, count]) => (
          <tr key={key} className="rest">
            <th scope="row">{t(`population.${key}`)}</th>
            <td>{number(count)}</td>
            <td>{share(count)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
