import { Argument, type Command } from 'commander';
import { type GuessedFeed, guessFeed } from '../../definitions/index.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { writeText } from '../batch/output/text-file.ts';
import { sampledColumns } from '../batch/input/sample-columns.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { sheetOption, wholeNumber, withDuckdb } from './batch-options.ts';
import { inWords, libraryOf } from './options.ts';
import { problemLine, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly entity: string;
  readonly definitions: string;
  readonly name?: string;
  readonly encoding?: string;
  readonly header?: number;
  readonly sheet?: string | number;
  readonly write?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `guiju feed guess <file>`: a feed as the file suggests it, and what of it is a guess. */
export function describeFeed(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .addArgument(
      new Argument('<action>', text('guess：由文件提出供数定义', 'guess: propose a feed from a file')).choices([
        'guess',
      ]),
    )
    .argument('<file>', text('CSV、XLSX、NDJSON 或 Parquet 文件', 'a CSV, XLSX, NDJSON or Parquet file'))
    .requiredOption(
      '--entity <entity>',
      text('文件的行所属实体，如 entity/customer', 'the entity of the rows, such as entity/customer'),
    )
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .option(
      '--name <name>',
      text('供数的名称；缺省取自文件名', "the feed's name; by default from the name of the file"),
    )
    .option('--encoding <name>', text('CSV 的编码，如 gbk', 'encoding of a CSV file, such as gbk'))
    .option('--header <line>', text('表头所在行', 'the line of the header'), wholeNumber('--header'))
    .option('--write <file>', text('把供数写成定义文件', 'write the feed as a definition'))
    .option('--force', text('覆盖已有文件', 'replace an existing file'));
  sheetOption(command, terminal);
  command.action(async (_: string, file: string, options: Options) => {
    const guessed = await guess(file, options);
    const { write, force = false } = options;
    const document = `${JSON.stringify(guessed.document, null, 2)}\n`;
    if (write !== undefined)
      await withDuckdb({}, async ({ folder }) => {
        const output = outputFile(write, { force, inputs: [file] });
        await writeText(folder, output, document);
        output.commit();
      });
    if (options.json) return terminal.write(`${JSON.stringify({ feed: guessed.document, unsure: guessed.unsure })}\n`);
    for (const problem of guessed.unsure) process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
    if (write === undefined) await terminal.write(document);
  });
}

async function guess(file: string, options: Options): Promise<GuessedFeed> {
  const { library } = libraryOf(options.definitions);
  const { entity: id, header, encoding, sheet } = options;
  const entity = library.environment.entity(id.includes('/') ? id : `entity/${id}`);
  if (entity === undefined)
    throw new Refusal([
      serverProblem('definition-not-found', { pointer: '' }, { ref: id, hint: hintFor(library, id) }),
    ]);
  const sampled = await withDuckdb({}, (duckdb) =>
    sampledColumns(duckdb, file, { encoding, sheet, ...(header === undefined ? {} : { header }) }),
  );
  return guessFeed(options.name ?? nameOf(file), entity, sampled.columns, {
    ...(sampled.encoding === undefined ? {} : { encoding: sampled.encoding }),
    ...(header === undefined || header === 1 ? {} : { header }),
  });
}

/** A name for a feed out of a file's: kebab-case, without its ending. */
function nameOf(file: string): string {
  const name = file
    .replace(/^.*[\\/]/, '')
    .replace(/\.[^.]*$/, '')
    .toLowerCase();
  const kebab = name.replaceAll(/[^a-z0-9\p{Lo}]+/gu, '-').replaceAll(/^-+|-+$/g, '');
  return kebab === '' ? 'feed' : kebab;
}
