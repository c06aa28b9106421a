import { useMemo, useState, useSyncExternalStore } from 'react';
import { budgetWords, parseBudget, type WorkflowDocument } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Boundary } from '../../ui/boundary.tsx';
import { fetched } from '../../ui/part.tsx';
import { Scroll } from '../../ui/scroll.tsx';
import { DefinitionLink } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import { machineGraph } from './graph.ts';
import type { Adding } from './add-forms.tsx';
import { Inspector, keyed, pressAdd } from './inspector.tsx';
import { withCase } from './edits.ts';
import { MachineDoor } from './machine-door.tsx';
import { stateMarks } from './marks.ts';
import { Outline } from './outline.tsx';
import { StepBar } from './stepping.tsx';
import type { Renamed } from './use-layout.ts';
import { namesIn, useStepping } from './use-stepping.ts';
import './workflow.css';
import '../../texts/workflow.ts';

const Canvas = fetched(async () => (await import('./canvas.tsx')).Canvas);

/** A workflow: its machine drawn, the same as a list beside it, then how long its delays are. */
export function WorkflowView({ document, titles, change, proofs, playPath }: ViewProps<WorkflowDocument>) {
  const { t, language } = useReader();
  const graph = useMemo(() => machineGraph(document), [document]);
  const marks = useMemo(() => stateMarks(proofs, language), [proofs, language]);
  const [selected, select] = useState<string | null>(null);
  const isWide = useIsWide();
  const [renamed, carry] = useState<readonly Renamed[]>([]);
  const [adding, add] = useState<Adding>(null);
  const tools = {
    document,
    graph,
    titles,
    selected,
    select,
    adding,
    add,
    rename: (one: Renamed) => carry((all) => [...all, one]),
  };
  const stepping = useStepping(graph, playPath);
  const names = useMemo(() => namesIn(graph), [graph]);
  const shown = { graph, titles, selected, select, marks, standing: stepping.standing };
  return (
    <>
      <section
        className="machine"
        role="group"
        aria-label={t('workflow.states')}
        onKeyDown={(event) => {
          const asked = change === undefined ? undefined : keyed(event);
          if (asked === undefined) return;
          event.preventDefault();
          if (asked === 'state' && change !== undefined) pressAdd({ document, selected, select, change });
          else if (asked !== 'state' && selected !== null) add(asked);
        }}
      >
        <h2>{t('workflow.states')}</h2>
        {isWide ? (
          <Boundary of={graph}>
            <Canvas id={`workflow/${document.name}`} {...shown} mayMove={change !== undefined} renamed={renamed} />
          </Boundary>
        ) : null}
        {change === undefined ? null : <Inspector {...tools} change={change} />}
        <Outline {...shown} />
      </section>
      <StepBar
        document={document}
        titles={titles}
        names={names}
        stepping={stepping}
        saveCase={change === undefined ? undefined : (one) => change((before) => withCase(before, one))}
      />
      <Delays document={document} titles={titles} />
      <MachineDoor document={document} change={change} />
    </>
  );
}

const WIDE = '(min-width: 641px)';

/** On a phone the list alone is shown, and nothing is fetched to draw the machine. */
function useIsWide(): boolean {
  return useSyncExternalStore(
    (hear) => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', hear);
      return () => query.removeEventListener('change', hear);
    },
    () => matchMedia(WIDE).matches,
  );
}

function Delays({ document: { delays = {} }, titles }: Pick<ViewProps<WorkflowDocument>, 'document' | 'titles'>) {
  const reader = useReader();
  const { t } = reader;
  if (Object.keys(delays).length === 0) return null;
  return (
    <section>
      <h2>{t('workflow.delays')}</h2>
      <Scroll label={t('workflow.delays')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('workflow.delay')}</th>
              <th scope="col">{t('workflow.budget')}</th>
              <th scope="col">{t('workflow.calendar')}</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(delays).map(([name, { budget: written, calendar }]) => {
              const budget = parseBudget(typeof written === 'string' ? written : { ...written });
              return (
                <tr key={name} data-at={`/delays/${name}`}>
                  <th scope="row">{name}</th>
                  <td>{budget === undefined ? '' : budgetWords(reader, budget)}</td>
                  <td>{calendar === undefined ? '' : <DefinitionLink id={calendar} titles={titles} />}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
