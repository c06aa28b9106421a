import type { Message } from '../../definitions/index.ts';
import type { MoveListener } from '../store/migrations/migration.ts';
import type { Terminal } from '../terminal.ts';

/**
 * Progress of something long, told on stderr: at a terminal in one line that is rewritten, elsewhere a line every ten seconds, and one
 * at the end where there was one before.
 */
export interface Progress {
  /** How much is done, in the unit of `total`; `share` (0 … 1) where only a share of the whole is known. */
  at(done: number, share?: number): void;
  end(): void;
}

/** Starts to tell, of `total` things or in per cent. Without a total or a share the time left is not known and not told. */
export function progress(terminal: Terminal, title: Message, total?: number | '%'): Progress {
  const started = performance.now();
  const isLive = process.stderr.isTTY;
  const every = isLive ? 250 : 10_000;
  let told = started;
  let hasLine = false;
  let last = 0;
  return {
    at(done, share = shareOf(done, total)) {
      last = done;
      const now = performance.now();
      if (now - told < every) return;
      told = now;
      const text = `${title[terminal.language]} ${counted(done, total)}${leftText(now - started, share, terminal)}`;
      process.stderr.write(isLive ? `\r\u001B[K${text}` : `${text}\n`);
      hasLine = true;
    },
    end() {
      if (!hasLine) return;
      const seconds = Math.round((performance.now() - started) / 1000);
      const spent = terminal.language === 'zh-CN' ? `，用时 ${seconds} 秒` : `, done in ${seconds} s`;
      process.stderr.write(isLive ? '\r\u001B[K' : `${title[terminal.language]} ${counted(last, total)}${spent}\n`);
    },
  };
}

/** Tells how the rows of a store move to a newer form, where there are any to move. */
export function moveProgress(terminal: Terminal): MoveListener {
  let told: Progress | undefined;
  return (share) => {
    told ??= progress(terminal, { 'zh-CN': '换存旧的判断日志', en: 'Moving the decision log to its new form' }, '%');
    told.at(Math.round(share * 100));
    if (share === 1) told.end();
  };
}

function shareOf(done: number, total: number | '%' | undefined): number | undefined {
  return total === undefined ? undefined : done / (total === '%' ? 100 : total);
}

function counted(done: number, total: number | '%' | undefined): string {
  const figure = (value: number) => value.toLocaleString('en-US');
  if (total === '%') return `${done}%`;
  return total === undefined ? figure(done) : `${figure(done)} / ${figure(total)}`;
}

function leftText(spent: number, share: number | undefined, terminal: Terminal): string {
  // The first steps say little about those to come.
  if (share === undefined || share > 1 || share < 0.01 || spent < 1000) return '';
  const seconds = Math.ceil((spent * (1 - share)) / share / 1000);
  const isChinese = terminal.language === 'zh-CN';
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  if (isChinese) return `，剩余约 ${minutes === 0 ? '' : `${minutes} 分 `}${rest} 秒`;
  return `, about ${minutes === 0 ? '' : `${minutes} min `}${rest} s left`;
}
