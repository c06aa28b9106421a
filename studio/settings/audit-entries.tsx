import { Link } from 'react-router';
import type { AuditEntry } from '../api/administration.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { Scroll } from '../ui/scroll.tsx';

/** Entries of the audit in words: who, found again by his id; what, with all it says; and of what. */
export function AuditEntries({ items, label }: { readonly items: readonly AuditEntry[]; readonly label: string }) {
  const reader = useReader();
  const { t, say } = reader;
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
              <th scope="row">
                {entry.actorName}
                <Link
                  className="id"
                  to={`/settings/audit?${new URLSearchParams({ actor: entry.actor }).toString()}`}
                  title={t('audit.ofActor', { name: entry.actorName })}
                >
                  {entry.actor}
                </Link>
              </th>
              <td>
                <details>
                  <summary>{say(entry.title)}</summary>
                  <p className="fine">
                    <code>{entry.operation}</code>
                  </p>
                  <pre>{JSON.stringify(entry.body, null, 2)}</pre>
                </details>
              </td>
              <td>
                <Subject entry={entry} />
              </td>
              <td>{t(`audit.outcome.${entry.outcome}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const KINDS = [
  'release',
  'person',
  'authority-change',
  'key',
  'session',
  'import',
  'upload',
  'snapshot',
  'impact',
  'publication',
  'notice',
  'decision-log',
  'backup',
  'people',
  'population',
] as const;

/** What an entry is of: its kind in words, what it is called, and the id by which it is found. */
function Subject({ entry: { subject, called } }: { readonly entry: AuditEntry }) {
  const { t } = useReader();
  const kind = KINDS.find((one) => subject === one || subject.startsWith(`${one}/`));
  const id = kind === undefined ? subject : subject.slice(kind.length + 1);
  return (
    <>
      {kind === undefined ? null : t(`audit.of.${kind}`)}{' '}
      {kind === 'release' ? <Link to={`/changes/${id}`}>{called ?? id}</Link> : (called ?? '')}
      {id === '' || (kind === 'release' && called === null) ? null : (
        <Link
          className="id"
          to={`/settings/audit?${new URLSearchParams({ subject }).toString()}`}
          title={t('audit.ofSubject')}
        >
          {id}
        </Link>
      )}
    </>
  );
}
