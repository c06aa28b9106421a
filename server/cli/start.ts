import type { Command } from 'commander';
import { inWords } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `guiju start`: the server and the studio on loopback. */
export function describeStart(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .option('--port <port>', text('端口（缺省 4180，或 GUIJU_PORT）', 'port (4180, or GUIJU_PORT)'))
    .option('--data <folder>', text('数据文件夹（缺省 ./data，或 GUIJU_DATA）', 'data folder (./data, or GUIJU_DATA)'))
    .action(async (options: { port?: string; data?: string }) => {
      const { startServer } = await import('../start-server.ts');
      await startServer(options, terminal);
    });
}
