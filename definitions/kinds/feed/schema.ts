import type { JsonObject } from '../../model/json.ts';
import { CAMEL_NAME } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { list, mention, object, title } from '../schema.ts';
import type { FeedDocument } from './feed.ts';

const described = (zh: string, en: string) => ({ description: `${zh}\n${en}` });
const words = (most: number) => list({ type: 'string', maxLength: 200 }, { maxItems: most, uniqueItems: true });
const mark = { type: 'string', minLength: 1, maxLength: 3 };
const oneOrMore = (item: JsonObject): JsonObject => ({
  anyOf: [item, list(item, { minItems: 1, maxItems: 30, uniqueItems: true })],
});

/** How the cells of a column are written; the same keys stand in `ColumnFormat`. */
const FORMAT: JsonObject = {
  trim: {
    type: 'boolean',
    ...title('去掉首尾空白', 'Trim'),
    ...described(
      '略过首尾空白，包括不换行空格和全角空格。',
      'Blanks around the text are passed over, the no-break and the ideographic space too.',
    ),
  },
  fold: {
    type: 'boolean',
    ...title('全角转半角', 'Fold'),
    ...described(
      '全角字符按半角读；可选值不分全角半角和英文大小写。',
      'Full-width forms are read as ASCII; a member of an enum is found whatever its width and ASCII case.',
    ),
  },
  missing: {
    ...words(1000),
    ...title('表示缺失的文字', 'Missing'),
    ...described('如 无、-、N/A。', 'Such as -, N/A.'),
  },
  values: {
    type: 'object',
    additionalProperties: { type: 'string', maxLength: 300 },
    maxProperties: 10_000,
    ...title('取值对应', 'Values'),
    ...described(
      '文件中的写法 → 字段的可选值，如 3A → AAA。',
      'A text of the file → a member of the enum, such as 3A → AAA.',
    ),
  },
  thousands: {
    ...mark,
    ...title('千分位', 'Thousands'),
    ...described('三位一组之间的符号，如 , 或空格。', 'What stands between groups of three digits.'),
  },
  decimalMark: {
    ...mark,
    ...title('小数点', 'Decimal mark'),
    ...described('缺省为 .，欧洲文件常为 ,。', 'A point unless stated; files from Europe often have a comma.'),
  },
  unit: {
    ...oneOrMore({ enum: ['%', '‰', 'bp', '百', '千', '万', '百万', '千万', '亿', 'k', 'm', 'bn'] }),
    ...title('单位', 'Unit'),
    ...described(
      '数以此为单位，可带可不带单位字样（5 与 5万 都是五万）；列出多个时，每个数须自带单位。',
      'Figures are in this unit, with or without it behind them (5 and 5万 are fifty thousand); of several, each figure carries its own.',
    ),
  },
  percent: {
    type: 'boolean',
    ...title('百分数', 'Percent'),
    ...described(
      '以文字写出的百分数，带不带 % 都是：12.5% 读作 0.125。电子表格和 Parquet 中的数值单元格存的已是 0.125，照原样读。',
      'Figures written as text are percents, with or without the sign: 12.5% is 0.125. A number cell of a spreadsheet or of Parquet keeps 0.125 already and is read as it is.',
    ),
  },
  negative: {
    enum: ['parentheses', 'trailing'],
    ...title('负数写法', 'Negative'),
    ...described(
      'parentheses：(1.00) 为负；trailing：1.00- 为负。前面的负号总能读。',
      'parentheses: (1.00) is negative; trailing: 1.00- is. A minus sign in front is read in any case.',
    ),
  },
  strip: {
    ...oneOrMore({ type: 'string', minLength: 1, maxLength: 20 }),
    ...title('去掉的文字', 'Strip'),
    ...described('数的前后没有意义的文字，如 ¥、元。', 'Texts before or behind a figure that mean nothing, such as ¥.'),
  },
  round: {
    enum: ['half-up', 'half-down', 'half-even', 'up', 'down', 'floor', 'ceiling'],
    ...title('舍入', 'Round'),
    ...described(
      '小数位多于字段时如何舍入；不写则拒绝。时刻：秒的小数多于三位时。',
      'How decimals beyond the field’s are rounded; without it they are refused. Of an instant: decimals of a second beyond three.',
    ),
  },
  dates: {
    ...list({ type: 'string', minLength: 1, maxLength: 60 }, { minItems: 1, maxItems: 20, uniqueItems: true }),
    ...title('日期写法', 'Dates'),
    ...described(
      '由 yyyy、M 或 MM、d 或 dd、H 或 HH、mm、ss、S… 组成，字母文字用单引号括起；serial 为电子表格的日序数。',
      'Patterns of yyyy, M or MM, d or dd, H or HH, mm, ss, S…, letters between single quotes; serial is the day number of spreadsheets.',
    ),
  },
  true: { ...words(100), ...title('表示真的文字', 'True') },
  false: { ...words(100), ...title('表示假的文字', 'False') },
};

