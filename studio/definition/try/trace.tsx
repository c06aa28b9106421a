import { Link } from 'react-router';
import type { TraceEntry } from '../../../definitions/index.ts';
import { ConditionView } from '../../editors/parts/condition-view.tsx';
import type { Shelf } from '../../texts/titles.ts';
import { useReader } from '../../texts/reader.ts';
import { type TraceGroup, traceGroups } from './trace-lines.ts';

/** How a result came about: every definition that took part, the asked one first, with what its written parts came to. */
export function Trace({
  trace,
  id,
  shelf,
}: {
  readonly trace: readonly TraceEntry[];
  readonly id: string;
  readonly shelf: Shelf;
}) {
  const reader = useReader();
  const groups = traceGroups(trace, id, shelf, reader);
  if (groups.length === 0) return null;
  return (
    <details className="trace">
      <summary>{reader.t('try.trace')}</summary>
      {groups.map((group) => (
        <Group key={group.definition} group={group} />
      ))}
    </details>
  );
}

function Group({ group }: { readonly group: TraceGroup }) {
  const { definition, titles, result, conditions, lines, answers } = group;
  return (
    <section>
      <h3>
        <Link to={`/definitions/${definition}`}>{titles.definition(definition)}</Link>
        {result === null ? null : <span className="figure">{result}</span>}
      </h3>
      {conditions.map(({ pointer, label, condition }) => (
        <div key={pointer} className="asked">
          {label === null ? null : <p className="fine">{label}</p>}
          <ConditionView condition={condition} titles={titles} answers={answers} at={pointer} />
        </div>
      ))}
      {lines.length === 0 ? null : (
        <table className="ledger" aria-label={titles.definition(definition)}>
          <tbody>
            {lines.map(({ pointer, label, value }) => (
              <tr key={pointer}>
                <th scope="row">{label}</th>
                <td className="figure">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
