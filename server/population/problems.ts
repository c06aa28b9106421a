import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with a population on its way in, and with one that is there. */
export const populationProblem = defineProblems({
  'file-changed': {
    severity: 'error',
    status: 409,
    'zh-CN': '{path} 在读取期间被改动；没有导入任何内容，请待文件写完后再导入',
    en: '{path} was written to while it was read; nothing was imported; import it again once it is complete',
  },
  'file-from-stdin': {
    severity: 'error',
    status: 422,
    'zh-CN': '导入须指明文件，不能读标准输入',
    en: 'A population is imported from files, not from standard input',
  },
  'entity-unknown': {
    severity: 'error',
    status: 404,
    'zh-CN': '定义中没有实体 {entity}',
    en: 'The definitions have no entity {entity}',
  },
  'entity-without-key': {
    severity: 'error',
    status: 422,
    'zh-CN': '实体 {entity} 没有主键，其记录无法逐条找到，不能作为客户群导入',
    en: 'The entity {entity} has no key, so that single records of it could not be found; it cannot be imported as a population',
  },
  'entity-not-related': {
    severity: 'error',
    status: 422,
    'zh-CN': '从 {entity} 出发没有关联可到达 {related}，其文件不会被读取',
    en: 'No relation leads from {entity} to {related}, so that nothing would read its file',
  },
  'look-up-not-found': {
    severity: 'error',
    status: 422,
    'zh-CN': '实体 {entity} 没有声明可按 {field} 这样查找（lookUps），或快照在声明之前导入',
    en: 'The entity {entity} does not declare that records are found by {field} like this (lookUps), or its snapshot was imported before it did',
  },
  'look-up-too-wide': {
    severity: 'error',
    status: 422,
    'zh-CN': '找到 {found} 条记录，超过可逐条查看权限的 {most} 条；请给出更准确的值',
    en: '{found} records are found, more than the {most} of which it is looked whether you may see them; ask for a narrower value',
  },
  'records-without-organisation': {
    severity: 'error',
    status: 422,
    'zh-CN': '{entity} 没有声明所属机构的字段，其记录只供主管全行的人查看',
    en: '{entity} declares no field of its organisation, so that its records are for those in charge of the whole bank',
  },
  'import-beside-samples': {
    severity: 'error',
    status: 409,
    'zh-CN': '数据文件夹中有样例人员，不能导入真实客户群；请先运行 guiju people remove-samples',
    en: 'There are sample people in the data folder, so no real population is imported; run guiju people remove-samples first',
  },
  'entity-given-twice': {
    severity: 'error',
    status: 422,
    'zh-CN': '实体 {entity} 给了两个文件',
    en: 'Two files are given for the entity {entity}',
  },
  'import-under-way': {
    severity: 'error',
    status: 409,
    'zh-CN': '另一次导入正在进行；请待其结束后再试',
    en: 'Another import is under way; try again when it has ended',
  },
  'population-empty': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 中没有一行可用；没有导入任何内容，原因见 {refusals}',
    en: 'No row of {path} can be used; nothing was imported; {refusals} says why',
  },
  'as-of-in-the-future': {
    severity: 'error',
    status: 422,
    'zh-CN': '数据日期 {asOf} 晚于今天（{today}）',
    en: 'The day the rows are described as of, {asOf}, is after today ({today})',
  },
  'record-key-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '{field} 为 {key} 的行有 {count} 行，无法判断以哪一行为准',
    en: '{count} rows have the {field} {key}, and nothing says which of them is right',
  },
  'related-row-refused': {
    severity: 'error',
    status: 422,
    'zh-CN': '其在 {entity} 中的行有未能读取的，资料不全',
    en: 'A row of it in {entity} could not be read, so that what is known of it is not whole',
  },
  'rows-of-nobody': {
    severity: 'note',
    status: 200,
    'zh-CN': '{path} 中有 {count} 行不属于任何一条记录',
    en: '{count} rows of {path} belong to no record',
  },
  'snapshot-damaged': {
    severity: 'error',
    status: 503,
    'zh-CN': '快照 {snapshot} 的文件 {file} 缺失，或已不是导入时的内容；请从备份恢复，或重新导入',
    en: 'The file {file} of snapshot {snapshot} is missing or no longer what was imported; restore it from a backup, or import it again',
  },
  'snapshot-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '没有{entity}的快照；请先用 guiju import 导入',
    en: 'There is no snapshot of {entity}; import one with guiju import',
  },
  'record-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '快照 {snapshot}（{asOf}）中没有{field}为 {key} 的记录',
    en: 'Snapshot {snapshot} ({asOf}) has no record whose {field} is {key}',
  },
  'record-with-facts': {
    severity: 'error',
    status: 422,
    'zh-CN': '请求给了 $record，又给了 facts；只能二选一',
    en: 'The request names a $record and brings facts; it may do one or the other',
  },
  'snapshot-without-entity': {
    severity: 'error',
    status: 422,
    'zh-CN': '此判断要读 {related} 的行，而快照 {snapshot} 没有导入它们',
    en: 'The decision reads rows of {related}, which snapshot {snapshot} was imported without',
  },
  'snapshot-without-field': {
    severity: 'error',
    status: 422,
    'zh-CN': '此判断要读 {entity} 的字段 {field}，而快照 {snapshot} 导入时还没有它；请重新导入',
    en: 'The decision reads the field {field} of {entity}, which there was not when snapshot {snapshot} was imported; import it again',
  },
  'too-many-for-a-sheet': {
    severity: 'error',
    status: 422,
    'zh-CN': '{count} 行超出一张工作表的上限（{most} 行），无法写入 {path}；请用 CSV',
    en: '{count} rows are more than a sheet takes ({most}), so that {path} cannot be written; use CSV',
  },
});
