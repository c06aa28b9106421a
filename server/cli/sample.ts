import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { type Command, Option } from 'commander';
import { FORMATS, type Format } from '../batch/input/rows.ts';
import { batchProblem } from '../batch/problems.ts';
import { writeSample } from '../sample/sample.ts';
import { writeFault } from '../batch/output/write-fault.ts';
import { dayOf, wholeNumber, withDuckdb } from './batch-options.ts';
import { dateText } from '../../definitions/index.ts';
import { inWords } from './options.ts';
import { progress } from './progress.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly customers: number;
  readonly seed: number;
  readonly output: string;
  readonly format: Format;
  readonly asOf?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `guiju sample`: a seeded population as files, one an entity of the bank pack. */
export function describeSample(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .option('--customers <count>', text('客户数', 'how many customers'), wholeNumber('--customers'), 20_000)
    .option(
      '--seed <number>',
      text('随机种子；同样的种子得到同样的客户', 'the seed: the same gives the same customers'),
      wholeNumber('--seed'),
      1,
    )
    .requiredOption('--output <folder>', text('写入的文件夹', 'the folder to write into'))
    .addOption(
      new Option('--format <format>', text('文件格式', 'format of the files')).choices([...FORMATS]).default('parquet'),
    )
    .option('--as-of <date>', text('基准日；缺省为今天', 'the day the customers are described as of; today by default'))
    .option('--force', text('写入非空文件夹', 'write into a folder that is not empty'));
  command.action(async (options: Options) => {
    const made = folderFor(options);
    const asOf = dateText(dayOf(options.asOf));
    const started = performance.now();
    const told = progress(terminal, { 'zh-CN': '生成', en: 'Making' }, '%');
    const rows = await withDuckdb({}, (duckdb) =>
      writeSample(
        duckdb,
        options.output,
        options.format,
        { customers: options.customers, seed: options.seed, asOf, force: options.force ?? false },
        (share) => told.at(Math.floor(share * 100)),
      ),
    ).catch((error: unknown) => {
      // A folder made for files that are not there is no use to anybody.
      if (made !== undefined) rmSync(made, { recursive: true, force: true });
      throw error;
    });
    told.end();
    const seconds = (performance.now() - started) / 1000;
    if (options.json)
      await terminal.write(`${JSON.stringify({ output: options.output, asOf, seed: options.seed, seconds, rows })}\n`);
    else
      await terminal.write(
        `${Object.entries(rows)
          .map(([name, count]) => `${name}: ${count.toLocaleString('en-US')}`)
          .join('\n')}\n`,
      );
  });
}

/** Makes the folder; answers the topmost that had to be made. Throws a Refusal where files stand in it already. */
function folderFor({ output, force = false }: Options): string | undefined {
  try {
    const made = mkdirSync(output, { recursive: true });
    if (!force && readdirSync(output).length > 0)
      throw new Refusal([batchProblem('output-exists', { pointer: '' }, { path: output })]);
    return made;
  } catch (error) {
    throw writeFault(error, tmpdir(), output);
  }
}
