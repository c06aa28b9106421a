import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with a store. */
export const storeProblem = defineProblems({
  'store-too-new': {
    severity: 'error',
    status: 503,
    'zh-CN': '数据库由更新的程序建立（结构版本 {found}，本程序只到 {most}）；请使用新版本程序，或另选数据文件夹',
    en: 'The database was made by a newer program (schema {found}; this one knows {most}); run the newer program, or choose another data folder',
  },
  'migration-interrupted': {
    severity: 'error',
    status: 503,
    'zh-CN': '结构变更 {number}（{name}）于 {at} 开始后中断；请从备份恢复数据文件夹，首次启动时可直接删除它',
    en: 'Migration {number} ({name}), begun at {at}, was interrupted; restore the data folder from a backup, or delete it if this was the first start',
  },
  'store-not-readable': {
    severity: 'error',
    status: 503,
    'zh-CN': '无法打开数据库 {path}：{reason}',
    en: 'The database {path} cannot be opened: {reason}',
  },
  'store-disk-full': {
    severity: 'error',
    status: 503,
    'zh-CN': '磁盘已满（或达到配额），数据库 {path} 无法写入；没有写入任何内容，请腾出空间后重试',
    en: 'The disk is full (or a quota is reached), so the database {path} cannot be written; nothing was written; make room and try again',
  },
  'store-read-only': {
    severity: 'error',
    status: 503,
    'zh-CN': '数据库 {path} 只可读取；请给予数据文件夹写入权限，或用 --data 另选',
    en: 'The database {path} can only be read; allow writing into the data folder, or choose another with --data',
  },
  'store-corrupt': {
    severity: 'error',
    status: 503,
    'zh-CN': '{path} 已损坏，或不是规矩的数据库；请从备份恢复，或用 --data 另选数据文件夹',
    en: '{path} is damaged, or is no database of Guiju; restore it from a backup, or choose another data folder with --data',
  },
  'store-busy': {
    severity: 'error',
    status: 503,
    'zh-CN': '数据库 {path} 正被另一程序长时间占用；请稍后重试',
    en: 'Another program keeps the database {path} to itself; try again later',
  },
  'store-empty': {
    severity: 'error',
    status: 503,
    'zh-CN': '数据文件夹 {path} 中没有数据库；请先运行 guiju start 或 guiju load',
    en: 'The data folder {path} holds no database; run guiju start or guiju load first',
  },
  'store-unreachable': {
    severity: 'error',
    status: 503,
    'zh-CN': '无法连接数据库 {path}：{reason}；没有写入任何内容，请稍后重试',
    en: 'The database {path} cannot be reached: {reason}; nothing was written; try again later',
  },
  'store-answer-lost': {
    severity: 'error',
    status: 503,
    'zh-CN': '提交时与数据库的连接中断，无法得知是否已写入；请先查看，再决定是否重试',
    en: 'The connection to the database broke while it committed, and it cannot be known whether it did; look before you try again',
  },
  'no-backup': {
    severity: 'error',
    status: 503,
    'zh-CN': '{path} 不是规矩的备份，或已损坏',
    en: '{path} is no backup of Guiju, or is damaged',
  },
  'backup-file-damaged': {
    severity: 'error',
    status: 503,
    'zh-CN': '文件 {path} 不在此处，或与导入时不同（可用 guiju snapshots --verify 查看）；备份不完整',
    en: 'The file {path} is not here, or is not what was imported (guiju snapshots --verify tells); the backup is not whole',
  },
  'store-not-empty': {
    severity: 'error',
    status: 503,
    'zh-CN': '{path} 已有内容；请恢复到空的数据文件夹（--data）或空的数据库',
    en: '{path} holds something already; restore into an empty data folder (--data) or an empty database',
  },
  'store-no-seat': {
    severity: 'error',
    status: 503,
    'zh-CN': '已有 {most} 个节点使用此数据库，不能再增加',
    en: '{most} nodes serve this database already; no more can',
  },
  'audit-digest-unknown': {
    severity: 'error',
    status: 503,
    'zh-CN': '审计链使用摘要算法 {found}，本机的 OpenSSL 不支持它',
    en: 'The audit is chained by the digest {found}, which the OpenSSL of this machine does not know',
  },
  'secret-sealed-otherwise': {
    severity: 'error',
    status: 503,
    'zh-CN':
      '此账号的认证器由另一把密钥封存（GUIJU_SECRET，或数据文件夹中的 secret.key）；请放回该密钥，或为此账号重置认证器',
    en: 'The authenticator of this account was sealed by another key (GUIJU_SECRET, or secret.key in the data folder); put that key back, or have the account reset',
  },
  'store-changed': {
    severity: 'error',
    status: 409,
    'zh-CN': '其间另有定义载入；请重试',
    en: 'Other definitions were loaded meanwhile; try again',
  },
});
