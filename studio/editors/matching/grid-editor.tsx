import type { Matching } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Mark } from '../../ui/mark.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import type { Change } from '../view.ts';
import { columnsOf, fill, fitGrid, type Match, setCell } from './edits.ts';
import { gradesOf } from './grades.ts';

const MATCHES = ['offer', 'refer', 'refuse'] as const;
const STANDING = { offer: 'good', refer: 'open', refuse: 'bad' } as const;

/** Customer grades against product grades: a choice in every cell, and one for each whole row and column. */
export function GridEditor({
  document,
  titles,
  change,
}: {
  readonly document: Matching;
  readonly titles: Titles;
  readonly change: Change<Matching>;
}) {
  const { t } = useReader();
  const { grid, customerGrade, productGrade } = document;
  const [customers, products] = [gradesOf(customerGrade, titles), gradesOf(productGrade, titles)];
  const rows = [...new Set([...customers, ...Object.keys(grid)])];
  const columns = [...new Set([...products, ...columnsOf(document)])];
  const isWhole = rows.every((c) => columns.every((p) => grid[c]?.[p] !== undefined));
  const isOdd =
    customers.length > 0 &&
    products.length > 0 &&
    (!isWhole || rows.length > customers.length || columns.length > products.length);
  return (
    <>
      <Scroll label={t('view.grid')}>
        <table className="ledger grid fields-editor" aria-label={t('view.grid')}>
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th key={column} scope="col">
                  {titles.value(productGrade, column)}
                  <All
                    label={t('matching.allOf', { title: titles.value(productGrade, column) })}
                    write={(match) => change((before) => fill(before, 'product', column, match))}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((grade) => (
              <tr key={grade} data-at={`/grid/${grade}`}>
                <th scope="row">
                  {titles.value(customerGrade, grade)}
                  <All
                    label={t('matching.allOf', { title: titles.value(customerGrade, grade) })}
                    write={(match) => change((before) => fill(before, 'customer', grade, match))}
                  />
                </th>
                {columns.map((column) => {
                  const match = grid[grade]?.[column];
                  return (
                    <td key={column}>
                      {match === undefined ? null : <Mark standing={STANDING[match]} />}{' '}
                      <select
                        aria-label={t('matching.cell', {
                          customer: titles.value(customerGrade, grade),
                          product: titles.value(productGrade, column),
                        })}
                        data-at={`/grid/${grade}/${column}`}
                        value={match ?? ''}
                        onChange={({ target }) =>
                          change((before) => setCell(before, grade, column, target.value as Match))
                        }
                      >
                        {match === undefined ? <option value="">–</option> : null}
                        {MATCHES.map((one) => (
                          <option key={one} value={one}>
                            {t(`match.${one}`)}
                          </option>
                        ))}
                      </select>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {isOdd ? (
        <button
          type="button"
          className="quiet"
          onClick={() => change((before) => fitGrid(before, customers, products))}
        >
          {t('matching.fit')}
        </button>
      ) : null}
    </>
  );
}

/** One choice for a whole row or column; it shows none of its own. */
function All({ label, write }: { readonly label: string; readonly write: (match: Match) => void }) {
  const { t } = useReader();
  return (
    <select
      className="all-of"
      aria-label={label}
      value=""
      onChange={({ target }) => {
        if (target.value !== '') write(target.value as Match);
      }}
    >
      <option value="">{t('matching.all')}</option>
      {MATCHES.map((one) => (
        <option key={one} value={one}>
          {t(`match.${one}`)}
        </option>
      ))}
    </select>
  );
}
