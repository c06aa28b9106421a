import type { Command } from 'commander';
import type { Library, ResultPart } from '../../definitions/index.ts';
import { prepare } from '../batch/prepare.ts';
import { runBatch } from '../batch/run-batch.ts';
import type { BatchReport, BatchRequest, ProgressListener } from '../batch/batch-request.ts';
import { serverProblem } from '../problems.ts';
import {
  dayOf,
  names,
  type PopulationOptions,
  populationOptions,
  populationRequest,
  tellNotes,
  withDuckdb,
} from './batch-options.ts';
import { productsFile } from './fact-options.ts';
import { counted, inWords, libraryFor } from './options.ts';
import { progress } from './progress.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options extends PopulationOptions {
  readonly definitions: string;
  readonly output: string;
  readonly columns?: readonly string[];
  readonly parts?: readonly string[];
  readonly products?: string;
  readonly freeze?: string;
  readonly next?: string;
  readonly printSql?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const PARTS: readonly ResultPart[] = ['reasons', 'losses', 'missing', 'partial', 'problems'];
/** Losses are figures for whoever asks: they cost as much as the reasons. */
const USUAL = PARTS.filter((part) => part !== 'losses');

/** `guiju batch <ref>`: decides every row of a file. Exit codes: 0 done, also where rows were refused; 2 refused; 3 a fault. */
export function describeBatch(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument(
      '<ref...>',
      text(
        '判断，如 segmentation/customer-class；可多个',
        'decisions, such as segmentation/customer-class; one or several',
      ),
    )
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--output <file>',
      text('结果文件：.parquet、.csv 或 .ndjson', 'the result: .parquet, .csv or .ndjson'),
    )
    .option(
      '--previous <file>',
      text(
        '上一次的结果，供稳定规则使用；本次没有结果的行原样转交（next_ 各列）',
        'the result of the run before, for stability; a row without an answer hands it on in its next_ columns',
      ),
    )
    .option(
      '--next <file>',
      text(
        '写出下一次的 --previous：本次结果，以及上次有而本次缺席或被拒绝的行（原样）',
        'write the --previous of the next run: this result, and the rows of the last that are absent or refused now, unchanged',
      ),
    )
    .option('--freeze <file>', text('把按份额细分的界限写入文件', 'write the cuts of segmentations by share'))
    .option('--products <file>', text('匹配所用的产品（JSON 列表）', 'products to match (a JSON list)'))
    .option(
      '--columns <names>',
      text('带入结果的列，以逗号分隔', 'columns carried into the result, separated by commas'),
      names,
    )
    .option(
      '--parts <names>',
      text(
        `结果中值以外的部分：${PARTS.join('、')} 或 none；缺省为 ${USUAL.join('、')}`,
        `parts of a result beside its value: ${PARTS.join(', ')} or none; by default ${USUAL.join(', ')}`,
      ),
      names,
    )
    .option('--print-sql', text('只输出 SQL，不计算', 'print the SQL and compute nothing'))
    .option('--force', text('覆盖已有的结果文件', 'replace an existing result'));
  populationOptions(command, terminal);
  command.action(async (refs: readonly string[], options: Options) => {
    const library = libraryOfAll(options.definitions, refs);
    const request = requestOf(library, refs, options, terminal);
    await withDuckdb(options, async (duckdb) => {
      if (options.printSql) {
        const { query } = await prepare(duckdb, request);
        await terminal.write(`${query.sql};\n`, 'verbatim');
        return;
      }
      const report = await runBatch(duckdb, request, teller(terminal));
      tellNotes(report.notes, terminal);
      await terminal.write(options.json ? `${JSON.stringify(reportJson(report))}\n` : reportText(report, terminal));
    });
  });
}

function libraryOfAll(folder: string, refs: readonly string[]): Library {
  const [first = ''] = refs;
  const library = libraryFor(folder, first);
  for (const ref of refs.slice(1)) if (library.environment.decision(ref) === undefined) libraryFor(folder, ref);
  return library;
}

function requestOf(library: Library, refs: readonly string[], options: Options, terminal: Terminal): BatchRequest {
  return {
    ...populationRequest(library, options, terminal),
    refs: [...new Set(refs)],
    output: options.output,
    asOf: dayOf(options.asOf),
    columns: options.columns ?? [],
    freeze: options.freeze,
    next: options.next,
    products: options.products === undefined ? undefined : productsFile(options.products),
    force: options.force ?? false,
    parts: partsOf(options.parts),
  };
}

function partsOf(asked: readonly string[] | undefined): ReadonlySet<ResultPart> {
  if (asked === undefined) return new Set(USUAL);
  const unknown = asked.find((part) => part !== 'none' && !PARTS.some((known) => known === part));
  if (unknown !== undefined)
    throw new Refusal([
      serverProblem(
        'option-malformed',
        { pointer: '' },
        { option: '--parts', found: unknown, expected: [...PARTS, 'none'].join(', ') },
      ),
    ]);
  return new Set(PARTS.filter((part) => asked.includes(part)));
}

/** Progress of the step that runs, with the time left. */
export function teller(terminal: Terminal): ProgressListener {
  const titles = {
    reading: { 'zh-CN': '读取', en: 'Reading' },
    deciding: { 'zh-CN': '计算', en: 'Deciding' },
    writing: { 'zh-CN': '写出', en: 'Writing' },
  };
  let step: keyof typeof titles | undefined;
  let told: ReturnType<typeof progress> | undefined;
  return (now, share) => {
    if (now !== step) {
      told?.end();
      told = progress(terminal, titles[now], '%');
      step = now;
    }
    told?.at(Math.round(share * 100));
  };
}

const reportJson = ({ notes, ...report }: BatchReport) => ({ ...report, problems: notes });

function reportText(report: BatchReport, { language }: Terminal): string {
  const figure = (value: number) => value.toLocaleString('en-US');
  const seconds = report.seconds.toFixed(1);
  const lines =
    language === 'zh-CN'
      ? [
          `${figure(report.rows)} 行，${figure(report.decided)} 行已判断，${figure(report.refused)} 行被拒绝，${seconds} 秒 → ${report.output}`,
        ]
      : [
          `${counted(figure(report.rows), 'row')}, ${figure(report.decided)} decided, ${figure(report.refused)} refused, ${seconds} s → ${report.output}`,
        ];
  if (report.refusedRows !== null)
    lines.push(
      language === 'zh-CN'
        ? `被拒绝的行及原因：${report.refusedRows}`
        : `refused rows with their reasons: ${report.refusedRows}`,
    );
  if (report.next !== null) {
    const { path, rows, unchanged } = report.next;
    lines.push(
      language === 'zh-CN'
        ? `供下一次使用：${path}（${figure(rows)} 行，其中 ${figure(unchanged)} 行沿用上一次）`
        : `for the next run: ${path} (${figure(rows)} rows, ${figure(unchanged)} of them as the last run left them)`,
    );
  }
  for (const [column, values] of Object.entries(report.counts)) {
    const parts = Object.entries(values).map(([value, count]) => `${value === '' ? '–' : value} ${figure(count)}`);
    lines.push(`${column}: ${parts.join(', ')}`);
  }
  return `${lines.join('\n')}\n`;
}
