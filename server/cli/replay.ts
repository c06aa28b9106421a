import type { Command } from 'commander';
import { fileFault } from '../file-fault.ts';
import { readArchive } from '../operations/definitions/archive-log.ts';
import { pastCatalogs } from '../operations/definitions/past-catalogs.ts';
import { type ReplayDifference, replayEntry } from '../operations/definitions/replay.ts';
import { serverProblem } from '../problems.ts';
import { type LogFilter, type LoggedDecision, logBounds, readLog } from '../store/decision-log.ts';
import type { Database } from '../store/tables.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { instantAsked } from './instant-option.ts';
import { counted, inWords } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly data?: string;
  readonly since?: string;
  readonly ref?: string;
  readonly id?: string;
  readonly archive?: readonly string[];
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
    .option('--ref <ref>', text('只重算这一判断', 'decisions of this reference only'))
    .option('--id <id>', text('只重算应答中带有此编号的判断', 'the one decision whose answer carried this id'))
    .option(
      '--archive <file...>',
      text('重算归档文件中的判断，而不是日志中的', 'decisions of these archived files instead of the log'),
    );
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const filter = filterAsked(options);
    const { replayed, differences } = await withStore(
      configOf(options),
      { mustExist: true, terminal },
      async ({ database }) =>
        options.archive === undefined
          ? await replayLog(database, filter)
          : await replay(database, archived(options.archive, filter), () => undefined),
    );
    if (replayed === 0 && options.id !== undefined)
      throw new Refusal([serverProblem('logged-decision-not-found', { pointer: '' }, { id: options.id })]);
    await terminal.write(
      options.json ? `${JSON.stringify({ replayed, differences })}\n` : shown(replayed, differences),
    );
    terminal.end(differences.length === 0 ? EXIT.fine : EXIT.no);
  });

  async function replayLog(database: Database, filter: LogFilter): Promise<Replayed> {
    const bounds = (await logBounds(database)) ?? { first: 0, last: 0 };
    // Numbers grow with time, so that they tell how far one has come without counting.
    const share = ({ number }: LoggedDecision) =>
      filter.ref === undefined ? (number - bounds.first) / (bounds.last - bounds.first + 1) : undefined;
    return await replay(database, readLog(database, filter), share);
  }

  async function replay(
    database: Database,
    pages: AsyncIterable<readonly LoggedDecision[]>,
    share: (entry: LoggedDecision) => number | undefined,
  ): Promise<Replayed> {
    const told = progress(terminal, { 'zh-CN': '重算', en: 'Replaying' });
    const catalogOf = pastCatalogs(database);
    const differences: ReplayDifference[] = [];
    let replayed = 0;
    for await (const page of pages) {
      for (const entry of page) {
        const difference = await replayEntry(entry, catalogOf);
        if (difference !== null) differences.push(difference);
        replayed += 1;
      }
      const last = page.at(-1);
      told.at(replayed, last === undefined ? undefined : share(last));
    }
    told.end();
    return { replayed, differences };
  }

  function shown(total: number, differences: readonly ReplayDifference[]): string {
    const lines = differences.map(({ id, decidedAt, ref, kind, logged, now }) => {
      return `✗ ${id} ${decidedAt} ${ref} [${kind}]\n    ${JSON.stringify(logged)}\n    ${JSON.stringify(now)}\n`;
    });
    const count = differences.length;
    const end = text(
      `重算 ${total} 个判断，${count} 个不同\n`,
      `${counted(total, 'decision')} replayed, ${count} ${count === 1 ? 'differs' : 'differ'}\n`,
    );
    return [...lines, end].join('');
  }
}

interface Replayed {
  readonly replayed: number;
  readonly differences: readonly ReplayDifference[];
}

function filterAsked({ since: asked, ref, id }: Options): LogFilter {
  const since = asked === undefined ? undefined : instantAsked('--since', asked);
  if (id !== undefined && !/^\d{1,16}$/.test(id)) throw malformed('--id', id, '1822012416819200');
  return {
    ...(since === undefined ? {} : { since }),
    ...(ref === undefined ? {} : { ref }),
    ...(id === undefined ? {} : { number: Number(id) }),
  };
}

/** The decisions of archived files that a filter asks for. Throws a Refusal where a file cannot be read. */
async function* archived(
  paths: readonly string[],
  { since, ref, number }: LogFilter,
): AsyncGenerator<readonly LoggedDecision[]> {
  for (const path of paths) {
    try {
      for await (const entry of readArchive(path)) {
        const isAsked =
          (since === undefined || entry.at >= since) &&
          (ref === undefined || entry.ref === ref) &&
          (number === undefined || entry.number === number);
        if (isAsked) yield [entry];
      }
    } catch (error) {
      throw new Refusal([fileFault(path, error)]);
    }
  }
}

const malformed = (option: string, found: string, expected: string): Refusal =>
  new Refusal([serverProblem('option-malformed', { pointer: '' }, { option, found, expected })]);
