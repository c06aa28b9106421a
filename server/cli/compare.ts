import type { Command } from 'commander';
import { type Comparison, compareVersions } from '../batch/compare.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { writeRelation } from '../batch/output/write-relation.ts';
import { dayOf, type PopulationOptions, populationOptions, populationRequest, withDuckdb } from './batch-options.ts';
import { counted, inWords, libraryFor } from './options.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends PopulationOptions {
  readonly before: string;
  readonly after: string;
  readonly movers?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `guiju compare <ref>`: who moves between classes when definitions change. Exit code 0 where nobody moves, 1 where somebody
 * does, where only one of them refuses a row, or where an output is new or gone.
 */
export function describeCompare(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<ref>', text('判断，如 segmentation/customer-class', 'a decision, such as segmentation/customer-class'))
    .requiredOption('--before <folder>', text('原定义所在文件夹', 'folder of the definitions before'))
    .requiredOption('--after <folder>', text('新定义所在文件夹', 'folder of the definitions after'))
    .option('--previous <file>', text('上一次的结果，供稳定规则使用', 'the result of the run before, for stability'))
    .option('--movers <file>', text('把变动的记录写入文件', 'write the rows that move into a file'))
    .option('--force', text('覆盖已有的文件', 'replace an existing file'));
  populationOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const [before, after] = [libraryFor(options.before, ref), libraryFor(options.after, ref)];
    const { library: _, ...rows } = populationRequest(before, options, terminal);
    const { force = false, related = {}, previous } = options;
    const inputs = [options.input, ...Object.values(related), ...(previous === undefined ? [] : [previous])];
    const comparison = await withDuckdb(options, async (duckdb): Promise<Comparison> => {
      // What cannot be written is refused before the work.
      const movers = options.movers === undefined ? null : outputFile(options.movers, { force, inputs });
      const made = await compareVersions(duckdb, { ...rows, before, after, ref, asOf: dayOf(options.asOf) });
      if (movers !== null) await writeRelation(duckdb, made.movers, movers);
      return { ...made.comparison, movers: options.movers ?? null };
    });
    await terminal.write(options.json ? `${JSON.stringify({ ref, ...comparison })}\n` : textOf(comparison, terminal));
    terminal.end(isDifferent(comparison) ? 1 : 0);
  });
}

function isDifferent({ moved, refusedOnly, outputs }: Comparison): boolean {
  return moved + refusedOnly.before + refusedOnly.after + outputs.removed.length + outputs.added.length > 0;
}

function textOf(
  { matrix, moves, moved, compared, refusedBefore, refusedAfter, refusedOnly, changed, outputs }: Comparison,
  { language }: Terminal,
): string {
  const isChinese = language === 'zh-CN';
  const classes = Object.keys(moves).sort();
  const shown = (name: string) => (name === '' ? '–' : name);
  const head = [
    isChinese ? '原 \\ 新' : 'before \\ after',
    ...classes.map(shown),
    isChinese ? '移出' : 'out',
    isChinese ? '移入' : 'in',
    isChinese ? '净变动' : 'net',
  ];
  const rows = classes.map((from) => {
    const own = moves[from] ?? { out: 0, in: 0, net: 0 };
    return [
      shown(from),
      ...classes.map((to) => String(matrix[from]?.[to] ?? 0)),
      String(own.out),
      String(own.in),
      own.net > 0 ? `+${own.net}` : String(own.net),
    ];
  });
  const all = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const table = all
    .map((row) =>
      row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
    )
    .join('\n');
  const why = Object.entries(changed)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
  const only = refusedOnly.before + refusedOnly.after > 0;
  const lines = isChinese
    ? [
        `${compared} 行比较，${moved} 行变动；拒绝 ${refusedBefore} → ${refusedAfter}`,
        ...(only ? [`仅原定义拒绝 ${refusedOnly.before} 行，仅新定义拒绝 ${refusedOnly.after} 行`] : []),
        ...(why === '' ? [] : [`变动者中变化的结果：${why}`]),
        ...outputs.removed.map((name) => `新定义不再有结果 ${name}`),
        ...outputs.added.map((name) => `原定义没有结果 ${name}`),
      ]
    : [
        `${counted(compared, 'row')} compared, ${moved} moved; refused ${refusedBefore} → ${refusedAfter}`,
        ...(only ? [`refused only before: ${refusedOnly.before}; only after: ${refusedOnly.after}`] : []),
        ...(why === '' ? [] : [`what changed among them: ${why}`]),
        ...outputs.removed.map((name) => `the definitions after no longer give ${name}`),
        ...outputs.added.map((name) => `the definitions before do not give ${name}`),
      ];
  return `${classes.length === 0 ? '' : `${table}\n`}${lines.join('\n')}\n`;
}
