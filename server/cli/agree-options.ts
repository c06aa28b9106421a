import { type Command, Option } from 'commander';
import type { Message } from '../../definitions/index.ts';
import { availableEngines } from '../engines.ts';
import { type EngineName } from '../engine.ts';
import { serverProblem } from '../problems.ts';
import { inWords } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

/** What `guiju agree` is asked. */
export interface AgreeArguments {
  readonly random?: boolean;
  readonly definitions: number;
  readonly records: number;
  readonly seed?: number;
  readonly engines: readonly EngineName[];
  readonly json?: boolean;
}

/** Adds the argument and the options of `guiju agree`. */
export function agreeOptions(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('[folder]', text('定义所在文件夹', 'folder of definitions'))
    .option('--random', text('改用各种类型的随机定义', 'random definitions of all kinds instead'))
    .option(
      '--definitions <count>',
      text('随机定义的个数', 'how many random definitions'),
      whole('--definitions', 1),
      200,
    )
    .option(
      '--records <count>',
      text('每个定义的随机记录数', 'random records for each definition'),
      whole('--records', 1),
      100,
    )
    .option(
      '--seed <seed>',
      text('随机种子；缺省时自选并打印', 'seed of chance; chosen and printed where none is given'),
      whole('--seed', 0),
    )
    .addOption(
      new Option(
        '--engines <names>',
        text('与 function 比较的计算方式，逗号分隔', 'what to compare with the function, by commas'),
      )
        .default(availableEngines(), 'reference,sql')
        .argParser(engineNames),
    );
}

function engineNames(names: string): readonly EngineName[] {
  const known = availableEngines();
  const asked = names.split(',').map((name) => {
    const engine = known.find((one) => one === name.trim());
    if (engine !== undefined) return engine;
    throw new Refusal([malformed('--engines', name, { 'zh-CN': known.join('、'), en: known.join(', ') })]);
  });
  if (asked.some((engine) => engine !== 'function')) return asked;
  const others = known.filter((name) => name !== 'function');
  throw new Refusal([malformed('--engines', names, { 'zh-CN': others.join('、'), en: others.join(', ') })]);
}

function whole(option: string, least: number): (written: string) => number {
  return (written) => {
    const count = Number(written);
    if (/^\d{1,9}$/.test(written) && count >= least) return count;
    const expected = { 'zh-CN': `不小于 ${least} 的整数`, en: `a whole number from ${least}` };
    throw new Refusal([malformed(option, written, expected)]);
  };
}

const malformed = (option: string, found: string, expected: Message) =>
  serverProblem('option-malformed', { pointer: '' }, { option, found, expected });
