import { type JsonObject, type QueueDocument, rungTime } from '../../definitions/index.ts';
import type { ServiceRequest } from '../api/requests.ts';
import { type Reader, useReader } from '../texts/reader.ts';
import { Mark } from '../ui/mark.tsx';
import { Scroll } from '../ui/scroll.tsx';
import { DueTime } from './due-time.tsx';
import { clockTitle } from './request-words.ts';

const STANDING = { met: 'good', missed: 'bad', merged: 'open' } as const;

/** The clocks of a request: what each has counted, when it is due, what came of it; and the steps of the ladder that lie ahead. */
export function RequestClocks({
  request,
  queue,
}: {
  readonly request: ServiceRequest;
  readonly queue: JsonObject | undefined;
}) {
  const reader = useReader();
  const { t, say } = reader;
  if (request.clocks.length === 0) return null;
  return (
    <section>
      <h2>{t('desk.clocks')}</h2>
      <Scroll label={t('desk.clocks')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('desk.clock')}</th>
              <th scope="col">{t('desk.consumed')}</th>
              <th scope="col">{t('desk.due')}</th>
              <th scope="col">{t('desk.verdict')}</th>
            </tr>
          </thead>
          <tbody>
            {request.clocks.map(({ name, cycle, consumed, dueAt, verdict }) => (
              <tr key={`${name} ${cycle}`}>
                <th scope="row">
                  {say(clockTitle(queue, name))}
                  {cycle > 1 ? ` ${t('desk.cycle', { n: cycle })}` : ''}
                </th>
                <td>{countedText(consumed, reader)}</td>
                <td>{dueAt === null ? t('desk.paused') : <DueTime at={dueAt} />}</td>
                <td>
                  {verdict === undefined ? (
                    ''
                  ) : (
                    <span className="standing">
                      <Mark standing={STANDING[verdict]} />
                      {t(`desk.verdict.${verdict}`)}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {request.rungs.length === 0 ? null : (
        <>
          <h3>{t('desk.rungs')}</h3>
          <ul>
            {request.rungs.map((rung) => (
              <li key={`${rung.clock ?? ''} ${rung.at}`}>
                {rungText(queue, rung, reader)} · <DueTime at={rung.dueAt} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** When a rung of the ladder comes, in the words of its queue; as it is written where the queue is gone. */
function rungText(queue: JsonObject | undefined, rung: ServiceRequest['rungs'][number], reader: Reader): string {
  // Checked when it was published: a document of its kind.
  return queue === undefined ? rung.at : rungTime(queue as unknown as QueueDocument, rung, reader);
}

/** What a clock has counted, to the minute. */
function countedText(text: string, { t, number }: Reader): string {
  const [, hours = '0', minutes = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?/.exec(text) ?? [];
  const parts = [
    ...(hours === '0' ? [] : [t('desk.hours', { n: number(Number(hours)) })]),
    ...(minutes === '0' ? [] : [t('desk.minutes', { n: number(Number(minutes)) })]),
  ];
  return parts.length === 0 ? t('desk.moment') : parts.join(' ');
}
