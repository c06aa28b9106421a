import type { Command } from 'commander';
import type { Message } from '../../../definitions/index.ts';
import type { Terminal } from '../../terminal.ts';

/** Gives a command its arguments, options and action. Every file of a command exports one. */
export type Describe = (command: Command, terminal: Terminal) => void;

export interface CommandEntry {
  readonly summary: Message;
  /** What exit code 0 says, where it says more than "done". */
  readonly done?: Message;
  /** What exit code 1 says; absent where the command never ends with it. */
  readonly no?: Message;
  /** What `--json` writes, where it is not one document. */
  readonly json?: Message;
  /** Lines to try, without the program's name. */
  readonly examples: readonly string[];
  /** Loaded only when the command runs. */
  readonly load: () => Promise<Describe>;
}
