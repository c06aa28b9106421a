import type { Command } from 'commander';
import { type CaseOutcome, type Library, type Problem, runCases, say } from '../../definitions/index.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { cutsFile } from './cuts-file.ts';
import { inWords, libraryOf } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly only?: string;
  readonly cuts?: string;
  readonly json?: boolean;
}

/** `guiju test <folder>`: runs the cases of every definition. */
export function describeTest(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<folder>', text('定义所在文件夹', 'folder of definitions'))
    .option('--only <ref>', text('只运行这个定义的用例', 'the cases of this definition only'))
    .option('--cuts <file>', text('按份额细分的冻结界限', 'frozen cuts of segmentations by share'))
    .action(async (folder: string, options: Options) => {
      const { library, problems } = libraryOf(folder);
      const ran = runAll(library, askedIds(library, problems, options.only), options, terminal);
      const outcome: Outcome = { ran, unable: unableIds(library, problems, options.only) };
      const { passed, failed } = countsOf(outcome);
      if (options.json) {
        const document = { passed, failed: failed.length, unable: outcome.unable, definitions: ran, problems };
        await terminal.write(`${JSON.stringify(document, null, 2)}\n`);
      } else await terminal.write(textOf(library, outcome, terminal));
      const isFine = failed.length === 0 && outcome.unable.length === 0 && passed > 0;
      terminal.end(isFine ? EXIT.fine : EXIT.no);
    });
}

interface Outcome {
  readonly ran: readonly { readonly id: string; readonly outcomes: readonly CaseOutcome[] }[];
  /** Definitions with errors that carry cases, and files that hold none for a reason. */
  readonly unable: readonly string[];
}

/** The definitions whose cases are asked for. Throws a Refusal where `only` is none. */
function askedIds(library: Library, problems: readonly Problem[], only: string | undefined): readonly string[] {
  if (only === undefined) return [...library.definitions.keys()];
  if (library.definitions.has(only)) return [only];
  const own = problems.filter(({ definition, severity }) => definition === only && severity === 'error');
  const at = { definition: only, pointer: '' };
  const unknown = serverProblem('definition-not-found', at, { ref: only, hint: hintFor(library, only) });
  throw new Refusal(own.length > 0 ? own : [unknown]);
}

function runAll(library: Library, ids: readonly string[], { cuts }: Options, terminal: Terminal): Outcome['ran'] {
  const given = cuts === undefined ? {} : { cuts: cutsFile(cuts, library) };
  const told = progress(terminal, { 'zh-CN': '运行用例', en: 'Running cases' }, ids.length);
  const ran = ids.map((id, i) => {
    told.at(i);
    return { id, outcomes: runCases(library, id, terminal.language, given) };
  });
  told.end();
  return ran;
}

function unableIds(library: Library, problems: readonly Problem[], only: string | undefined): readonly string[] {
  const faulty = problems.filter(({ severity }) => severity === 'error').map(({ definition }) => definition ?? '');
  return [...new Set([...library.broken, ...faulty])].filter((id) => {
    if (only !== undefined && id !== only) return false;
    const definition = library.definitions.get(id);
    return definition === undefined ? id !== '' : (definition.document.cases ?? []).length > 0;
  });
}

function countsOf({ ran }: Outcome) {
  const all = ran.flatMap(({ id, outcomes }) => outcomes.map((one) => ({ id, ...one })));
  return { passed: all.filter(({ passed }) => passed).length, failed: all.filter(({ passed }) => !passed) };
}

function textOf(library: Library, outcome: Outcome, terminal: Terminal): string {
  const { language } = terminal;
  const isChinese = language === 'zh-CN';
  const [expected, got] = isChinese ? ['应为', '实为'] : ['expected', 'got'];
  const { passed, failed } = countsOf(outcome);
  const lines = failed.map(({ id, pointer, name, expected: wanted, got: found }) => {
    const title = say(library.definitions.get(id)?.document.title, language);
    const codes = {
      value: found.value,
      reasons: found.reasons.map(({ code }) => code),
      problems: found.problems.map(({ code }) => code),
    };
    return `✗ ${id} ${title} ${pointer}: ${name}\n    ${expected} ${JSON.stringify(wanted)}\n    ${got} ${JSON.stringify(codes)}\n`;
  });
  for (const id of outcome.unable) {
    lines.push(
      isChinese
        ? `✗ ${id} 有错误，用例无法运行；请先运行 guiju check\n`
        : `✗ ${id} has errors, so its cases cannot run; run guiju check first\n`,
    );
  }
  const none = isChinese ? '没有用例可运行\n' : 'there are no cases to run\n';
  const end = isChinese
    ? `用例：${passed} 通过，${failed.length} 不符\n`
    : `cases: ${passed} passed, ${failed.length} failed\n`;
  return [...lines, passed + failed.length === 0 ? none : end].join('');
}
