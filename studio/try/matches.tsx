import { isObject, type Json } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';

const STANDING = { offer: 'good', refer: 'open', refuse: 'bad' } as const;
const isMatch = (decision: Json | undefined): decision is keyof typeof STANDING =>
  typeof decision === 'string' && Object.hasOwn(STANDING, decision);

/** The products of a request, best first: what each is to the customer, its rank, and why not. */
export function Matches({ rows }: { readonly rows: readonly Json[] }) {
  const { t, number } = useReader();
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
              <span className="why">{textsOf(reasons).join(' ')}</span>
            </td>
            <td className="figure">{typeof rank === 'number' ? number(rank) : ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function textsOf(reasons: Json | undefined): readonly string[] {
  if (!Array.isArray(reasons)) return [];
  return reasons.flatMap((one: Json) => (isObject(one) && typeof one['text'] === 'string' ? [one['text']] : []));
}
