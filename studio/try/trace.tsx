import { Link } from 'react-router';
import type { TraceEntry } from '../../definitions/index.ts';
import type { Shelf, Titles } from '../editors/titles.ts';
import { useReader } from '../texts/reader.ts';
import { traceLines } from './trace-lines.ts';

/** How a result came about: every definition that took part, the asked one first, with the values of its written parts. */
export function Trace({
  trace,
  id,
  shelf,
  titles,
}: {
  readonly trace: readonly TraceEntry[];
  readonly id: string;
  readonly shelf: Shelf;
  readonly titles: Titles;
}) {
  const reader = useReader();
  const groups = traceLines(trace, id, shelf, titles, reader);
  return (
    <details className="trace">
      <summary>{reader.t('try.trace')}</summary>
      {groups.map(({ definition, lines }) => (
        <div key={definition}>
          <h3>
            <Link to={`/definitions/${definition}`}>{titles.definition(definition)}</Link>
          </h3>
          <table className="ledger">
            <tbody>
              {lines.map(({ pointer, label, value }) => (
                <tr key={pointer}>
                  <th scope="row" title={pointer}>
                    {label}
                  </th>
                  <td className="figure">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </details>
  );
}
