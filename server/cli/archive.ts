import { join } from 'node:path';
import type { Command } from 'commander';
import { parseDays } from '../../definitions/index.ts';
import { BANK_AHEAD_MS, bankDay, systemClock } from '../clock.ts';
import { type Archived, archiveLog } from '../operations/definitions/archive-log.ts';
import { serverProblem } from '../problems.ts';
import { hostOperator } from '../store/actor.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { counted, inWords } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly data?: string;
  readonly keepDays: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** `guiju archive`: takes old days out of the decision log into files that `replay --archive` reads. */
export function describeArchive(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .requiredOption(
      '--keep-days <days>',
      text('日志中保留今天以前的天数', 'how many days before today stay in the log'),
    )
    .option('--to <folder>', text('归档文件夹（缺省为数据文件夹下的 archive）', 'where to (the data folder, archive)'));
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const config = configOf(options);
    const before = beginOf(bankDay(systemClock)) - daysKept(options.keepDays) * DAY_MS;
    const archived = await withStore(config, { mustExist: true, terminal }, async (store) => {
      const found: Archived[] = [];
      const folder = options.to ?? join(config.dataFolder, 'archive');
      for await (const one of archiveLog(store, hostOperator(), folder, before)) {
        found.push(one);
        if (!options.json)
          await terminal.write(
            text(`${one.file}：${one.decisions} 个判断\n`, `${one.file}: ${counted(one.decisions, 'decision')}\n`),
          );
      }
      return found;
    });
    if (options.json) await terminal.write(`${JSON.stringify({ archived })}\n`);
    else if (archived.length === 0)
      await terminal.write(text('没有更早的判断\n', 'no decisions are older than that\n'));
  });
}

const DAY_MS = 86_400_000;

/** When a day begins at the bank, in milliseconds. */
const beginOf = (day: string): number => (parseDays(day) ?? 0) * DAY_MS - BANK_AHEAD_MS;

function daysKept(found: string): number {
  if (/^\d{1,5}$/.test(found)) return Number(found);
  const slots = { option: '--keep-days', found, expected: '0 … 99999' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}
