import { useEffect, useMemo, useRef, useState } from 'react';
import { useMe } from '../api/queries.ts';
import { type Impact, type ImpactReport, type Release, useMovers } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';
import { useBegunImpact } from './begun-impact.ts';
import type { Cell } from './impact-matrix.tsx';
import { moverColumns, type MoverRow } from './mover-columns.ts';
import { onlookerOf } from './standing.ts';
import { Refused } from '../ui/refused.tsx';
import { ScrolledRows } from '../ui/scrolled-rows.tsx';

/** Who moves: computed by the server beside the report that an approval binds, which keeps no names. */
export function Movers({
  release,
  report,
  titles,
  cell,
  showAll,
}: {
  readonly release: Release;
  readonly report: ImpactReport;
  readonly titles: Titles;
  readonly cell: Cell | null;
  readonly showAll: () => void;
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
  if (id !== null && (found?.results.some(({ ref }) => ref === report.ref) ?? false))
    return <MoversTable impact={id} report={report} titles={titles} cell={cell} showAll={showAll} />;
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

function MoversTable({
  impact,
  report,
  titles,
  cell,
  showAll,
}: {
  readonly impact: string;
  readonly report: ImpactReport;
  readonly titles: Titles;
  readonly cell: Cell | null;
  readonly showAll: () => void;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const movers = useMovers({ impact, ref: report.ref, ...cell });
  const [query, setQuery] = useState('');
  const rows = useMemo(() => movers.data?.pages.flatMap(({ items }) => items as MoverRow[]) ?? [], [movers.data]);
  const columns = useMemo(() => moverColumns(rows, report, titles, reader), [rows, report, titles, reader]);
  const wanted = query.trim().toLocaleLowerCase();
  const shown =
    wanted === ''
      ? rows
      : rows.filter((row) => columns.some(({ text }) => text(row).toLocaleLowerCase().includes(wanted)));
  const total = movers.data?.pages[0]?.total ?? 0;
  const named = (name: string) => (name === '' ? t('review.impact.noClass') : titles.value(report.ref, name));
  const address = (format: string) =>
    `/api/v1/impacts/${impact}/movers/file?${new URLSearchParams({ ref: report.ref, ...cell, format }).toString()}`;
  return (
    <div className="movers">
      <p className="links">
        <b>{t('review.movers.title', { count: total })}</b>
        {cell === null ? null : (
          <>
            <span>{t('review.movers.cell', { from: named(cell.from), to: named(cell.to) })}</span>
            <button type="button" className="quiet" onClick={showAll}>
              {t('review.movers.all')}
            </button>
          </>
        )}
        <a href={address('csv')} download>
          {t('review.movers.csv')}
        </a>
        <a href={address('xlsx')} download>
          {t('review.movers.xlsx')}
        </a>
      </p>
      <label className="search">
        <span className="visually-hidden">{t('review.movers.search')}</span>
        <input
          type="search"
          value={query}
          placeholder={t('review.movers.search')}
          onChange={({ target }) => setQuery(target.value)}
        />
      </label>
      <ScrolledRows
        className="movers-list"
        label={t('review.movers.title', { count: total })}
        count={shown.length}
        total={total}
        pages={movers}
        keyOf={(i) => i}
        head={columns.map(({ name, title }) => (
          <th key={name} scope="col">
            {title}
          </th>
        ))}
        cells={(i) => columns.map(({ name, text }) => <td key={name}>{text(shown[i] ?? {})}</td>)}
      />
      {movers.isFetching ? <p className="fine">{t('state.loading')}</p> : null}
      {total > rows.length ? <p className="fine">{`${number(rows.length)} / ${number(total)}`}</p> : null}
      <Refused error={movers.error} />
    </div>
  );
}
