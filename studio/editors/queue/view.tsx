import { actionTitle, type QueueDocument, writtenBudgetWords } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/queue.ts';

/** A queue: its clocks, then the rungs of their ladder. */
export function QueueView({ document }: ViewProps<QueueDocument>) {
  const reader = useReader();
  const { t, say } = reader;
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
                    <td>{runsIn === 'all-open' ? t('queue.allOpen') : runsIn.join(' · ')}</td>
                    <td>{[...stopsIn, ...stopsOn].join(' · ')}</td>
                    <td>
                      {extensions
                        .map(({ to, by }) => t('queue.extension', { to: writtenBudgetWords(reader, to), by }))
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
    </>
  );
}

function Ladder({ document: { ladder = [], clocks } }: { readonly document: QueueDocument }) {
  const { t, say } = useReader();
  if (ladder.length === 0) return null;
  const titleOf = (clock: string) => say(clocks.find(({ name }) => name === clock)?.title ?? clock);
  return (
    <section>
      <h2>{t('queue.ladder')}</h2>
      <Scroll label={t('queue.ladder')}>
        <table className="ledger">
          <thead>
            <tr>
              {(['clock', 'at', 'actions'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`queue.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.map(({ clock, at, actions }, i) => (
              <tr key={i} data-at={`/ladder/${i}`}>
                <td>{clock === undefined ? t('queue.request') : titleOf(clock)}</td>
                <th scope="row">{at}</th>
                <td>{actions.map(({ type }) => say(actionTitle(String(type)))).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
