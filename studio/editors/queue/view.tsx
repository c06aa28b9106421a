import { useMemo } from 'react';
import {
  actionTitle,
  type QueueDocument,
  roleWords,
  rungTime,
  type WorkflowDocument,
  workflowTitles,
  writtenBudgetWords,
} from '../../../definitions/index.ts';
import { useDefinition } from '../../api/queries.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import { withCase } from '../workflow/edits.ts';
import { machineGraph } from '../workflow/graph.ts';
import { StepBar } from '../workflow/stepping.tsx';
import { namesIn, useStepping } from '../workflow/use-stepping.ts';
import '../../texts/queue.ts';

/** A queue: its clocks, then the rungs of their ladder. */
export function QueueView({ document, titles: all, change, playPath }: ViewProps<QueueDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const [kind = '', workflow = ''] = document.workflow.split('/');
  const found = useDefinition(kind, workflow).data?.document;
  // What is in force under this kind holds its schema.
  const titles = found === undefined ? undefined : workflowTitles(found as unknown as WorkflowDocument);
  const graph = useMemo(
    () => (found === undefined ? undefined : machineGraph(found as unknown as WorkflowDocument)),
    [found],
  );
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
      <Ladder document={document} />
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

function Ladder({ document }: { readonly document: QueueDocument }) {
  const { ladder = [] } = document;
  const reader = useReader();
  const { t, say } = reader;
  if (ladder.length === 0) return null;
  return (
    <section>
      <h2>{t('queue.ladder')}</h2>
      <Scroll label={t('queue.ladder')}>
        <table className="ledger">
          <thead>
            <tr>
              {(['at', 'actions'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`queue.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.map((rung, i) => (
              <tr key={i} data-at={`/ladder/${i}`}>
                <th scope="row">{rungTime(document, rung, reader)}</th>
                <td>{rung.actions.map(({ type }) => say(actionTitle(String(type)))).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
