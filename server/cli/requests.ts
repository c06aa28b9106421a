import { Argument, type Command } from 'commander';
import { isObject, type Json, type Problem } from '../../definitions/index.ts';
import { systemClock } from '../clock.ts';
import { readCatalog } from '../operations/definitions/past-catalogs.ts';
import { importRequest, type ImportedRequest } from '../operations/requests/import-request.ts';
import { preparedQueues } from '../operations/requests/prepared-queues.ts';
import { serverProblem } from '../problems.ts';
import { sampleServiceRequests } from '../sample/requests.ts';
import { hostOperator } from '../store/actor.ts';
import { OperationRefused, type Store } from '../store/store.ts';
import { EXIT, problemLine, Refusal, type Terminal } from '../terminal.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { documentLines } from './facts-file.ts';
import { countOption, inWords } from './options.ts';
import { progress } from './progress.ts';

interface Options {
  readonly data?: string;
  readonly json?: boolean;
  readonly customers: string;
  readonly days: string;
  readonly perDay: string;
  readonly seed: string;
}

/** `guiju requests import FILE` and `guiju requests sample`: service requests of another system, or of a sample bank, with all that happened to them. */
export function describeRequests(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .addArgument(
      new Argument(
        '<what>',
        text(
          'import：导入其他系统的请求；sample：生成样例请求',
          'import: bring requests of another system over; sample: make sample requests',
        ),
      ).choices(['import', 'sample']),
    )
    .argument('[file]', text('每行一个请求的 NDJSON 文件；- 为标准输入', 'NDJSON, a request a line; - is stdin'))
    .addOption(
      countOption('--customers <count>', text('样例：客户数', 'samples: how many customers there are'), '20000'),
    )
    .addOption(countOption('--days <count>', text('样例：多少天', 'samples: of how many days'), '30'))
    .addOption(
      countOption('--per-day <count>', text('样例：每个工作日多少件', 'samples: how many a working day'), '12'),
    )
    .addOption(countOption('--seed <seed>', text('样例：随机种子', 'samples: the seed'), '1'));
  dataOption(command, terminal);
  command.action(async (what: 'import' | 'sample', file: string | undefined, options: Options) => {
    if ((what === 'import') !== (file !== undefined)) {
      const slots = { option: '<file>', found: file ?? '', expected: 'requests import FILE, requests sample' };
      throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
    }
    const lines = file === undefined ? sampleLines(options) : fileLines(file);
    const done = await withStore(configOf(options), { mustExist: true, terminal }, async (store) =>
      importAll(store, lines, terminal, file === undefined),
    );
    if (options.json) await terminal.write(`${JSON.stringify(done)}\n`);
    else {
      const { imported, open, there, refused } = done;
      await terminal.write(
        text(
          `导入 ${imported} 件请求（${open} 件未结），已有 ${there} 件，拒绝 ${refused} 件\n`,
          `Imported ${imported} requests (${open} are open), ${there} were there, ${refused} were refused\n`,
        ),
      );
    }
    terminal.end(done.refused > 0 ? EXIT.no : EXIT.fine);
  });
}

type Line =
  | { readonly number: number; readonly document: Json }
  | { readonly number: number; readonly problems: readonly Problem[] };

async function* fileLines(file: string): AsyncGenerator<Line> {
  for await (const line of documentLines(file)) {
    const { number } = line;
    yield line.kind === 'refused' ? { number, problems: line.problems } : { number, document: line.document };
  }
}

async function* sampleLines({ customers, days, perDay, seed }: Options): AsyncGenerator<Line> {
  const asked = { customers: Number(customers), days: Number(days), perDay: Number(perDay), seed: Number(seed) };
  let number = 0;
  for (const document of sampleServiceRequests({ ...asked, now: systemClock.now() })) {
    number += 1;
    yield { number, document };
  }
}

/**
 * Imports line by line, each whole or not at all; what is refused is told with its line, and the others go on. Samples of types that the
 * bank does not have are passed by.
 */
async function importAll(store: Store, lines: AsyncIterable<Line>, terminal: Terminal, areSamples: boolean) {
  const { database } = store;
  const catalog = await readCatalog(database);
  const host = { store, queues: preparedQueues({ catalog }, database) };
  const told = progress(terminal, { 'zh-CN': '导入请求', en: 'Importing requests' });
  const done = { imported: 0, open: 0, there: 0, refused: 0 };
  const count = ({ wasThere, isOpen }: ImportedRequest) => {
    done[wasThere ? 'there' : 'imported'] += 1;
    if (isOpen && !wasThere) done.open += 1;
  };
  for await (const line of lines) {
    if (areSamples && 'document' in line && !catalog.library.definitions.has(typeOf(line.document))) continue;
    const problems = 'problems' in line ? line.problems : await importOne(host, line.document, count);
    if (problems.length > 0) {
      done.refused += 1;
      if (done.refused <= MOST_TOLD) tellRefused(line.number, problems, terminal);
    }
    told.at(line.number);
  }
  told.end();
  return done;
}

const typeOf = (document: Json): string => (isObject(document) ? String(document['type']) : '');

/** So many refused lines are told; the others are counted. */
const MOST_TOLD = 100;

function tellRefused(number: number, problems: readonly Problem[], terminal: Terminal): void {
  const told = (language: Terminal['language']) => problems.map((problem) => problemLine(problem, language)).join('; ');
  terminal.tell({ 'zh-CN': `第 ${number} 行：${told('zh-CN')}`, en: `line ${number}: ${told('en')}` });
}

async function importOne(
  host: Parameters<typeof importRequest>[0],
  document: Json,
  count: (imported: ImportedRequest) => void,
): Promise<readonly Problem[]> {
  try {
    count(await importRequest(host, hostOperator(), document));
    return [];
  } catch (error) {
    if (error instanceof OperationRefused) return error.problems;
    throw error;
  }
}
