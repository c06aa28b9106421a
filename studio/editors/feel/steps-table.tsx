import type { WorkedText } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { stepText } from './measure-text.ts';

/** A text worked step by step: each part with what it says and what it came to, inner parts before those they stand in. */
export function StepsTable({
  worked,
  label,
  at,
}: {
  readonly worked: WorkedText;
  readonly label: string;
  readonly at: number | null;
}) {
  const reader = useReader();
  const { t } = reader;
  const isNear = (from: number, to: number) => at !== null && at >= from && at <= to;
  return (
    <Scroll label={label}>
      <table className="ledger steps" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t('feel.step')}</th>
            <th scope="col" className="figure">
              {t('feel.value')}
            </th>
          </tr>
        </thead>
        <tbody>
          {worked.parts.map((part) => (
            <tr
              key={`${part.from} ${part.to}`}
              className={[isNear(part.from, part.to) ? 'near' : '', part.isReached ? '' : 'aside'].join(' ').trim()}
            >
              <th scope="row">
                {part.said}
                {part.isEach ? <span className="tag">{t('feel.each')}</span> : null}
                <code className="feel">{worked.text.slice(part.from, part.to)}</code>
              </th>
              <td className="figure">
                {part.isReached ? stepText(part, reader) : <span className="fine">{t('feel.notReached')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
