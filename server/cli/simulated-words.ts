import {
  type CalendarDocument,
  type ClockTally,
  instantText,
  type Library,
  type Problem,
  type QueueDocument,
  say,
  type Simulated,
  workingCalendar,
  zonedText,
} from '../../definitions/index.ts';
import { inWords } from './options.ts';
import type { Terminal } from '../terminal.ts';

/** What requests came to by one set of definitions. */
export interface Side {
  readonly library: Library;
  readonly of: Simulated;
  readonly example: { readonly line: number; readonly problem: Problem } | undefined;
}

/** The result as JSON: of the definitions, and of those they were compared with. */
export function simulatedJson(queue: string, [now, against]: readonly Side[]): string {
  return JSON.stringify({
    queue,
    definitions: now === undefined ? null : written(now.of),
    ...(against === undefined ? {} : { against: written(against.of) }),
  });
}

const instant = (at: number | null) => (at === null ? null : instantText(at));

function written(of: Simulated) {
  const lived = (of.until ?? 0) - (of.from ?? 0);
  return {
    ...of,
    from: instant(of.from),
    until: instant(of.until),
    queues: Object.fromEntries(
      Object.entries(of.queues).map(([id, { requests, most, mostAt, length }]) => [
        id,
        { requests, most, mostAt: instantText(mostAt), average: averageOf(length, lived) },
      ]),
    ),
  };
}

const averageOf = (length: number, lived: number): number => (lived > 0 ? Math.round((length / lived) * 10) / 10 : 0);

/** The same for people: a column of figures for each set of definitions, the old ones first, and what they count. */
export function simulatedWords(queue: string, all: readonly Side[], terminal: Terminal): string {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  const sides = all.toReversed();
  const names = new Set(sides.flatMap(({ of }) => Object.keys(of.clocks)));
  const levels = new Set(sides.flatMap(({ of }) => Object.keys(of.escalations)));
  const queues = new Set(sides.flatMap(({ of }) => Object.keys(of.queues)));
  type Figure = (side: Side) => number;
  const rows: (readonly [Figure, string])[] = [];
  for (const name of names) {
    const title = clockTitle(sides, name, terminal);
    const of =
      (key: keyof ClockTally): Figure =>
      (side) =>
        side.of.clocks[name]?.[key] ?? 0;
    rows.push([of('inTime'), text(`“${title}”按时`, `“${title}” in time`)]);
    rows.push([of('missed'), text(`“${title}”超时`, `“${title}” missed`)]);
    rows.push([of('open'), text(`“${title}”未结，尚未超时`, `“${title}” open, not late`)]);
  }
  for (const level of [...levels].toSorted((a, b) => Number(a) - Number(b)))
    rows.push([({ of }) => of.escalations[level] ?? 0, text(`升级至第 ${level} 级`, `escalated to level ${level}`)]);
  rows.push([({ of }) => of.messages, text('消息', 'messages')]);
  for (const id of queues) {
    const title = titleOf(sides, id, terminal);
    const load = ({ of }: Side) => of.queues[id] ?? { requests: 0, most: 0, length: 0 };
    rows.push([(side) => load(side).requests, text(`“${title}”接到的请求`, `requests in “${title}”`)]);
    rows.push([(side) => load(side).most, text(`“${title}”同时未结最多`, `most open at once in “${title}”`)]);
    const average: Figure = (side) => averageOf(load(side).length, (side.of.until ?? 0) - (side.of.from ?? 0));
    rows.push([average, text(`“${title}”平均未结`, `open on average in “${title}”`)]);
  }
  rows.push([({ of }) => sum(of.problems), text('未被接受', 'not accepted')]);
  rows.push([({ of }) => of.notBegun, text('未能开始的请求', 'requests that could not begin')]);
  const head = sides.length === 1 ? [] : [[text('原', 'old'), text('新', 'new'), '']];
  const table = [
    ...head,
    ...rows.map(([figure, label]) => [...sides.map((side) => figure(side).toLocaleString('en-US')), label]),
  ];
  const lines = aligned(table, sides.length);
  return [headline(queue, all, terminal), ...lines, ...examples(all, terminal), ''].join('\n');
}

const sum = (of: { readonly [key: string]: number }): number => Object.values(of).reduce((a, b) => a + b, 0);

function headline(queue: string, all: readonly Side[], terminal: Terminal): string {
  const { requests, from, until } = all[0]?.of ?? { requests: 0, from: null, until: null };
  const count = requests.toLocaleString('en-US');
  const title = titleOf(all, queue, terminal);
  const [begin, end] = [from, until].map((at) => (at === null ? '–' : localText(all, queue, at)));
  return inWords(terminal, {
    'zh-CN': `队列“${title}”：${count} 个请求，${begin} 至 ${end}`,
    en: `Queue “${title}”: ${count} request${requests === 1 ? '' : 's'}, ${begin} to ${end}`,
  });
}

/** An instant as the clock at the queue shows it. */
function localText(all: readonly Side[], queue: string, at: number): string {
  const definitions = all[0]?.library.definitions;
  const calendar = definitions?.get((definitions.get(queue)?.document as QueueDocument | undefined)?.calendar ?? '');
  return calendar === undefined
    ? instantText(at)
    : zonedText(workingCalendar(calendar.document as CalendarDocument).zone, at);
}

/** Figures to the right of their columns, what they count behind them. */
function aligned(table: readonly (readonly string[])[], figures: number): readonly string[] {
  const widths = Array.from({ length: figures }, (_, i) => Math.max(...table.map((row) => (row[i] ?? '').length)) + 2);
  return table.map((row) => {
    const cells = row.slice(0, figures).map((cell, i) => cell.padStart(widths[i] ?? 0));
    return `${cells.join('')}  ${row[figures] ?? ''}`.trimEnd();
  });
}

/** The first thing that was refused by the definitions that are simulated, else by those beside them. */
function examples(all: readonly Side[], terminal: Terminal): readonly string[] {
  const { line, problem } = all.find(({ example }) => example !== undefined)?.example ?? {};
  if (line === undefined || problem === undefined) return [];
  const said = { 'zh-CN': `例：第 ${line} 个请求：`, en: `Such as request ${line}: ` };
  return [inWords(terminal, said) + inWords(terminal, problem.message)];
}

function titleOf(sides: readonly Side[], id: string, { language }: Terminal): string {
  const found = sides.find(({ library }) => library.definitions.has(id));
  return say(found?.library.definitions.get(id)?.document.title ?? id, language);
}

/** What a clock is called in the first of the queues that has it. */
function clockTitle(sides: readonly Side[], name: string, { language }: Terminal): string {
  for (const { library, of } of sides) {
    for (const id of Object.keys(of.queues)) {
      const found = library.definitions.get(id)?.document as QueueDocument | undefined;
      const title = found?.clocks.find((clock) => clock.name === name)?.title;
      if (title !== undefined) return say(title, language);
    }
  }
  return name;
}
