import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { type AuditAsked, useAudit, useAuditOperations } from '../api/administration.ts';
import { ServerError } from '../api/client.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading } from '../ui/notice.tsx';
import { AuditEntries } from './audit-entries.tsx';
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
        <AuditEntries items={items} label={title} />
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
      {KEYS.map((key) =>
        key === 'operation' ? (
          <OperationField key={key} value={asked[key] ?? ''} set={(name) => setAsked({ ...asked, [key]: name })} />
        ) : (
          <TextField
            key={key}
            label={t(`audit.${key}`)}
            value={asked[key] ?? ''}
            set={(text) => setAsked({ ...asked, [key]: text })}
            type={key === 'since' || key === 'until' ? 'datetime-local' : 'text'}
          />
        ),
      )}
      <button className="side-action">{t('audit.find')}</button>
    </form>
  );
}

function OperationField({ value, set }: { readonly value: string; readonly set: (name: string) => void }) {
  const { t, say } = useReader();
  const known = useAuditOperations() ?? [];
  // One that only older programs knew is in the address, and in no list.
  const others = value === '' || known.some(({ name }) => name === value) ? [] : [{ name: value, title: value }];
  return (
    <label className="form-field">
      {t('audit.operation')}
      <select value={value} onChange={({ target }) => set(target.value)}>
        <option value="">{t('audit.operation.any')}</option>
        {[...others, ...known].map(({ name, title }) => (
          <option key={name} value={name}>
            {say(title)}
          </option>
        ))}
      </select>
    </label>
  );
}
