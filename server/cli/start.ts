import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { isLoopback } from '../config.ts';
import { serverProblem } from '../problems.ts';
import { startServer } from '../start-server.ts';
import { configOf, dataOption } from './data-options.ts';
import { inWords } from './options.ts';
import { moveProgress } from './progress.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly port?: string;
  readonly data?: string;
  readonly host?: string;
  readonly trustedProxy?: string;
  readonly empty?: boolean;
  readonly files?: string;
  readonly json?: boolean;
}

/** `guiju start`: the server and the studio, on loopback unless told otherwise. */
export function describeStart(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .option(
      '--port <port>',
      text('端口（缺省 4180，或 GUIJU_PORT；0 为任意空闲端口）', 'port (4180, or GUIJU_PORT; 0 takes a free one)'),
    )
    .option(
      '--host <address>',
      text(
        '监听的地址（缺省 127.0.0.1，或 GUIJU_HOST）；有样例人员时只能是本机',
        'address to listen on (127.0.0.1, or GUIJU_HOST); of this machine only while there are sample people',
      ),
    )
    .option(
      '--trusted-proxy <addresses>',
      text(
        '可信代理的地址，以逗号分隔：只有它们转告的来源地址才算数',
        'addresses of trusted proxies, by commas: only what they say of where a request came from counts',
      ),
    )
    .option(
      '--empty',
      text(
        '新的数据文件夹不含样例数据与样例人员；显示两位管理员的首次链接',
        'a new data folder begins without sample data and sample people; prints the first links of the two administrators',
      ),
    )
    .option(
      '--files <folder>',
      text(
        '只提供此文件夹中的定义，改动即重新载入：仅限本机，没有人员，不写入任何内容',
        'serve the definitions of this folder, loaded again when they change: this machine only, no people, nothing is written',
      ),
    );
  dataOption(command, terminal);
  command.action(async ({ files, empty = false, host, trustedProxy, json = false, ...own }: Options) => {
    const config = {
      ...configOf(own),
      ...(host !== undefined && { host }),
      ...(trustedProxy !== undefined && { trustedProxies: trustedProxy.split(',') }),
      startsEmpty: empty,
    };
    const told = { asJson: json, moved: moveProgress(terminal) };
    if (files === undefined) return await startServer(config, terminal, told);
    if (!isLoopback(config.host)) {
      const slots = { option: '--host', found: config.host, expected: '127.0.0.1' };
      throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
    }
    const dataFolder = mkdtempSync(join(tmpdir(), 'guiju-files-'));
    try {
      const without = { database: null, decisionLog: 'off', sampleCustomers: 0 } as const;
      await startServer({ ...config, ...without, files, dataFolder }, terminal, told);
    } finally {
      rmSync(dataFolder, { recursive: true, force: true });
    }
  });
}
