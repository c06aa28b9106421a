import { useMemo } from 'react';
import {
  type CalendarDocument,
  type JsonObject,
  type QueueDocument,
  roleWords,
  type WorkflowDocument,
  workflowTitles,
  workingCalendar,
  writtenBudgetWords,
} from '../../../definitions/index.ts';
import { useDocument } from '../../api/own-drafts.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import { withCase } from '../workflow/edits.ts';
import { machineGraph } from '../workflow/graph.ts';
import { StepBar } from '../workflow/stepping.tsx';
import { namesIn, useStepping } from '../workflow/use-stepping.ts';
import { type Hours, Ladder } from './ladder.tsx';
import './queue.css';
import '../../texts/queue.ts';
import '../../texts/workflow.ts';

/** A queue: its clocks, then the rungs of their ladder. */
export function QueueView({ document, titles: all, change, playPath }: ViewProps<QueueDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const found = useDocument(document.workflow);
  const calendar = useDocument(document.calendar);
  const machine = useMemo(() => soundly(found, machineOf), [found]);
  const { titles, graph } = machine ?? {};
  const hours = useMemo(() => soundly(calendar, calendarOf), [calendar]);
  const stepping = useStepping(graph, playPath);
  const named = (names: readonly string[]) => names.map((name) => say(titles?.get(name) ?? name)).join(' · ');
  return (
    <>
      <section>
        <h2>{t('queue.clocks')}</h2>
        <Scroll label={t('queue.clocks')}>
          <table className="ledger">
            <thead>
              <tr>
                {(['clock', 'budget', 'runs', 'stops', 'extensions'] as const).map((column) => (
                  <th key={column} scope="col">
                    {t(`queue.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {document.clocks.map(
                ({ name, title, budgets, runsIn, stopsIn = [], stopsOn = [], extensions = [] }, i) => (
                  <tr key={name} data-at={`/clocks/${i}`}>
                    <th scope="row">{say(title ?? name)}</th>
                    <td>
                      {budgets
                        .map(({ budget }) => writtenBudgetWords(reader, budget))
                        .map((budget, b) => (b === 0 ? budget : t('queue.otherwise', { budget })))
                        .join(' · ')}
                    </td>
                    <td>{runsIn === 'all-open' ? t('queue.allOpen') : named(runsIn)}</td>
                    <td>{named([...stopsIn, ...stopsOn])}</td>
                    <td>
                      {extensions
                        .map(({ to, by }) =>
                          t('queue.extension', { to: writtenBudgetWords(reader, to), by: roleWords(by, reader) }),
                        )
                        .join(' · ')}
                    </td>
                  </tr>
                ),
              )}
            </tbody>
          </table>
        </Scroll>
      </section>
      <Ladder document={document} titles={all} hours={hours} change={change} />
      {graph === undefined ? null : (
        <StepBar
          document={document}
          titles={all}
          names={namesIn(graph)}
          stepping={stepping}
          saveCase={change === undefined ? undefined : (one) => change((before) => withCase(before, one))}
        />
      )}
    </>
  );
}

const machineOf = (workflow: WorkflowDocument) => ({
  titles: workflowTitles(workflow),
  graph: machineGraph(workflow),
});

const calendarOf = (calendar: CalendarDocument): Hours => ({
  calendar: workingCalendar(calendar),
  timeZone: calendar.timeZone,
});

/** What another definition comes to: in force it holds its schema; as it was begun it may not yet, and then comes to nothing. */
function soundly<D, T>(document: JsonObject | undefined, make: (document: D) => T): T | undefined {
  if (document === undefined) return undefined;
  try {
    return make(document as unknown as D);
  } catch {
    return undefined;
  }
}
