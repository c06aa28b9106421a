import { useState } from 'react';
import { parseRung, type QueueDocument, type QueueRung, type Rung, rungTime } from '../../../definitions/index.ts';
import { instantText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { Scroll } from '../../ui/scroll.tsx';
import { setAt } from '../edit.ts';
import { Chosen, SettledText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { actionText } from '../workflow/words.ts';
import { addRung, addRungAction, removeRung, removeRungAction, rungActions } from './edits.ts';
import { rungText } from './marks.ts';

interface TableProps {
  readonly document: QueueDocument;
  readonly titles: Titles;
  /** When what stands at a pointer comes; milliseconds since 1970-01-01T00:00Z. */
  readonly dues: ReadonlyMap<string, number>;
  readonly zone: string | undefined;
  readonly change: Change<QueueDocument> | undefined;
}

/** The rungs of a ladder, one a row: when each comes, and what happens then; where it is written, ways to change both. */
export function LadderTable(props: TableProps) {
  const { document, change } = props;
  const { ladder = [] } = document;
  const { t } = useReader();
  const columns = ['at', 'comes.head', 'actions'] as const;
  return (
    <>
      {ladder.length === 0 ? null : (
        <Scroll label={t('queue.ladder')}>
          <table className="ledger">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`queue.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {ladder.map((rung, i) => (
                <RungRow key={i} {...props} rung={rung} i={i} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {change === undefined ? null : <AddRung document={document} change={change} />}
    </>
  );
}

function RungRow({
  document,
  titles,
  dues,
  zone,
  change,
  rung,
  i,
}: TableProps & { readonly rung: QueueRung; readonly i: number }) {
  const reader = useReader();
  const { t } = reader;
  const due = dues.get(`/ladder/${i}/at`);
  const when = rungTime(document, rung, reader);
  return (
    <tr data-at={`/ladder/${i}`}>
      <th scope="row">
        {when}
        {change === undefined ? null : (
          <>
            <RungFigure rung={rung} i={i} change={change} />
            <button type="button" className="quiet" onClick={() => change((before) => removeRung(before, i))}>
              {t('queue.removeRung', { when })}
            </button>
          </>
        )}
      </th>
      <td>{due === undefined ? '' : instantText(new Date(due).toISOString(), reader, zone)}</td>
      <td>
        {rung.actions.map((action, a) =>
          change === undefined || rung.actions.length < 2 ? (
            <div key={a}>{actionText(action, titles, reader)}</div>
          ) : (
            <button
              key={a}
              type="button"
              className="quiet"
              onClick={() => change((before) => removeRungAction(before, i, a))}
            >
              {t('workflow.remove', { action: actionText(action, titles, reader) })}
            </button>
          ),
        )}
        {change === undefined ? null : (
          <Chosen
            label={t('workflow.action')}
            value=""
            none={t('workflow.choose')}
            choices={rungActions(document).map((action, a) => [String(a), actionText(action, titles, reader)] as const)}
            pointer={`/ladder/${i}/actions`}
            write={(a) => {
              const action = rungActions(document)[Number(a)];
              if (a !== '' && action !== undefined) change((before) => addRungAction(before, i, action));
            }}
          />
        )}
      </td>
    </tr>
  );
}

/** The figure of a rung, in what it counts: percent, working hours, or times. */
function RungFigure({
  rung,
  i,
  change,
}: {
  readonly rung: QueueRung;
  readonly i: number;
  readonly change: Change<QueueDocument>;
}) {
  const { t } = useReader();
  const read = parseRung(rung.at);
  const figure = read === undefined ? undefined : figureOf(read);
  if (read === undefined || figure === undefined) return null;
  return (
    <SettledText
      label={t(`queue.counts.${read.kind}`)}
      value={String(figure)}
      pointer={`/ladder/${i}/at`}
      faultOf={(text) => (withFigure(read, text) === undefined ? t('queue.counts.fault') : null)}
      write={(text) => {
        const next = withFigure(read, text);
        if (next !== undefined) change((before) => setAt(before, `/ladder/${i}/at`, next));
      }}
    />
  );
}

/** Undefined where it is counted in working days, which its clock moves. */
function figureOf(rung: Rung): number | undefined {
  if (rung.kind === 'share') return rung.percent;
  if (rung.kind === 'reopened') return rung.times;
  return rung.after.workingDays > 0 ? undefined : rung.after.milliseconds / 3_600_000;
}

/** The rung with another figure, as it is written; undefined where that is none. */
function withFigure(rung: Rung, text: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  if (!/^\d{1,4}(\.(25|5|75|50|0))?$/.test(typed)) return undefined;
  const figure = Number(typed);
  const next: Rung =
    rung.kind === 'share'
      ? { ...rung, percent: figure }
      : rung.kind === 'reopened'
        ? { ...rung, times: figure }
        : { ...rung, after: { kind: 'working', workingDays: 0, milliseconds: figure * 3_600_000 } };
  const written = rungText(next);
  return parseRung(written) === undefined ? undefined : written;
}

function AddRung({ document, change }: { readonly document: QueueDocument; readonly change: Change<QueueDocument> }) {
  const { t, say } = useReader();
  const { clocks } = document;
  const [chosen, choose] = useState('');
  const clock = clocks.find(({ name }) => name === chosen) ?? clocks.at(-1);
  if (clock === undefined) return null;
  return (
    <p className="ways">
      {clocks.length < 2 ? null : (
        <Chosen
          label={t('queue.clock')}
          value={clock.name}
          choices={clocks.map(({ name, title }) => [name, say(title ?? name)] as const)}
          pointer=""
          write={choose}
        />
      )}
      <button type="button" className="quiet" onClick={() => change((before) => addRung(before, clock.name))}>
        {t('queue.addRung')}
      </button>
    </p>
  );
}
