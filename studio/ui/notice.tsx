import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { ServerError } from '../api/client.ts';
import { useReader } from '../texts/reader.ts';

export function Loading() {
  const { t } = useReader();
  return (
    <p className="loading" role="status">
      {t('state.loading')}
    </p>
  );
}

/** An empty or failed state: what it is, and what to do next. */
export function Notice({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="notice">
      <h2>{title}</h2>
      {hint === undefined ? null : <p>{hint}</p>}
      {children}
    </div>
  );
}

export function NotFound() {
  const { t } = useReader();
  return (
    <div className="page">
      <h1>{t('state.notFound')}</h1>
      <p>{t('state.notFound.hint')}</p>
      <Link className="action" to="/">
        {t('state.toList')}
      </Link>
    </div>
  );
}

/** Why something could not be loaded, with a way to try again. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const { t } = useReader();
  const isLost = error instanceof ServerError && error.status === 0;
  return (
    <Notice title={t(isLost ? 'state.lost' : 'state.failed')} hint={isLost ? t('state.lost.hint') : error.message}>
      <button type="button" className="quiet" onClick={retry}>
        {t('state.retry')}
      </button>
    </Notice>
  );
}
