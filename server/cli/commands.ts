import type { CommandEntry } from './commands/command-entry.ts';
import { definitionCommands } from './commands/definitions.ts';
import { figureCommands } from './commands/figures.ts';
import { publishingCommands } from './commands/publishing.ts';
import { storeCommands } from './commands/store.ts';

/** The commands, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    summary: { 'zh-CN': '启动服务和页面', en: 'Start the server and the studio' },
    done: { 'zh-CN': '应要求停止', en: 'stopped when it was asked to' },
    json: { 'zh-CN': '启动后以 JSON 写出地址', en: 'write the address as JSON once it listens' },
    examples: ['start', 'start --port 0 --data ./data', 'start --empty', 'start --files rules'],
    load: async () => (await import('./start.ts')).describeStart,
  },
  ...definitionCommands,
  replay: {
    summary: {
      'zh-CN': '以当日版本重算已记录的判断',
      en: 'Compute logged decisions again with the version of their day',
    },
    done: { 'zh-CN': '全部相同', en: 'all came out again' },
    no: { 'zh-CN': '有判断不同', en: 'a decision differs' },
    examples: [
      'replay',
      'replay --ref segmentation/customer-class --since 2026-11-01T00:00:00Z',
      'replay --id 1822012416819200',
    ],
    load: async () => (await import('./replay.ts')).describeReplay,
  },
  archive: {
    summary: {
      'zh-CN': '把判断日志中较早的日子逐日归档',
      en: 'Take old days out of the decision log, a file a day',
    },
    examples: ['archive --keep-days 90', 'replay --archive data/archive/decisions-2026-08-31.ndjson.gz'],
    load: async () => (await import('./archive.ts')).describeArchive,
  },
  ...figureCommands,
  ...publishingCommands,
  ...storeCommands,
};
