import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type AuditAsked, type AuditEntry, useAudit } from '../api/administration.ts';
import { ServerError } from '../api/client.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { TextField } from './fields.tsx';

const KEYS = ['subject', 'actor', 'operation', 'since', 'until'] as const;

/** The audit: who did what, found by person, subject, operation and time; what was found stands in the address, and goes out as CSV. */
export function AuditRoom() {
  const { t } = useReader();
  const [search, setSearch] = useSearchParams();
  const written = Object.fromEntries(KEYS.flatMap((key) => (search.get(key) ? [[key, search.get(key) ?? '']] : [])));
  const asked: AuditAsked = { ...written, ...instantsOf(written) };
  const { data, error, refetch, hasNextPage, fetchNextPage } = useAudit(asked);
  if (error instanceof ServerError && error.status === 404) return <h1>{t('audit.notBank')}</h1>;
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  const title =
    data === undefined
      ? t('settings.audit')
      : items.length === 0
        ? t('audit.title.none')
        : t('audit.title', { count: items.length });
  return (
    <>
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <Filter key={search.toString()} written={written} find={(next) => setSearch(next)} />
      <p className="links">
        <a href={`/api/v1/audit/file?${new URLSearchParams(asked).toString()}`} download>
          {t('audit.csv')}
        </a>
      </p>
      {data === undefined ? (
        error === null ? (
          <Loading />
        ) : (
          <Failed error={error} retry={() => void refetch()} />
        )
      ) : (
        <Entries items={items} label={title} />
      )}
      {hasNextPage ? (
        <button type="button" className="quiet" onClick={() => void fetchNextPage()}>
          {t('settings.more')}
        </button>
      ) : null}
    </>
  );
}

/** The bank's day and time of a field as instants. */
const instantsOf = (written: Readonly<Record<string, string>>): AuditAsked =>
  Object.fromEntries(
    (['since', 'until'] as const).flatMap((key) =>
      written[key] === undefined ? [] : [[key, `${written[key]}:00+08:00`]],
    ),
  );

function Filter({
  written,
  find,
}: {
  readonly written: Readonly<Record<string, string>>;
  readonly find: (asked: Readonly<Record<string, string>>) => void;
}) {
  const { t } = useReader();
  const [asked, setAsked] = useState(written);
  return (
    <form
      className="fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        find(Object.fromEntries(Object.entries(asked).filter(([, text]) => text.trim() !== '')));
      }}
    >
      {KEYS.map((key) => (
        <TextField
          key={key}
          label={t(`audit.${key}`)}
          value={asked[key] ?? ''}
          set={(text) => setAsked({ ...asked, [key]: text })}
          type={key === 'since' || key === 'until' ? 'datetime-local' : 'text'}
        />
      ))}
      <button className="side-action">{t('audit.find')}</button>
    </form>
  );
}

function Entries({ items, label }: { readonly items: readonly AuditEntry[]; readonly label: string }) {
  const reader = useReader();
  const { t } = reader;
  return (
    <Scroll label={label}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('audit.at')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.on')}</th>
            <th scope="col">{t('audit.outcome')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((entry, i) => (
            <tr key={entry.position ?? `unsealed ${i}`}>
              <td>
                <time dateTime={entry.at} title={entry.at}>
                  {instantText(entry.at, reader)}
                </time>
              </td>
              <th scope="row">{entry.actorName}</th>
              <td>
                <details>
                  <summary>
                    <code>{entry.operation}</code>
                  </summary>
                  <pre>{JSON.stringify(entry.body, null, 2)}</pre>
                </details>
              </td>
              <td>
                <code>{entry.subject}</code>
              </td>
              <td>{t(`audit.outcome.${entry.outcome}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
