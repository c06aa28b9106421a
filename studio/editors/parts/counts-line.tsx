import { Link } from 'react-router';
import { useReader } from '../../texts/reader.ts';
import { ofWhom } from '../intervals/population/moves-line.tsx';
import type { PartCounts } from './part-counts.ts';
import '../../texts/moves.ts';

/** Of whom parts are counted; or what to do so that they are. */
export function CountsLine({ counted: { kind, told, isOld, why } }: { readonly counted: PartCounts }) {
  const reader = useReader();
  const { t } = reader;
  if (kind === 'withheld' || kind === 'idle') return null;
  if (kind === 'none')
    return (
      <p className="fine">
        <Link to="/settings/data">{t('counts.bring')}</Link>
      </p>
    );
  return (
    <p className="fine" role="status">
      {told !== undefined ? null : kind === 'failed' ? (why ?? t('moves.failed')) : t('moves.waiting')}
      {told === undefined ? null : t('counts.of', { whom: ofWhom(told, reader) })} {isOld ? t('counts.old') : null}{' '}
      {told === undefined ? null : why}
    </p>
  );
}
