import type { Command } from 'commander';
import { decileTable, type DecileTable } from '../statistics/deciles.ts';
import { outcomeOf } from '../statistics/outcome.ts';
import {
  dayOf,
  type PopulationOptions,
  populationOptions,
  populationRequest,
  tellNotes,
  wholeNumber,
  withDuckdb,
} from './batch-options.ts';
import { counted, inWords, libraryFor } from './options.ts';
import type { Terminal } from '../terminal.ts';

interface Options extends PopulationOptions {
  readonly definitions: string;
  readonly outcome: string;
  readonly groups: number;
  readonly json?: boolean;
}

/** `guiju deciles <score>`: groups of equal size by a score (equal scores stay together), and what happened in each. */
export function describeDeciles(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument(
      '<ref>',
      text(
        '分值，如 regression/churn#value 或 scorecard/loyalty#score',
        'a score, such as regression/churn#value or scorecard/loyalty#score',
      ),
    )
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--outcome <column>',
      text('结果列，如 y 或 y=yes', 'the column that says what happened: y, or y=yes'),
    )
    .option('--groups <count>', text('组数', 'how many groups'), wholeNumber('--groups'), 10);
  populationOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref.split('#')[0] ?? ref);
    const request = {
      ...populationRequest(library, options, terminal),
      asOf: dayOf(options.asOf),
      ref,
      outcome: outcomeOf(options.outcome),
      groups: options.groups,
    };
    const table = await withDuckdb(options, (duckdb) => decileTable(duckdb, request));
    await terminal.write(options.json ? `${JSON.stringify({ ref, ...table })}\n` : textOf(table, terminal));
    if (!options.json) tellNotes(table.problems, terminal);
  });
}

function textOf({ rows, total, ties, discrimination, leftOut, refused }: DecileTable, { language }: Terminal): string {
  const isChinese = language === 'zh-CN';
  const head = isChinese
    ? ['组', '人数', '最低', '最高', '发生', '比率', '提升', '累计捕获']
    : ['group', 'size', 'lowest', 'highest', 'events', 'rate', 'lift', 'capture'];
  const percent = (x: number) => `${(x * 100).toFixed(2)}%`;
  const body = rows.map((row) => [
    String(row.group),
    String(row.size),
    row.lowest,
    row.highest,
    String(row.events),
    percent(row.rate),
    row.lift.toFixed(3),
    percent(row.capture),
  ]);
  const last = [
    isChinese ? '合计' : 'total',
    String(total.size),
    '',
    '',
    String(total.events),
    percent(total.rate),
    '1.000',
    '100.00%',
  ];
  const all = [head, ...body, last];
  const widths = head.map((_, i) => Math.max(...all.map((row) => (row[i] ?? '').length)));
  const table = all.map((row) => row.map((cell, i) => cell.padStart(widths[i] ?? 0)).join('  ')).join('\n');
  const rest =
    leftOut + refused === 0
      ? ''
      : isChinese
        ? `\n略去 ${leftOut} 行（无分值或无结果），拒绝 ${refused} 行`
        : `\n${counted(leftOut, 'row')} left out (no score or no outcome), ${refused} refused`;
  const together = ties
    .map(({ score, rows: count, group }) =>
      isChinese
        ? `\n${count} 行分值同为 ${score}，都在第 ${group} 组`
        : `\n${count} rows have the score ${score} and stand together in group ${group}`,
    )
    .join('');
  const { auc, gini, ks } = discrimination;
  const telling = `\nAUC ${auc.toFixed(6)}, Gini ${gini.toFixed(6)}, KS ${ks.toFixed(6)}`;
  return `${table}${telling}${together}${rest}\n`;
}
