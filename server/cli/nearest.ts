import type { Command } from 'commander';
import { isObject, nearest, type NearestQuestion } from '../../definitions/index.ts';
import { bankDay, systemClock } from '../clock.ts';
import { withAsOf } from '../http/wire/request-line.ts';
import { cutsFile } from './cuts-file.ts';
import { dayAsked, type FactOptions, factOptions, factReader } from './fact-options.ts';
import { type NumberedLine, requestGroups } from './facts-file.ts';
import { inWords, libraryFor } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options extends FactOptions {
  readonly definitions: string;
  readonly facts: string;
  readonly to: string;
  readonly fields?: string;
  readonly asOf?: string;
  readonly cuts?: string;
  readonly json?: boolean;
}

/** `guiju nearest <ref> --to <class>`: the smallest change of the named facts that reaches a class. */
export function describeNearest(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument(
      '<ref>',
      text(
        '细分、评分卡、标准，或决策表的输出，如 decision-table/limit#route',
        'a segmentation, a scorecard, criteria, or an output of a table such as decision-table/limit#route',
      ),
    )
    .requiredOption(
      '--to <class>',
      text(
        '要达到的类、档，写名称或标题（标准：true 或 false）',
        'the class or band to reach, by name or title (criteria: true or false)',
      ),
    )
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--facts <file>',
      text('每行一个请求的 NDJSON 文件；- 为标准输入', 'NDJSON, one request a line; - is stdin'),
    )
    .option(
      '--fields <names>',
      text('可以改变的字段，逗号分隔；缺省为全部', 'the fields that may change, by commas; all by default'),
    )
    .option('--as-of <date>', text('基准日；请求自带 $asOf 时以请求为准', 'the day of requests that name none ($asOf)'))
    .option('--cuts <file>', text('按份额细分的冻结界限', 'frozen cuts of segmentations by share'));
  factOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref.replace(/#.*$/, ''));
    const question = nearest(library, ref, options.to, {
      ...(options.fields === undefined ? {} : { fields: options.fields.split(',').map((name) => name.trim()) }),
      ...(options.cuts === undefined ? {} : { cuts: cutsFile(options.cuts, library) }),
    });
    if (question.problems.length > 0) throw new Refusal(question.problems);
    const isReached = await askAll(question, options, terminal);
    terminal.end(isReached ? EXIT.fine : EXIT.no);
  });
}

/** How many are asked before progress is told. */
const GROUP = 16;

/** Answers line by line; a line that cannot be read has its answer too. */
async function askAll(question: NearestQuestion, options: Options, terminal: Terminal): Promise<boolean> {
  const read = factReader(options);
  const day = dayAsked(options.asOf) ?? bankDay(systemClock);
  const told = progress(terminal, { 'zh-CN': '计算', en: 'Asking' });
  let count = 0;
  let isReached = true;
  const answer = async (line: NumberedLine): Promise<void> => {
    if (line.kind === 'empty') return;
    const request = line.kind === 'read' ? withAsOf(read(line.request), day) : null;
    if (line.kind === 'refused' || !isObject(request)) {
      isReached = false;
      const problems = line.kind === 'refused' ? line.problems : [];
      const refused = { from: null, to: options.to, changes: null, isProved: false, alone: [], problems };
      const why = problems.map(({ message }) => message[terminal.language]).join('; ');
      await terminal.write(options.json ? `${JSON.stringify(refused)}\n` : `${line.number}: ${why}\n`);
      return;
    }
    const found = question.ask(request, terminal.language);
    isReached &&= found.changes !== null;
    const words = question.words(found, terminal.language);
    await terminal.write(
      options.json
        ? `${JSON.stringify({ ...found, language: terminal.language, words })}\n`
        : `${line.number}: ${words}\n`,
    );
  };
  for await (const { lines, share } of requestGroups(options.facts, GROUP)) {
    for (const line of lines) await answer(line);
    count += lines.length;
    told.at(count, share);
  }
  told.end();
  return isReached;
}
