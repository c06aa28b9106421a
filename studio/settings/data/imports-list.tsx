import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Problem } from '../../../definitions/index.ts';
import { useDeed } from '../../api/deed.ts';
import { importing, type Imported, useImportProgress, useImports } from '../../api/imports.ts';
import { dayText, instantText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import { Failed, Loading } from '../../ui/notice.tsx';
import { Refused } from '../../ui/refused.tsx';
import { Reconciliation } from './reconciliation.tsx';

/** What was brought in, newest first: followed while it runs, decided where it waits, and told of in full. */
export function ImportsList({
  title,
  mayDecide,
}: {
  /** What an entity is called. */
  readonly title: (entity: string) => string;
  /** Whether the reader imports. */
  readonly mayDecide: boolean;
}) {
  const { t } = useReader();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useImports();
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  useSnapshotsAfter(items.filter(({ state }) => state === 'running').length);
  return (
    <section aria-labelledby="imports">
      <h2 id="imports">{t('imports.title')}</h2>
      {data === undefined ? error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} /> : null}
      {data !== undefined && items.length === 0 ? <p className="fine">{t('imports.none')}</p> : null}
      <ul className="cards">
        {items.map((one) => (
          <li key={one.id}>
            <OneImport of={one} title={title} mayDecide={mayDecide} />
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('settings.more')}
        </button>
      ) : null}
    </section>
  );
}

/** What there is is asked for again as soon as an import has ended. */
function useSnapshotsAfter(running: number): void {
  const queries = useQueryClient();
  const before = useRef(running);
  useEffect(() => {
    if (running < before.current) void queries.invalidateQueries({ queryKey: ['snapshots'] });
    before.current = running;
  }, [running, queries]);
}

function OneImport({
  of,
  title,
  mayDecide,
}: {
  readonly of: Imported;
  readonly title: (entity: string) => string;
  readonly mayDecide: boolean;
}) {
  const reader = useReader();
  const { t, number, language } = reader;
  const decide = useDeed((way: 'confirm' | 'refuse' | 'withdraw') => importing.decide(of.id, way));
  const ways = !mayDecide
    ? []
    : of.state === 'waiting'
      ? of.isOwn
        ? (['withdraw'] as const)
        : (['confirm', 'refuse'] as const)
      : of.state === 'running' && of.isOwn
        ? (['withdraw'] as const)
        : [];
  // The server's problems came as JSON.
  const problems = of.problems as unknown as readonly Problem[];
  return (
    <>
      <p>
        <b>{t('imports.of', { entity: title(of.entity), day: dayText(of.asOf, reader) })}</b>{' '}
        <span className="tag">{t(`imports.state.${of.state}`)}</span>
      </p>
      <p className="fine">
        {t('imports.begun', { name: of.begunBy, at: instantText(of.begunAt, reader) })}
        {of.decidedAt === null ? '' : ` · ${t('imports.decided', { at: instantText(of.decidedAt, reader) })}`}
      </p>
      {of.state === 'running' ? <Progress id={of.id} /> : null}
      {of.falls.map(({ entity, before, now }) => (
        <p key={entity}>
          {t('imports.fell', { entity: title(entity), before: number(before), now: number(now) })}
          {of.state === 'waiting' && of.isOwn ? ` ${t('imports.own')}` : ''}
        </p>
      ))}
      {problems.map(({ code, message }, i) => (
        <p key={`${code} ${String(i)}`} className={of.state === 'failed' ? 'refusal' : 'fine'}>
          {message[language]}
        </p>
      ))}
      <Reconciliation of={of} title={title} mayRead={mayDecide} />
      <div className="ways">
        {ways.map((way) => (
          <button
            key={way}
            type="button"
            className={way === 'confirm' ? 'main-action' : 'side-action'}
            disabled={decide.isPending}
            onClick={() => decide.mutate(way)}
          >
            {t(of.state === 'running' ? 'imports.cancel' : `imports.${way}`)}
          </button>
        ))}
      </div>
      <Refused error={decide.error} />
    </>
  );
}

function Progress({ id }: { readonly id: string }) {
  const { t, percent } = useReader();
  const progress = useImportProgress(id);
  const step = (['reading', 'writing', 'indexing'] as const).find((one) => one === progress?.step);
  return (
    <p className="sending">
      <progress
        aria-label={t('imports.progress')}
        max={1}
        {...(step === undefined ? {} : { value: progress?.share })}
      />
      {step === undefined
        ? t('imports.step.queued')
        : t(`imports.step.${step}`, { share: percent(progress?.share ?? 0, 0) })}
    </p>
  );
}
