import { isObject, type Json, type JsonObject } from '../../../definitions/index.ts';
import type { Titles } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { Mark } from '../../ui/mark.tsx';

const STANDING = { offer: 'good', refer: 'open', refuse: 'bad' } as const;
const isMatch = (decision: Json | undefined): decision is keyof typeof STANDING =>
  typeof decision === 'string' && Object.hasOwn(STANDING, decision);

/** The products of a request, best first: what each is to the customer, its rank, and why not. */
export function Matches({
  rows,
  document,
  titles,
}: {
  readonly rows: readonly Json[];
  readonly document: JsonObject;
  readonly titles: Titles;
}) {
  const { t, number } = useReader();
  const why = (reasons: Json | undefined) =>
    reasonsIn(reasons).map(
      ({ code, text }) => gradesText(code, document, titles) ?? (typeof text === 'string' ? text : ''),
    );
  if (rows.length === 0) return <b>{t('try.products.none')}</b>;
  return (
    <table className="ledger">
      <tbody>
        {rows.filter(isObject).map(({ product, decision, rank, reasons }, i) => (
          <tr key={i}>
            <th scope="row">{typeof product === 'string' ? product : number(i + 1)}</th>
            <td>
              {isMatch(decision) ? (
                <span className="standing">
                  <Mark standing={STANDING[decision]} />
                  {t(`match.${decision}`)}
                </span>
              ) : null}
              <span className="why">{why(reasons).join(' ')}</span>
            </td>
            <td className="figure">{typeof rank === 'number' ? number(rank) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const reasonsIn = (reasons: Json | undefined): readonly JsonObject[] =>
  Array.isArray(reasons) ? reasons.filter(isObject) : [];

/** The two grades of a cell of the grid, by their titles, where that cell is the reason: its code is `<customer>-<product>`. */
function gradesText(
  code: Json | undefined,
  { grid, customerGrade, productGrade }: JsonObject,
  titles: Titles,
): string | undefined {
  if (!isObject(grid) || typeof customerGrade !== 'string' || typeof productGrade !== 'string') return undefined;
  for (const [customer, row] of Object.entries(grid)) {
    const product = isObject(row) ? Object.keys(row).find((one) => `${customer}-${one}` === code) : undefined;
    if (product !== undefined)
      return `${titles.value(customerGrade, customer)} × ${titles.value(productGrade, product)}`;
  }
  return undefined;
}
