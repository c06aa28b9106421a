import type { Problem } from '../../../definitions/index.ts';
import { type Choice, type Preview, type Reading, usePreview, type SentFile } from '../../api/imports.ts';
import { useReader } from '../../texts/reader.ts';
import { Failed, Loading } from '../../ui/notice.tsx';
import { Scroll } from '../../ui/scroll.tsx';

/** The first rows of a file as an import would read them, and what it would refuse, by row and field. */
export function FilePreview({
  file,
  reading,
  choice,
}: {
  readonly file: SentFile;
  readonly reading: Reading;
  readonly choice: Choice;
}) {
  const { t, say, number, language } = useReader();
  const { data, error, refetch } = usePreview(file.id, reading);
  if (error !== null) return <Failed error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Loading />;
  const titles = new Map(choice.fields.map(({ name, title }) => [name, say(title)]));
  const title = (field: string) => titles.get(field) ?? field;
  const counts = { taken: number(data.taken), refused: number(data.refused) };
  // The server's problems came as JSON.
  const notes = data.notes as unknown as readonly Problem[];
  return (
    <>
      <p>{t(data.isWhole ? 'preview.whole' : 'preview.part', counts)}</p>
      {data.rows.length + data.cells.length === 0 ? (
        <p className="fine">{t('preview.empty')}</p>
      ) : (
        <Rows preview={data} label={t('preview.of', { name: file.name })} title={title} />
      )}
      {data.cells.length === 0 ? null : (
        <>
          <h3>{t('preview.cells')}</h3>
          <ul className="refused-cells">
            {data.cells.map(({ row, field, message }, i) => (
              <li key={`${row} ${field} ${String(i)}`}>
                {t('preview.cell', { row: number(row), field: title(field), message })}
              </li>
            ))}
          </ul>
        </>
      )}
      {notes.map(({ code, message }, i) => (
        <p key={`${code} ${String(i)}`} className="fine">
          {message[language]}
        </p>
      ))}
    </>
  );
}

/** Rows in the order of the file; of one that is refused the cells that are to blame. */
function Rows({
  preview,
  label,
  title,
}: {
  readonly preview: Preview;
  readonly label: string;
  readonly title: (field: string) => string;
}) {
  const { t, number } = useReader();
  const fields = preview.fields.filter(
    (field, at) =>
      preview.rows.some(({ values }) => values[at] !== null) || preview.cells.some((cell) => cell.field === field),
  );
  return (
    <Scroll label={label}>
      <table className="ledger preview">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col" className="figure">
              {t('preview.row')}
            </th>
            {fields.map((field) => (
              <th key={field} scope="col">
                {title(field)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(preview).map(({ number: row, found }) => (
            <tr key={row}>
              <th scope="row" className="figure">
                {number(row)}
              </th>
              {fields.map((field) => {
                const cell = found.get(field);
                return (
                  <td key={field} className={cell?.isRefused === true ? 'refused-cell' : undefined}>
                    {cell?.isRefused === true ? <span aria-hidden="true">✗ </span> : null}
                    {cell?.text ?? ''}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

interface Cell {
  readonly text: string;
  readonly isRefused: boolean;
}

const MOST_SHOWN = 20;

function rowsOf({ fields, rows, cells }: Preview) {
  const found = new Map<number, Map<string, Cell>>();
  for (const { number, values } of rows)
    found.set(number, new Map(fields.map((field, i) => [field, { text: values[i] ?? '', isRefused: false }])));
  for (const { row, field, value } of cells)
    found.set(row, (found.get(row) ?? new Map<string, Cell>()).set(field, { text: value ?? '', isRefused: true }));
  return [...found]
    .map(([number, own]) => ({ number, found: own }))
    .toSorted((a, b) => a.number - b.number)
    .slice(0, MOST_SHOWN);
}
