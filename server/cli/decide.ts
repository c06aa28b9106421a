import { type Command, Option } from 'commander';
import {
  cellReader,
  type Facts,
  isObject,
  type Json,
  type Library,
  type Problem,
  readRow,
  readSet,
  type Result,
} from '../../definitions/index.ts';
import { bankDay, systemClock } from '../clock.ts';
import { availableEngines, engineFor } from '../engines.ts';
import { type Engine, type EngineName } from '../engine.ts';
import { serverProblem } from '../problems.ts';
import { refusedResult, type RequestLine, withAsOf } from '../http/wire/request-line.ts';
import { resultWriter } from '../http/wire/result-text.ts';
import { cutsFile } from './cuts-file.ts';
import { dayAsked, type FactOptions, factOptions, factReader, productsFile } from './fact-options.ts';
import { feedOfEntity, feedOption, feedsAsked, zoneOption } from './feed-options.ts';
import { requestGroups } from './facts-file.ts';
import { inWords, libraryFor } from './options.ts';
import { progress } from './progress.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options extends FactOptions {
  readonly definitions: string;
  readonly facts: string;
  readonly engine: EngineName;
  readonly trace?: boolean;
  readonly asOf?: string;
  readonly cuts?: string;
  readonly products?: string;
  readonly feed?: readonly string[];
  readonly zone?: string;
}

/** `guiju decide <ref>`: a stream of requests in, one result a line out, in order. */
export function describeDecide(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<ref>', text('判断，如 segmentation/customer-class', 'a decision, such as segmentation/customer-class'))
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--facts <file>',
      text('每行一个请求的 NDJSON 文件；- 为标准输入', 'NDJSON, one request a line; - is stdin'),
    )
    .addOption(
      new Option('--engine <engine>', text('计算方式', 'how it is computed'))
        .choices([...availableEngines()])
        .default('function'),
    )
    .option('--trace', text('结果带计算过程', 'results carry a trace'))
    .option('--as-of <date>', text('基准日；请求自带 $asOf 时以请求为准', 'the day of requests that name none ($asOf)'))
    .option('--cuts <file>', text('按份额细分的冻结界限', 'frozen cuts of segmentations by share'))
    .option(
      '--products <file>',
      text('没有自带产品的请求所用的产品（JSON 列表）', 'products (a JSON list) for requests that bring none'),
    );
  factOptions(command, terminal);
  feedOption(command, terminal);
  zoneOption(command, terminal);
  command.action(async (ref: string, options: Options) => {
    const library = libraryFor(options.definitions, ref);
    if (options.trace === true && options.engine !== 'function')
      throw new Refusal([serverProblem('trace-by-function-only', { pointer: '' }, { engine: options.engine })]);
    const cuts = options.cuts === undefined ? {} : { cuts: cutsFile(options.cuts, library) };
    const engine = await engineFor(options.engine, library, ref, { trace: options.trace ?? false, ...cuts });
    try {
      await answerAll(library, ref, engine, options, terminal);
    } finally {
      await engine.close();
    }
  });
}

async function answerAll(
  library: Library,
  ref: string,
  engine: Engine,
  options: Options,
  terminal: Terminal,
): Promise<void> {
  const definition = library.definitions.get(ref);
  if (definition === undefined) throw new Error(`${ref} is not in the library`);
  const { version, hash, closure } = definition;
  const stamp = { id: ref, version, hash, closure };
  const write = resultWriter(stamp);
  const complete = completer(library, ref, options);
  const feeding = lineFeeder(library, ref, options);
  const told = progress(terminal, { 'zh-CN': '判断', en: 'Deciding' });
  let count = 0;
  for await (const { lines, share } of requestGroups(options.facts, engine.group)) {
    const read = lines.map(feeding);
    const asked = read.flatMap((line) => (line.kind === 'read' ? [complete(line.request)] : []));
    const results = (await engine.decide(asked, terminal.language)).values();
    const texts = read.map((line) => {
      const result =
        line.kind === 'read'
          ? withNotes(results.next().value, line.notes)
          : refusedResult(line.kind === 'refused' ? line.problems : [], stamp);
      return result === undefined ? '' : `${write(result)}\n`;
    });
    await terminal.write(texts.join(''));
    count += lines.length;
    told.at(count, share);
  }
  told.end();
}

/** A line whose facts a feed has read; `notes` tell of cells that count as missing. */
type FedLine = RequestLine & { readonly notes?: readonly Problem[] };

/** Reads the facts of lines by the feed of the decision's entity, where the command line names one. */
function lineFeeder(library: Library, ref: string, options: Options): (line: RequestLine) => FedLine {
  const feeds = feedsAsked(library, options);
  if (feeds === undefined) return (line) => line;
  const feed = feedOfEntity(feeds, entityOf(library.environment.decision(ref)?.facts));
  return (line) => {
    if (line.kind !== 'read' || !isObject(line.request) || !isObject(line.request['facts'])) return line;
    const row = readRow(feed, line.request['facts']);
    const refusals = row.problems.filter(({ severity }) => severity === 'error');
    if (refusals.length > 0) return { kind: 'refused', problems: refusals };
    return { kind: 'read', request: { ...line.request, facts: row.facts }, notes: row.problems };
  };
}

const withNotes = (result: Result | undefined, notes: readonly Problem[] = []): Result | undefined =>
  result === undefined || notes.length === 0 ? result : { ...result, problems: [...result.problems, ...notes] };

/** Gives instants of the record that state no zone this one, as a batch does; what is none is left to the strict reader. */
function zoneReader(library: Library, ref: string, zone: string | undefined): (request: Json) => Json {
  if (zone === undefined) return (request) => request;
  const facts = library.environment.decision(ref)?.facts;
  const fields =
    facts?.kind === 'inputs' ? facts.fields : [...(library.environment.entity(entityOf(facts))?.fields.values() ?? [])];
  const readers = fields.flatMap(({ name, type }) =>
    type.kind === 'instant' ? [{ name, read: cellReader({}, type, { zone }) }] : [],
  );
  return (request) => {
    if (!isObject(request) || !isObject(request['facts'])) return request;
    const own = request['facts'];
    const read = readers.flatMap(({ name, read: instant }): [string, Json][] => {
      const found = Object.hasOwn(own, name) ? own[name] : undefined;
      const text = typeof found === 'string' ? instant(found) : undefined;
      return typeof text === 'string' ? [[name, text]] : [];
    });
    return { ...request, facts: { ...own, ...Object.fromEntries(read) } };
  };
}

/** The entity whose rows the facts are. */
const entityOf = (facts: Facts | undefined): string =>
  facts?.kind === 'entity' ? facts.entity : facts?.kind === 'pair' ? facts.customer : '';

/** Fills in what the command line says for all requests: renamed columns, the day, the products. */
function completer(library: Library, ref: string, options: Options): (request: Json) => Json {
  const decision = library.environment.decision(ref);
  const readsAsOf = decision !== undefined && readSet([decision], (id) => library.environment.entity(id)).asOf;
  const day = dayAsked(options.asOf) ?? (readsAsOf ? bankDay(systemClock) : undefined);
  const products = options.products === undefined ? undefined : productsFile(options.products);
  const read = factReader(options);
  const zoned = zoneReader(library, ref, options.zone);
  return (request) => {
    const renamed = zoned(read(request));
    const dated = day === undefined ? renamed : withAsOf(renamed, day);
    if (products === undefined || !isObject(dated) || dated['products'] !== undefined) return dated;
    return { ...dated, products };
  };
}
