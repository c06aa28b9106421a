import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ReleaseListed } from '../api/releases.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { stateOf } from './standing.ts';

/** Changes as rows of a ledger. `lead`: what stands before the title of each. */
export function ReleaseRows({
  items,
  lead,
}: {
  readonly items: readonly ReleaseListed[];
  readonly lead?: (item: ReleaseListed) => ReactNode;
}) {
  const reader = useReader();
  const { t } = reader;
  return (
    <table className="ledger release-rows">
      <thead>
        <tr>
          <th scope="col">{t('changes.col.title')}</th>
          <th scope="col">{t('changes.col.state')}</th>
          <th scope="col" className="wide-only">
            {t('changes.col.at')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <th scope="row">
              {lead?.(item)}
              <Link to={`/changes/${item.id}`}>{item.title}</Link>
              {item.kind === 'roll-back' ? <span className="tag">{t('changes.rollBack')}</span> : null}
            </th>
            <td>{t(`release.state.${stateOf(item)}`)}</td>
            <td className="wide-only">{instantText(item.begunAt, reader)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
