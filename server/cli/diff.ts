import type { Command } from 'commander';
import { type Difference, differences, type DocumentChange, type Library } from '../../definitions/index.ts';
import { hintFor } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { inWords, libraryOf } from './options.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly json?: boolean;
}

/** `guiju diff <old> <new> [ref]`: what changed between two folders of definitions. Exit code 0 where they say the same, else 1. */
export function describeDiff(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<old>', text('原定义所在文件夹', 'folder of the definitions before'))
    .argument('<new>', text('新定义所在文件夹', 'folder of the definitions after'))
    .argument(
      '[ref]',
      text('只看一个定义，如 segmentation/customer-class', 'only one, such as segmentation/customer-class'),
    );
  command.action(async (old: string, now: string, ref: string | undefined, options: Options) => {
    const [before, after] = [readable(old), readable(now)];
    const all = differences(before, after);
    if (ref !== undefined && !all.some(({ id }) => id === ref)) throw unknown(after, ref);
    const changed = all.filter(({ id, kind }) => kind !== 'same' && (ref === undefined || id === ref));
    await terminal.write(
      options.json ? `${JSON.stringify(differencesJson(changed))}\n` : differencesText(changed, terminal),
    );
    terminal.end(changed.length > 0 ? 1 : 0);
  });
}

/** A folder of definitions, each of which can be read. A definition that cannot be read at all would look as if it were gone. Throws a Refusal. */
export function readable(folder: string): Library {
  const { library, problems } = libraryOf(folder);
  const unread = problems.filter(
    ({ severity, definition = '' }) => severity === 'error' && !library.definitions.has(definition),
  );
  if (unread.length > 0) throw new Refusal(unread);
  return library;
}

const unknown = (library: Library, ref: string) =>
  new Refusal([serverProblem('definition-not-found', { pointer: '' }, { ref, hint: hintFor(library, ref) })]);

/** Differences as JSON: in both languages, and place by place. */
export const differencesJson = (changed: readonly Difference[]) =>
  changed.map(({ id, kind, by, changes, words }) => ({
    id,
    kind,
    by,
    words: { 'zh-CN': words('zh-CN'), en: words('en') },
    changes,
  }));

/** Differences as text. */
export function differencesText(changed: readonly Difference[], { language }: Terminal): string {
  const isChinese = language === 'zh-CN';
  if (changed.length === 0) return isChinese ? '含义相同，没有改动\n' : 'They say the same\n';
  const titles = isChinese
    ? { changed: '有改动', added: '新增', removed: '删除', reached: '自身未改，所依据的有改动' }
    : { changed: 'changed', added: 'new', removed: 'gone', reached: 'not changed itself, but what it stands on is' };
  return changed
    .map(({ id, kind, by, changes, words }) => {
      const head = `${id} — ${kind === 'same' ? '' : titles[kind]}${by.length === 0 ? '' : `: ${by.join(', ')}`}`;
      return [
        head,
        ...words(language).map((line) => `  ${line}`),
        ...changes.map((one) => `  ${placeOf(one)}`),
        '',
      ].join('\n');
    })
    .join('\n');
}

/** A step of the patch as one line: `~ /classes/0/in "[90, 100]" → "[85, 100]"`. */
function placeOf(change: DocumentChange): string {
  switch (change.op) {
    case 'add':
      return `+ ${change.path} ${JSON.stringify(change.value)}`;
    case 'remove':
      return `- ${change.path} ${JSON.stringify(change.before)}`;
    case 'replace':
      return `~ ${change.path} ${JSON.stringify(change.before)} → ${JSON.stringify(change.value)}`;
    case 'move':
      return `> ${change.from} → ${change.path}`;
  }
}
