import type { Message } from '../../definitions/index.ts';
import type { Terminal } from './terminal.ts';

/** Progress of something long, told on stderr: at a terminal in one line that is rewritten, elsewhere a line every ten seconds. */
export interface Progress {
  /** How much is done, in the unit of `total`. */
  at(done: number): void;
  end(): void;
}

/** Starts to tell. Without a `total` the time left is not known and not told. */
export function progress(terminal: Terminal, title: Message, total?: number): Progress {
  const started = performance.now();
  const isLive = process.stderr.isTTY;
  const every = isLive ? 250 : 10_000;
  let told = started;
  let hasLine = false;
  return {
    at(done) {
      const now = performance.now();
      if (now - told < every) return;
      told = now;
      const text = `${title[terminal.language]} ${counted(done, total)}${leftText(now - started, done, total, terminal)}`;
      process.stderr.write(isLive ? `\r\u001B[K${text}` : `${text}\n`);
      hasLine = isLive;
    },
    end() {
      if (hasLine) process.stderr.write('\r\u001B[K');
    },
  };
}

function counted(done: number, total: number | undefined): string {
  const figure = (value: number) => value.toLocaleString('en-US');
  return total === undefined ? figure(done) : `${figure(done)} / ${figure(total)}`;
}

function leftText(spent: number, done: number, total: number | undefined, terminal: Terminal): string {
  // The first steps say little about those to come.
  if (total === undefined || done > total || done * 100 < total || spent < 1000) return '';
  const seconds = Math.ceil((spent * (total - done)) / done / 1000);
  const clock = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return terminal.language === 'zh-CN' ? `，剩余约 ${clock}` : `, about ${clock} left`;
}
