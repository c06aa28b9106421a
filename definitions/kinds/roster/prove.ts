import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import { proved, refuted } from '../../proofs/verdict.ts';
import { parseWindow } from '../../time/wall-window.ts';
import { WEEK, type Weekday } from '../../time/working-calendar.ts';
import { type CalendarDocument, WEEKDAY_NAMES } from '../calendar/calendar.ts';
import { rosterProblem } from './problems.ts';
import type { RosterDocument } from './roster.ts';

const DAY = 24 * 60;
const WEEK_MINUTES = 7 * DAY;

/** Whether somebody is on duty in every working hour of the calendar's week. */
export function proveRoster(
  document: RosterDocument,
  _decision: Decision | null,
  environment: Environment,
  _budget: Budget,
): readonly Proof[] {
  const at = { definition: `roster/${document.name}`, pointer: '/shifts' };
  const calendar = environment.document(document.calendar) as CalendarDocument | undefined;
  if (calendar === undefined) return [];
  const staffed = document.shifts.flatMap(({ windows }) => minutesOf(windows));
  const gap = firstGap(minutesOf(calendar.windows), staffed);
  if (gap === undefined) return [proved('hours-staffed', at)];
  const day = WEEKDAY_NAMES[WEEK[Math.floor(gap[0] / DAY) % 7] ?? 'mon'];
  return [
    refuted('hours-staffed', rosterProblem('hours-without-shift', at, { day, from: clock(gap[0]), to: clock(gap[1]) })),
  ];
}

type Stretch = readonly [from: number, to: number];

/** Windows as minutes of a week; what runs over its end begins it, too. */
function minutesOf(windows: Readonly<Partial<Record<Weekday, readonly string[]>>>): readonly Stretch[] {
  return WEEK.flatMap((day, i) =>
    (windows[day] ?? []).flatMap((text): readonly Stretch[] => {
      const read = parseWindow(text);
      if (read === undefined) return [];
      const [from, to] = [i * DAY + read.from, i * DAY + read.to];
      return to > WEEK_MINUTES
        ? [
            [from, WEEK_MINUTES],
            [0, to - WEEK_MINUTES],
          ]
        : [[from, to]];
    }),
  );
}

/** The first stretch that is wanted and not covered. */
function firstGap(wanted: readonly Stretch[], covered: readonly Stretch[]): Stretch | undefined {
  const order = covered.toSorted(([a], [b]) => a - b);
  for (const [from, to] of wanted.toSorted(([a], [b]) => a - b)) {
    let reached = from;
    for (const [begin, end] of order) if (begin <= reached) reached = Math.max(reached, end);
    if (reached >= to) continue;
    const next = order.find(([begin]) => begin > reached)?.[0] ?? to;
    return [reached, Math.min(next, to)];
  }
  return undefined;
}

function clock(minutes: number): string {
  const ofDay = minutes % DAY === 0 && minutes > 0 ? DAY : minutes % DAY;
  return `${String(Math.floor(ofDay / 60)).padStart(2, '0')}:${String(ofDay % 60).padStart(2, '0')}`;
}
