import type { Command } from 'commander';
import { link, refuses } from '../../definitions/index.ts';
import { readDefinitionFiles } from '../operations/definitions/definition-files.ts';
import { type Loaded, loadDefinitions } from '../operations/definitions/load-definitions.ts';
import { hostOperator } from '../store/actor.ts';
import { newestCuts } from '../store/cuts.ts';
import { awaitServer } from './await-server.ts';
import { cutsFile } from './cuts-file.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { counted, inWords } from './options.ts';
import { progress } from './progress.ts';
import { EXIT, problemLine, Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly data?: string;
  readonly replace?: boolean;
  readonly cuts?: string;
  readonly allowFailingCases?: boolean;
  readonly json?: boolean;
}

/** `guiju load <folder>`: publishes definitions into the store, all or nothing. */
export function describeLoad(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<folder>', text('定义所在文件夹', 'folder of definitions'))
    .option('--replace', text('撤下文件夹中没有的定义', 'withdraw definitions that the folder does not have'))
    .option('--cuts <file>', text('一并冻结按份额细分的界限', 'freeze these cuts of segmentations by share'))
    .option(
      '--allow-failing-cases',
      text('用例不符也发布，只作警告', 'publish although cases fail, with a warning each'),
    );
  dataOption(command, terminal);
  command.action(async (folder: string, options: Options) => {
    const files = readDefinitionFiles(folder);
    if (files.sources.length === 0 && refuses(files.problems)) throw new Refusal(files.problems);
    if (refuses(files.problems)) return await answer({ kind: 'refused', problems: files.problems }, options, terminal);
    const cuts = options.cuts === undefined ? undefined : cutsFile(options.cuts, link(files.sources));
    const told: { progress?: ReturnType<typeof progress> } = {};
    const config = configOf(options);
    const { loaded, frozen } = await withStore(config, { mustExist: false, terminal }, async (store) => {
      const done = await loadDefinitions(store, hostOperator(), files.sources, {
        replaces: options.replace ?? false,
        allowsFailingCases: options.allowFailingCases ?? false,
        ...(cuts === undefined ? {} : { cuts }),
        onProving(count, total) {
          told.progress ??= progress(terminal, { 'zh-CN': '证明', en: 'Proving' }, total);
          told.progress.at(count);
        },
      });
      return { loaded: done, frozen: await newestCuts(store.database) };
    });
    told.progress?.end();
    await answer(loaded, options, terminal);
    if (loaded.kind === 'published')
      await awaitServer(config.dataFolder, { publication: loaded.published.number, cuts: frozen }, terminal);
  });
}

async function answer(loaded: Loaded, { json }: Options, terminal: Terminal): Promise<void> {
  if (json) await terminal.write(`${JSON.stringify(loaded)}\n`);
  const told = loaded.problems.filter(({ code, severity }) => severity === 'error' || code === 'case-failed');
  for (const problem of told) process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
  if (loaded.kind === 'refused') {
    terminal.tell({
      'zh-CN': `有 ${told.length} 个错误，什么都没有载入`,
      en: `${counted(told.length, 'error')}: nothing was loaded`,
    });
    terminal.end(EXIT.no);
    return;
  }
  const { number, added, changed, withdrawn, rewritten } = loaded.published;
  if (json) return;
  for (const { id, count, of } of loaded.undecided)
    await terminal.write(
      inWords(terminal, {
        'zh-CN': `${id}：${of} 项性质中有 ${count} 项未能判定\n`,
        en: `${id}: ${count} of ${of} properties not decided\n`,
      }),
    );
  await terminal.write(
    inWords(terminal, {
      'zh-CN': `第 ${number} 次发布：新增 ${added.length}，变更 ${changed.length}，撤下 ${withdrawn.length}${rewritten.length === 0 ? '' : `，仅次序改变 ${rewritten.length}`}\n`,
      en: `publication ${number}: ${added.length} added, ${changed.length} changed, ${withdrawn.length} withdrawn${rewritten.length === 0 ? '' : `, ${rewritten.length} in another order only`}\n`,
    }),
  );
}
