import { membersWords, type RosterDocument, WEEK, WEEKDAY_NAMES } from '../../../definitions/index.ts';
import { useReader } from '../../texts/reader.ts';
import { Scroll } from '../../ui/scroll.tsx';
import type { ViewProps } from '../view.ts';
import '../../texts/roster.ts';

/** A roster: a row a shift, a column a day of the week. */
export function RosterView({ document: { shifts } }: ViewProps<RosterDocument>) {
  const reader = useReader();
  const { t, say } = reader;
  return (
    <section>
      <h2>{t('roster.shifts')}</h2>
      <Scroll label={t('roster.shifts')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('roster.shift')}</th>
              {WEEK.map((day) => (
                <th key={day} scope="col">
                  {say(WEEKDAY_NAMES[day])}
                </th>
              ))}
              <th scope="col">{t('roster.members')}</th>
            </tr>
          </thead>
          <tbody>
            {shifts.map(({ name, title, windows, members }, i) => (
              <tr key={name} data-at={`/shifts/${i}`}>
                <th scope="row">{say(title ?? name)}</th>
                {WEEK.map((day) => (
                  <td key={day}>{(windows[day] ?? []).join(' · ') || t('roster.none')}</td>
                ))}
                <td>{membersWords(members, reader)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
