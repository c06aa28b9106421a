import { Command, CommanderError, Option } from 'commander';
import { type Language, LANGUAGES, type Problem } from '../../definitions/index.ts';
import { languageOf, packageVersion } from '../config.ts';
import { serverProblem } from '../problems.ts';
import { inChinese } from './commander-texts.ts';
import { commands } from './commands.ts';
import { endOfHelp, helpIn } from './help.ts';
import { refuseStdinTwice } from './options.ts';
import { EXIT, problemLine, processTerminal, Refusal, type Terminal } from '../terminal.ts';

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
  const { language } = terminal;
  const text = (zh: string, en: string) => (language === 'zh-CN' ? zh : en);
  const program = frame(new Command('guiju'), terminal)
    .description(
      text(
        '规矩：银行的规则，写成定义，经过证明，可以运行和阅读',
        "Guiju: a bank's rules as definitions, proved, run and read",
      ),
    )
    .version(packageVersion(), '-V, --version', text('显示版本', 'show the version'))
    .helpCommand('help [command]', text('显示某一命令的帮助', 'show the help of a command'))
    .addOption(languageOption(language))
    .addHelpText('after', endOfHelp(language));
  const asked = words.find((word) => Object.hasOwn(commands, word));
  for (const [name, entry] of Object.entries(commands)) {
    const command = frame(program.command(name), terminal).description(entry.summary[language]);
    if (name === asked) (await entry.load())(command, terminal);
    command
      .option('--json', entry.json?.[language] ?? text('以一个 JSON 文档输出', 'write one JSON document'))
      .addOption(languageOption(language))
      .addHelpText('after', endOfHelp(language, entry))
      .hook('preAction', (_, action) => refuseStdinTwice(action.opts()));
  }
  return program;
}

function frame(command: Command, { language }: Terminal): Command {
  const isChinese = language === 'zh-CN';
  return command
    .exitOverride()
    .showSuggestionAfterError()
    .helpOption('-h, --help', isChinese ? '显示帮助' : 'show this help')
    .configureHelp(helpIn(language))
    .configureOutput({ outputError: (text, write) => write(isChinese ? inChinese(text) : text) });
}

const languageOption = (language: Language): Option =>
  new Option(
    '--lang <language>',
    language === 'zh-CN' ? '语言；缺省依终端' : "language; the terminal's by default",
  ).choices([...LANGUAGES]);

function languageAsked(words: readonly string[]): Language {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  const found = words[at]?.includes('=') ? words[at].slice('--lang='.length) : words[at + 1];
  return LANGUAGES.find((language) => at >= 0 && language === found) ?? languageOf();
}

/** Says on stderr why a command ended; with `--json` stdout holds the same as problems. */
async function report(error: unknown, asJson: boolean, terminal: Terminal): Promise<void> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return terminal.end(EXIT.fine);
    // Its sentence stands on stderr already.
    const reason = error.message.replace(/^error: /, '');
    const slots = { reason: { 'zh-CN': inChinese(error.message).replace(/^错误：/, ''), en: reason } };
    return end([serverProblem('command-line-refused', { pointer: '' }, slots)], EXIT.refused);
  }
  if (error instanceof Refusal) {
    for (const problem of error.problems) process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
    return end(error.problems, error.code);
  }
  const reason = error instanceof Error ? error.message : String(error);
  const fault = serverProblem('program-failed', { pointer: '' }, { reason });
  process.stderr.write(`${problemLine(fault, terminal.language)}\n`);
  if (error instanceof Error && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
  return end([fault], EXIT.failed);

  async function end(problems: readonly Problem[], code: 2 | 3): Promise<void> {
    if (asJson) await terminal.write(`${JSON.stringify({ problems })}\n`);
    terminal.end(code);
  }
}
