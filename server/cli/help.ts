import { type Command, Help, type HelpConfiguration, type Option } from 'commander';
import type { Language } from '../../definitions/index.ts';
import { inChinese } from './commander-texts.ts';
import type { CommandEntry } from './commands/command-entry.ts';

/** How help is written: required options stand in the usage, and nothing of it is in another language. */
export function helpIn(language: Language): HelpConfiguration {
  const isChinese = language === 'zh-CN';
  return {
    showGlobalOptions: false,
    styleTitle: (title) => (isChinese ? inChinese(title) : title),
    subcommandTerm: (command) => command.name(),
    commandUsage: (command) => usageOf(command, isChinese),
    optionDescription: (option) => withChoices(option, isChinese),
  };
}

function usageOf(command: Command, isChinese: boolean): string {
  const required = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags);
  const [other, below] = isChinese ? ['[选项]', '<命令>'] : ['[options]', '<command>'];
  if (command.parent === null) return `guiju ${below} ${other}`;
  const own = new Help().visibleArguments(command).map((argument) => new Help().argumentTerm(argument));
  const folders = command.registeredArguments.map(({ required: isNeeded, variadic }, i) => {
    const name = `${own[i] ?? ''}${variadic ? '…' : ''}`;
    return isNeeded ? `<${name}>` : `[${name}]`;
  });
  return ['guiju', command.name(), ...folders, ...required, other].join(' ');
}

function withChoices(
  { description, argChoices, defaultValue, defaultValueDescription }: Option,
  isChinese: boolean,
): string {
  const [choices, otherwise] = isChinese ? ['可选：', '缺省：'] : ['one of: ', 'default: '];
  const shown = defaultValueDescription ?? (defaultValue === undefined ? undefined : String(defaultValue));
  const parts = [
    ...(argChoices === undefined ? [] : [`${choices}${argChoices.join(', ')}`]),
    // A flag that is on unless it is refused (`--no-proofs`) has no default worth telling.
    ...(shown === undefined || typeof defaultValue === 'boolean' ? [] : [`${otherwise}${shown}`]),
  ];
  if (parts.length === 0) return description;
  return isChinese ? `${description}（${parts.join('；')}）` : `${description} (${parts.join('; ')})`;
}

/** What stands below the options: what the exit codes say of this command, and lines to try. */
export function endOfHelp(language: Language, entry?: Pick<CommandEntry, 'done' | 'no' | 'examples'>): string {
  const isChinese = language === 'zh-CN';
  const codes = [
    ['0', entry?.done?.[language] ?? (isChinese ? '完成' : 'done')],
    ['1', entry === undefined ? (isChinese ? '结论为否' : 'the answer is no') : entry.no?.[language]],
    ['2', isChinese ? '命令或输入被拒绝' : 'the command line or its input is refused'],
    ['3', isChinese ? '程序或机器故障' : 'a fault of the program or the machine'],
  ].flatMap(([code, says]) => (says === undefined ? [] : [`  ${code}  ${says}`]));
  const examples = (entry?.examples ?? []).map((line) => `  guiju ${line}`);
  return [
    `\n${isChinese ? '退出码：' : 'Exit codes:'}`,
    ...codes,
    ...(examples.length === 0 ? [] : [`\n${isChinese ? '例：' : 'Examples:'}`, ...examples]),
  ].join('\n');
}
