import { parseMilliseconds } from '../../expression/date-text.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { pick2 } from '../../expression/to-words/speech.ts';
import type { Case } from '../../model/document.ts';
import type { Environment } from '../../model/environment.ts';
import type { Language } from '../../model/text.ts';
import { workingCalendar } from '../../time/working-calendar.ts';
import type { CalendarDocument } from '../calendar/calendar.ts';
import { calendarProblem } from '../calendar/problems.ts';
import { hoursOfWeek } from '../calendar/words.ts';
import type { Answer, Kind } from '../kind.ts';
import { membersWords } from '../members.ts';
import { speechOf, titled } from '../words.ts';
import { checkRoster } from './check.ts';
import { onDuty } from './on-duty.ts';
import { proveRoster } from './prove.ts';
import { type RosterDocument, rosterExamples, rosterSchema } from './roster.ts';

/** Rosters: who is on duty when. */
export const rosterKind: Kind<RosterDocument> = {
  name: 'roster',
  title: { 'zh-CN': '排班', en: 'Roster' },
  schema: rosterSchema,
  examples: rosterExamples,
  references: ({ calendar }) => [{ pointer: '/calendar', target: calendar }],
  names: ({ shifts }) => [shifts.map(({ name }, i) => ({ name, pointer: `/shifts/${i}/name` }))],
  sets: ({ shifts }) =>
    shifts.flatMap(({ windows }, i) => [
      ...Object.keys(windows).map((day) => `/shifts/${i}/windows/${day}`),
      `/shifts/${i}/members`,
    ]),
  decides: false,
  lower: (document) => ({ decision: null, problems: checkRoster(document) }),
  prove: proveRoster,
  words: rosterWords,
  answer: answerCase,
  expectsMembers: true,
};

function answerCase({ given }: Case, document: RosterDocument, environment: Environment): Answer | undefined {
  const calendar = environment.document(document.calendar) as CalendarDocument | undefined;
  if (calendar === undefined) return undefined;
  // The schema of cases holds.
  const { at: found } = given as { readonly at: string };
  const at = parseMilliseconds(found);
  const place = { definition: `roster/${document.name}`, pointer: '' };
  if (at === undefined) return { value: null, problems: [calendarProblem('due-from-malformed', place, { found })] };
  const shifts = onDuty(document, workingCalendar(calendar), at).map(({ name }) => name);
  return { value: { shifts }, problems: [] };
}

/** The calendar, then one line a shift. */
function rosterWords(
  document: RosterDocument,
  _decision: unknown,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language);
  const title = environment.document(document.calendar)?.title;
  const calendar = titled(speech, { name: document.calendar, ...(title === undefined ? {} : { title }) });
  return [
    pick2(
      speech,
      zh`按“${calendar}”排班，节假日休息；调休上班日若当周同日没有班次，则按周一排班。`,
      `Staffed by the calendar “${calendar}”: holidays are off; a make-up working day whose weekday has no shift is staffed as a Monday.`,
    ),
    ...document.shifts.map((shift) => {
      const [hours, who] = [hoursOfWeek(shift.windows, speech), membersWords(shift.members, speech)];
      return pick2(
        speech,
        zh`${titled(speech, shift)}：${hours}，由${who}在岗。`,
        `${titled(speech, shift)}: ${hours}, by ${who}.`,
      );
    }),
  ];
}
