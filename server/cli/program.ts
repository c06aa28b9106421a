import { Command, CommanderError, Option } from 'commander';
import { type Language, LANGUAGES } from '../../definitions/index.ts';
import { languageOf } from '../config.ts';
import { commands } from './commands.ts';
import { inChinese } from './commander-texts.ts';
import { EXIT, problemLine, processTerminal, Refusal, type Terminal } from './terminal.ts';

/** Runs the command line; the exit code is set on the process. Only the modules of the asked command are loaded. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  const terminal = processTerminal(languageAsked(words));
  try {
    const program = await programFor(words, terminal);
    await program.parseAsync(words.length === 0 ? ['--help'] : [...words], { from: 'user' });
  } catch (error) {
    await report(error, words.includes('--json'), terminal);
  }
}

async function programFor(words: readonly string[], terminal: Terminal): Promise<Command> {
  const program = frame(new Command('guiju'), terminal).description(
    terminal.language === 'zh-CN'
      ? '规矩：银行的规则，写成定义，经过证明，可以运行和阅读'
      : "Guiju: a bank's rules as definitions, proved, run and read",
  );
  program.helpCommand(false).addHelpText('after', exitCodes(terminal.language));
  const asked = words.find((word) => Object.hasOwn(commands, word));
  for (const [name, entry] of Object.entries(commands)) {
    const command = frame(program.command(name), terminal).description(entry.summary[terminal.language]);
    if (name === asked) (await entry.load())(command, terminal);
    command.option('--json', terminal.language === 'zh-CN' ? '以 JSON 输出' : 'write JSON');
    command.addOption(
      new Option('--lang <language>', terminal.language === 'zh-CN' ? '语言' : 'language').choices([...LANGUAGES]),
    );
    command.addHelpText('after', exitCodes(terminal.language));
  }
  return program;
}

function frame(command: Command, { language }: Terminal): Command {
  const isChinese = language === 'zh-CN';
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .helpOption('-h, --help', isChinese ? '显示帮助' : 'show this help')
    .configureHelp({ styleTitle: (title) => (isChinese ? inChinese(title) : title), showGlobalOptions: false })
    .configureOutput({ outputError: (text, write) => write(isChinese ? inChinese(text) : text) });
}

function languageAsked(words: readonly string[]): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const found = words[at]?.includes('=') ? words[at].slice('--lang='.length) : words[at + 1];
  return LANGUAGES.find((language) => at >= 0 && language === found) ?? languageOf();
}

function exitCodes(language: Language): string {
  return language === 'zh-CN'
    ? '\n退出码：0 完成；1 结论为否（发现问题、用例不符、结果不同）；2 命令或输入被拒绝；3 程序或机器故障'
    : '\nExit codes: 0 done; 1 the answer is no (problems found, cases failed, results differ); 2 command line or input refused; 3 a fault of the program or the machine';
}

async function report(error: unknown, asJson: boolean, terminal: Terminal): Promise<void> {
  if (error instanceof CommanderError) {
    terminal.end(error.exitCode === 0 ? EXIT.fine : EXIT.refused);
    return;
  }
  if (error instanceof Refusal) {
    if (asJson) await terminal.write(`${JSON.stringify({ problems: error.problems })}\n`);
    for (const problem of error.problems) process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
    terminal.end(EXIT.refused);
    return;
  }
  const text = error instanceof Error ? error.message : String(error);
  terminal.tell({ 'zh-CN': `程序出错：${text}`, en: `The program failed: ${text}` });
  if (error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  terminal.end(EXIT.failed);
}
