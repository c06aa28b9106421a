import { isObject, type Json, type JsonObject, type Language, nameFor } from '../../../definitions/index.ts';
import type { Titles } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { Mark } from '../../ui/mark.tsx';
import '../../texts/matching.ts';

const STANDING = { offer: 'good', refer: 'open', refuse: 'bad' } as const;
const isMatch = (decision: Json | undefined): decision is keyof typeof STANDING =>
  typeof decision === 'string' && Object.hasOwn(STANDING, decision);

/** The products of a request, best first: what each is to the customer, its rank, and why not. */
export function Matches({
  rows,
  document,
  titles,
  names,
}: {
  readonly rows: readonly Json[];
  readonly document: JsonObject;
  readonly titles: Titles;
  /** What the products are called, by their keys. */
  readonly names: ReadonlyMap<string, string>;
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
            <th scope="row">
              {typeof product === 'string' ? (names.get(product) ?? product) : number(i + 1)}
              {typeof product === 'string' && names.has(product) ? <code className="name">{product}</code> : null}
            </th>
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

/**
 * What the products of a request are called: by the field named after their key (`productName` beside `productId`), where their entity
 * has one.
 */
export function productNames(
  products: Json | undefined,
  entity: JsonObject | undefined,
  language: Language,
): ReadonlyMap<string, string> {
  const { key, fields } = entity ?? {};
  const field = typeof key === 'string' ? key.replace(/(?:Id|Number|Code)$/, 'Name') : '';
  if (field === key || !isObject(fields) || !Object.hasOwn(fields, field)) return new Map();
  const rows = Array.isArray(products) ? products.filter(isObject) : [];
  return new Map(
    rows.flatMap((row) => {
      const [id, name] = [row[String(key)], row[field]];
      return typeof id === 'string' && typeof name === 'string' ? [[id, nameFor(name, language)] as const] : [];
    }),
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
