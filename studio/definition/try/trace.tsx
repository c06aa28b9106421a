import { useState } from 'react';
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
  const { t } = useReader();
  // What is folded away is not drawn at every stroke.
  const [isOpen, setOpen] = useState(false);
  return (
    <details
      className="trace"
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{t('try.trace')}</summary>
      {isOpen ? <Groups trace={trace} id={id} shelf={shelf} /> : null}
    </details>
  );
}

function Groups({ trace, id, shelf }: Parameters<typeof Trace>[0]) {
  const groups = traceGroups(trace, id, shelf, useReader());
  return groups.map((group) => <Group key={group.definition} group={group} />);
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
