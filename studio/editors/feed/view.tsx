import type { EntityDocument, FeedDocument } from '../../../definitions/index.ts';
import { useDefinition } from '../../api/queries.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import { ColumnTable, FileForm } from './column-table.tsx';
import { Preview } from './preview.tsx';
import '../../texts/feed.ts';
import '../../texts/views.ts';

/** A feed: which column becomes which field, and the words of the file with what they stand for. */
export function FeedView({ document, titles, change }: ViewProps<FeedDocument>) {
  const { t } = useReader();
  const entity = useEntity(document.entity);
  const columns = Object.entries(document.columns).map(([column, declared]) =>
    typeof declared === 'string' ? { column, field: declared, values: {} } : { column, values: {}, ...declared },
  );
  if (change !== undefined)
    return (
      <>
        <section>
          <h2>{t('view.columns')}</h2>
          <ColumnTable document={document} entity={entity} change={change} />
        </section>
        <section>
          <h2>{t('feed.file')}</h2>
          <FileForm document={document} change={change} />
        </section>
        <Preview document={document} entity={entity} />
      </>
    );
  return (
    <section>
      <h2>{t('view.columns')}</h2>
      <Scroll label={t('view.columns')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('view.feedColumn')}</th>
              <th scope="col">{t('view.feedField')}</th>
              <th scope="col">{t('view.feedValues')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ column, field, values }) => (
              <tr key={column}>
                <th scope="row">{column}</th>
                <td>{titles.fact(field)}</td>
                <td>
                  {Object.entries(values)
                    .map(([word, value]) => `${word} → ${titles.value(field, value)}`)
                    .join(' · ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}

/** The entity whose rows the feed reads; undefined until it is known, or where it is not in force. */
function useEntity(id: string): EntityDocument | undefined {
  const [kind = '', name = ''] = id.split('/');
  const found = useDefinition(kind, name, kind === 'entity').data?.document;
  // The server serves documents whose schema holds.
  return found as unknown as EntityDocument | undefined;
}
