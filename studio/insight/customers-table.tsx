import { useState } from 'react';
import { Link } from 'react-router';
import type { Customer, useCustomers } from '../api/customers.ts';
import { useReader } from '../texts/reader.ts';

/** The height of a row, in pixels, as the style sheet has it; so many rows are drawn beyond the window. */
const ROW = 36;
const BEYOND = 12;

/** A list of customers of which only what is in sight is drawn, and fetched as it is scrolled to; each leads to where he is tried. */
export function CustomersTable({
  id,
  found,
  title,
  titleOf,
}: {
  readonly id: string;
  readonly found: ReturnType<typeof useCustomers>;
  readonly title: string;
  readonly titleOf: (name: string) => string;
}) {
  const { t, number, language } = useReader();
  const [top, setTop] = useState(0);
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const first = Math.min(Math.max(0, Math.floor(top / ROW) - BEYOND), Math.max(0, rows.length - 1));
  const drawn = rows.slice(first, first + 2 * BEYOND + 12);
  const hasFigure = (found.data?.pages[0]?.lows.length ?? 0) > 0;
  const reach = ({ standing, reach: next }: Customer) => {
    if (standing === 'exception') return t('customers.exception');
    return next === null ? '–' : t('customers.reach.by', { by: number(next.by), class: titleOf(next.class) });
  };
  if (total === 0) return <p className="fine">{t('customers.none')}</p>;
  return (
    <>
      <div
        className={found.isPlaceholderData ? 'customers-list of-before' : 'customers-list'}
        aria-busy={found.isPlaceholderData}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard (WCAG 2.1.1)
        tabIndex={0}
        role="region"
        aria-label={title}
        onScroll={({ currentTarget: box }) => {
          setTop(box.scrollTop);
          const isNearEnd = box.scrollTop + box.clientHeight > box.scrollHeight - 60 * ROW;
          if (isNearEnd && found.hasNextPage && !found.isFetching) void found.fetchNextPage();
        }}
      >
        <table className="ledger" aria-rowcount={total + 1}>
          <thead>
            <tr>
              {(['key', 'name', 'class'] as const).map((name) => (
                <th key={name} scope="col">
                  {t(`customers.${name}`)}
                </th>
              ))}
              {hasFigure ? (
                <>
                  <th scope="col">{t('customers.figure')}</th>
                  <th scope="col">{t('customers.reach')}</th>
                </>
              ) : null}
            </tr>
          </thead>
          <tbody>
            {first === 0 ? null : <tr style={{ height: first * ROW }} aria-hidden="true" />}
            {drawn.map((row, i) => (
              <tr key={row.key} aria-rowindex={first + i + 2}>
                <th scope="row">
                  <Link
                    to={`/definitions/${id}?tab=try&customer=${encodeURIComponent(row.key)}`}
                    aria-label={t('customers.try', { key: row.key })}
                  >
                    {row.key}
                  </Link>
                </th>
                <td>{row.name ?? '–'}</td>
                <td>
                  {row.classes.length === 0 ? '–' : row.classes.map(titleOf).join(language === 'en' ? ', ' : '、')}
                </td>
                {hasFigure ? (
                  <>
                    <td className="figure">{row.figure === null ? '–' : number(row.figure)}</td>
                    <td>{reach(row)}</td>
                  </>
                ) : null}
              </tr>
            ))}
            {first + drawn.length < rows.length ? (
              <tr style={{ height: (rows.length - first - drawn.length) * ROW }} aria-hidden="true" />
            ) : null}
          </tbody>
        </table>
      </div>
      {total > rows.length ? <p className="fine">{`${number(rows.length)} / ${number(total)}`}</p> : null}
    </>
  );
}
