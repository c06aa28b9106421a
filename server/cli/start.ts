import type { Command } from 'commander';
import { startServer } from '../start-server.ts';
import { configOf, dataOption } from './data-options.ts';
import { inWords } from './options.ts';
import { moveProgress } from './progress.ts';
import type { Terminal } from '../terminal.ts';

/** `guiju start`: the server and the studio on loopback. */
export function describeStart(command: Command, terminal: Terminal): void {
  command.option(
    '--port <port>',
    inWords(terminal, {
      'zh-CN': '端口（缺省 4180，或 GUIJU_PORT；0 为任意空闲端口）',
      en: 'port (4180, or GUIJU_PORT; 0 takes a free one)',
    }),
  );
  dataOption(command, terminal);
  command.action((options: { port?: string; data?: string; json?: boolean }) =>
    startServer(configOf(options), terminal, { asJson: options.json ?? false, moved: moveProgress(terminal) }),
  );
}
