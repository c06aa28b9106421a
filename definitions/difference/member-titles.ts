import type { Text } from '../model/text.ts';

/** What the members of decisions' answers are called that no document declares, by where they stand. */
const OF_DECISIONS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  class: ['类别', 'class'],
  classes: ['类别', 'classes'],
  band: ['评分段', 'band'],
  score: ['得分', 'score'],
  reasons: ['原因', 'reasons'],
  problems: ['问题', 'problems'],
  rawClass: ['只按得分的类别', 'class by the score alone'],
  held: ['是否暂不变动', 'held in its class'],
  'next.class': ['下次运行沿用的类别', 'class for the next run'],
  'next.since': ['该类别的起始日', 'first day in its class'],
  'next.misses': ['连续未达标次数', 'runs below the bound'],
  'next.run': ['运行日', 'day of the run'],
  row: ['行', 'row'],
  column: ['列', 'column'],
  treatment: ['处理', 'treatment'],
  product: ['产品', 'product'],
  decision: ['结论', 'decision'],
  rank: ['次序', 'rank'],
};

/** The members of what a step answers: clocks, and effects with what they are asked with. */
const OF_STEPS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  name: ['名称', 'name'],
  clock: ['时钟', 'clock'],
  cycle: ['周期', 'cycle'],
  consumed: ['已用', 'used'],
  dueAt: ['到期', 'due'],
  verdict: ['结果', 'verdict'],
  type: ['类型', 'type'],
  params: ['参数', 'with'],
  to: ['至', 'to'],
  by: ['级数', 'by'],
  level: ['级别', 'level'],
  toQueue: ['转入队列', 'to queue'],
  rung: ['时点', 'rung'],
  limits: ['权限表', 'authority'],
  mode: ['方式', 'mode'],
  rejectTo: ['可驳回至', 'back to'],
  delegate: ['代理', 'delegate'],
  generation: ['第几次时限', 'budget number'],
  occurrence: ['第几次', 'occurrence'],
};

export const decisionMember = (path: string): Text | undefined => titleIn(OF_DECISIONS, path);
export const stepMember = (name: string): Text | undefined => titleIn(OF_STEPS, name);

function titleIn(table: Readonly<Record<string, readonly [zh: string, en: string]>>, name: string): Text | undefined {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  return found === undefined ? undefined : { 'zh-CN': found[0], en: found[1] };
}
