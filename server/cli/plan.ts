import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Problem } from '../../definitions/index.ts';
import type { Impact } from '../population/impact/impact.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';
import { impactText } from './impact.ts';
import { inWords } from './options.ts';
import { planJson, planText } from './plan-words.ts';
import { progress } from './progress.ts';
import { readPublishedSet } from './published-set.ts';
import { type ReleasePlan, releasePlan } from './release-plan.ts';
import { type ServerClient, serverClient, type ServerOptions, ServerRefusal, serverOptions } from './server-client.ts';

interface Options extends ServerOptions {
  readonly replace?: boolean;
  readonly impact: boolean;
  readonly json?: boolean;
}

/**
 * `guiju plan <folder> --server URL`: what the definitions of a folder would change of those that a server has in force: in words, what is
 * proved otherwise, which cases come out otherwise, and what it does to the population. Nothing is written. Exit code 0 where there is
 * nothing to do, else 1.
 */
export function describePlan(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<folder>', text('定义所在文件夹', 'folder of definitions'))
    .option('--replace', text('文件夹中没有的定义一并停用', 'retire definitions that the folder does not have'))
    .option('--no-impact', text('不评估对客户群的影响', 'leave out what it does to the population'));
  serverOptions(command, terminal);
  command.action(async (folder: string, options: Options) => {
    const client = serverClient(options, terminal.language);
    const plan = releasePlan(folder, await readPublishedSet(client), {
      replaces: options.replace ?? false,
      url: options.server,
    });
    if (plan.differences.length === 0) {
      await terminal.write(
        options.json
          ? `${JSON.stringify({ ...planJson(plan), impact: null })}\n`
          : text('没有要做的：与已发布的相同\n', 'Nothing to do: it says what is published\n'),
      );
      return terminal.end(EXIT.fine);
    }
    if (!options.json) await terminal.write(`${planText(plan, terminal)}\n`);
    const hasImpact = options.impact && plan.errors.length === 0;
    const impacts = hasImpact ? await impactOfPlan(client, plan, terminal, options.json === true) : null;
    if (options.json) await terminal.write(`${JSON.stringify({ ...planJson(plan), impact: impacts })}\n`);
    else await terminal.write(text(`方案 ${plan.digest}\n`, `plan ${plan.digest}\n`));
    terminal.end(EXIT.no);
  });
}

const LOOK_MS = 200;
const NO_POPULATION = 'snapshot-not-found';

/** Has the server compute what a plan does to its populations, and shows each definition as it is known. */
async function impactOfPlan(
  client: ServerClient,
  { documents, retired }: ReleasePlan,
  terminal: Terminal,
  asJson: boolean,
): Promise<readonly Impact[] | null> {
  // The documents are JSON.
  const asked = { documents, retired } as unknown as { readonly documents: []; readonly retired: [] };
  const begun = await client.post('/api/v1/impacts', asked).catch((error: unknown) => {
    if (error instanceof ServerRefusal && error.body['code'] === NO_POPULATION) return null;
    throw error;
  });
  const untold = () => {
    terminal.tell({
      'zh-CN': '没有客户群的快照，无法评估影响；请先导入（guiju import）',
      en: 'There is no snapshot of a population, so that nothing can be said of the impact; import one first (guiju import)',
    });
    return null;
  };
  if (begun === null) return untold();
  const shown = new Map<string, Impact>();
  let lacking: ImpactAnswer['lacking'] = [];
  const told = progress(terminal, { 'zh-CN': '影响', en: 'Impact' }, '%');
  for (;;) {
    const { body } = await client.get(`/api/v1/impacts/${String(begun.body['id'])}`);
    // As the API describes it.
    const impact = body as unknown as ImpactAnswer;
    for (const { ref, report } of impact.results) {
      if (shown.has(ref)) continue;
      shown.set(ref, report);
      if (!asJson) await terminal.write(impactText(report, terminal));
    }
    if (impact.state === 'failed' && impact.problems[0]?.code === NO_POPULATION) return untold();
    if (impact.state === 'failed' || impact.state === 'cancelled') throw new Refusal(impact.problems, EXIT.failed);
    ({ lacking } = impact);
    if (impact.state === 'done') break;
    told.at(Math.floor(100 * (impact.progress?.share ?? 0)));
    await wait(LOOK_MS);
  }
  told.end();
  for (const { entity, definitions } of lacking)
    terminal.tell({
      'zh-CN': `没有 ${entity} 的快照，未评估对 ${definitions.join('、')} 的影响`,
      en: `There is no snapshot of ${entity}: nothing is said of the impact on ${definitions.join(', ')}`,
    });
  if (shown.size === 0 && !asJson)
    terminal.tell({ 'zh-CN': '没有客户群的判断会因此改变', en: 'No decision over a population may change' });
  return [...shown.values()].toSorted((one, other) => (one.ref < other.ref ? -1 : 1));
}

interface ImpactAnswer {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly problems: readonly Problem[];
  readonly lacking: readonly { readonly entity: string; readonly definitions: readonly string[] }[];
  readonly results: readonly { readonly ref: string; readonly report: Impact }[];
  readonly progress: { readonly share: number } | null;
}
