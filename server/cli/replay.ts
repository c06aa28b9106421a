import type { Command } from 'commander';
import { parseDays, parseMilliseconds } from '../../definitions/index.ts';
import { pastCatalogs } from '../operations/definitions/past-catalogs.ts';
import { type ReplayDifference, replayEntry } from '../operations/definitions/replay.ts';
import { serverProblem } from '../problems.ts';
import { countLog, readLog } from '../store/decision-log.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { inWords } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from './terminal.ts';

interface Options {
  readonly data?: string;
  readonly since?: string;
  readonly ref?: string;
  readonly json?: boolean;
}

/** `guiju replay`: computes logged decisions again with the version of their day, and reports any difference. */
export function describeReplay(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .option(
      '--since <instant>',
      text('只重算此时刻（或此日）以后的判断', 'decisions since this instant, or this day, only'),
    )
    .option('--ref <ref>', text('只重算这一判断', 'decisions of this reference only'));
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const { ref } = options;
    const since = sinceAsked(options.since);
    const filter = { ...(since === undefined ? {} : { since }), ...(ref === undefined ? {} : { ref }) };
    const different = await withStore(configOf(options).dataFolder, true, async ({ database }) => {
      const total = await countLog(database, filter);
      const told = progress(terminal, { 'zh-CN': '重算', en: 'Replaying' }, total);
      const catalogOf = pastCatalogs(database);
      const found: ReplayDifference[] = [];
      let done = 0;
      for await (const page of readLog(database, filter)) {
        for (const entry of page) {
          const difference = await replayEntry(entry, catalogOf);
          if (difference !== null) found.push(difference);
          done += 1;
        }
        told.at(done);
      }
      told.end();
      await terminal.write(
        options.json ? `${JSON.stringify({ replayed: total, differences: found })}\n` : shown(total, found),
      );
      return found.length;
    });
    terminal.end(different === 0 ? EXIT.fine : EXIT.no);
  });

  function shown(total: number, differences: readonly ReplayDifference[]): string {
    const lines = differences.map(({ number, decidedAt, ref, kind, logged, now }) => {
      return `✗ ${number} ${decidedAt} ${ref} [${kind}]\n    ${JSON.stringify(logged)}\n    ${JSON.stringify(now)}\n`;
    });
    const count = differences.length;
    const end = text(`重算 ${total} 个判断，${count} 个不同\n`, `${total} decisions replayed, ${count} differ\n`);
    return [...lines, end].join('');
  }
}

/** `--since` as the log writes instants; a day begins at the bank. Throws a Refusal. */
function sinceAsked(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const day = parseDays(text);
  const at = day === undefined ? parseMilliseconds(text) : day * 86_400_000 - BANK_AHEAD_MS;
  if (at !== undefined) return new Date(at).toISOString();
  const slots = { option: '--since', found: text, expected: '2026-01-31, 2026-01-31T09:00:00+08:00' };
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
}

/** The bank's clocks are eight hours ahead of UTC all year. */
const BANK_AHEAD_MS = 8 * 3_600_000;
