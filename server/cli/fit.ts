import type { Command } from 'commander';
import type { Regression } from '../../definitions/index.ts';
import { featureName } from '../statistics/fit-findings.ts';
import { fitRegression, type FittedRegression, type TestedEstimate } from '../statistics/fit-regression.ts';
import { outcomeOf } from '../statistics/outcome.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { statisticsProblem } from '../statistics/problems.ts';
import { writeText } from '../batch/output/text-file.ts';
import {
  dayOf,
  type PopulationOptions,
  populationOptions,
  populationRequest,
  tellNotes,
  withDuckdb,
} from './batch-options.ts';
import { counted, inWords, libraryFor } from './options.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options extends PopulationOptions {
  readonly definitions: string;
  readonly outcome: string;
  readonly write?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/**
 * `guiju fit <regression>`: coefficients, standard errors, AUC, Gini and KS from a file with outcomes. Exit code 1 where the fit is not
 * sound; nothing is written then.
 */
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
      throw new Refusal([statisticsProblem('not-a-regression', { pointer: '' }, { ref })]);
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
      if (output === null || made.document === null) return made;
      await writeText(duckdb.folder, output, `${JSON.stringify(made.document, null, 2)}\n`);
      output.commit();
      return made;
    }).finally(() => output?.discard());
    await terminal.write(options.json ? `${JSON.stringify(fitted)}\n` : tableOf(fitted, document, terminal));
    if (!options.json) tellNotes(fitted.problems, terminal);
    if (fitted.document === null) terminal.end(EXIT.no);
  });
}

function tableOf(fitted: FittedRegression, { link }: Regression, { language }: Terminal): string {
  const isChinese = language === 'zh-CN';
  const statistic = link === 'logit' ? 'z' : 't';
  const head = isChinese
    ? ['项', '系数', '标准误', statistic, 'p']
    : ['term', 'coefficient', 'standard error', statistic, 'p'];
  const figures = (estimate: TestedEstimate | null) => [
    estimate?.coefficient.toPrecision(8) ?? '–',
    estimate?.standardError?.toPrecision(6) ?? '–',
    estimate?.statistic?.toFixed(3) ?? '–',
    estimate?.p?.toPrecision(3) ?? '–',
  ];
  const rows = [
    head,
    [isChinese ? '截距' : 'intercept', ...figures(fitted.intercept)],
    ...fitted.coefficients.map((one) => [featureName(one)[language], ...figures(one.estimate)]),
  ];
  const widths = head.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  const lines = rows.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  '),
  );
  return `${lines.join('\n')}\n${summaryOf(fitted, isChinese)}\n`;
}

function summaryOf(fitted: FittedRegression, isChinese: boolean): string {
  const { used, leftOut, degreesOfFreedom, iterations, discrimination } = fitted;
  const [deviance, nullDeviance] = [fitted.deviance.toPrecision(8), fitted.nullDeviance.toPrecision(8)];
  const telling =
    discrimination === null
      ? []
      : [
          `AUC ${discrimination.auc.toFixed(6)}`,
          `Gini ${discrimination.gini.toFixed(6)}`,
          `KS ${discrimination.ks.toFixed(6)}`,
        ];
  return isChinese
    ? [
        `${used} 行（略去：无结果 ${leftOut.noOutcome}，结果无法读取 ${leftOut.outcomeUnreadable}，缺少字段或被拒绝 ${leftOut.noFacts}）`,
        `偏差 ${deviance}（空模型 ${nullDeviance}），自由度 ${degreesOfFreedom}，迭代 ${iterations} 次`,
        ...telling,
      ].join('，')
    : [
        `${counted(used, 'row')} (left out: ${leftOut.noOutcome} without outcome, ${leftOut.outcomeUnreadable} with one that cannot be read, ${leftOut.noFacts} lacking facts or refused)`,
        `deviance ${deviance} (null model ${nullDeviance}), ${degreesOfFreedom} degrees of freedom, ${iterations} iterations`,
        ...telling,
      ].join(', ');
}
