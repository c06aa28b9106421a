import type { Command } from 'commander';
import type { Message } from '../../definitions/index.ts';
import type { Terminal } from '../terminal.ts';

/** Gives a command its arguments, options and action. Every file of a command exports one. */
export type Describe = (command: Command, terminal: Terminal) => void;

export interface CommandEntry {
  readonly summary: Message;
  /** What exit code 0 says, where it says more than "done". */
  readonly done?: Message;
  /** What exit code 1 says; absent where the command never ends with it. */
  readonly no?: Message;
  /** What `--json` writes, where it is not one document. */
  readonly json?: Message;
  /** Lines to try, without the program's name. */
  readonly examples: readonly string[];
  /** Loaded only when the command runs. */
  readonly load: () => Promise<Describe>;
}

/** The commands, in the order of the help. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  start: {
    summary: { 'zh-CN': '启动服务和页面', en: 'Start the server and the studio' },
    done: { 'zh-CN': '应要求停止', en: 'stopped when it was asked to' },
    json: { 'zh-CN': '启动后以 JSON 写出地址', en: 'write the address as JSON once it listens' },
    examples: ['start', 'start --port 0 --data ./data', 'start --empty', 'start --files rules'],
    load: async () => (await import('./start.ts')).describeStart,
  },
  check: {
    summary: { 'zh-CN': '检查并证明一个文件夹中的定义', en: 'Check and prove the definitions of a folder' },
    done: {
      'zh-CN': '没有错误（警告和未能判定的性质不算）',
      en: 'no error (warnings and what is not decided are none)',
    },
    no: { 'zh-CN': '有错误，或有性质被反驳', en: 'errors, or something was refuted' },
    examples: ['check rules', 'check rules --all --lang zh-CN', 'check rules --json'],
    load: async () => (await import('./check.ts')).describeCheck,
  },
  test: {
    summary: { 'zh-CN': '运行定义自带的用例', en: 'Run the cases that definitions carry' },
    done: { 'zh-CN': '所有用例通过', en: 'every case passed' },
    no: {
      'zh-CN': '有用例不符、无法运行，或没有用例',
      en: 'a case failed or could not run, or there are no cases',
    },
    examples: ['test rules', 'test rules --only segmentation/customer-class'],
    load: async () => (await import('./test.ts')).describeTest,
  },
  agree: {
    summary: {
      'zh-CN': '在随机记录上核对各种计算方式结果一致',
      en: 'Compare function, referee and SQL on random records',
    },
    done: { 'zh-CN': '结果全部相同', en: 'all the same' },
    no: {
      'zh-CN': '有不同之处，或有定义无法比较',
      en: 'something differs, or a definition could not be compared',
    },
    examples: ['agree rules --records 200', 'agree --random --definitions 50 --seed 7'],
    load: async () => (await import('./agree.ts')).describeAgree,
  },
  decide: {
    summary: { 'zh-CN': '逐行判断记录，每行一个结果', en: 'Decide records, one result a line' },
    done: {
      'zh-CN': '完成；被拒绝的记录也有一行结果，其 value 为 null',
      en: 'done; a refused record has its line too, with "value": null',
    },
    json: {
      'zh-CN': '结果总是每行一个 JSON；此选项使拒绝的原因也写到标准输出',
      en: 'results are JSON lines anyway; with this a refusal is written to stdout too',
    },
    examples: [
      'decide segmentation/customer-class --definitions rules --facts customers.ndjson',
      'decide criteria/adult --definitions rules --facts - --engine sql < customers.ndjson',
    ],
    load: async () => (await import('./decide.ts')).describeDecide,
  },
  batch: {
    summary: { 'zh-CN': '判断一个文件的每一行', en: 'Decide every row of a file' },
    done: {
      'zh-CN': '完成；被拒绝的行写入旁边的文件，不影响其余',
      en: 'done; refused rows stand in a file beside the result',
    },
    examples: [
      'batch segmentation/customer-class --definitions rules --input customers.parquet --output classes.parquet',
      'batch scorecard/loyalty --definitions rules --input a.csv --output b.csv --map 资产=aum --key rownum --null NaN',
    ],
    load: async () => (await import('./batch.ts')).describeBatch,
  },
  diff: {
    summary: {
      'zh-CN': '两套定义之间改了什么，用句子和逐处列出',
      en: 'What changed between two sets of definitions, in sentences and place by place',
    },
    done: { 'zh-CN': '含义相同', en: 'they say the same' },
    no: { 'zh-CN': '有改动', en: 'something changed' },
    examples: ['diff old new', 'diff old new segmentation/customer-class --lang zh-CN', 'diff old new --json'],
    load: async () => (await import('./diff.ts')).describeDiff,
  },
  compare: {
    summary: {
      'zh-CN': '比较两套定义对同一批客户的判断',
      en: 'Compare what two sets of definitions decide for a file',
    },
    done: { 'zh-CN': '没有人变动', en: 'nobody moves' },
    no: { 'zh-CN': '有人变动', en: 'somebody moves' },
    examples: [
      'compare segmentation/customer-class --before old --after new --input customers.parquet --movers movers.csv',
    ],
    load: async () => (await import('./compare.ts')).describeCompare,
  },
  nearest: {
    summary: { 'zh-CN': '最少改变哪些事实可达到某一类', en: 'The smallest change that reaches a class' },
    done: { 'zh-CN': '每个记录都能达到', en: 'every record can reach it' },
    no: {
      'zh-CN': '有记录达不到，或被拒绝',
      en: 'a record cannot reach it, or is refused',
    },
    json: { 'zh-CN': '每个记录一行 JSON', en: 'write one JSON document a line, one a record' },
    examples: [
      'nearest segmentation/customer-class --to gold --definitions rules --facts customer.ndjson',
      'nearest criteria/adult --to true --definitions rules --facts - --fields aum,payroll',
    ],
    load: async () => (await import('./nearest.ts')).describeNearest,
  },
  explain: {
    summary: { 'zh-CN': '用句子说明一个定义', en: 'Tell a definition in sentences' },
    examples: ['explain segmentation/customer-class --definitions rules --lang zh-CN'],
    load: async () => (await import('./explain.ts')).describeExplain,
  },
  replay: {
    summary: {
      'zh-CN': '以当日版本重算已记录的判断',
      en: 'Compute logged decisions again with the version of their day',
    },
    done: { 'zh-CN': '全部相同', en: 'all came out again' },
    no: { 'zh-CN': '有判断不同', en: 'a decision differs' },
    examples: [
      'replay',
      'replay --ref segmentation/customer-class --since 2026-11-01T00:00:00Z',
      'replay --id 1822012416819200',
    ],
    load: async () => (await import('./replay.ts')).describeReplay,
  },
  archive: {
    summary: {
      'zh-CN': '把判断日志中较早的日子逐日归档',
      en: 'Take old days out of the decision log, a file a day',
    },
    examples: ['archive --keep-days 90', 'replay --archive data/archive/decisions-2026-08-31.ndjson.gz'],
    load: async () => (await import('./archive.ts')).describeArchive,
  },
  fit: {
    summary: { 'zh-CN': '用数据拟合回归的系数', en: 'Fit the coefficients of a regression to data' },
    no: { 'zh-CN': '未收敛', en: 'the fit did not settle' },
    examples: ['fit regression/churn --definitions rules --input past.csv --outcome left=yes --write churn.json'],
    load: async () => (await import('./fit.ts')).describeFit,
  },
  deciles: {
    summary: { 'zh-CN': '按分值十等分，并看各组的结果', en: 'Ten groups by a score, and what happened in each' },
    examples: ['deciles scorecard/loyalty#score --definitions rules --input past.parquet --outcome left=yes'],
    load: async () => (await import('./deciles.ts')).describeDeciles,
  },
  feed: {
    summary: {
      'zh-CN': '由文件提出供数定义，并指出不确定之处',
      en: 'Propose a feed from a file, and say what of it is a guess',
    },
    examples: [
      'feed guess customers.csv --entity entity/customer --definitions rules --write rules/feed/customers.json',
    ],
    load: async () => (await import('./feed.ts')).describeFeed,
  },
  sample: {
    summary: { 'zh-CN': '生成一组有种子的样例客户文件', en: 'Make files of seeded sample customers' },
    examples: ['sample --customers 20000 --seed 7 --output sample'],
    load: async () => (await import('./sample.ts')).describeSample,
  },
  load: {
    summary: {
      'zh-CN': '把定义发布到服务的数据库，全部或全不',
      en: 'Publish definitions into the store, all or nothing',
    },
    no: { 'zh-CN': '定义有错误，什么都没有发布', en: 'the definitions have errors; nothing was published' },
    examples: ['load rules', 'load rules --replace --cuts cuts.json'],
    load: async () => (await import('./load.ts')).describeLoad,
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
    load: async () => (await import('./import.ts')).describeImport,
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
    load: async () => (await import('./impact.ts')).describeImpact,
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
    load: async () => (await import('./plan.ts')).describePlan,
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
    load: async () => (await import('./apply.ts')).describeApply,
  },
  pull: {
    summary: {
      'zh-CN': '把服务上已发布的定义和冻结的界限写成文件',
      en: 'Write the definitions and frozen cuts that a server has in force as files',
    },
    examples: ['pull rules --server http://localhost:4180', 'pull rules --server https://guiju.bank --force'],
    load: async () => (await import('./pull.ts')).describePull,
  },
  snapshots: {
    summary: { 'zh-CN': '列出已导入的客户群快照', en: 'List the populations that were imported' },
    examples: ['snapshots', 'snapshots --verify'],
    load: async () => (await import('./snapshots.ts')).describeSnapshots,
  },
  migrate: {
    summary: {
      'zh-CN': '显示数据库结构将如何变更，或执行变更',
      en: 'Show what would change in the schema of the store, and do it',
    },
    done: { 'zh-CN': '结构已是最新', en: 'the schema is the newest' },
    no: { 'zh-CN': '有变更待执行（未加 --yes）', en: 'something would change (without --yes)' },
    examples: ['migrate', 'migrate --yes'],
    load: async () => (await import('./migrate.ts')).describeMigrate,
  },
  audit: {
    summary: {
      'zh-CN': '核验、导出、查询审计记录',
      en: 'Verify, export and search the audit',
    },
    no: { 'zh-CN': '审计记录与写入时不符', en: 'the audit is not as it was written' },
    examples: [
      'audit verify --anchor anchors.ndjson',
      'audit export --output audit.ndjson',
      'audit list --subject publication --since 2026-11-01',
    ],
    load: async () => (await import('./audit.ts')).describeAudit,
  },
  backup: {
    summary: { 'zh-CN': '备份数据库，使用中也可', en: 'Back the store up, while it is in use' },
    examples: ['backup guiju-2026-11-30.backup'],
    load: async () => (await import('./backup.ts')).describeBackup,
  },
  restore: {
    summary: {
      'zh-CN': '由备份建立数据库（SQLite 或 PostgreSQL）',
      en: 'Make a store of a backup, in a file or on PostgreSQL',
    },
    examples: ['restore guiju-2026-11-30.backup --data restored --anchor anchors.ndjson'],
    load: async () => (await import('./restore.ts')).describeRestore,
  },
  people: {
    summary: {
      'zh-CN': '在主机上查看人员、移除样例人员、重发管理员的首次链接',
      en: 'On the host: see people, take sample people away, let the administrators in again',
    },
    examples: ['people list', 'people remove-samples', 'people recover'],
    load: async () => (await import('./people.ts')).describePeople,
  },
  populate: {
    summary: {
      'zh-CN': '生成样例客户并分类（start 首次会做）',
      en: 'Make and classify sample customers (start does it once)',
    },
    examples: ['populate --customers 20000 --seed 1'],
    load: async () => (await import('./populate.ts')).describePopulate,
  },
};
