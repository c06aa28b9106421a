import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { canonical, hash, type Json, readJson } from '../../definitions/index.ts';
import { outputFile } from '../batch/output/output-file.ts';
import { readDefinitionFiles } from '../operations/definitions/definition-files.ts';
import { serverProblem } from '../problems.ts';
import { Refusal, type Terminal } from '../terminal.ts';
import { counted, inWords } from './options.ts';
import { type PublishedSet, readPublishedSet } from './published-set.ts';
import { serverClient, type ServerOptions, serverOptions } from './server-client.ts';

interface Options extends ServerOptions {
  readonly cuts?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** A file to be written; `isKept`: it says that already. */
interface Pulled {
  readonly path: string;
  readonly value: Json;
  readonly isKept: boolean;
}

/** A name that begins with a dot is passed over where definitions are read. */
const CUTS = '.cuts.json';

/**
 * `guiju pull <folder> --server URL`: writes the definitions that a server has in force as files, and its frozen cuts beside them. A
 * definition that stands in the folder already is written where it stands. Nothing is written where something else stands there, unless
 * `--force`.
 */
export function describePull(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<folder>', text('写入的文件夹', 'the folder to write into'))
    .option(
      '--cuts <file>',
      text(
        '冻结的界限写入何处；缺省为文件夹中的 .cuts.json',
        'where the frozen cuts go; .cuts.json in the folder by default',
      ),
    )
    .option('--force', text('覆盖与已发布不同的文件', 'replace files that are not as published'));
  serverOptions(command, terminal);
  command.action(async (folder: string, options: Options) => {
    const published = await readPublishedSet(serverClient(options, terminal.language));
    const { files, others } = filesOf(folder, published, options.cuts ?? join(folder, CUTS));
    const differing = files.filter(({ path, isKept }) => !isKept && existsSync(path));
    if (differing.length > 0 && options.force !== true)
      throw new Refusal(differing.map(({ path }) => serverProblem('folder-differs', AT, { path })));
    const written = files.filter(({ isKept }) => !isKept);
    for (const one of written) writeFile(one);
    for (const place of others)
      terminal.tell({
        'zh-CN': `${place} 不是已发布的定义，原样保留`,
        en: `${place} is no published definition; it was left as it is`,
      });
    const count = published.definitions.length;
    if (options.json)
      return await terminal.write(
        `${JSON.stringify({ publication: published.number, definitions: count, written: written.map(({ path }) => path), others })}\n`,
      );
    await terminal.write(
      text(
        `第 ${published.number} 次发布：${count} 个定义，写入 ${written.length} 个文件\n`,
        `publication ${published.number}: ${counted(count, 'definition')}, ${counted(written.length, 'file')} written\n`,
      ),
    );
  });
}

const AT = { pointer: '' };

/** The files that say what is published, and those of the folder that say something else. Throws a Refusal. */
function filesOf(
  folder: string,
  { definitions, cuts }: PublishedSet,
  cutsPath: string,
): { readonly files: readonly Pulled[]; readonly others: readonly string[] } {
  const there = existsSync(folder) ? readDefinitionFiles(folder) : { sources: [], problems: [] };
  const faults = there.problems.filter(({ code }) => code !== 'no-definitions');
  if (faults.length > 0) throw new Refusal(faults);
  const places = new Map<string, { readonly place: string; readonly document: Json }>();
  for (const { document, place = '' } of there.sources) {
    // What was read from a file is JSON.
    const { kind, name } = document as { readonly kind?: Json; readonly name?: Json };
    places.set(`${String(kind)}/${String(name)}`, { place, document: document as Json });
  }
  const files = definitions.map(({ id, document }): Pulled => {
    const known = places.get(id);
    const path = join(folder, known?.place ?? `${id}.json`);
    return {
      path,
      value: document as Json,
      isKept: known !== undefined && hash(known.document) === hash(document as Json),
    };
  });
  const ids = new Set(definitions.map(({ id }) => id));
  const others = [...places].filter(([id]) => !ids.has(id)).map(([, { place }]) => place);
  const hasCuts = Object.keys(cuts).length > 0 || existsSync(cutsPath);
  const cutsValue = cuts as unknown as Json;
  return {
    files: hasCuts ? [...files, { path: cutsPath, value: cutsValue, isKept: saysSame(cutsPath, cutsValue) }] : files,
    others,
  };
}

function saysSame(path: string, value: Json): boolean {
  if (!existsSync(path)) return false;
  const read = readJson(readFileSync(path));
  return read.kind === 'read' && canonical(read.document) === canonical(value);
}

function writeFile({ path, value }: Pulled): void {
  mkdirSync(dirname(path), { recursive: true });
  const output = outputFile(path, { force: true, inputs: [] });
  try {
    writeFileSync(output.partial, `${JSON.stringify(value, null, 2)}\n`);
    output.commit();
  } finally {
    output.discard();
  }
}
