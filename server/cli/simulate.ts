import type { Command } from 'commander';
import {
  isObject,
  type Json,
  type Library,
  parseMilliseconds,
  type Problem,
  type QueueDocument,
  type RecordedRequest,
  requestRules,
  simulation,
} from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import { documentLines } from './facts-file.ts';
import { instantAsked } from './instant-option.ts';
import { inWords } from './options.ts';
import { progress } from './progress.ts';
import { type Side, simulatedJson, simulatedWords } from './simulated-words.ts';
import { definitionAsked } from './step.ts';

interface Options {
  readonly definitions: string;
  readonly events: string;
  readonly against?: string;
  readonly until?: string;
  readonly json?: boolean;
}

/** `guiju simulate <queue>`: what requests come to in a queue, by one set of definitions or by two beside each other. */
export function describeSimulate(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<queue>', text('队列，如 queue/complaints', 'a queue, such as queue/complaints'))
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .requiredOption(
      '--events <file>',
      text(
        '每行一个请求 {"at": …, "facts": …, "events": [{"at": …, "event": …}, …]} 的 NDJSON 文件；- 为标准输入',
        'NDJSON, one request {"at": …, "facts": …, "events": [{"at": …, "event": …}, …]} a line; - is stdin',
      ),
    )
    .option('--against <folder>', text('与之对照的定义所在文件夹', 'folder of the definitions to compare with'))
    .option(
      '--until <instant>',
      text(
        '未结的请求运行到此时刻；不给时各停在其最后一个事件',
        'requests that are still open go on up to this instant; else each stops at its last event',
      ),
    )
    .action(async (ref: string, options: Options) => {
      const id = ref.includes('/') ? ref : `queue/${ref}`;
      const until = options.until === undefined ? undefined : instantAsked('--until', options.until);
      const sides = [options.definitions, ...(options.against === undefined ? [] : [options.against])].map((folder) =>
        sideOf(id, folder, until),
      );
      const examples = await lived(options.events, sides, terminal);
      const results = sides.map(({ library, of }, i): Side => ({ library, of: of.result(), example: examples[i] }));
      await terminal.write(options.json ? `${simulatedJson(id, results)}\n` : simulatedWords(id, results, terminal));
      terminal.end(EXIT.fine);
    });
}

/** A queue made ready to take requests. Throws a Refusal where it is not there, is no queue, or has errors. */
function sideOf(id: string, folder: string, until: number | undefined) {
  const { library, definition } = definitionAsked(id, folder);
  const rules =
    definition.kind === 'queue'
      ? requestRules((definition.document as QueueDocument).workflow, library.environment)
      : null;
  if (rules === null)
    throw new Refusal([serverProblem('simulate-of-queues', { definition: id, pointer: '' }, { ref: id })]);
  return { library, of: simulation(rules, id, until) } satisfies { library: Library; of: unknown };
}

/** What was the first to be refused, in which line. */
type Example = { readonly line: number; readonly problem: Problem };

/** Lives every line on all sides; answers the first problem of each. Throws a Refusal at a line that is no request. */
async function lived(
  file: string,
  sides: readonly ReturnType<typeof sideOf>[],
  terminal: Terminal,
): Promise<readonly (Example | undefined)[]> {
  const told = progress(terminal, { 'zh-CN': '模拟', en: 'Simulating' });
  const examples: (Example | undefined)[] = sides.map(() => undefined);
  let line = 0;
  for await (const read of documentLines(file)) {
    line += 1;
    if (read.kind === 'refused') throw new Refusal(read.problems);
    const request = requestIn(read.document);
    if (request === undefined) throw new Refusal([serverProblem('simulate-line-malformed', { pointer: '' }, { line })]);
    for (const [i, { of }] of sides.entries()) {
      const problem = of.live(request);
      if (problem !== undefined) examples[i] ??= { line, problem };
    }
    told.at(line);
  }
  told.end();
  return examples;
}

/** A request as a line says it; undefined for what is none. */
function requestIn(line: Json): RecordedRequest | undefined {
  if (!isObject(line) || !Object.keys(line).every((key) => ['id', 'at', 'facts', 'events'].includes(key)))
    return undefined;
  const { at: written, facts = {}, events = [] } = line;
  const at = typeof written === 'string' ? parseMilliseconds(written) : undefined;
  if (at === undefined || !isObject(facts) || !Array.isArray(events)) return undefined;
  let before = at;
  const read: { readonly at: number; readonly line: Json }[] = [];
  for (const event of events as readonly Json[]) {
    if (!isObject(event)) return undefined;
    const { at: when, ...rest } = event;
    const then = typeof when === 'string' ? parseMilliseconds(when) : undefined;
    if (then === undefined || then < before) return undefined;
    read.push({ at: then, line: rest });
    before = then;
  }
  return { at, facts, events: read };
}
