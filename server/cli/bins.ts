import type { Command } from 'commander';
import { isObject } from '../../definitions/index.ts';
import { type BinFound, binOutcomes, type BinsFound } from '../statistics/bin-outcomes.ts';
import { outcomeOf } from '../statistics/outcome.ts';
import { DIRECTIONS, type Direction } from '../statistics/propose-bins.ts';
import { serverProblem } from '../problems.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import {
  dayOf,
  type PopulationOptions,
  populationOptions,
  populationRequest,
  tellNotes,
  wholeNumber,
  withDuckdb,
} from './batch-options.ts';
import { inWords, libraryFor } from './options.ts';

interface Options extends PopulationOptions {
  readonly definitions: string;
  readonly outcome: string;
  readonly characteristic?: string;
  readonly direction: Direction;
  readonly least: number;
  readonly most: number;
  readonly json?: boolean;
}

/** `guiju bins <scorecard>`: weight of evidence and information value of a list of intervals, and the bins that would tell most. */
export function describeBins(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<ref>', text('评分卡，如 scorecard/loyalty', 'a scorecard, such as scorecard/loyalty'))
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--outcome <column>',
      text('结果列，如 y 或 y=yes', 'the column that says what happened: y, or y=yes'),
    )
    .option('--characteristic <name>', text('特征名；缺省为等级', 'a characteristic by its name; by default the bands'))
    .option(
      '--direction <way>',
      text('发生率随数值：either、rising、falling、free', 'how the rate goes: either, rising, falling, free'),
      directionOf,
      'either',
    )
    .option(
      '--least <percent>',
      text('每箱至少占百分之几', 'a bin has at least so many percent'),
      wholeNumber('--least'),
      5,
    )
    .option('--most <count>', text('至多几箱', 'so many bins at most'), wholeNumber('--most'), 6);
  populationOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref);
    const request = {
      ...populationRequest(library, options, terminal),
      asOf: dayOf(options.asOf),
      ref,
      list: listOf(library.definitions.get(ref)?.document, options.characteristic),
      outcome: outcomeOf(options.outcome),
      rules: { direction: options.direction, leastShare: options.least / 100, most: Math.min(options.most, MOST) },
    };
    const found = await withDuckdb(options, (duckdb) => binOutcomes(duckdb, request));
    await terminal.write(
      options.json ? `${JSON.stringify({ ref, list: request.list, ...found })}\n` : textOf(found, terminal),
    );
    if (!options.json) tellNotes(found.problems, terminal);
    if (found.proposed === null) terminal.end(EXIT.no);
  });
}

/** More bins than these are no bins any more. */
const MOST = 20;

function directionOf(text: string): Direction {
  const found = DIRECTIONS.find((one) => one === text);
  if (found !== undefined) return found;
  const slots = { option: '--direction', found: text, expected: DIRECTIONS.join(', ') };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

/** Where the list of a characteristic stands; of one that is not there, a place where nothing is divided. */
function listOf(document: object | undefined, characteristic: string | undefined): string {
  if (characteristic === undefined) return '/bands';
  const { characteristics } = (document ?? {}) as { readonly characteristics?: readonly unknown[] };
  const at = (characteristics ?? []).findIndex((one) => isObject(one) && one['name'] === characteristic);
  return `/characteristics/${at < 0 ? characteristic : at}/bins`;
}

function textOf(
  { today, proposed, nowhere, informationValue, used, events }: BinsFound,
  { language }: Terminal,
): string {
  const isChinese = language === 'zh-CN';
  const head = isChinese
    ? ['分箱', '人数', '发生', '比率', 'WOE', 'IV']
    : ['bin', 'size', 'events', 'rate', 'WOE', 'IV'];
  const rowOf = (one: BinFound) => [
    one.in ?? one.pointer ?? (isChinese ? '未归入' : 'in none'),
    String(one.count),
    String(one.events),
    `${(one.rate * 100).toFixed(2)}%`,
    one.woe?.toFixed(4) ?? '–',
    one.iv?.toFixed(4) ?? '–',
  ];
  const blocks = [
    {
      title: isChinese ? '现有分箱' : 'Bins as they are',
      rows: [...today, ...(nowhere === null ? [] : [nowhere])],
      iv: informationValue.today,
    },
    { title: isChinese ? '建议分箱' : 'Bins proposed', rows: proposed ?? [], iv: informationValue.proposed },
  ];
  const total = isChinese ? `${used} 行，发生 ${events} 行` : `${used} rows, ${events} with the outcome`;
  const tables = blocks.map(({ title, rows, iv }) => {
    if (iv === null) return `${title}: ${isChinese ? '没有两箱符合条件' : 'no two bins keep the rules'}`;
    const all = [head, ...rows.map(rowOf)];
    const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
    const lines = all.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  '));
    return `${title}, IV ${iv.toFixed(6)}\n${lines.join('\n')}`;
  });
  return `${tables.join('\n\n')}\n${total}\n`;
}
