import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { claimedId, hash, type JsonObject } from '../../definitions/index.ts';
import { serverProblem } from '../problems.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import { type Applied, handIn } from './hand-in.ts';
import { inWords } from './options.ts';
import { planText } from './plan-words.ts';
import { type PublishedSet, readPublishedSet } from './published-set.ts';
import { type ReleasePlan, releasePlan } from './release-plan.ts';
import { serverClient, type ServerOptions, serverOptions } from './server-client.ts';

interface Options extends ServerOptions {
  readonly replace?: boolean;
  readonly plan?: string;
  readonly title?: string;
  readonly note?: string;
  readonly goLive?: string;
  readonly acceptCases?: boolean;
  readonly json?: boolean;
}

/**
 * `guiju apply <folder> --server URL`: makes a release of what `guiju plan` shows, and hands it in; another person approves it. The same
 * folder applied again, by however many at once, makes one release. Exit code 0 where it is handed in or there is nothing to do, 1 where
 * cases that come out otherwise are still to be accepted.
 */
export function describeApply(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<folder>', text('定义所在文件夹', 'folder of definitions'))
    .option('--replace', text('文件夹中没有的定义一并停用', 'retire definitions that the folder does not have'))
    .option(
      '--plan <digest>',
      text('只提交 guiju plan 显示的这一方案', 'only what guiju plan showed under this digest'),
    )
    .option('--title <title>', text('发布的标题', 'title of the release'))
    .option('--note <note>', text('给审批人的说明', 'note for whoever approves it'))
    .option(
      '--go-live <instant>',
      text(
        '生效时间，须带时区；缺省为批准后立即',
        'when it goes live, with its zone; at once when it is approved by default',
      ),
    )
    .option('--accept-cases', text('接受结果改变的用例', 'accept the cases that come out otherwise'));
  serverOptions(command, terminal);
  command.action(async (folder: string, options: Options) => {
    const client = serverClient(options, terminal.language);
    const published = await readPublishedSet(client);
    const plan = releasePlan(folder, published, { replaces: options.replace ?? false, url: options.server });
    if (options.plan !== undefined && options.plan !== plan.digest)
      throw new Refusal([serverProblem('plan-moved', { pointer: '' }, { found: plan.digest, expected: options.plan })]);
    if (plan.documents.length + plan.retired.length === 0) {
      const nothing = text('没有要做的：与已发布的相同\n', 'Nothing to do: it says what is published\n');
      await terminal.write(options.json ? `${JSON.stringify({ release: null, state: null, hash: null })}\n` : nothing);
      return terminal.end(EXIT.fine);
    }
    if (!options.json) await terminal.write(`${planText(plan, terminal)}\n`);
    if (plan.errors.length > 0) throw new Refusal(plan.errors);
    const content = contentOf(folder, plan, published, options);
    const applied = await handIn(client, content, hash([plan.digest, content]), options.acceptCases ?? false);
    await tell(applied, options, terminal);
  });
}

function contentOf(folder: string, { documents, retired }: ReleasePlan, published: PublishedSet, options: Options) {
  const texts = new Map(published.definitions.map(({ id, hash: text }) => [id, text]));
  const members = [
    ...documents.map((document) => {
      const replaces = texts.get(claimedId(document));
      return { document, ...(replaces === undefined ? {} : { replaces }) };
    }),
    ...retired.map((retire) => ({ retire })),
  ];
  const names = [...documents.map(claimedId), ...retired].join(', ');
  const title = options.title ?? `${basename(resolve(folder))}: ${names}`;
  const { note = '', goLive = null } = options;
  // Documents are JSON.
  return { title: title.slice(0, MOST_TITLE), note, goLiveAt: goLive, members } as unknown as JsonObject;
}

const MOST_TITLE = 200;
async function tell(
  { release, state, hash: bound, cases }: Applied,
  { json }: Options,
  terminal: Terminal,
): Promise<void> {
  if (json) await terminal.write(`${JSON.stringify({ release, state, hash: bound, cases })}\n`);
  if (cases.length > 0) {
    terminal.tell({
      'zh-CN': `有 ${cases.length} 个用例的结果改变，尚未提交；确认后加 --accept-cases`,
      en: `${cases.length} cases come out otherwise, and it was not handed in; with --accept-cases it is`,
    });
    return terminal.end(EXIT.no);
  }
  if (!json)
    await terminal.write(
      inWords(terminal, {
        'zh-CN': `发布 ${release} 已提交，状态 ${state}；审批所约束的内容 ${bound ?? '–'}\n`,
        en: `release ${release} is handed in, state ${state}; what an approval binds: ${bound ?? '–'}\n`,
      }),
    );
  terminal.end(EXIT.fine);
}
