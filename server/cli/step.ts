import type { Command } from 'commander';
import {
  bareStepper,
  type Definition,
  isObject,
  type JsonObject,
  kindOf,
  type Library,
  type Stepped,
  type Stepper,
} from '../../definitions/index.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { documentLines } from './facts-file.ts';
import { instantAsked } from './instant-option.ts';
import { inWords, jsonFile, libraryOf, refuseStdinTwice } from './options.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly definitions?: string;
  readonly machine?: string;
  readonly from: string;
  readonly events: string;
  readonly facts?: string;
  readonly restart?: boolean;
}

/** `guiju step [definition]`: events and passing time, one line in and one line out. */
export function describeStep(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument(
      '[definition]',
      text('流程或队列，如 queue/complaints', 'a workflow or a queue, such as queue/complaints'),
    )
    .option('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .option(
      '--machine <file>',
      text(
        '代替定义：XState v5 状态机（JSON）文件',
        'instead of a definition: a file with an XState v5 machine as JSON',
      ),
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
    .option(
      '--facts <file>',
      text('请求的事实（JSON 对象）文件', 'a file with the facts of the request, a JSON object'),
    )
    .option('--restart', text('每两步之间经 JSON 重新开始', 'begin anew through JSON between every two steps'))
    .action(async (definition: string | undefined, options: Options) => {
      refuseStdinTwice({ ...options });
      const at = instantAsked('--from', options.from);
      const made = stepperAsked(definition, options);
      await stepAll(made, at, options, terminal);
      terminal.end(EXIT.fine);
    });
}

/** Writes the first line, then one for each line of the events. */
async function stepAll(made: () => Stepper, at: number, options: Options, terminal: Terminal): Promise<void> {
  let stepper = made();
  const { begun, problems } = stepper.begin(at, factsAsked(options.facts));
  if (begun === null) throw new Refusal(problems);
  let stepped: Stepped = begun;
  await terminal.write(`${JSON.stringify(stepped.line)}\n`);
  for await (const read of documentLines(options.events)) {
    if (options.restart === true) {
      stepped = JSON.parse(JSON.stringify(stepped)) as Stepped;
      stepper = made();
    }
    stepped = read.kind === 'refused' ? stepper.refuse(stepped, read.problems) : stepper.next(stepped, read.document);
    await terminal.write(`${JSON.stringify(stepped.line)}\n`);
  }
}

/** What is stepped, made each time from nothing. Throws a Refusal where that is nothing. */
function stepperAsked(id: string | undefined, { definitions, machine }: Options): () => Stepper {
  if (machine !== undefined && id === undefined && definitions === undefined) {
    const file = jsonFile(machine);
    return () => {
      const { stepper, problems } = bareStepper(file);
      if (stepper === null) throw new Refusal(problems);
      return stepper;
    };
  }
  if (machine !== undefined || id === undefined || definitions === undefined) {
    throw new Refusal([serverProblem('step-of-what', { pointer: '' })]);
  }
  return stepperOfDefinition(id, definitions);
}

function stepperOfDefinition(id: string, folder: string): () => Stepper {
  const { library, definition } = definitionAsked(id, folder);
  const steps = kindOf(definition.kind)?.steps;
  if (steps === undefined) {
    throw new Refusal([serverProblem('definition-steps-not', { definition: id, pointer: '' }, { ref: id })]);
  }
  return () => steps(definition.document, library.environment);
}

/** A definition of a folder that can be used. Throws a Refusal where it is not there, and where it or what it needs has errors. */
export function definitionAsked(
  id: string,
  folder: string,
): { readonly library: Library; readonly definition: Definition } {
  const { library, problems } = libraryOf(folder);
  const definition = library.definitions.get(id);
  if (definition !== undefined && !library.broken.has(id)) return { library, definition };
  const errors = problems.filter(({ severity }) => severity === 'error');
  const own = errors.filter((problem) => problem.definition === id);
  const at = { definition: id, pointer: '' };
  const unknown = serverProblem('definition-not-found', at, { ref: id, hint: hintFor(library, id) });
  const causes = errors.filter((problem) => problem.definition !== id && problem.code !== 'reference-has-errors');
  throw new Refusal(own.length === 0 ? [unknown] : own.some(isCausedElsewhere) ? [...own, ...causes] : own);
}

const isCausedElsewhere = ({ code }: { readonly code: string }) => code === 'reference-has-errors';

function factsAsked(file: string | undefined): JsonObject {
  if (file === undefined) return {};
  const facts = jsonFile(file);
  if (isObject(facts)) return facts;
  throw new Refusal([serverProblem('step-facts-malformed', { pointer: '' }, { path: file })]);
}
