import { useState } from 'react';
import type { Reason } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';

/** So many reasons are shown at once; the others when they are asked for. */
const SHOWN = 4;

/** Why: the greatest losses first, each with its share of the greatest as a bar. */
export function Reasons({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t, number } = useReader();
  const [isOpen, setOpen] = useState(false);
  if (reasons.length === 0) return null;
  const hasLoss = reasons.some(({ loss }) => loss !== undefined);
  const most = Math.max(...reasons.map(({ loss }) => Number(loss ?? 0)));
  const width = (loss: Reason['loss']) => `${most === 0 ? 0 : (Number(loss ?? 0) / most) * 100}%`;
  const decimals = reasons.some(({ loss }) => !Number.isInteger(Number(loss ?? 0))) ? 2 : 0;
  const lossText = (loss: Reason['loss']) => number(Math.round(Number(loss) * 100) / 100, decimals);
  const left = reasons.length - SHOWN;
  return (
    <div>
      <table className="ledger reasons">
        <caption>{t(hasLoss ? 'try.reasons' : 'try.reasonsPlain')}</caption>
        <tbody>
          {(isOpen ? reasons : reasons.slice(0, SHOWN)).map(({ code, text, loss }) => (
            <tr key={code}>
              <th scope="row">{text}</th>
              {hasLoss ? (
                <td className="figure weighted">
                  <i style={{ width: width(loss) }} aria-hidden="true" />
                  {loss === undefined ? '' : `−${lossText(loss)}`}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? (
        <button
          type="button"
          className="quiet more"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? t('try.reasons.fewer') : t('try.reasons.more', { count: left })}
        </button>
      ) : null}
    </div>
  );
}
