import type { Command } from 'commander';
import {
  budgetWords,
  type CalendarDocument,
  calendarProblem,
  type Due,
  type DueWindow,
  dueWindows,
  type Json,
  parseBudget,
  parseTime,
  readJson,
  say,
  type TimeBudget,
  timeWords,
  WEEKDAY_NAMES,
  weekdayOf,
  type WorkingCalendar,
  workingCalendar,
  zonedText,
} from '../../definitions/index.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { Refusal, type Terminal } from '../terminal.ts';
import { instantAsked } from './instant-option.ts';
import { inWords, libraryOf } from './options.ts';

interface Options {
  readonly definitions: string;
  readonly from: string;
  readonly budget: string;
  readonly json?: boolean;
}

/** `guiju due <calendar>`: when a budget of time is used up, and what of each window it used. */
export function describeDue(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<calendar>', text('日历，如 calendar/cn-retail', 'a calendar, such as calendar/cn-retail'))
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--from <instant>',
      text('起点，如 2026-11-16T09:00:00+08:00', 'when it begins, such as 2026-11-16T09:00:00+08:00'),
    )
    .requiredOption(
      '--budget <budget>',
      text(
        '时限：PT4H（工作时间）、P1D（工作日）、{"calendarDays":15}（自然日）或 {"elapsed":"PT30M"}（实际经过）',
        'PT4H (working time), P1D (working days), {"calendarDays":15} (days of the calendar) or {"elapsed":"PT30M"} (by the clock)',
      ),
    )
    .action(async (ref: string, options: Options) => {
      const id = ref.includes('/') ? ref : `calendar/${ref}`;
      const from = instantAsked('--from', options.from);
      const budget = budgetAsked(options.budget);
      const calendar = workingCalendar(calendarIn(options.definitions, id));
      const due = dueWindows(calendar, from, budget);
      if (due === undefined) throw new Refusal([calendarProblem('due-too-far', { definition: id, pointer: '' })]);
      if (options.json) await terminal.write(`${JSON.stringify(asJson(calendar, due, terminal))}\n`);
      else await terminal.write(inLines(calendar, { ...due, from, budget }, terminal));
    });
}

type Explained = Due & { readonly windows: readonly DueWindow[] };

/** The calendar of that id. Throws a Refusal where there is none, where it is something else, and where it has errors. */
function calendarIn(folder: string, id: string): CalendarDocument {
  const { library, problems } = libraryOf(folder);
  const at = { definition: id, pointer: '' };
  const own = problems.filter(({ definition, severity }) => definition === id && severity === 'error');
  const found = library.definitions.get(id);
  if (found === undefined && own.length === 0)
    throw new Refusal([serverProblem('definition-not-found', at, { ref: id, hint: hintFor(library, id) })]);
  if (found === undefined || library.broken.has(id))
    throw new Refusal([serverProblem('definition-has-errors', at, { ref: id }), ...own]);
  if (found.kind !== 'calendar')
    throw new Refusal([serverProblem('not-a-calendar', at, { ref: id, kind: found.kind })]);
  // Its schema holds.
  return found.document as CalendarDocument;
}

function budgetAsked(found: string): TimeBudget {
  const budget = parseBudget(found.trimStart().startsWith('{') ? jsonIn(found) : found);
  if (budget !== undefined) return budget;
  const forms = 'PT4H, P1D, {"calendarDays":15}, {"elapsed":"PT30M"}';
  const expected = {
    'zh-CN': `大于零、不超过一百年的时限，如 ${forms}`,
    en: `a budget above nothing and up to a hundred years, such as ${forms}`,
  };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, { option: '--budget', found, expected })]);
}

function jsonIn(text: string): Json {
  const read = readJson(new TextEncoder().encode(text));
  return read.kind === 'read' ? read.document : null;
}

function asJson({ zone }: WorkingCalendar, { dueAt, isProvisional, windows }: Explained, { language }: Terminal) {
  return {
    dueAt: zonedText(zone, dueAt),
    provisional: isProvisional,
    windows: windows.map(({ from, to, counted, name }) => ({
      from: zonedText(zone, from),
      to: zonedText(zone, to),
      counted,
      ...(name === undefined ? {} : { name: say(name, language) }),
    })),
  };
}

/** What a window counted: working time, a day of the calendar, or nothing of one. */
function countedWords(counted: string, terminal: Terminal): string {
  const isChinese = terminal.language === 'zh-CN';
  if (counted === 'P1D') return isChinese ? '1 日' : '1 day';
  if (counted === 'P0D') return isChinese ? '不计' : 'not counted';
  return timeWords(terminal, parseTime(counted) ?? 0);
}

/** The most windows that are told one by one: the first and the last of them. */
const MOST_TOLD = 40;

function inLines(
  { zone }: WorkingCalendar,
  {
    from: start,
    budget,
    dueAt,
    isProvisional,
    windows,
  }: Explained & { readonly from: number; readonly budget: TimeBudget },
  terminal: Terminal,
): string {
  const { language } = terminal;
  const isChinese = language === 'zh-CN';
  const shown = (instant: number) => {
    const [day = '', time = ''] = zonedText(zone, instant).split('T');
    return {
      day: `${say(WEEKDAY_NAMES[weekdayOf(day)], language)} ${day}`,
      time: time.replace(/(:00)?([+-].*|Z)$/, ''),
    };
  };
  const whole = (instant: number) => `${shown(instant).day} ${shown(instant).time}`;
  const lines = windows.map(({ from, to, counted, name }) => {
    const end = shown(from).day === shown(to).day ? shown(to).time : whole(to);
    return `  ${whole(from)} – ${end}  ${countedWords(counted, terminal)}${name === undefined ? '' : `  ${say(name, language)}`}`;
  });
  const left = lines.length - MOST_TOLD;
  const more = isChinese ? `  …… 另有 ${left} 段 ……` : `  … ${left} more windows …`;
  const told = left > 0 ? [...lines.slice(0, MOST_TOLD / 2), more, ...lines.slice(-MOST_TOLD / 2)] : lines;
  const provisional = !isProvisional ? '' : isChinese ? '（暂定）' : ' (provisional)';
  const length = budgetWords(terminal, budget);
  const head = isChinese
    ? `自${whole(start)} 起 ${length}，于${whole(dueAt)} 到期${provisional}，按 ${zone.name} 的时间`
    : `${length} from ${whole(start)}: due on ${whole(dueAt)}${provisional}, by the time of ${zone.name}`;
  return `${[head, ...told].join('\n')}\n`;
}
