import { useState } from 'react';
import { useReader } from '../../texts/reader.ts';
import { likelyTargets, type Targets } from './clipboard.ts';
import type { GridColumn } from './columns.ts';

/** A pasted block that is wider than the table: for each of its columns a person says which of the table's takes it, or that none does. */
export function BlockMapping({
  columns,
  block,
  paste,
  cancel,
}: {
  readonly columns: readonly GridColumn[];
  readonly block: readonly (readonly string[])[];
  readonly paste: (targets: Targets, block: readonly (readonly string[])[]) => void;
  readonly cancel: () => void;
}) {
  const { t } = useReader();
  const [offered] = useState(() => likelyTargets(columns, block));
  const [targets, setTargets] = useState<Targets>(offered.targets);
  const [hasTitles, setTitles] = useState(offered.hasTitles);
  const [first = []] = block;
  const taken = targets.filter((target) => target !== null);
  const isTwice = new Set(taken).size < taken.length;
  return (
    <section className="rules-mapping" aria-labelledby="rules-mapping-title">
      <h3 id="rules-mapping-title">{t('table.mapping', { pasted: first.length, n: columns.length })}</h3>
      <label>
        <input type="checkbox" checked={hasTitles} onChange={({ target }) => setTitles(target.checked)} />{' '}
        {t('table.firstRowTitles')}
      </label>
      <table className="ledger">
        <tbody>
          {first.map((text, i) => (
            // oxlint-disable-next-line react/no-array-index-key -- a block's columns are known by their places
            <tr key={i}>
              <th scope="row">
                {t('table.pastedColumn', { n: i + 1 })} <span className="fine">{text}</span>
              </th>
              <td>
                <select
                  aria-label={t('table.target', { n: i + 1 })}
                  value={targets[i] ?? ''}
                  onChange={({ target }) => {
                    const next = target.value === '' ? null : Number(target.value);
                    setTargets(targets.map((one, j) => (j === i ? next : one)));
                  }}
                >
                  <option value="">{t('table.leaveOut')}</option>
                  {columns.map((column, j) => (
                    <option key={`${column.side}${column.index}`} value={j}>
                      {column.title}
                    </option>
                  ))}
                </select>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {isTwice ? (
        <p className="error" role="alert">
          {t('table.targetTwice')}
        </p>
      ) : null}
      <button
        type="button"
        disabled={isTwice || taken.length === 0}
        onClick={() => paste(targets, hasTitles ? block.slice(1) : block)}
      >
        {t('table.paste')}
      </button>{' '}
      <button type="button" className="quiet" onClick={cancel}>
        {t('table.cancel')}
      </button>
    </section>
  );
}
