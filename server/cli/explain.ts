import type { Command } from 'commander';
import { kindOf, type Library, type Problem, say } from '../../definitions/index.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { inWords, libraryOf } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

/** `guiju explain <ref>`: the definition as sentences. */
export function describeExplain(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument(
      '<ref>',
      text('定义，如 segmentation/customer-class', 'a definition, such as segmentation/customer-class'),
    )
    .requiredOption('--definitions <folder>', text('定义所在文件夹', 'folder of definitions'))
    .action(async (ref: string, options: { definitions: string; json?: boolean }) => {
      const { library, problems } = libraryOf(options.definitions);
      // `kind/name#output` means the definition whose output it is.
      const id = ref.replace(/#.*$/, '');
      const words = wordsOf(library, problems, id, terminal);
      if (options.json) await terminal.write(`${JSON.stringify({ id, language: terminal.language, words })}\n`);
      else await terminal.write(`${headOf(library, id, terminal)}\n\n${words.join('\n')}\n`);
    });
}

/** The sentences. Throws a Refusal where there is no such definition, or where it has errors. */
function wordsOf(library: Library, problems: readonly Problem[], id: string, terminal: Terminal): readonly string[] {
  const definition = library.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  const own = problems.filter(({ definition: of, severity }) => of === id && severity === 'error');
  if (definition === undefined || kind === undefined) {
    const slots = { ref: id, hint: hintFor(library, id) };
    throw new Refusal(
      own.length > 0 ? own : [serverProblem('definition-not-found', { definition: id, pointer: '' }, slots)],
    );
  }
  if (library.broken.has(id))
    throw new Refusal([serverProblem('definition-has-errors', { definition: id, pointer: '' }, { ref: id }), ...own]);
  return kind.words(
    definition.document,
    library.environment.decision(id) ?? null,
    library.environment,
    terminal.language,
  );
}

function headOf(library: Library, id: string, { language }: Terminal): string {
  const definition = library.definitions.get(id);
  const titles = [kindOf(definition?.kind ?? '')?.title, definition?.document.title].map((text) => say(text, language));
  return [id, ...titles].filter((part) => part !== '').join(' · ');
}
