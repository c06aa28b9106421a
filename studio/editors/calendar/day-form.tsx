import { useId, useRef, useState } from 'react';
import { type CalendarDocument, LANGUAGES, WEEKDAY_NAMES, weekdayOf } from '../../../definitions/index.ts';
import { dayText } from '../../texts/day.ts';
import { useReader } from '../../texts/reader.ts';
import { TypedText } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { dayKind, listedDay, nameDay, readWindows, setWindows } from './edits.ts';

/** The day that was pressed last: what it is, what it is called, and its hours where it has hours of its own. */
export function DayForm({
  document,
  change,
  on,
}: {
  readonly document: CalendarDocument;
  readonly change: Change<CalendarDocument> | undefined;
  readonly on: string;
}) {
  const reader = useReader();
  const { t, say, language } = reader;
  const listed = listedDay(document, on);
  const title = [dayText(on, reader), say(WEEKDAY_NAMES[weekdayOf(on)]), t(`calendar.is.${dayKind(document, on)}`)];
  return (
    <section className="day-form" aria-labelledby={`day-${on}`}>
      <h3 id={`day-${on}`} role="status">
        {title.join(language === 'en' ? ', ' : '，')}
      </h3>
      {listed === undefined || change === undefined ? null : (
        <div className="fields">
          {LANGUAGES.map((one) => (
            <TypedText
              key={one}
              label={t(`calendar.name.${one}`)}
              value={typeof listed.name === 'string' ? listed.name : (listed.name?.[one] ?? '')}
              pointer={`${listed.pointer}/name`}
              write={(text, gesture) => change((before) => nameDay(before, on, one, text), `${gesture} ${one}`)}
            />
          ))}
          {listed.windows === null ? null : (
            <WindowsField
              label={t('calendar.hours')}
              windows={listed.windows}
              pointer={`${listed.pointer}/windows`}
              least={1}
              write={(windows, gesture) =>
                change((before) => setWindows(before, `${listed.pointer}/windows`, windows), gesture)
              }
            />
          )}
        </div>
      )}
    </section>
  );
}

/** Windows of a day as they are typed; what cannot be read, or are too few, stays as it was typed and changes nothing. */
export function WindowsField({
  label,
  windows,
  pointer,
  least = 0,
  isBare = false,
  write,
}: {
  readonly label: string;
  readonly windows: readonly string[];
  readonly pointer: string;
  readonly least?: number;
  /** Whether the label is read out alone, where a table has it beside. */
  readonly isBare?: boolean;
  readonly write: (windows: readonly string[], gesture: string) => void;
}) {
  const { t } = useReader();
  const told = useId();
  const visit = useRef(0);
  const [typed, type] = useState<string | null>(null);
  const read = typed === null ? windows : readWindows(typed);
  const isRead = read !== undefined && read.length >= least;
  const field = (
    <input
      className="windows"
      data-at={pointer}
      aria-label={isBare ? label : undefined}
      aria-invalid={!isRead}
      aria-describedby={isRead ? undefined : told}
      placeholder={t('calendar.off')}
      value={typed ?? windows.join(', ')}
      onFocus={() => {
        visit.current += 1;
      }}
      onChange={({ target }) => {
        type(target.value);
        const next = readWindows(target.value);
        if (next !== undefined && next.length >= least) write(next, `${pointer} ${visit.current}`);
      }}
      onBlur={() => {
        if (isRead) type(null);
      }}
    />
  );
  return (
    <>
      {isBare ? (
        field
      ) : (
        <label className="form-field">
          {label}
          {field}
        </label>
      )}
      {isRead ? null : (
        <span id={told} className="error" role="alert">
          {t('calendar.windows.unreadable')}
        </span>
      )}
    </>
  );
}
