import { useMemo, useState } from 'react';
import { type EntityDocument, type FeedDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { openSample, type ReadLine, readSample, type Sample } from './sample-file.ts';

/** So many lines are drawn. */
const MOST_SHOWN = 100;

/** A sample file read as the feed says by now, line by line, with the cells that cannot be read; it stays in this page. */
export function Preview({
  document,
  entity,
}: {
  readonly document: FeedDocument;
  readonly entity: EntityDocument | undefined;
}) {
  const { t, number } = useReader();
  const [file, take] = useState<{ readonly name: string; readonly sample: Sample | null } | null>(null);
  const [isOnlyFaults, only] = useState(false);
  const read = useMemo(() => {
    if (file === null || entity === undefined) return null;
    try {
      return file.sample === null ? 'damaged' : readSample(file.sample, document, entity);
    } catch {
      return 'unreadable' as const;
    }
  }, [file, document, entity]);
  const open = async (given: File | undefined) => {
    if (given === undefined) return;
    const sample = await openSample(given).catch(() => null);
    take({ name: given.name, sample });
  };
  return (
    <section
      className="feed-preview"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void open(event.dataTransfer.files[0]);
      }}
    >
      <h2>{t('feed.preview')}</h2>
      <p>{t('feed.preview.hint')}</p>
      <label>
        {t('feed.preview.file')}{' '}
        <input
          type="file"
          accept=".csv,.txt,.tsv,.xlsx"
          onChange={({ target }) => {
            void open(target.files?.[0]);
            // The same file may be taken once more.
            target.value = '';
          }}
        />
      </label>
      {read === 'unreadable' || read === 'damaged' ? (
        <p className="error" role="alert">
          {t(`feed.preview.${read}`, { name: file?.name ?? '' })}
        </p>
      ) : null}
      {read === null || read === 'unreadable' || read === 'damaged' ? null : (
        <>
          <p role="status" className={read.faults === 0 ? 'done-note' : 'refusal'}>
            {t('feed.preview.read', { name: file?.name ?? '', count: read.lines.length })}{' '}
            {read.faults === 0 ? t('feed.preview.sound') : t('feed.preview.faults', { count: read.faults })}
          </p>
          {read.absent.length === 0 ? null : (
            <p className="error">{t('feed.preview.absent', { columns: read.absent.join(', ') })}</p>
          )}
          {read.unread.length === 0 ? null : (
            <p className="fine">{t('feed.preview.unread', { columns: read.unread.join(', ') })}</p>
          )}
          <label>
            <input type="checkbox" checked={isOnlyFaults} onChange={({ target }) => only(target.checked)} />{' '}
            {t('feed.preview.only')}
          </label>
          <Lines
            columns={read.columns}
            lines={read.lines
              .filter(({ cells }) => !isOnlyFaults || cells.some(({ fault }) => fault !== null))
              .slice(0, MOST_SHOWN)}
          />
          {read.lines.length > MOST_SHOWN ? (
            <p className="fine">{t('feed.preview.first', { n: number(MOST_SHOWN) })}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Lines({ columns, lines }: { readonly columns: readonly string[]; readonly lines: readonly ReadLine[] }) {
  const { t, number, language } = useReader();
  return (
    <Scroll label={t('feed.preview')}>
      <table className="ledger" aria-label={t('feed.preview')}>
        <thead>
          <tr>
            <th scope="col">{t('feed.line')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, cells }) => (
            <tr key={line}>
              <th scope="row">{number(line)}</th>
              {cells.map(({ text, value, fault }, i) => (
                // oxlint-disable-next-line react/no-array-index-key -- cells are known by their columns
                <td key={i}>
                  {fault === null ? (
                    (value ?? <span className="fine">{t('view.missing')}</span>)
                  ) : (
                    <>
                      <span>{text}</span> <span className="error">{fault[language]}</span>
                    </>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