const FIELD_NAME: JsonObject = { type: 'string', maxLength: 300, pattern: CAMEL_NAME.pattern };
const COLUMN: JsonObject = {
  anyOf: [
    { ...FIELD_NAME, ...title('字段', 'Field') },
    {
      ...object({ field: { ...FIELD_NAME, ...title('字段', 'Field') }, ...FORMAT }, ['field']),
      ...title('字段与写法', 'Field and format'),
    },
  ],
};

export const feedSchema = kindSchema({
  kind: 'feed',
  zh: '供数',
  en: 'Feed',
  description: {
    'zh-CN': '文件的列如何成为实体的字段：列名、编码、时区，以及数、日期、真假值和文字的写法。未写的列不读。',
    en: 'How the columns of a file become the fields of an entity: names, encoding, zone, and how figures, days, truth values and texts are written. Columns that are not named are not read.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    encoding: {
      type: 'string',
      minLength: 1,
      maxLength: 40,
      ...title('编码', 'Encoding'),
      ...described(
        '文本文件的编码，如 gbk；缺省为 UTF-8。',
        'The encoding of a text file, such as gbk; UTF-8 unless stated.',
      ),
    },
    header: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      ...title('表头所在行', 'Header line'),
      ...described('缺省为 1；其上各行略过。', '1 unless stated; the lines above it are passed over.'),
    },
    zone: {
      type: 'string',
      minLength: 1,
      maxLength: 60,
      ...title('时区', 'Zone'),
      ...described(
        '没有时区的时刻所属时区，如 Asia/Shanghai 或 +08:00。',
        'The zone of instants that state none, such as Asia/Shanghai or +08:00.',
      ),
    },
    columns: {
      type: 'object',
      additionalProperties: COLUMN,
      minProperties: 1,
      maxProperties: 5000,
      ...title('列', 'Columns'),
      ...described(
        '列名 → 字段，或字段与写法。',
        'Name of the column → the field, or the field and how it is written.',
      ),
    },
    empty: {
      enum: ['missing', 'text'],
      ...title('空单元格', 'Empty cells'),
      ...described(
        'missing（缺省）：缺失；text：文字字段中为空文字。',
        'missing (the default), or text: the empty text, in text fields.',
      ),
    },
    unreadable: {
      enum: ['refuse', 'missing'],
      ...title('无法读取时', 'If unreadable'),
      ...described(
        'refuse（缺省）：拒绝该行；missing：按缺失处理并说明。',
        'refuse (the default) the row, or count the cell as missing and say so.',
      ),
    },
  },
  required: ['entity', 'columns'],
});

export const feedExamples: readonly FeedDocument[] = [
  {
    kind: 'feed',
    name: 'core-customers',
    title: { 'zh-CN': '核心系统客户文件', en: 'Customer file of the core system' },
    entity: 'entity/customer',
    encoding: 'gbk',
    zone: 'Asia/Shanghai',
    columns: {
      客户号: 'customerId',
      '月日均(万元)': {
        field: 'aum',
        thousands: ',',
        unit: '万',
        negative: 'parentheses',
        strip: '¥',
        round: 'half-up',
      },
      开户日: { field: 'openedOn', dates: ['yyyy/M/d', 'yyyyMMdd', 'yyyy年M月d日', 'serial'] },
      代发: { field: 'payroll', true: ['是', 'Y', '1'], false: ['否', 'N', '0'] },
      级别: { field: 'creditGrade', trim: true, fold: true, missing: ['', '无', '-'], values: { '3A': 'AAA' } },
    },
    empty: 'missing',
    unreadable: 'refuse',
  },
];
