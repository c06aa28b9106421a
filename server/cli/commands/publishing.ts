import type { CommandEntry } from './command-entry.ts';

/** What reaches a store or a server: definitions, and the populations they are tried on. */
export const publishingCommands = {
  load: {
    summary: {
      'zh-CN': '把定义发布到服务的数据库，全部或全不',
      en: 'Publish definitions into the store, all or nothing',
    },
    no: { 'zh-CN': '定义有错误，什么都没有发布', en: 'the definitions have errors; nothing was published' },
    examples: ['load rules', 'load rules --replace --cuts cuts.json'],
    load: async () => (await import('../load.ts')).describeLoad,
  },
  import: {
    summary: {
      'zh-CN': '把客户群的文件导入为快照，全部或全不',
      en: 'Import the files of a population as a snapshot, whole or not at all',
    },
    done: {
      'zh-CN': '已导入；被拒绝的行写入旁边的文件',
      en: 'imported; refused rows stand in a file beside',
    },
    examples: [
      'import customer customers.parquet --related account=accounts.parquet --as-of 2026-11-28',
      'import customer 客户.csv --feed feed/core-customers --related account=账户.csv --feed feed/core-accounts',
    ],
    load: async () => (await import('../import.ts')).describeImport,
  },
  impact: {
    summary: {
      'zh-CN': '改动定义对当前客户群的影响，逐个定义列出',
      en: 'What a change of definitions does to the population, for every decision it may change',
    },
    done: { 'zh-CN': '没有人变动', en: 'nobody moves' },
    no: { 'zh-CN': '有人变动', en: 'somebody moves' },
    json: { 'zh-CN': '每个定义一行 JSON', en: 'write one JSON document a line, one a decision' },
    examples: ['impact old new', 'impact old new --by branchCode --value aum --movers movers'],
    load: async () => (await import('../impact.ts')).describeImpact,
  },
  plan: {
    summary: {
      'zh-CN': '文件夹中的定义会使服务上已发布的有何改变',
      en: 'What the definitions of a folder would change of those a server has in force',
    },
    done: { 'zh-CN': '没有要做的', en: 'nothing to do' },
    no: { 'zh-CN': '有要做的', en: 'there is something to do' },
    examples: [
      'plan rules --server http://localhost:4180',
      'plan rules --server https://guiju.bank --replace --lang zh-CN',
      'plan rules --server https://guiju.bank --no-impact --json',
    ],
    load: async () => (await import('../plan.ts')).describePlan,
  },
  apply: {
    summary: {
      'zh-CN': '把文件夹中的改动作为一次发布提交审批',
      en: 'Hand the changes of a folder in as a release, for another person to approve',
    },
    done: { 'zh-CN': '已提交，或没有要做的', en: 'handed in, or nothing to do' },
    no: { 'zh-CN': '有用例的结果改变，须加 --accept-cases', en: 'cases come out otherwise, and are not accepted yet' },
    examples: [
      'apply rules --server https://guiju.bank --title "Gold from 85"',
      'apply rules --server https://guiju.bank --plan d0bbf0… --go-live 2026-12-31T00:00:00+08:00 --accept-cases',
    ],
    load: async () => (await import('../apply.ts')).describeApply,
  },
  pull: {
    summary: {
      'zh-CN': '把服务上已发布的定义和冻结的界限写成文件',
      en: 'Write the definitions and frozen cuts that a server has in force as files',
    },
    examples: ['pull rules --server http://localhost:4180', 'pull rules --server https://guiju.bank --force'],
    load: async () => (await import('../pull.ts')).describePull,
  },
  snapshots: {
    summary: { 'zh-CN': '列出已导入的客户群快照', en: 'List the populations that were imported' },
    examples: ['snapshots', 'snapshots --verify'],
    load: async () => (await import('../snapshots.ts')).describeSnapshots,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
