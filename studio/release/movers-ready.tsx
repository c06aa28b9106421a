import { type ReactNode, useEffect, useRef } from 'react';
import { useMe } from '../api/queries.ts';
import type { Impact, ImpactReport, Release } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import { Refused } from '../ui/refused.tsx';
import { useBegunImpact } from './begun-impact.ts';
import { onlookerOf } from './standing.ts';

/** What is shown of those who move once they are computed: where no approval binds them, they are asked for. */
export function MoversReady({
  release,
  report,
  children,
}: {
  readonly release: Release;
  readonly report: ImpactReport;
  readonly children: (impact: string) => ReactNode;
}) {
  const { t } = useReader();
  const begun = useBegunImpact(release);
  const { id, found, begin } = begun;
  const mayBegin = useMayBegin(release);
  const asked = useRef(false);
  useEffect(() => {
    if (id !== null || asked.current || !mayBegin) return;
    asked.current = true;
    begin();
  });
  if (id !== null && (found?.results.some(({ ref }) => ref === report.ref) ?? false)) return children(id);
  if (id === null && !mayBegin) return <p className="fine">{t('review.movers.gone')}</p>;
  if (begun.isLost || found?.state === 'done')
    return (
      <>
        <Refused error={begun.error ?? new Error(t('review.movers.failed'))} />
        <button
          type="button"
          className="quiet"
          onClick={() => {
            asked.current = false;
            begun.forget();
          }}
        >
          {t('state.retry')}
        </button>
      </>
    );
  return <Computing impact={found} />;
}

/** What is in force already moves nobody any more; and not everybody who reads a change may let something be computed. */
function useMayBegin({ state }: Release): boolean {
  const { isAuthor, isApprover } = onlookerOf(useMe().data);
  return state !== 'live' && (isAuthor || isApprover);
}

/** How far an impact has come. */
export function Computing({ impact }: { readonly impact: Impact | undefined }) {
  const { t, percent } = useReader();
  return (
    <p role="status" className="loading">
      {t('review.movers.computing', { percent: percent(impact?.progress?.share ?? 0, 0) })}
    </p>
  );
}
