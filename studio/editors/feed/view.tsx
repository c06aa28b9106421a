import type { FeedDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/feed.ts';
import '../../texts/views.ts';

/** A feed: which column becomes which field, and the words of the file with what they stand for. */
export function FeedView({ document, titles }: ViewProps<FeedDocument>) {
  const { t } = useReader();
  const columns = Object.entries(document.columns).map(([column, declared]) =>
    typeof declared === 'string' ? { column, field: declared, values: {} } : { column, values: {}, ...declared },
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
