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
import { WindowsField } from './day-form.tsx';
import { setWindows } from './edits.ts';
import { YearView } from './year-view.tsx';
import '../../texts/calendar.ts';

/** A calendar: the hours of its week, then the days that are other than their week says, in their order. */
export function CalendarView({ document, change }: ViewProps<CalendarDocument>) {
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
                  <td>
                    {change === undefined ? (
                      windows[day].length === 0 ? (
                        t('calendar.off')
                      ) : (
                        windows[day].join(' · ')
                      )
                    ) : (
                      <WindowsField
                        isBare
                        label={say(WEEKDAY_NAMES[day])}
                        windows={windows[day]}
                        pointer={`/windows/${day}`}
                        write={(next, gesture) =>
                          change((before) => setWindows(before, `/windows/${day}`, next), gesture)
                        }
                      />
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </section>
      <section>
        <h2>{t('calendar.special')}</h2>
        <p className="fine">{t('calendar.known', { from, to })}</p>
        <YearView document={document} change={change}>
          {(year) => <SpecialDays document={document} year={year} />}
        </YearView>
        {source === undefined ? null : (
          <p className="fine source" data-at="/source">
            {t('calendar.source', { source: say(source) })}
          </p>
        )}
      </section>
    </>
  );
}

function SpecialDays({
  document: { holidays = [], workdays = [] },
  year,
}: {
  readonly document: CalendarDocument;
  readonly year: number;
}) {
  const { t, say } = useReader();
  const days = [
    ...holidays.map(({ on, name }, i) => ({ on, name, hours: t('calendar.off'), at: `/holidays/${i}` })),
    ...workdays.map(({ on, name, windows }, i) => ({ on, name, hours: windows.join(' · '), at: `/workdays/${i}` })),
  ]
    .filter(({ on }) => on.startsWith(`${year}-`))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  if (days.length === 0) return <p className="fine">{t('calendar.none', { year })}</p>;
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
