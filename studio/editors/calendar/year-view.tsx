import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { type CalendarDocument, WEEK, WEEKDAY_NAMES, weekdayOf } from '../../../definitions/index.ts';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import type { Change } from '../view.ts';
import { DayForm } from './day-form.tsx';
import { dayByKey, dayKind, listedDay, toggleDay, weeksOf } from './edits.ts';
import './calendar.css';

interface Props {
  readonly document: CalendarDocument;
  readonly change: Change<CalendarDocument> | undefined;
  /** What stands below, of the year that is shown. */
  readonly children: (year: number) => ReactNode;
}

/** A year of twelve months: a press on a day, or the space bar, makes it a holiday or a make-up working day, or an ordinary day again. */
export function YearView({ document, change, children }: Props) {
  const { t } = useReader();
  const [first, last] = [document.from, document.to].map((on) => Number(on.slice(0, 4)));
  const years = Array.from({ length: Math.max((last ?? 0) - (first ?? 0) + 1, 1) }, (_, i) => (first ?? 0) + i);
  const now = new Date().getFullYear();
  const [asked, ask] = useState<number | null>(null);
  const year = years.find((one) => one === (asked ?? now)) ?? years.at(-1) ?? now;
  const [chosen, choose] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const active = chosen?.startsWith(String(year)) === true ? chosen : `${year}-01-01`;
  const keyed = (on: string, event: KeyboardEvent) => {
    const next = dayByKey(on, event.key);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (!years.includes(Number(next.slice(0, 4)))) return;
    ask(Number(next.slice(0, 4)));
    choose(next);
    // Its month may be one of another year, which is drawn first.
    requestAnimationFrame(() => box.current?.querySelector<HTMLElement>(`[data-day="${next}"]`)?.focus());
  };
  return (
    <>
      <p className="links">
        <label>
          {t('calendar.year')}{' '}
          <select className="year-choice" value={year} onChange={({ target }) => ask(Number(target.value))}>
            {years.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <span className="fine">{t(change === undefined ? 'calendar.legend' : 'calendar.howTo')}</span>
      </p>
      <div ref={box} className="year">
        {Array.from({ length: 12 }, (_, i) => (
          <Month
            key={i}
            {...{ document, year, active, keyed }}
            month={i + 1}
            press={(on) => {
              choose(on);
              change?.((before) => toggleDay(before, on));
            }}
          />
        ))}
      </div>
      {chosen === null ? null : <DayForm key={chosen} {...{ document, change }} on={chosen} />}
      {children(year)}
    </>
  );
}

const MARKS = {
  open: '',
  off: '',
  unknown: '',
  holiday: 'calendar.mark.holiday',
  'make-up': 'calendar.mark.makeUp',
} as const;

function Month({
  document,
  year,
  month,
  active,
  keyed,
  press,
}: {
  readonly document: CalendarDocument;
  readonly year: number;
  readonly month: number;
  readonly active: string;
  readonly keyed: (on: string, event: KeyboardEvent) => void;
  readonly press: (on: string) => void;
}) {
  const reader = useReader();
  const { t, say, language } = reader;
  const name = new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
    new Date(Date.UTC(year, month - 1, 1)),
  );
  return (
    <table className="month">
      <caption>{name}</caption>
      <thead>
        <tr>
          {WEEK.map((day) => (
            <th key={day} scope="col" abbr={say(WEEKDAY_NAMES[day])}>
              {say(WEEKDAY_NAMES[day]).slice(language === 'en' ? 0 : -1, language === 'en' ? 2 : undefined)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeksOf(year, month).map((week) => (
          <tr key={week.find((on) => on !== null)}>
            {week.map((on, i) => {
              if (on === null) return <td key={i} />;
              const kind = dayKind(document, on);
              const mark = MARKS[kind];
              const called = say(listedDay(document, on)?.name);
              const told = [dayText(on, reader), say(WEEKDAY_NAMES[weekdayOf(on)]), t(`calendar.is.${kind}`), called];
              return (
                <td key={i}>
                  <button
                    type="button"
                    data-day={on}
                    className={kind}
                    tabIndex={on === active ? 0 : -1}
                    title={called === '' ? undefined : called}
                    aria-label={told.filter((text) => text !== '').join(language === 'en' ? ', ' : '，')}
                    onKeyDown={(event) => keyed(on, event)}
                    onClick={() => press(on)}
                  >
                    {Number(on.slice(8))}
                    {mark === '' ? null : <small>{t(mark)}</small>}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
