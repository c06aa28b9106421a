import {
  type CalendarDocument,
  parseTime,
  timeWords,
  WEEK,
  WEEKDAY_NAMES,
  weekdayOf,
} from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/calendar.ts';

/** A calendar: the hours of its week, then the days that are other than their week says, in their order. */
export function CalendarView({ document }: ViewProps<CalendarDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  const { timeZone: zone, workingDay, from, to, windows, source } = document;
  const length = timeWords(reader, parseTime(workingDay) ?? 0, 'working');
  return (
    <>
      <section>
        <h2>{t('calendar.week')}</h2>
        <p className="fine">{t('calendar.zone', { zone, length })}</p>
        <Scroll label={t('calendar.week')}>
          <table className="ledger">
            <thead>
              <tr>
                <th scope="col">{t('calendar.day')}</th>
                <th scope="col">{t('calendar.hours')}</th>
              </tr>
            </thead>
            <tbody>
              {WEEK.map((day) => (
                <tr key={day} data-at={`/windows/${day}`}>
                  <th scope="row">{say(WEEKDAY_NAMES[day])}</th>
                  <td>{windows[day].length === 0 ? t('calendar.off') : windows[day].join(' · ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      <section>
        <h2>{t('calendar.special')}</h2>
        <p className="fine">{t('calendar.known', { from, to })}</p>
        {source === undefined ? null : <p className="fine">{t('calendar.source', { source: say(source) })}</p>}
        <SpecialDays document={document} />
      </section>
    </>
  );
}

function SpecialDays({ document: { holidays = [], workdays = [] } }: { readonly document: CalendarDocument }) {
  const { t, say } = useReader();
  const days = [
    ...holidays.map(({ on, name }, i) => ({ on, name, hours: t('calendar.off'), at: `/holidays/${i}` })),
    ...workdays.map(({ on, name, windows }, i) => ({ on, name, hours: windows.join(' · '), at: `/workdays/${i}` })),
  ].toSorted((a, b) => (a.on < b.on ? -1 : 1));
  if (days.length === 0) return <p className="fine">{t('calendar.none')}</p>;
  return (
    <Scroll label={t('calendar.special')}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('calendar.day')}</th>
            <th scope="col">{t('calendar.name')}</th>
            <th scope="col">{t('calendar.hours')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ on, name, hours, at }) => (
            <tr key={at} data-at={at}>
              <th scope="row">
                {on} <span className="fine">{say(WEEKDAY_NAMES[weekdayOf(on)])}</span>
              </th>
              <td>{say(name)}</td>
              <td>{hours}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
