import { createReadStream } from 'node:fs';
import type { Command } from 'commander';
import {
  isObject,
  type JsonObject,
  type Language,
  nearest,
  type Nearest,
  type NearestQuestion,
} from '../../definitions/index.ts';
import { bankDay, systemClock } from '../clock.ts';
import { lineSplitter } from '../lines.ts';
import { readRequestLine, withAsOf } from '../request-line.ts';
import { type FactOptions, factOptions, factReader } from './fact-options.ts';
import { inWords, libraryFor } from './options.ts';
import { EXIT, Refusal, type Terminal } from './terminal.ts';

interface Options extends FactOptions {
  readonly definitions: string;
  readonly facts: string;
  readonly to: string;
  readonly fields?: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** `guiju nearest <ref> --to <class>`: the smallest change of the named facts that reaches a class. */
export function describeNearest(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<ref>', text('分群、评分卡或条件', 'a segmentation, a scorecard or criteria'))
    .requiredOption(
      '--to <class>',
      text('要达到的类、档（条件：true 或 false）', 'the class or band to reach (criteria: true or false)'),
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
    .option('--as-of <date>', text('基准日', 'the day of requests that name none ($asOf)'));
  factOptions(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref);
    const fields = options.fields === undefined ? {} : { fields: options.fields.split(',').map((name) => name.trim()) };
    const question = nearest(library, ref, options.to, fields);
    if (question.problems.length > 0) throw new Refusal(question.problems);
    const isReached = await askAll(question, options, terminal);
    terminal.end(isReached ? EXIT.fine : EXIT.no);
  });
}

async function askAll(question: NearestQuestion, options: Options, terminal: Terminal): Promise<boolean> {
  const splitter = lineSplitter();
  const read = factReader(options);
  const day = options.asOf ?? bankDay(systemClock);
  let number = 0;
  let isReached = true;
  const answer = async (lines: readonly (Buffer | null)[]) => {
    for (const line of lines) {
      number += 1;
      const one = readRequestLine(line, number);
      if (one.kind === 'empty') continue;
      if (one.kind === 'refused') throw new Refusal(one.problems);
      const request = withAsOf(read(one.request), day);
      const found = question.ask(isObject(request) ? request : {});
      isReached &&= found.changes !== null;
      await terminal.write(options.json ? `${JSON.stringify(found)}\n` : sentence(found, number, terminal.language));
    }
  };
  for await (const chunk of options.facts === '-' ? process.stdin : createReadStream(options.facts)) {
    await answer(splitter.push(chunk as Buffer));
  }
  await answer(splitter.end());
  return isReached;
}

function sentence({ from, to, changes, alone, problems }: Nearest, line: number, language: Language): string {
  const isChinese = language === 'zh-CN';
  const shown = (list: Nearest['alone']) =>
    list.map(({ field, from: before, to: after }) => `${field} ${show(before, isChinese)} → ${show(after, isChinese)}`);
  const head = `${line}: ${from ?? '—'} → ${to}: `;
  if (changes === null) {
    const why = problems.map(({ message }) => message[language]).join(isChinese ? '；' : '; ');
    return `${head}${isChinese ? '改变所列事实也达不到' : 'no change of these facts reaches it'}${why === '' ? '' : ` (${why})`}\n`;
  }
  if (changes.length === 0) return `${head}${isChinese ? '已经达到' : 'there already'}\n`;
  const or =
    alone.length > 0
      ? `${isChinese ? '；或单独改变：' : '; or one alone: '}${shown(alone).join(isChinese ? '、' : ', ')}`
      : '';
  return `${head}${shown(changes).join(isChinese ? '，并且 ' : ' and ')}${or}\n`;
}

const show = (value: JsonObject[string] | undefined, isChinese: boolean): string =>
  value === null || value === undefined ? (isChinese ? '（缺失）' : '(missing)') : JSON.stringify(value);
