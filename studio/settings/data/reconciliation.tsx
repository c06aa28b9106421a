import type { Imported } from '../../api/imports.ts';
import { instantText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';

/** What became of each file's rows: read, taken, refused; and the refused ones to fetch, for whoever imports. */
export function Reconciliation({
  of,
  title,
  mayRead,
}: {
  readonly of: Imported;
  readonly title: (entity: string) => string;
  readonly mayRead: boolean;
}) {
  const reader = useReader();
  const { t, number } = reader;
  const file = `/api/v1/imports/${of.id}/refused`;
  if (of.tables.length === 0)
    return mayRead && of.state === 'failed' && codesOf(of).includes('population-empty') ? (
      <p>
        <a href={file} download>
          {t('imports.refusedAll')}
        </a>
      </p>
    ) : null;
  return (
    <Scroll label={`${title(of.entity)} · ${instantText(of.begunAt, reader)} · ${of.id.slice(0, 8)}`}>
      <table className="ledger snapshot">
        <caption>{t('imports.sum')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('data.of')}</th>
            <th scope="col">{t('data.source')}</th>
            <th scope="col" className="figure">
              {t('imports.read')}
            </th>
            <th scope="col" className="figure">
              {t('imports.taken')}
            </th>
            <th scope="col" className="figure">
              {t('imports.refused')}
            </th>
            <th scope="col">{t('imports.print')}</th>
          </tr>
        </thead>
        <tbody>
          {of.tables.map(({ entity, rows, refused, source, sha256 }) => (
            <tr key={entity}>
              <th scope="row">{title(entity)}</th>
              <td>
                <code>{source}</code>
              </td>
              <td className="figure">{number(rows + refused)}</td>
              <td className="figure">{number(rows)}</td>
              <td className="figure">
                {refused > 0 && mayRead ? (
                  <a
                    href={`${file}?entity=${encodeURIComponent(entity)}`}
                    download
                    aria-label={t('imports.refusedFile', { entity: title(entity) })}
                  >
                    {number(refused)}
                  </a>
                ) : (
                  number(refused)
                )}
              </td>
              <td>
                <code title={sha256}>{sha256.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const codesOf = ({ problems }: Imported): readonly string[] =>
  problems.map((one) => String((one as { readonly code?: unknown }).code));
