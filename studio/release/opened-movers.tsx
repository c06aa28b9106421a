import { useCallback, useEffect, useRef, useState } from 'react';
import { useMe } from '../api/queries.ts';
import { type ImpactReport, type OpenedMover, type Release, useMovers } from '../api/releases.ts';
import { useReader } from '../texts/reader.ts';
import type { Shelf, Titles } from '../texts/titles.ts';
import { keepAt, keptAt, useKept } from '../ui/kept.ts';
import { Refused } from '../ui/refused.tsx';
import { classOrder, furthestMove } from './class-order.ts';
import { moverColumns, type MoverRow } from './mover-columns.ts';
import { MoversReady } from './movers-ready.tsx';
import { titlesFor } from './shelf.ts';

const areOpened = (found: unknown): found is readonly OpenedMover[] =>
  Array.isArray(found) &&
  found.every((one: Partial<OpenedMover> | null) => typeof one?.ref === 'string' && typeof one.row === 'number');

/** Those who move whom this reader opened of what waits, kept through a reload; of another text they are others. */
export function useOpenedMovers({ id, hash }: Pick<Release, 'id' | 'hash'>) {
  const key = `opened.${useMe().data?.id ?? ''}.${id}.${hash ?? ''}`;
  const [kept] = useKept(key, areOpened);
  const open = useCallback(
    (mover: OpenedMover) => {
      const now = keptAt(key);
      const opened = areOpened(now) ? now : [];
      const isKnown = opened.some(({ ref, row }) => ref === mover.ref && row === mover.row);
      if (!isKnown && opened.length < MOST) keepAt(key, [...opened, mover], true);
    },
    [key],
  );
  return { opened: kept ?? [], open };
}

/** As many as an approval may name. */
const MOST = 200;

/** Whoever decides opens one of those who move furthest, before and after, and others after that one. */
export function OpenMovers({
  release,
  report,
  shelf,
}: {
  readonly release: Release;
  readonly report: ImpactReport;
  readonly shelf: Shelf;
}) {
  const reader = useReader();
  const { t } = reader;
  const { opened } = useOpenedMovers(release);
  const [place, setPlace] = useState<number | null>(null);
  const titles = titlesFor(shelf, report.ref, reader);
  return (
    <div className="open-movers">
      <p>{opened.length === 0 ? t('decide.movers.first') : t('decide.movers.opened', { count: opened.length })}</p>
      {place === null ? null : (
        <MoversReady release={release} report={report}>
          {(impact) => <OneMover {...{ impact, release, report, titles, place, shelf }} />}
        </MoversReady>
      )}
      <button type="button" className="side-action" onClick={() => setPlace(place === null ? 0 : place + 1)}>
        {t(place === null ? 'decide.movers.open' : 'decide.movers.next')}
      </button>
    </div>
  );
}

function OneMover({
  impact,
  release,
  report,
  titles,
  place,
  shelf,
}: {
  readonly impact: string;
  readonly release: Release;
  readonly report: ImpactReport;
  readonly titles: Titles;
  readonly place: number;
  readonly shelf: Shelf;
}) {
  const { t } = useReader();
  const move = furthestMove(classOrder(shelf.get(report.ref), report), report);
  const movers = useMovers({ impact, ref: report.ref, ...move });
  const rows = movers.data?.pages.flatMap(({ items }) => items as MoverRow[]) ?? [];
  const row = rows[place % Math.max(rows.length, 1)];
  if (movers.error !== null) return <Refused error={movers.error} />;
  if (movers.data === undefined) return <p role="status">{t('state.loading')}</p>;
  if (row === undefined) return <p className="fine">{t('decide.movers.gone')}</p>;
  return <MoverRecord key={String(row['rownum'])} release={release} row={row} report={report} titles={titles} />;
}

/** One who moves: what is known of him, and every answer before and after. Who is shown is opened. */
export function MoverRecord({
  release,
  row,
  report,
  titles,
}: {
  readonly release: Release;
  readonly row: MoverRow;
  readonly report: ImpactReport;
  readonly titles: Titles;
}) {
  const reader = useReader();
  const { t } = reader;
  const { open } = useOpenedMovers(release);
  const table = useRef<HTMLTableElement>(null);
  const number = Number(row['rownum']);
  useEffect(() => table.current?.focus(), []);
  useEffect(() => open({ ref: report.ref, row: number }), [open, report.ref, number]);
  const columns = moverColumns([row], report, titles, reader);
  return (
    <table ref={table} className="ledger mover-record" tabIndex={-1}>
      <caption>{t('review.mover.title', { name: columns[0]?.text(row) ?? '' })}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('review.impact.today')}</th>
          <th scope="col">{t('review.impact.then')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ name, title, text, sides }) => {
          const told = sides?.(row);
          return (
            <tr key={name}>
              <th scope="row">{title}</th>
              {told === undefined ? (
                <td colSpan={2}>{text(row)}</td>
              ) : (
                <>
                  <td>{told.before}</td>
                  <td>{told.before === told.after ? told.after : <b>{told.after}</b>}</td>
                </>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
