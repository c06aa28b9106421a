import { type QueueDocument, rungTime, type Text, type WorkflowDocument } from '../../../definitions/index.ts';
import { instantText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { Played } from './play.ts';
import { guardsIn } from './step-words.ts';

/** Where the request stands: its state, what its clocks have counted, what is due next, and the guards of what may happen. */
export function StandingNow({
  played,
  titles,
  names,
  document,
}: {
  readonly played: Played;
  readonly titles: Titles;
  readonly names: ReadonlyMap<string, Text>;
  readonly document: Pick<WorkflowDocument, 'cases'> | QueueDocument;
}) {
  const reader = useReader();
  const { t, say } = reader;
  const line = played.steps.at(-1)?.line;
  if (line === undefined) return null;
  const queue = 'clocks' in document ? document : undefined;
  const titleOf = (clock: string) => say(queue?.clocks.find(({ name }) => name === clock)?.title ?? clock);
  // A queue's lines show its clocks as they stand.
  const clocks = line.clocks as readonly {
    readonly name: string;
    readonly dueAt: string | null;
    readonly verdict?: string;
  }[];
  const due = [
    ...clocks.map(({ name, dueAt, verdict }) => ({
      name: titleOf(name),
      at: dueAt === null ? t('step.paused') : instantText(dueAt, reader),
      what: verdict === undefined ? '' : t(verdict === 'met' ? 'step.met' : 'step.missed'),
    })),
    ...line.timers.map(({ name, dueAt }) => ({
      name: t('step.after', { name: say(names.get(name) ?? name) }),
      at: instantText(dueAt, reader),
      what: '',
    })),
    ...(line.rungs ?? []).map(({ clock, at, dueAt }) => ({
      name: queue === undefined ? at : rungTime(queue, { ...(clock === undefined ? {} : { clock }), at }, reader),
      at: instantText(dueAt, reader),
      what: '',
    })),
  ];
  return (
    <>
      <p role="status">
        <b>{line.state.map((one) => say(names.get(one) ?? one)).join(' + ')}</b>{' '}
        <span className="fine">
          {[instantText(line.at, reader), ...guardsIn(played.guards, titles, reader)].join(' · ')}
        </span>
      </p>
      {due.length === 0 ? null : (
        <Scroll label={t('step.due')}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('step.waits')}</th>
                <th scope="col">{t('step.due')}</th>
                <th scope="col">{t('step.came')}</th>
              </tr>
            </thead>
            <tbody>
              {due.map(({ name, at, what }, i) => (
                <tr key={i}>
                  <th scope="row">{name}</th>
                  <td>{at}</td>
                  <td>{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </>
  );
}
