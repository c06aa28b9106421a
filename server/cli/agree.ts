import { type Command, Option } from 'commander';
import {
  isObject,
  type Json,
  type JsonObject,
  type Library,
  link,
  type Result,
  type Source,
} from '../../definitions/index.ts';
import { agree, type Agreement, type Difference } from '../agree/agree.ts';
import { randomLibrary } from '../agree/random/library.ts';
import { shrink, type Smallest } from '../agree/shrink.ts';
import { availableEngines, type EngineName } from '../engines.ts';
import { serverProblem } from '../problems.ts';
import { inWords, libraryOf } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from './terminal.ts';

interface Options {
  readonly random?: boolean;
  readonly definitions: number;
  readonly records: number;
  readonly seed?: number;
  readonly engines: readonly EngineName[];
  readonly json?: boolean;
}

/** `guiju agree`: whether all engines say the same, on random records of given or of random definitions. */
export function describeAgree(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('[folder]', text('定义所在文件夹', 'folder of definitions'))
    .option('--random', text('改用各种类型的随机定义', 'random definitions of all kinds instead'))
    .option('--definitions <count>', text('随机定义的个数', 'how many random definitions'), whole('--definitions'), 200)
    .option(
      '--records <count>',
      text('每个定义的随机记录数', 'random records for each definition'),
      whole('--records'),
      100,
    )
    .option(
      '--seed <seed>',
      text('随机种子；缺省时自选并打印', 'seed of chance; chosen and printed where none is given'),
      whole('--seed'),
    )
    .addOption(
      new Option('--engines <names>', text('相互比较的计算方式，逗号分隔', 'the engines to compare, by commas'))
        .default(availableEngines(), availableEngines().join(','))
        .argParser(engineNames),
    );
  command.action(async (folder: string | undefined, options: Options) => {
    if ((folder === undefined) === (options.random !== true))
      throw new Refusal([
        malformed('--random', String(folder), { 'zh-CN': '文件夹或 --random 之一', en: 'either a folder or --random' }),
      ]);
    const seed = options.seed ?? Math.floor(Math.random() * 1_000_000);
    const total =
      folder === undefined ? await ofRandom(options, seed, terminal) : await ofFolder(folder, options, seed, terminal);
    await tell(total, seed, options, terminal);
    terminal.end(total.found.length === 0 ? EXIT.fine : EXIT.no);
  });
}

interface Total {
  readonly agreement: Omit<Agreement, 'differences'>;
  readonly found: readonly Smallest[];
}

async function ofFolder(folder: string, options: Options, seed: number, terminal: Terminal): Promise<Total> {
  const { library } = libraryOf(folder);
  const sources = [...library.definitions.values()].map(({ document }) => ({ document }));
  const told = progress(terminal, TITLE, decisionCount(library) * options.records);
  const { differences, ...agreement } = await agree(library, { ...options, seed }, undefined, (pairs) =>
    told.at(pairs),
  );
  told.end();
  return { agreement, found: await smallest(sources, differences, seed, false) };
}

const TITLE = { 'zh-CN': '比较', en: 'Comparing' };
const MOST_SHRUNK = 5;
const decisionCount = (library: Library) =>
  [...library.definitions.keys()].filter((id) => library.around.decision(id) !== undefined).length;

/** One difference of each decision and engine, made small. */
async function smallest(
  sources: readonly Source[],
  differences: readonly Difference[],
  seed: number,
  mayCut: boolean,
): Promise<readonly Smallest[]> {
  const distinct = differences.filter(
    (one, i) => differences.findIndex((other) => other.ref === one.ref && other.engine === one.engine) === i,
  );
  const found: Smallest[] = [];
  for (const { ref, request, engine, base, other } of distinct) {
    const pair = { sources, ref, request, engine, seed };
    found.push(found.length < MOST_SHRUNK ? await shrink(pair, mayCut) : { ...pair, base, other });
  }
  return found;
}

