import type { Command } from 'commander';
import { kindOf, type Library, say } from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { hintFor } from '../operations/why-no-decision.ts';
import { inWords, libraryOf } from './options.ts';
import { Refusal, type Terminal } from './terminal.ts';

/** `guiju explain <ref>`: the definition as sentences. */
export function describeExplain(command: Command, terminal: Terminal): void {
  command
    .argument(
      '<ref>',
      inWords(terminal, {
        'zh-CN': '定义，如 segmentation/customer-class',
        en: 'a definition, such as segmentation/customer-class',
      }),
    )
    .requiredOption(
      '--definitions <folder>',
      inWords(terminal, { 'zh-CN': '定义所在文件夹', en: 'folder of definitions' }),
    )
    .action(async (ref: string, options: { definitions: string; json?: boolean }) => {
      const { library, problems } = libraryOf(options.definitions);
      const definition = library.definitions.get(ref);
      if (definition === undefined) {
        const own = problems.filter((problem) => problem.definition === ref);
        const unknown = serverProblem(
          'definition-not-found',
          { definition: ref, pointer: '' },
          { ref, hint: hintFor(library, ref) },
        );
        throw new Refusal(own.length > 0 ? own : [unknown]);
      }
      const words = wordsOf(library, ref, terminal);
      if (options.json) await terminal.write(`${JSON.stringify({ id: ref, language: terminal.language, words })}\n`);
      else {
        const head = [kindOf(definition.kind)?.title, definition.document.title].map((text) =>
          say(text, terminal.language),
        );
        await terminal.write(`${[ref, ...head].join(' · ')}\n\n${words.join('\n')}\n`);
      }
    });
}

function wordsOf(library: Library, ref: string, terminal: Terminal): readonly string[] {
  const definition = library.definitions.get(ref);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind === undefined || library.broken.has(ref)) return [];
  return kind.words(definition.document, library.around.decision(ref) ?? null, library.around, terminal.language);
}
