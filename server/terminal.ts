import { once } from 'node:events';
import { type Language, type Message, type Problem, say, visible } from '../definitions/index.ts';

/** What an exit code says; the same for every command. */
export const EXIT = {
  /** Done, and the answer is yes. */
  fine: 0,
  /** Done, and the answer is no: problems were found, cases failed, results differ. */
  no: 1,
  /** Not done: the command line or its input is refused. */
  refused: 2,
  /** Not done: a fault of the program or of the machine (disk full …). */
  failed: 3,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes, and for whom. */
export interface Terminal {
  readonly language: Language;
  /**
   * Writes to stdout; resolves when more may be written, so that a slow reader slows the command down. What a screen would obey
   * instead of showing is escaped as JSON does, unless the text is `verbatim` (SQL, whose literals mean what they hold).
   */
  write(text: string, form?: 'verbatim'): Promise<void>;
  /** One line for the person, to stderr. */
  tell(message: Message): void;
  /** The code the process ends with; the last call wins. */
  end(code: ExitCode): void;
}

/** Ends a command: its input is refused, or the machine refuses it. Printed as problems, and the exit code is 2, or the one given. */
export class Refusal extends Error {
  readonly problems: readonly Problem[];
  readonly code: typeof EXIT.refused | typeof EXIT.failed;
  constructor(problems: readonly Problem[], code: typeof EXIT.refused | typeof EXIT.failed = EXIT.refused) {
    super(problems.map((problem) => say(problem.message, 'en')).join('\n'));
    this.problems = problems;
    this.code = code;
  }
}

/** The terminal of this process. A reader that goes away (`| head`) ends the command quietly. */
export function processTerminal(language: Language): Terminal {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.fine);
    process.stderr.write(`${TEXTS.notWritten[language]}: ${error.message}\n`);
    process.exit(EXIT.failed);
  });
  // Nobody listens to what is told; the answer still goes its way.
  process.stderr.on('error', () => {});
  return {
    language,
    async write(text, form) {
      if (!process.stdout.write(form === 'verbatim' ? text : visible(text))) await once(process.stdout, 'drain');
    },
    tell: (message) => void process.stderr.write(`${visible(message[language])}\n`),
    end: (code) => {
      process.exitCode = code;
    },
  };
}

const TEXTS = { notWritten: { 'zh-CN': '无法写到标准输出', en: 'Standard output cannot be written' } };

/** A problem as one line: place, code, sentence. */
export function problemLine(problem: Problem, language: Language): string {
  const place = [problem.definition ?? '', problem.pointer].filter((part) => part !== '').join(' ');
  return visible(`${place === '' ? '' : `${place}: `}${problem.message[language]} [${problem.code}]`);
}
