import { useMemo } from 'react';
import { Link, useParams } from 'react-router';
import { isObject, type Json } from '../../definitions/index.ts';
import { ServerError } from '../api/client.ts';
import { useCatalogue, useKindSchema } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';
import { Failed, Loading, NotFound } from '../ui/notice.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { useKindTitle } from './kind-title.ts';
import { type ManualLine, manualLines, toldIn } from './manual.ts';
import '../texts/manual.ts';

/** The manual of a kind: what it is for and every key it may have, as its own schema tells them; with an example to begin with. */
export function ManualPage() {
  const { kind = '' } = useParams();
  const { t, language } = useReader();
  const kindTitle = useKindTitle();
  const kinds = useCatalogue().data?.kinds ?? [];
  const { data, error, refetch } = useKindSchema(kind);
  const schema = data as Json | undefined;
  const lines = useMemo(() => (isObject(schema) ? manualLines(schema, language) : []), [schema, language]);
  if (error instanceof ServerError && error.status === 404) return <NotFound />;
  if (!isObject(schema))
    return (
      <div className="page">{error === null ? <Loading /> : <Failed error={error} retry={() => void refetch()} />}</div>
    );
  const title = t('manual.title', { kind: kindTitle(kind) });
  return (
    <div className="page manual">
      <title>{`${title} · Guiju`}</title>
      <h1>{title}</h1>
      <p className="sentence">{toldIn(schema['description'], language)}</p>
      <p>
        <Link className="action" to={`/new?kind=${kind}`}>
          {t('manual.example')}
        </Link>
      </p>
      <nav aria-label={t('manual.kinds')}>
        <ul className="links">
          {kinds.map(({ name }) => (
            <li key={name}>
              <Link to={`/manual/${name}`} aria-current={name === kind ? 'page' : undefined}>
                {kindTitle(name)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <h2>{t('manual.keys')}</h2>
      <Lines lines={lines} />
    </div>
  );
}

function Lines({ lines }: { readonly lines: readonly ManualLine[] }) {
  const { t, language } = useReader();
  return (
    <Scroll label={t('manual.keys')}>
      <table className="ledger top" aria-label={t('manual.keys')}>
        <thead>
          <tr>
            <th scope="col">{t('manual.key')}</th>
            <th scope="col">{t('manual.form')}</th>
            <th scope="col">{t('manual.told')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ path, depth, title, told, form, values, isRequired }, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a path may be told once for each of several forms
            <tr key={i}>
              <th scope="row" style={{ paddingInlineStart: depth * 16 }}>
                {title}
                <code className="name">{path}</code>
                {isRequired ? <span className="tag">{t('manual.required')}</span> : null}
              </th>
              <td>
                {values.length === 0
                  ? t(`manual.form.${form}`)
                  : t('manual.oneOf', { values: values.join(language === 'en' ? ', ' : '、') })}
              </td>
              <td>{told}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
