import { Link } from 'react-router';
import type { Customer, useCustomers } from '../api/customers.ts';
import { useReader } from '../texts/reader.ts';
import { ScrolledRows } from '../ui/scrolled-rows.tsx';

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
  const rows = found.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = found.data?.pages[0]?.total ?? 0;
  const hasFigure = (found.data?.pages[0]?.lows.length ?? 0) > 0;
  const reach = ({ standing, reach: next }: Customer) => {
    if (standing === 'exception') return t('customers.exception');
    return next === null ? '–' : t('customers.reach.by', { by: number(next.by), class: titleOf(next.class) });
  };
  if (total === 0) return <p className="fine">{t('customers.none')}</p>;
  return (
    <>
      <ScrolledRows
        className="customers-list"
        label={title}
        count={rows.length}
        total={total}
        pages={found}
        isOld={found.isPlaceholderData}
        keyOf={(i) => rows[i]?.key ?? i}
        head={
          <>
            {(['key', 'name', 'class', ...(hasFigure ? (['figure', 'reach'] as const) : [])] as const).map((name) => (
              <th key={name} scope="col">
                {t(`customers.${name}`)}
              </th>
            ))}
          </>
        }
        cells={(i) => {
          const row = rows[i];
          if (row === undefined) return null;
          return (
            <>
              <th scope="row">
                <Link
                  to={`/definitions/${id}?tab=try&customer=${encodeURIComponent(row.key)}`}
                  aria-label={t('customers.try', { key: row.key })}
                >
                  {row.key}
                </Link>
              </th>
              <td>{row.name ?? '–'}</td>
              <td>{row.classes.length === 0 ? '–' : row.classes.map(titleOf).join(language === 'en' ? ', ' : '、')}</td>
              {hasFigure ? (
                <>
                  <td className="figure">{row.figure === null ? '–' : number(row.figure)}</td>
                  <td>{reach(row)}</td>
                </>
              ) : null}
            </>
          );
        }}
      />
      {total > rows.length ? <p className="fine">{`${number(rows.length)} / ${number(total)}`}</p> : null}
    </>
  );
}
