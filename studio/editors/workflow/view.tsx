import {
  budgetWords,
  parseBudget,
  type WorkflowDocument,
  type WorkflowRow,
  workflowRows,
} from '../../../definitions/index.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { DefinitionLink } from '../parts/definition-link.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/workflow.ts';

/** A workflow: its states in their order, each with what leads out of it, then how long its delays are. */
export function WorkflowView({ document, titles }: ViewProps<WorkflowDocument>) {
  const reader = useReader();
  const { t } = reader;
  return (
    <>
      <section>
        <h2>{t('workflow.states')}</h2>
        <Scroll label={t('workflow.states')}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('workflow.state')}</th>
                <th scope="col">{t('workflow.trigger')}</th>
                <th scope="col">{t('workflow.guard')}</th>
                <th scope="col">{t('workflow.target')}</th>
                <th scope="col">{t('workflow.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {workflowRows(document).map((row) => (
                <tr key={row.pointer} data-at={row.pointer}>
                  <th scope="row">{reader.say(row.state)}</th>
                  <td>{triggerOf(row, reader)}</td>
                  <td>{row.criteria === undefined ? '' : titles.definition(row.criteria)}</td>
                  <td>{targetsOf(row, reader)}</td>
                  <td>{row.actions.map((one) => reader.say(one)).join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      <Delays document={document} titles={titles} />
    </>
  );
}

function triggerOf({ trigger }: WorkflowRow, { t, say }: Reader): string {
  switch (trigger.kind) {
    case 'event':
      return t('workflow.event', { name: say(trigger.name) });
    case 'after':
      return t('workflow.after', { name: say(trigger.name) });
    default:
      return t(`workflow.${trigger.kind}`);
  }
}

/** Where a transition leads; what is no transition leads nowhere. */
function targetsOf({ trigger, targets }: WorkflowRow, { t, say }: Reader): string {
  if (targets.length > 0) return targets.map((one) => say(one)).join(' · ');
  return ['event', 'after', 'always', 'done'].includes(trigger.kind) ? t('workflow.stays') : '';
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
