import type { JsonObject } from '../../model/json.ts';
import { KEBAB_NAME } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, dictionary, kebabName, list, mention, object } from '../schema.ts';
import { piece } from '../schema-pieces.ts';
import { METHOD_NAMES } from './methods/index.ts';
import type { Segmentation } from './segmentation.ts';

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const FACT: JsonObject = { type: 'string', minLength: 1, maxLength: 300 };
const COLOUR: JsonObject = { type: 'string', minLength: 1, maxLength: 40, ...title('颜色', 'Colour') };
const AFTER: JsonObject = { type: 'integer', minimum: 1, maximum: 1000 };

const OWN_KEYS = {
  name: kebabName('名称', 'Name'),
  title: piece('text', '标题', 'Title'),
  description: piece('text', '说明', 'Description'),
  order: { type: 'integer', minimum: -1000, maximum: 1000, ...title('次序', 'Order') },
  colour: COLOUR,
  treatment: piece('text', '措施', 'Treatment'),
};

const CLASS = object(
  {
    ...OWN_KEYS,
    in: piece('interval'),
    when: piece('condition'),
    share: piece('interval', '占比（%）', 'Share in %'),
  },
  ['name'],
);

const SCORE = object(
  {
    of: { ...FACT, ...title('得分', 'Score') },
    weight: piece('figure', '权重', 'Weight'),
    ifMissing: { anyOf: [{ enum: ['reweigh', 'refuse'] }, { type: 'number' }], ...title('缺失时', 'If missing') },
  },
  ['of', 'weight'],
);

const AXIS = object(
  {
    of: { ...FACT, ...title('依据', 'Of') },
    title: piece('text', '标题', 'Title'),
    bands: list(
      { $ref: '#/$defs/axisBand' },
      {
        minItems: 1,
        maxItems: 100,
        ...title('档', 'Bands'),
        description: '各档不得重叠，otherwise 写在最后。\nBands do not overlap; otherwise stands last.',
      },
    ),
  },
  ['of', 'bands'],
);

const AXIS_BAND = object(
  {
    name: kebabName('名称', 'Name'),
    title: piece('text', '标题', 'Title'),
    in: piece('interval'),
    values: list(piece('scalar'), { minItems: 1, maxItems: 1000, ...title('取值', 'Values') }),
    missing: { const: true, ...title('缺失', 'Missing') },
    otherwise: { const: true, ...title('其他', 'Otherwise') },
  },
  ['name'],
);

const CELL = object(
  {
    class: kebabName('类别', 'Class'),
    title: piece('text', '标题', 'Title'),
    colour: COLOUR,
    treatment: piece('text', '措施', 'Treatment'),
  },
  ['class'],
);

const EXCEPTION = object(
  {
    when: piece('condition', '当', 'When'),
    class: kebabName('类别', 'Class'),
    reason: piece('code', '原因', 'Reason'),
    title: piece('text', '原因文字', 'Reason text'),
  },
  ['when', 'class', 'reason'],
);

const MOVE = {
  after: { ...AFTER, ...title('连续次数', 'Runs in a row') },
  atMost: { ...AFTER, ...title('每次至多级数', 'Classes at most') },
  at: {
    enum: ['month-end', 'quarter-end'],
    ...title('执行日', 'At'),
    description:
      '月末或季末当日或其后的首次评估；不知上次评估日（$previous.run）的，仅当日。\nThe first run on or after the end of a month or quarter; where the day of the last run ($previous.run) is not known, a run on that very day.',
  },
};
const STABILITY = object(
  {
    up: { ...object(MOVE, ['after']), ...title('升级', 'Up') },
    down: { ...object({ ...MOVE, buffer: piece('figure', '缓冲', 'Buffer') }, ['after']), ...title('降级', 'Down') },
  },
  [],
  { minProperties: 1 },
);

const OVERRIDABLE = object(
  {
    cut: { type: 'string', minLength: 3, maxLength: 700, ...title('分界', 'Cut') },
    score: { ...FACT, ...title('得分权重', 'Weight of the score') },
    within: piece('interval', '范围', 'Within'),
  },
  ['within'],
);

/** JSON Schema of a segmentation. Which keys go with which method is told by the check. */
export const segmentationSchema: JsonObject = kindSchema({
  kind: 'segmentation',
  zh: '客户细分',
  en: 'Segmentation',
  description: {
    'zh-CN': '把对象分入类别：按综合得分、按条件、按二维矩阵或按人数占比。',
    en: 'Puts subjects into classes: by a composite score, by conditions, by a matrix of two axes or by population share.',
  },
  properties: {
    entity: mention('对象', 'Entity', 'entity'),
    primary: { type: 'boolean', ...title('主要分层', 'Primary') },
    atStake: {
      ...camelName('涉及金额的字段', 'Field at stake'),
      description:
        '评估改动的影响时，按此字段合计变动者涉及的金额，如总资产。\nThe impact of a change tells the sum of this field over those who move, such as their assets.',
    },
    appliesTo: piece('condition', '适用对象', 'Applies to'),
    method: { enum: METHOD_NAMES, ...title('方法', 'Method') },
    decimals: piece('decimals', '综合得分小数位', 'Decimals of the composite'),
    scores: list({ $ref: '#/$defs/score' }, { minItems: 1, maxItems: 100, ...title('各项得分', 'Scores') }),
    mode: { enum: ['first', 'all'], ...title('取法', 'Mode') },
    classes: list({ $ref: '#/$defs/class' }, { minItems: 1, maxItems: 500, ...title('类别', 'Classes') }),
    otherwise: {
      anyOf: [kebabName('类别名', 'A class by name'), { ...object(OWN_KEYS, ['name']), ...title('类别', 'A class') }],
      ...title('其余', 'Otherwise'),
    },
    rows: { $ref: '#/$defs/axis', ...title('行', 'Rows') },
    columns: { $ref: '#/$defs/axis', ...title('列', 'Columns') },
    cells: {
      ...dictionary(KEBAB_NAME, dictionary(KEBAB_NAME, { $ref: '#/$defs/cell' })),
      ...title('单元格', 'Cells'),
    },
    of: { ...FACT, ...title('排序依据', 'Ranked by') },
    exceptions: list({ $ref: '#/$defs/exception' }, { maxItems: 200, ...title('例外', 'Exceptions') }),
    stability: { ...STABILITY, ...title('稳定规则', 'Stability') },
    overridable: list(OVERRIDABLE, { maxItems: 500, ...title('允许分行调整', 'Overridable') }),
  },
  required: ['entity', 'method'],
  defs: { class: CLASS, score: SCORE, axis: AXIS, axisBand: AXIS_BAND, cell: CELL, exception: EXCEPTION },
});

/** Examples a form may start from. */
export const segmentationExamples: readonly Segmentation[] = [
  {
    kind: 'segmentation',
    name: 'two-classes',
    title: { 'zh-CN': '两类客户', en: 'Two classes' },
    entity: 'entity/customer',
    method: 'composite',
    decimals: 2,
    scores: [{ of: 'scorecard/loyalty#score', weight: 1, ifMissing: 'refuse' }],
    classes: [
      { name: 'ordinary', title: { 'zh-CN': '普通客户', en: 'Ordinary' }, in: '[0, 60)' },
      { name: 'good', title: { 'zh-CN': '优质客户', en: 'Good' }, in: '[60, 100]' },
    ],
  },
];
