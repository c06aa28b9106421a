import { type Snapshot, useSnapshots } from '../api/administration.ts';
import { useCatalogue, useMe } from '../api/queries.ts';
import { dayText, instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { BringData } from './data/bring-data.tsx';
import { ImportsList } from './data/imports-list.tsx';
import '../texts/data.ts';

const DAY_MS = 86_400_000;
const SEES_IMPORTS = ['importer', 'author', 'approver', 'auditor', 'system-administrator'];

/** What data there is: how old the newest is, from which files it came, and how many rows it has. */
export function DataRoom() {
  const reader = useReader();
  const { t } = reader;
  const { data, error, refetch } = useSnapshots();
  const catalogue = useCatalogue();
  const held = new Set(useMe().data?.rights.map(({ role }) => role as string));
  const named = (id: string) => reader.say(catalogue.data?.definitions.find((one) => one.id === id)?.title ?? id);
  if (data === undefined || catalogue.isLoading)
    return error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />;
  const { items, today } = data;
  const newest = items.find(({ isCurrent }) => isCurrent);
  const age = newest === undefined ? 0 : Math.round((Date.parse(today) - Date.parse(newest.asOf)) / DAY_MS);
  const title =
    newest === undefined
      ? t('data.title.none')
      : age === 0
        ? t('data.title.today')
        : t('data.title.age', { count: age });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      {newest === undefined ? (
        <p>{t('data.none.hint')}</p>
      ) : (
        <p className="fine">{t('data.title', { day: dayText(newest.asOf, reader) })}</p>
      )}
      <section aria-labelledby="bring">
        <h2 id="bring">{t('bring.title')}</h2>
        {held.has('importer') ? <BringData today={today} /> : <p className="fine">{t('bring.who')}</p>}
      </section>
      {SEES_IMPORTS.some((role) => held.has(role)) ? (
        <ImportsList title={named} mayDecide={held.has('importer')} />
      ) : null}
      {items.length === 0 ? null : <h2>{t('data.all')}</h2>}
      {items.map((snapshot) => (
        <OneSnapshot key={snapshot.id} snapshot={snapshot} entity={named} />
      ))}
    </>
  );
}

function OneSnapshot({
  snapshot,
  entity,
}: {
  readonly snapshot: Snapshot;
  /** What an entity is called. */
  readonly entity: (id: string) => string;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const { asOf, importedAt, importedBy, isCurrent, tables } = snapshot;
  const label = `${entity(snapshot.entity)} · ${dayText(asOf, reader)}`;
  return (
    <Scroll label={label}>
      <table className="ledger snapshot">
        <caption>
          {label}
          {isCurrent ? <span className="tag">{t('data.current')}</span> : null}{' '}
          <span className="count">
            {t('data.imported')} {t('data.by', { at: instantText(importedAt, reader), name: importedBy })}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t('data.of')}</th>
            <th scope="col">{t('data.source')}</th>
            <th scope="col" className="figure">
              {t('data.rows')}
            </th>
            <th scope="col" className="figure">
              {t('data.refused')}
            </th>
          </tr>
        </thead>
        <tbody>
          {tables.map(({ entity: of, rows, refused, source }) => (
            <tr key={of}>
              <th scope="row">{entity(of)}</th>
              <td>
                <code>{source}</code>
              </td>
              <td className="figure">{number(rows)}</td>
              <td className="figure">{number(refused)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
