import { Link, useParams, useSearchParams } from 'react-router';
import { ServerError } from '../api/client.ts';
import { useDefinition } from '../api/queries.ts';
import { useVersionDifference, useVersions, type Version } from '../api/releases.ts';
import { instantText } from '../texts/day.ts';
import { useReader } from '../texts/reader.ts';
import { type JsonObject } from '../../definitions/index.ts';
import { titleIn } from '../texts/titles.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { ChangeWords } from './change-words.tsx';
import { Findings } from './findings.tsx';
import { useShelf } from './shelf.ts';
import './release.css';
import '../texts/release.ts';

/** The versions of a definition that were in force, any two of them compared. Which two stands in the address. */
export function VersionsPage() {
  const { kind = '', name = '' } = useParams();
  const reader = useReader();
  const { t } = reader;
  const definition = useDefinition(kind, name);
  const { data, error, refetch } = useVersions(kind, name);
  const [search, setSearch] = useSearchParams();
  if (error instanceof ServerError && error.status === 404) return <NotFound />;
  if (data === undefined)
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  const { items } = data;
  const [newest, before] = items.map(({ version }) => version);
  const from = Number(search.get('from') ?? before ?? newest);
  const to = Number(search.get('to') ?? newest);
  // The server's documents came as JSON.
  const own = titleIn(definition.data?.document as JsonObject | undefined);
  const title = t('versions.title', { count: items.length, title: own === undefined ? name : reader.say(own) });
  const choose = (key: 'from' | 'to', version: string) =>
    setSearch({ from: String(from), to: String(to), [key]: version }, { replace: true });
  return (
    <div className="page review">
      <title>{`${title} · Guiju`}</title>
      <header>
        <h1>{title}</h1>
        <Link to={`/definitions/${kind}/${name}`}>{t('versions.back')}</Link>
      </header>
      <VersionTable items={items} />
      {items.length < 2 ? (
        <p className="fine">{t('versions.one')}</p>
      ) : (
        <>
          <div className="choice">
            {(['from', 'to'] as const).map((key) => (
              <label key={key}>
                {t(`versions.${key}`)}{' '}
                <select value={key === 'from' ? from : to} onChange={({ target }) => choose(key, target.value)}>
                  {items.map(({ version }) => (
                    <option key={version} value={version}>
                      {version}
                    </option>
                  ))}
                </select>
              </label>
            ))}
          </div>
          {from === to ? (
            <p className="fine">{t('versions.same')}</p>
          ) : (
            <Between kind={kind} name={name} from={from} to={to} />
          )}
        </>
      )}
    </div>
  );
}

function VersionTable({ items }: { readonly items: readonly Version[] }) {
  const reader = useReader();
  const { t } = reader;
  return (
    <table className="ledger">
      <thead>
        <tr>
          <th scope="col">{t('versions.version', { n: '' })}</th>
          <th scope="col">{t('versions.since')}</th>
          <th scope="col">{t('versions.by')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(({ version, publishedAt, until, release, title }) => (
          <tr key={version}>
            <th scope="row">
              {version}
              {until === null ? <span className="tag">{t('versions.inForce')}</span> : null}
            </th>
            <td>{instantText(publishedAt, reader)}</td>
            <td>
              {release === null ? t('versions.loaded') : <Link to={`/changes/${release}`}>{title ?? release}</Link>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Between({
  kind,
  name,
  from,
  to,
}: {
  readonly kind: string;
  readonly name: string;
  readonly from: number;
  readonly to: number;
}) {
  const { t } = useReader();
  const { data, error, refetch } = useVersionDifference(kind, name, from, to);
  const shelf = useShelf([`${kind}/${name}`]);
  if (data === undefined)
    return error === null ? (
      <p className="loading" role="status">
        {t('review.words.comparing')}
      </p>
    ) : (
      <Failed error={error} retry={() => void refetch()} />
    );
  return (
    <>
      <ChangeWords difference={data} shelf={shelf} />
      <Findings difference={data} />
    </>
  );
}
