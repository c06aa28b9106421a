import { useMemo, useState } from 'react';
import { type ImpactReport, type Release, useMovers } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Titles } from '../texts/titles.ts';
import type { Cell } from './impact-matrix.tsx';
import { moverColumns, type MoverRow } from './mover-columns.ts';
import { MoversReady } from './movers-ready.tsx';
import { MoverRecord } from './opened-movers.tsx';
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
  return (
    <MoversReady release={release} report={report}>
      {(impact) => <MoversTable {...{ impact, release, report, titles, cell, showAll }} />}
    </MoversReady>
  );
}

function MoversTable({
  impact,
  release,
  report,
  titles,
  cell,
  showAll,
}: {
  readonly impact: string;
  readonly release: Release;
  readonly report: ImpactReport;
  readonly titles: Titles;
  readonly cell: Cell | null;
  readonly showAll: () => void;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const movers = useMovers({ impact, ref: report.ref, ...cell });
  const [query, setQuery] = useState('');
  const [shownOne, show] = useState<MoverRow | null>(null);
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
      {shownOne === null ? null : (
        <MoverRecord
          key={String(shownOne['rownum'])}
          release={release}
          row={shownOne}
          report={report}
          titles={titles}
        />
      )}
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
        cells={(i) =>
          columns.map(({ name, text }, column) => {
            const row = shown[i] ?? {};
            return <td key={name}>{column === 0 ? <Opener name={text(row)} open={() => show(row)} /> : text(row)}</td>;
          })
        }
      />
      {movers.isFetching ? <p className="fine">{t('state.loading')}</p> : null}
      {total > rows.length ? <p className="fine">{`${number(rows.length)} / ${number(total)}`}</p> : null}
      <Refused error={movers.error} />
    </div>
  );
}

function Opener({ name, open }: { readonly name: string; readonly open: () => void }) {
  const { t } = useReader();
  return (
    <button type="button" className="quiet" aria-label={t('review.mover.open', { name })} onClick={open}>
      {name}
    </button>
  );
}
