import type { JsonObject } from '../../../definitions/index.ts';
import { readTsv } from '../../editors/decision-table/clipboard.ts';
import { useReader } from '../../texts/reader.ts';
import { titleIn } from '../../texts/titles.ts';
import { type Block, isTable, likelyUses, type Use } from './pasted-table.ts';

/** A table that was pasted, and what its columns are. */
export interface Pasted {
  readonly block: Block;
  readonly uses: readonly Use[];
}

/** Where a table is pasted with its titles, and a person says of each column which field it tests, or that it is a result. */
export function PastedFields({
  pasted,
  entity,
  set,
}: {
  readonly pasted: Pasted | null;
  readonly entity: JsonObject | undefined;
  readonly set: (pasted: Pasted | null) => void;
}) {
  const { t, say } = useReader();
  const fields = Object.entries((entity?.['fields'] ?? {}) as Readonly<Record<string, JsonObject>>).filter(
    ([, field]) => field['series'] !== true,
  );
  const [heads = []] = pasted?.block ?? [];
  const choose = (at: number, chosen: string) => {
    if (pasted === null) return;
    const use: Use =
      chosen === '' ? { kind: 'none' } : chosen === RESULT ? { kind: 'result' } : { kind: 'test', fact: chosen };
    set({ ...pasted, uses: pasted.uses.map((one, i) => (i === at ? use : one)) });
  };
  return (
    <>
      <label className="form-field">
        {t('new.paste')}
        <textarea
          rows={5}
          onChange={({ target }) => {
            const block = readTsv(target.value.trimEnd());
            set(block.length < 2 ? null : { block, uses: likelyUses(block, entity) });
          }}
        />
      </label>
      {pasted === null ? (
        <p className="fine">{t('new.paste.hint')}</p>
      ) : (
        <table className="ledger">
          <caption>{t('new.paste.columns', { count: pasted.block.length - 1 })}</caption>
          <tbody>
            {heads.map((head, i) => (
              // oxlint-disable-next-line react/no-array-index-key -- a table's columns are known by their places
              <tr key={i}>
                <th scope="row">{head}</th>
                <td>
                  <select
                    aria-label={t('new.paste.use', { head })}
                    value={valueOf(pasted.uses[i])}
                    onChange={({ target }) => choose(i, target.value)}
                  >
                    <option value="">{t('new.paste.none')}</option>
                    <option value={RESULT}>{t('new.paste.result')}</option>
                    {fields.map(([name, field]) => (
                      <option key={name} value={name}>
                        {t('new.paste.test', { field: say(titleIn(field)) || name })}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {pasted === null || isTable(pasted.uses) ? null : (
        <p className="error" role="alert">
          {t('new.paste.fault')}
        </p>
      )}
    </>
  );
}

/** No field is called so: names have no signs. */
const RESULT = '=';

const valueOf = (use: Use | undefined): string =>
  use === undefined || use.kind === 'none' ? '' : use.kind === 'result' ? RESULT : use.fact;
