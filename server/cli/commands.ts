import type { Command } from 'commander';
import type { Message } from '../../definitions/index.ts';
import type { Terminal } from './terminal.ts';

/** Gives a command its arguments, options and action. Every file of a command exports one. */
export type Describe = (command: Command, terminal: Terminal) => void;

export interface CommandEntry {
  readonly summary: Message;
  /** Loaded only when the command runs. */
  readonly load: () => Promise<Describe>;
}

/** The commands, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    summary: { 'zh-CN': '启动服务和页面', en: 'Start the server and the studio' },
    load: async () => (await import('./start.ts')).describeStart,
  },
  check: {
    summary: { 'zh-CN': '检查并证明一个文件夹中的定义', en: 'Check and prove the definitions of a folder' },
    load: async () => (await import('./check.ts')).describeCheck,
  },
  test: {
    summary: { 'zh-CN': '运行定义自带的用例', en: 'Run the cases that definitions carry' },
    load: async () => (await import('./test.ts')).describeTest,
  },
  agree: {
    summary: { 'zh-CN': '核对各种计算方式结果一致', en: 'Compare the engines on random records' },
    load: async () => (await import('./agree.ts')).describeAgree,
  },
  decide: {
    summary: { 'zh-CN': '逐行判断记录', en: 'Decide records, one result a line' },
    load: async () => (await import('./decide.ts')).describeDecide,
  },
  batch: {
    summary: { 'zh-CN': '判断一个文件的每一行', en: 'Decide every row of a file' },
    load: async () => (await import('./batch.ts')).describeBatch,
  },
  nearest: {
    summary: { 'zh-CN': '最少改变哪些事实可达到某一类', en: 'The smallest change that reaches a class' },
    load: async () => (await import('./nearest.ts')).describeNearest,
  },
  explain: {
    summary: { 'zh-CN': '用句子说明一个定义', en: 'Tell a definition in sentences' },
    load: async () => (await import('./explain.ts')).describeExplain,
  },
  load: {
    summary: {
      'zh-CN': '把定义发布到服务的数据库，全部或全不',
      en: 'Publish definitions into the store, all or nothing',
    },
    load: async () => (await import('./load.ts')).describeLoad,
  },
  replay: {
    summary: {
      'zh-CN': '以当日版本重算已记录的判断',
      en: 'Compute logged decisions again with the version of their day',
    },
    load: async () => (await import('./replay.ts')).describeReplay,
  },
  populate: {
    summary: {
      'zh-CN': '生成样例客户并分类（start 首次会做）',
      en: 'Make and classify sample customers (start does it once)',
    },
    load: async () => (await import('./populate.ts')).describePopulate,
  },
  compare: {
    summary: {
      'zh-CN': '比较两套定义对同一批客户的判断',
      en: 'Compare what two sets of definitions decide for a file',
    },
    load: async () => (await import('./compare.ts')).describeCompare,
  },
  fit: {
    summary: { 'zh-CN': '用数据拟合回归的系数', en: 'Fit the coefficients of a regression to data' },
    load: async () => (await import('./fit.ts')).describeFit,
  },
  deciles: {
    summary: { 'zh-CN': '按分值十等分，并看各组的结果', en: 'Ten groups by a score, and what happened in each' },
    load: async () => (await import('./deciles.ts')).describeDeciles,
  },
  sample: {
    summary: { 'zh-CN': '生成一组有种子的样例客户文件', en: 'Make files of seeded sample customers' },
    load: async () => (await import('./sample.ts')).describeSample,
  },
};
