import { useState } from 'react';
import {
  ladderPlan,
  type Planned,
  parseRung,
  type PlannedMark,
  type QueueDocument,
  roleWords,
  rungTime,
  type WorkingCalendar,
  writtenBudgetWords,
} from '../../../definitions/index.ts';
import { instantText } from '../../texts/day.ts';
import { type Reader, useReader } from '../../texts/reader.ts';
import type { Titles } from '../../texts/titles.ts';
import { partAt } from '../edit.ts';
import { Chosen } from '../parts/typed-text.tsx';
import type { Change } from '../view.ts';
import { placeMark, stepMark } from './marks.ts';
import { LadderClock, type Marked } from './ladder-clock.tsx';
import { LadderTable } from './ladder-table.tsx';

const DAY = 24 * 3_600_000;

/** The hours of a queue: a calendar made ready, and the zone of its clocks. */
export interface Hours {
  readonly calendar: WorkingCalendar;
  readonly timeZone: string;
}

/** The ladder of a queue: drawn over the hours of each clock from a chosen instant on, then rung by rung. */
export function Ladder({
  document,
  titles,
  hours,
  change,
}: {
  readonly document: QueueDocument;
  readonly titles: Titles;
  /** Undefined until they are known. */
  readonly hours: Hours | undefined;
  readonly change: Change<QueueDocument> | undefined;
}) {
  const reader = useReader();
  const { t } = reader;
  const [from, begin] = useState(() => Math.floor(Date.now() / 60_000) * 60_000);
  const [budgets, choose] = useState<Readonly<Record<string, number>>>({});
  const calendar = hours?.calendar;
  const isEmpty = (document.ladder ?? []).length === 0;
  if (isEmpty && change === undefined) return null;
  const planned = document.clocks.map((clock, i): Planned => {
    const chosen = budgets[clock.name] ?? clock.budgets.length - 1;
    return { clock: i, budget: Math.min(chosen, clock.budgets.length - 1) };
  });
  const plans =
    calendar === undefined
      ? []
      : [...planned, null].map((one) => ({ planned: one, marks: ladderPlan(document, one, calendar, from) }));
  const dues = new Map(plans.flatMap(({ marks }) => marks.map(({ pointer, at }) => [pointer, at] as const)));
  const zone = hours?.timeZone;
  return (
    <section>
      <h2>{t('queue.ladder')}</h2>
      {calendar === undefined ? null : (
        <>
          <p className="fine">{t(change === undefined ? 'queue.plan' : 'queue.plan.howTo')}</p>
          <label className="form-field ladder-arrives">
            {t('queue.arrives')}
            <input
              type="datetime-local"
              value={new Date(calendar.zone.localOf(from)).toISOString().slice(0, 16)}
              onChange={({ target: { value } }) => {
                const local = Date.parse(`${value}Z`);
                if (Number.isFinite(local)) begin(calendar.zone.instantOf(local));
              }}
            />
          </label>
          {plans.map(({ planned: one, marks }) => {
            if (marks.length === 0) return null;
            const clock = one === null ? undefined : document.clocks[one.clock];
            const title = clock === undefined ? t('queue.request') : reader.say(clock.title ?? clock.name);
            const due = marks.find(({ kind }) => kind === 'due')?.at;
            const plan = { planned: one, calendar, from, due };
            return (
              <div key={clock?.name ?? ''} className="ladder-of">
                <h3>{title}</h3>
                {clock === undefined || clock.budgets.length < 2 ? null : (
                  <Chosen
                    label={t('queue.budget')}
                    value={String(one?.budget)}
                    choices={clock.budgets.map(({ budget }, b) => [String(b), writtenBudgetWords(reader, budget)])}
                    pointer=""
                    write={(b) => choose({ ...budgets, [clock.name]: Number(b) })}
                  />
                )}
                <LadderClock
                  label={title}
                  calendar={calendar}
                  from={from}
                  marks={marks.map((mark) => marked(document, mark, zone, reader))}
                  change={
                    change && {
                      place: (pointer, at, gesture) =>
                        change((before) => placeMark(before, pointer, plan, at), gesture),
                      step: (pointer, steps, gesture) => change((before) => stepMark(before, pointer, steps), gesture),
                    }
                  }
                />
                {isKnown(calendar, from, marks) ? null : <p className="fine">{t('queue.provisional')}</p>}
              </div>
            );
          })}
        </>
      )}
      <LadderTable document={document} titles={titles} dues={dues} zone={zone} change={change} />
    </section>
  );
}

/** Whether all of a plan lies among the days that a calendar knows. */
function isKnown(
  { from: first, to: last, zone }: WorkingCalendar,
  from: number,
  marks: readonly PlannedMark[],
): boolean {
  const day = (instant: number) => Math.floor(zone.localOf(instant) / DAY);
  return day(from) >= first && marks.every(({ at }) => day(at) <= last);
}

/** A mark with its words: on the clock, and as a sentence with its time. */
function marked(document: QueueDocument, mark: PlannedMark, zone: string | undefined, reader: Reader): Marked {
  const { label, what } = wordsOf(document, mark, reader);
  const at = instantText(new Date(mark.at).toISOString(), reader, zone);
  return { ...mark, label, told: reader.t('queue.comes', { what, at }) };
}

function wordsOf(
  document: QueueDocument,
  { kind, pointer }: PlannedMark,
  reader: Reader,
): { readonly label: string; readonly what: string } {
  const { t } = reader;
  if (kind === 'rung') {
    const rung = document.ladder?.[Number(pointer.split('/')[2])];
    const read = rung === undefined ? undefined : parseRung(rung.at);
    if (rung === undefined || read === undefined) return { label: '', what: '' };
    const what = rungTime(document, rung, reader);
    if (read.kind === 'share') return { label: `${read.percent}%`, what };
    if (read.kind === 'reopened') return { label: '', what };
    const length = writtenBudgetWords(reader, rung.at.split(' ')[1] ?? '');
    return { label: read.kind === 'overdue' ? `+${length}` : length, what };
  }
  const written = partAt(document as never, pointer);
  const budget = writtenBudgetWords(reader, written as string);
  if (kind === 'due') return { label: t('queue.due', { budget }), what: t('queue.due', { budget }) };
  const [, , clock, , i] = pointer.split('/');
  const by = document.clocks[Number(clock)]?.extensions?.[Number(i)]?.by ?? '';
  const what = t('queue.extension', { to: budget, by: roleWords(by, reader) });
  return { label: what, what };
}
