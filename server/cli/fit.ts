import type { Command } from 'commander';
import type { Regression } from '../../definitions/index.ts';
import { fitRegression, type FittedRegression } from '../statistics/fit-regression.ts';
import { outcomeOf } from '../statistics/outcome.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { batchProblem } from '../batch/problems.ts';
import { writeText } from '../batch/output/text-file.ts';
import { dayOf, type PopulationOptions, populationOptions, populationRequest, withDuckdb } from './batch-options.ts';
import { inWords, libraryFor } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options extends PopulationOptions {
  readonly definitions: string;
  readonly outcome: string;
  readonly write?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `guiju fit <regression>`: coefficients, standard errors and AUC from a file with outcomes. Exit code 1 where the fit does not settle. */
export function describeFit(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<ref>', text('回归，如 regression/churn', 'a regression, such as regression/churn'))
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--outcome <column>',
      text('结果列，如 y 或 y=yes', 'the column that says what happened: y, or y=yes'),
    )
    .option('--write <file>', text('把拟合的回归写成定义文件', 'write the fitted regression as a definition'))
    .option('--force', text('覆盖已有文件', 'replace an existing file'));
  populationOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref);
    const definition = library.definitions.get(ref);
    if (definition?.kind !== 'regression')
      throw new Refusal([batchProblem('not-a-regression', { pointer: '' }, { ref })]);
    const document = definition.document as Regression;
    const request = {
      ...populationRequest(library, options, terminal),
      asOf: dayOf(options.asOf),
      document,
      outcome: outcomeOf(options.outcome),
    };
    const { force = false } = options;
    const output = options.write === undefined ? null : outputFile(options.write, { force, inputs: [options.input] });
    const fitted = await withDuckdb(options, async (duckdb) => {
      const made = await fitRegression(duckdb, request);
      if (output === null) return made;
      await writeText(duckdb.folder, output, `${JSON.stringify(made.document, null, 2)}\n`);
      output.commit();
      return made;
    });
    await terminal.write(options.json ? `${JSON.stringify(fitted)}\n` : tableOf(fitted, terminal));
    if (!fitted.hasConverged) terminal.end(1);
  });
}

function tableOf(fitted: FittedRegression, { language }: Terminal): string {
  const isChinese = language === 'zh-CN';
  const head = isChinese ? ['项', '系数', '标准误', 'z', 'p'] : ['term', 'coefficient', 'standard error', 'z', 'p'];
  const figures = (estimate: FittedRegression['intercept'] | null) =>
    estimate === null
      ? ['–', '–', '–', '–']
      : [
          estimate.coefficient.toPrecision(8),
          estimate.standardError.toPrecision(6),
          estimate.z.toFixed(3),
          estimate.p.toPrecision(3),
        ];
  const missing = isChinese ? '缺失' : 'missing';
  const name = (one: FittedRegression['coefficients'][number]) =>
    one.isMissing ? `${one.fact} = ${missing}` : one.value === null ? one.fact : `${one.fact} = ${one.value}`;
  const rows = [
    head,
    [isChinese ? '截距' : 'intercept', ...figures(fitted.intercept)],
    ...fitted.coefficients.map((one) => [name(one), ...figures(one.estimate)]),
  ];
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  const auc = fitted.auc === null ? '' : `, AUC ${fitted.auc.toFixed(6)}`;
  const summary = isChinese
    ? `${fitted.used} 行（略去 ${fitted.leftOut}），偏差 ${fitted.deviance.toFixed(3)}（空模型 ${fitted.nullDeviance.toFixed(3)}），迭代 ${fitted.iterations} 次${auc}${fitted.hasConverged ? '' : '；未收敛'}`
    : `${fitted.used} rows (${fitted.leftOut} left out), deviance ${fitted.deviance.toFixed(3)} (null model ${fitted.nullDeviance.toFixed(3)}), ${fitted.iterations} iterations${auc}${fitted.hasConverged ? '' : '; not settled'}`;
  return `${lines.join('\n')}\n${summary}\n`;
}
