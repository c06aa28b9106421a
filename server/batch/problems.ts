import { defineProblems } from '../../definitions/index.ts';

/** What can be wrong with the files of a batch. What is wrong with single rows is said by the reader of facts. */
export const batchProblem = defineProblems({
  'file-not-found': {
    severity: 'error',
    status: 404,
    'zh-CN': '找不到文件 {path}',
    en: 'There is no file {path}',
  },
  'file-format-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '无法从名称看出 {path} 的格式；应以 .parquet、.csv 或 .ndjson 结尾',
    en: 'The name {path} does not tell its format; it should end in .parquet, .csv or .ndjson',
  },
  'file-damaged': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 不是完整的 {format} 文件：{reason}',
    en: '{path} is no whole {format} file: {reason}',
  },
  'file-empty': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 是空的：应有表头或至少一行',
    en: '{path} is empty: it should have a header or at least one line',
  },
  'file-not-utf-8': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 不是 UTF-8 编码{guess}；请用 --encoding 指明编码',
    en: '{path} is not UTF-8{guess}; name its encoding with --encoding',
  },
  'file-byte-order-mark': {
    severity: 'note',
    status: 200,
    'zh-CN': '{path} 以字节序标记（BOM）开头，已略过',
    en: '{path} begins with a byte order mark (BOM), which was passed over',
  },
  'columns-ignored': {
    severity: 'note',
    status: 200,
    'zh-CN': '{path} 中未使用的列：{columns}',
    en: 'Columns of {path} that are not used: {columns}',
  },
  'column-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 中列“{column}”出现多次',
    en: 'The column "{column}" stands more than once in {path}',
  },
  'column-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 缺少必填字段“{field}”的列；文件的列为：{columns}。若列名不同，请用 --map 列名={field}',
    en: '{path} has no column for the required field "{field}"; its columns are: {columns}. Where it has another name, use --map column={field}',
  },
  'column-not-found': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 没有列“{column}”；文件的列为：{columns}',
    en: '{path} has no column "{column}"; its columns are: {columns}',
  },
  'column-name-taken': {
    severity: 'error',
    status: 422,
    'zh-CN': '带出的列“{column}”与结果列同名',
    en: 'The carried column "{column}" has the name of a column of the result',
  },
  'column-of-wrong-type': {
    severity: 'error',
    status: 422,
    'zh-CN': '列“{column}”的类型为 {type}，不能是字段“{field}”',
    en: 'The column "{column}" is of type {type}, which the field "{field}" cannot be',
  },
  'relation-file-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '判断需要“{field}”的行；请用 --related {entity}=文件',
    en: 'The decision needs the rows of "{field}"; name their file with --related {entity}=FILE',
  },
  'relation-unsupported': {
    severity: 'error',
    status: 422,
    'zh-CN': '批量计算还不能在行内读取“{field}”',
    en: 'A batch cannot read "{field}" within rows yet',
  },
  'relation-key-missing': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 没有关联字段“{field}”的列',
    en: '{path} has no column for "{field}", by which its rows are related',
  },
  'relation-key-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '{path} 中“{field}”的值 {value} 出现多次；应只有一行',
    en: 'The value {value} of "{field}" stands more than once in {path}; there should be one row',
  },
  'related-entity-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '--related 中的“{entity}”不是定义中的实体',
    en: '"{entity}" of --related is no entity of the definitions',
  },
  'output-exists': {
    severity: 'error',
    status: 409,
    'zh-CN': '{path} 已存在；用 --force 覆盖',
    en: '{path} exists already; --force replaces it',
  },
  'output-is-input': {
    severity: 'error',
    status: 409,
    'zh-CN': '{path} 是输入文件，不能作为输出',
    en: '{path} is an input and cannot be the output',
  },
  'output-not-writable': {
    severity: 'error',
    status: 422,
    'zh-CN': '无法写入 {path}：{reason}',
    en: '{path} cannot be written: {reason}',
  },
  'row-malformed': {
    severity: 'error',
    status: 422,
    'zh-CN': '第 {line} 行格式不对：{reason}',
    en: 'Line {line} is malformed: {reason}',
  },
  'facts-not-for-batch': {
    severity: 'error',
    status: 422,
    'zh-CN': '{ref} 的输入不是一个实体，不能批量计算',
    en: 'The facts of {ref} are no entity; it cannot run over a file',
  },
  'encoding-unknown': {
    severity: 'error',
    status: 400,
    'zh-CN': '未知编码 {found}',
    en: 'Unknown encoding {found}',
  },
});
