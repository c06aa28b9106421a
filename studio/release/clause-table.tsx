import type { LinePair } from '../../definitions/index.ts';
import { useReader } from '../texts/reader.ts';
import { clausesOf } from './clauses.ts';

/** The sentences of a definition, old beside new; those that stay the same are folded. */
export function Clauses({
  lines,
  label,
  isLive,
}: {
  readonly lines: readonly LinePair[];
  readonly label: string;
  /** Whether the new side is what is in force. */
  readonly isLive: boolean;
}) {
  const { t } = useReader();
  const changed = lines.filter(({ before, after }) => before !== after);
  const same = lines.filter(({ before, after }) => before === after);
  if (changed.length === 0) return null;
  return (
    <>
      <table className="ledger clauses">
        <caption>
          {t('review.clauses')} <span className="visually-hidden">{label}</span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{t(isLive ? 'review.clauses.before.live' : 'review.clauses.before')}</th>
            <th scope="col">{t(isLive ? 'review.clauses.after.live' : 'review.clauses.after')}</th>
          </tr>
        </thead>
        <tbody>
          {changed.map(({ before, after }, i) => (
            <tr key={i}>
              <td>{before === null ? t('review.clauses.nothing') : <Side own={before} other={after} kind="del" />}</td>
              <td>{after === null ? t('review.clauses.nothing') : <Side own={after} other={before} kind="ins" />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {same.length === 0 ? null : (
        <details>
          <summary className="fine">{t('review.clauses.unchanged', { count: same.length })}</summary>
          <ul className="sentences">
            {same.map(({ after }, i) => (
              <li key={i}>{after}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Side({
  own,
  other,
  kind: Mark,
}: {
  readonly own: string;
  readonly other: string | null;
  readonly kind: 'del' | 'ins';
}) {
  return clausesOf(own, other).map(({ text, differs }, i) =>
    differs ? <Mark key={i}>{text}</Mark> : <span key={i}>{text}</span>,
  );
}
