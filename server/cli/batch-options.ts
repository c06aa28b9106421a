import { rmSync } from 'node:fs';
import { constants } from 'node:os';
import type { Command } from 'commander';
import { type Library, parseDays, type Problem } from '../../definitions/index.ts';
import { openDuckdb } from '../batch/duckdb.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { discardAll } from '../batch/output/output-file.ts';
import { bankDay, systemClock } from '../clock.ts';
import { serverProblem } from '../problems.ts';
import { cutsFile } from './cuts-file.ts';
import { feedOption, feedsAsked, zoneOption } from './feed-options.ts';
import { type FactOptions, factOptions } from './fact-options.ts';
import { inWords } from './options.ts';
import { problemLine, Refusal, type Terminal } from '../terminal.ts';
import { stopSignals } from '../stop-signals.ts';

/** Options of every command that runs decisions over a file. */
export interface PopulationOptions extends FactOptions {
  readonly input: string;
  readonly related?: Readonly<Record<string, string>>;
  readonly previous?: string;
  readonly asOf?: string;
  readonly cuts?: string;
  readonly key?: string;
  readonly encoding?: string;
  readonly feed?: readonly string[];
  readonly zone?: string;
  readonly sheet?: string | number;
  readonly memory?: string;
  readonly threads?: number;
}

/** Adds `--related`. */
export function relatedOption(command: Command, terminal: Terminal): void {
  command.option(
    '--related <entity=file>',
    inWords(terminal, {
      'zh-CN': '关联实体的行，如 account=accounts.parquet，可多次',
      en: 'rows of a related entity, such as account=accounts.parquet; may be repeated',
    }),
    addPair('--related', 'entity=file'),
  );
}

/** Adds `--encoding`. */
export function encodingOption(command: Command, terminal: Terminal): void {
  const told = { 'zh-CN': 'CSV 的编码，如 gbk', en: 'encoding of CSV files, such as gbk' };
  command.option('--encoding <name>', inWords(terminal, told));
}

/** Adds the options that say where the rows come from and how they are read. */
export function populationOptions(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .requiredOption(
      '--input <file>',
      text(
        '记录文件：Parquet、CSV、NDJSON 或 XLSX；- 为标准输入',
        'the records: Parquet, CSV, NDJSON or XLSX; - is stdin',
      ),
    )
    .option('--as-of <date>', text('基准日；缺省为今天', 'the day the decisions are made for; today by default'))
    .option('--cuts <file>', text('按份额细分的冻结界限', 'frozen cuts of segmentations by share'))
    .option(
      '--key <column>',
      text(
        '标识列；rownum 为行号。缺省为实体的主键',
        'the column that names a row, or rownum; by default the key of the entity',
      ),
    )
    .option(
      '--memory <size>',
      text(
        '计算缓冲区上限，如 640MB；不写则为机器或容器内存的一半',
        'limit of the buffers, such as 640MB; unless given, half of the memory of the machine or container',
      ),
      memorySize,
    )
    .option('--threads <count>', text('线程数', 'how many threads'), wholeNumber('--threads'));
  relatedOption(command, terminal);
  encodingOption(command, terminal);
  factOptions(command, terminal);
  feedOption(command, terminal);
  zoneOption(command, terminal);
  sheetOption(command, terminal);
}

/** Adds `--sheet`: a sheet by its name, or by its place from 1. */
export function sheetOption(command: Command, terminal: Terminal): void {
  command.option(
    '--sheet <sheet>',
    inWords(terminal, {
      'zh-CN': 'XLSX 的工作表名称或序号；缺省为第一张',
      en: 'the sheet of an XLSX file, by name or place; the first by default',
    }),
    (text: string): string | number => (/^[1-9]\d{0,3}$/.test(text) ? Number(text) : text),
  );
}

/** A reader of `name=value` options that may be repeated. */
export function addPair(option: string, expected: string) {
  return (text: string, before: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => {
    const at = text.indexOf('=');
    if (at <= 0 || at === text.length - 1)
      throw new Refusal([serverProblem('option-malformed', { pointer: '' }, { option, found: text, expected })]);
    return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
  };
}

/** A reader of whole numbers from 1. */
export function wholeNumber(option: string) {
  return (text: string): number => {
    if (!/^[1-9]\d{0,9}$/.test(text))
      throw new Refusal([
        serverProblem('option-malformed', { pointer: '' }, { option, found: text, expected: '1, 2, 3 …' }),
      ]);
    return Number(text);
  };
}

/** A reader of an amount of memory. */
function memorySize(text: string): string {
  if (/^[1-9]\d{0,5}(\.\d+)?\s*[KMG]i?B$/i.test(text)) return text;
  throw new Refusal([
    serverProblem('option-malformed', { pointer: '' }, { option: '--memory', found: text, expected: '640MB, 2GB …' }),
  ]);
}

/** A reader of names separated by commas. */
export const names = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** The day of a command, as days since 1970-01-01. */
export function dayOf(asOf: string | undefined): bigint {
  const text = asOf ?? bankDay(systemClock);
  const days = parseDays(text);
  if (days === undefined)
    throw new Refusal([
      serverProblem('option-malformed', { pointer: '' }, { option: '--as-of', found: text, expected: '2026-01-31' }),
    ]);
  return BigInt(days);
}

/** What the options say of the rows, for whatever is run over them. */
export function populationRequest(library: Library, options: PopulationOptions, { language }: Terminal) {
  return {
    library,
    input: options.input,
    related: options.related ?? {},
    previous: options.previous,
    cuts: options.cuts === undefined ? {} : cutsFile(options.cuts, library),
    mapping: options.map ?? {},
    key: options.key,
    nulls: options.null,
    encoding: options.encoding,
    feeds: feedsAsked(library, options),
    zone: options.zone,
    sheet: options.sheet,
    language,
  };
}

/** Runs work on a DuckDB of its own. A signal to stop stops it, takes away what was not finished, and ends with 128 and its number. */
export async function withDuckdb<T>(
  options: Pick<PopulationOptions, 'memory' | 'threads'>,
  work: (duckdb: Duckdb) => Promise<T>,
): Promise<T> {
  const { memory, threads } = options;
  const duckdb = await openDuckdb({
    ...(memory === undefined ? {} : { memory }),
    ...(threads === undefined ? {} : { threads }),
  });
  let stoppedBy: NodeJS.Signals | undefined;
  const clear = () => {
    discardAll();
    rmSync(duckdb.folder, { recursive: true, force: true });
  };
  const stop = (signal: NodeJS.Signals) => {
    stoppedBy = signal;
    duckdb.interrupt();
    // A query that does not listen is ended with the process.
    setTimeout(() => {
      clear();
      process.kill(process.pid, 'SIGKILL');
    }, 5000).unref();
  };
  const signals = stopSignals();
  for (const signal of signals) process.once(signal, stop);
  try {
    return await work(duckdb);
  } catch (error) {
    if (stoppedBy === undefined) throw error;
    clear();
    return process.exit(128 + constants.signals[stoppedBy]);
  } finally {
    for (const signal of signals) process.off(signal, stop);
    discardAll();
    duckdb.close();
  }
}

/** Notes go to stderr, one line each. */
export function tellNotes(notes: readonly Problem[], terminal: Terminal): void {
  for (const note of notes) process.stderr.write(`${problemLine(note, terminal.language)}\n`);
}
