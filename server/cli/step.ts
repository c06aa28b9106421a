import type { Command } from 'commander';
import {
  bareWorld,
  compileMachine,
  firstLine,
  type LivedLines,
  nextLine,
  refusedLine,
} from '../../definitions/index.ts';
import { documentLines } from './facts-file.ts';
import { instantAsked } from './instant-option.ts';
import { inWords, jsonFile, refuseStdinTwice } from './options.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly machine: string;
  readonly from: string;
  readonly events: string;
  readonly restart?: boolean;
}

/** `guiju step --machine FILE`: events and passing time, one line in and one line out. */
export function describeStep(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .requiredOption(
      '--machine <file>',
      text('XState v5 状态机（JSON）文件', 'a file with an XState v5 machine as JSON'),
    )
    .requiredOption(
      '--from <instant>',
      text('开始的时刻，或银行的一日', 'the instant at which it begins, or a day at the bank'),
    )
    .requiredOption(
      '--events <file>',
      text(
        '每行一个 {"event": …} 或 {"advance": …} 的 NDJSON 文件；- 为标准输入',
        'NDJSON, one {"event": …} or {"advance": …} a line; - is stdin',
      ),
    )
    .option('--restart', text('每两步之间经 JSON 重新开始', 'begin anew through JSON between every two steps'))
    .action(async (options: Options) => {
      refuseStdinTwice({ ...options });
      const at = instantAsked('--from', options.from);
      const file = jsonFile(options.machine);
      const start = startedAnew(file);
      let machine = start();
      const { begun, problems } = firstLine(machine, at, bareWorld);
      if (begun === null) throw new Refusal(problems);
      let lived: LivedLines = begun;
      await terminal.write(`${JSON.stringify(lived.line)}\n`);
      for await (const read of documentLines(options.events)) {
        if (options.restart === true) {
          lived = JSON.parse(JSON.stringify(lived)) as LivedLines;
          machine = start();
        }
        lived =
          read.kind === 'refused'
            ? refusedLine(machine, lived.life, read.problems)
            : nextLine(machine, lived.life, read.document, bareWorld);
        await terminal.write(`${JSON.stringify(lived.line)}\n`);
      }
      terminal.end(EXIT.fine);
    });
}

/** Makes the machine of a file, each time from nothing. Throws a Refusal where the file holds none. */
function startedAnew(file: Parameters<typeof compileMachine>[0]) {
  return () => {
    const { machine, problems } = compileMachine(file);
    if (machine === null) throw new Refusal(problems);
    return machine;
  };
}
