import type { CommandEntry } from './command-entry.ts';

/** The keeping of a store. */
export const storeCommands = {
  migrate: {
    summary: {
      'zh-CN': '显示数据库结构将如何变更，或执行变更',
      en: 'Show what would change in the schema of the store, and do it',
    },
    done: { 'zh-CN': '结构已是最新', en: 'the schema is the newest' },
    no: { 'zh-CN': '有变更待执行（未加 --yes）', en: 'something would change (without --yes)' },
    examples: ['migrate', 'migrate --yes'],
    load: async () => (await import('../migrate.ts')).describeMigrate,
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
    load: async () => (await import('../audit.ts')).describeAudit,
  },
  backup: {
    summary: { 'zh-CN': '备份数据库，使用中也可', en: 'Back the store up, while it is in use' },
    examples: ['backup guiju-2026-11-30.backup'],
    load: async () => (await import('../backup.ts')).describeBackup,
  },
  restore: {
    summary: {
      'zh-CN': '由备份建立数据库（SQLite 或 PostgreSQL）',
      en: 'Make a store of a backup, in a file or on PostgreSQL',
    },
    examples: ['restore guiju-2026-11-30.backup --data restored --anchor anchors.ndjson'],
    load: async () => (await import('../restore.ts')).describeRestore,
  },
  people: {
    summary: {
      'zh-CN': '在主机上查看人员、移除样例人员、重发管理员的首次链接',
      en: 'On the host: see people, take sample people away, let the administrators in again',
    },
    examples: ['people list', 'people remove-samples', 'people recover'],
    load: async () => (await import('../people.ts')).describePeople,
  },
  populate: {
    summary: {
      'zh-CN': '生成样例客户并分类（start 首次会做）',
      en: 'Make and classify sample customers (start does it once)',
    },
    examples: ['populate --customers 20000 --seed 1'],
    load: async () => (await import('../populate.ts')).describePopulate,
  },
  requests: {
    summary: {
      'zh-CN': '导入其他系统的服务请求及其经过，或生成样例请求（start 首次会做）',
      en: 'Bring service requests of another system over with all that happened to them, or make sample ones (start does it once)',
    },
    done: { 'zh-CN': '每一件都已导入，或已经在库中', en: 'each was imported, or was there' },
    no: { 'zh-CN': '有请求被拒绝', en: 'some were refused' },
    examples: ['requests import open-requests.ndjson', 'requests sample --days 30'],
    load: async () => (await import('../requests.ts')).describeRequests,
  },
} as const satisfies Readonly<Record<string, CommandEntry>>;
