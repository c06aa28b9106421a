import type { Command } from 'commander';
import { type CaseOutcome, type Cuts, type Library, runCases, say } from '../../definitions/index.ts';
import { inWords, jsonFile, libraryOf } from './options.ts';
import { EXIT, type Terminal } from './terminal.ts';

/** `guiju test <folder>`: runs the cases of every definition. */
export function describeTest(command: Command, terminal: Terminal): void {
  command
    .argument('<folder>', inWords(terminal, { 'zh-CN': '定义所在文件夹', en: 'folder of definitions' }))
    .option(
      '--only <ref>',
      inWords(terminal, { 'zh-CN': '只运行这个定义的用例', en: 'the cases of this definition only' }),
    )
    .option(
      '--cuts <file>',
      inWords(terminal, { 'zh-CN': '按份额分群的冻结界限', en: 'frozen cuts of segmentations by share' }),
    )
    .action(async (folder: string, options: { only?: string; cuts?: string; json?: boolean }) => {
      const { library, problems } = libraryOf(folder);
      // The file is the caller's own: cuts that do not fit are refused where they are read.
      const cuts = options.cuts === undefined ? {} : { cuts: jsonFile(options.cuts) as Cuts };
      const ids = [...library.definitions.keys()].filter((id) => options.only === undefined || id === options.only);
      const ran = ids.map((id) => ({ id, outcomes: runCases(library, id, terminal.language, cuts) }));
      const unable = ids.filter(
        (id) => library.broken.has(id) && (library.definitions.get(id)?.document.cases ?? []).length > 0,
      );
      const failed = ran.flatMap(({ id, outcomes }) =>
        outcomes.filter(({ passed }) => !passed).map((one) => ({ id, ...one })),
      );
      const count = ran.reduce((sum, { outcomes }) => sum + outcomes.length, 0);
      const isFine = failed.length === 0 && unable.length === 0 && count > 0;
      if (options.json) {
        const document = { passed: count - failed.length, failed: failed.length, unable, definitions: ran, problems };
        await terminal.write(`${JSON.stringify(document, null, 2)}\n`);
      } else await terminal.write(textOf(library, failed, unable, count, terminal));
      terminal.end(isFine ? EXIT.fine : EXIT.no);
    });
}

function textOf(
  library: Library,
  failed: readonly (CaseOutcome & { readonly id: string })[],
  unable: readonly string[],
  count: number,
  terminal: Terminal,
): string {
  const isChinese = terminal.language === 'zh-CN';
  const [expected, got] = isChinese ? ['应为', '实为'] : ['expected', 'got'];
  const lines = failed.map(({ id, pointer, name, expected: wanted, got: found }) => {
    const title = say(library.definitions.get(id)?.document.title, terminal.language);
    const codes = {
      value: found.value,
      reasons: found.reasons.map(({ code }) => code),
      problems: found.problems.map(({ code }) => code),
    };
    return `✗ ${id} ${title} ${pointer}: ${name}\n    ${expected} ${JSON.stringify(wanted)}\n    ${got} ${JSON.stringify(codes)}\n`;
  });
  for (const id of unable) {
    lines.push(isChinese ? `✗ ${id} 有错误，用例无法运行\n` : `✗ ${id} has errors, so its cases cannot run\n`);
  }
  const end = isChinese
    ? `用例：${count - failed.length} 通过，${failed.length} 不符\n`
    : `cases: ${count - failed.length} passed, ${failed.length} failed\n`;
  return [...lines, end].join('');
}