async function ofRandom(options: Options, seed: number, terminal: Terminal): Promise<Total> {
  const told = progress(terminal, TITLE, options.definitions * options.records);
  const pairs: Record<EngineName, number> = { function: 0, reference: 0, sql: 0 };
  const found: Smallest[] = [];
  let [decisions, decided] = [0, 0];
  for (let own = seed * 1000; decisions < options.definitions; own += 1) {
    const sources = randomLibrary(own);
    const library = link(sources);
    const refs = [...library.definitions.keys()].filter((id) => library.around.decision(id) !== undefined);
    const part = await agree(
      library,
      { ...options, seed: own },
      refs.slice(0, options.definitions - decisions),
      (done) => told.at(pairs.function + done),
    );
    for (const engine of options.engines) pairs[engine] += part.pairs[engine];
    decisions += part.decisions;
    decided += part.decided;
    found.push(...(await smallest(sources, part.differences, own, true)));
  }
  told.end();
  return { agreement: { pairs, decisions, decided }, found };
}

async function tell({ agreement, found }: Total, seed: number, options: Options, terminal: Terminal): Promise<void> {
  if (options.json === true) {
    await terminal.write(`${JSON.stringify({ seed, ...agreement, differences: found.map(asJson) })}\n`);
    return;
  }
  for (const one of found) await terminal.write(`${inLines(one, options.random === true)}\n`);
  const { pairs, decisions } = agreement;
  const counts = options.engines.map((engine) => `${engine} ${pairs[engine]}`).join(', ');
  const isChinese = terminal.language === 'zh-CN';
  await terminal.write(
    isChinese
      ? `种子 ${seed}：${decisions} 个定义，每种计算方式的（记录，定义）对数：${counts}；不同之处 ${found.length}\n`
      : `Seed ${seed}: ${decisions} definitions, (record, definition) pairs by engine: ${counts}; ${found.length} differences\n`,
  );
}

const shown = (result: Result | null) =>
  result === null
    ? null
    : {
        value: result.value,
        reasons: result.reasons.map(({ code, loss }) => ({ code, ...(loss === undefined ? {} : { loss }) })),
        missing: result.missing,
        ...(result.partial === true ? { partial: true } : {}),
        problems: result.problems.map(({ code }) => code),
      };

function asJson({ ref, engine, request, base, other, sources }: Smallest) {
  return {
    ref,
    engine,
    request,
    function: shown(base),
    other: shown(other),
    definitions: sources.map(({ document }) => document),
  };
}

function inLines({ ref, engine, request, base, other, sources }: Smallest, withSources: boolean): string {
  const documents = withSources
    ? sources.map(({ document }) => `  ${JSON.stringify(plainly(document))}\n`).join('')
    : '';
  return `${ref}: function / ${engine}\n  ${JSON.stringify(request)}\n  function:  ${JSON.stringify(shown(base))}\n  ${engine}: ${JSON.stringify(shown(other))}\n${documents}`;
}

const plainly = (document: unknown): Json => (isObject(document) ? (document as JsonObject) : null);

function engineNames(names: string): readonly EngineName[] {
  const known = availableEngines();
  return names.split(',').map((name) => {
    const engine = known.find((one) => one === name.trim());
    if (engine !== undefined) return engine;
    throw new Refusal([malformed('--engines', name, { 'zh-CN': known.join('、'), en: known.join(', ') })]);
  });
}

function whole(option: string): (written: string) => number {
  return (written) => {
    const count = Number(written);
    if (Number.isSafeInteger(count) && count >= 0) return count;
    throw new Refusal([malformed(option, written, { 'zh-CN': '整数', en: 'a whole number' })]);
  };
}

const malformed = (option: string, found: string, expected: { 'zh-CN': string; en: string }) =>
  serverProblem('option-malformed', { pointer: '' }, { option, found, expected });
