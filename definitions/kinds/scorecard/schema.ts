import type { JsonObject } from '../../model/json.ts';
import { PART_NAME } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { formed, kebabName, list, mention, object } from '../schema.ts';
import { piece } from '../schema-pieces.ts';
import type { Scorecard } from './scorecard.ts';

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const FACT: JsonObject = { type: 'string', minLength: 1, maxLength: 300, ...title('字段', 'Fact') };
const YES: JsonObject = { const: true };

const BINS_ORDER = [
  '按书写的先后判断，取首个符合的分箱；没有 when 时不得重叠，otherwise 写在最后。',
  'Tried in the order they are written, the first that holds counts; without when they do not overlap, and otherwise stands last.',
].join('\n');

const BIN = object(
  {
    title: piece('text', '标题', 'Title'),
    in: piece('interval'),
    values: list(piece('scalar'), { minItems: 1, maxItems: 5000, ...title('取值', 'Values') }),
    when: piece('condition'),
    missing: { ...YES, ...title('缺失', 'Missing') },
    otherwise: { ...YES, ...title('其他', 'Otherwise') },
    score: piece('figure', '得分', 'Score'),
    reason: piece('code', '失分原因', 'Reason'),
  },
  ['score'],
);

const CHARACTERISTIC = object(
  {
    name: formed(PART_NAME, '名称', 'Name'),
    title: piece('text', '标题', 'Title'),
    description: piece('text', '说明', 'Description'),
    fact: FACT,
    formula: piece('computed', '计算', 'Formula'),
    weight: piece('figure', '权重', 'Weight'),
    baseline: piece('figure', '基准分', 'Baseline'),
    reason: piece('code', '失分原因', 'Reason'),
    bins: list(
      { $ref: '#/$defs/bin' },
      { minItems: 1, maxItems: 5000, ...title('分箱', 'Bins'), description: BINS_ORDER },
    ),
  },
  ['name', 'bins'],
);

/** Bands of a score; also the shape of a segmentation's bands. */
const BAND = object({ name: kebabName('名称', 'Name'), title: piece('text', '标题', 'Title'), in: piece('interval') }, [
  'name',
  'in',
]);

const REASON_ORDER: JsonObject = {
  ...title('失分排序', 'Reason order'),
  anyOf: [
    { const: 'none', ...title('不给原因', 'No reasons') },
    object({ against: { enum: ['best', 'baseline'] }, loss: { enum: ['below', 'above'] } }),
  ],
};

/** JSON Schema of a scorecard. */
export const scorecardSchema: JsonObject = kindSchema({
  kind: 'scorecard',
  zh: '评分卡',
  en: 'Scorecard',
  description: {
    'zh-CN': '把客户的各项情况按分箱换算为分数，加总或加权平均，再落入等级。',
    en: 'Turns facts into points by bins, adds or averages the points, and places the score in a band.',
  },
  properties: {
    entity: mention('对象', 'Entity', 'entity'),
    decimals: piece('decimals', '得分小数位', 'Decimals of the score'),
    combine: { enum: ['sum', 'weighted-mean'], ...title('合成', 'Combine') },
    initial: piece('figure', '初始分', 'Initial score'),
    direction: { enum: ['high-is-good', 'high-is-bad'], ...title('方向', 'Direction') },
    characteristics: list(
      { $ref: '#/$defs/characteristic' },
      { minItems: 1, maxItems: 500, ...title('特征', 'Characteristics') },
    ),
    reasons: {
      type: 'object',
      propertyNames: { minLength: 1, maxLength: 200 },
      additionalProperties: piece('text'),
      maxProperties: 5000,
      ...title('原因文字', 'Reason texts'),
    },
    reasonOrder: REASON_ORDER,
    bands: list({ $ref: '#/$defs/band' }, { minItems: 1, maxItems: 200, ...title('等级', 'Bands') }),
  },
  required: ['entity', 'decimals', 'combine', 'characteristics'],
  defs: { bin: BIN, characteristic: CHARACTERISTIC, band: BAND },
});

/** Examples a form may start from. */
export const scorecardExamples: readonly Scorecard[] = [
  {
    kind: 'scorecard',
    name: 'tenure-score',
    title: { 'zh-CN': '开户时间评分', en: 'Time with the bank' },
    entity: 'entity/customer',
    decimals: 2,
    combine: 'sum',
    characteristics: [
      {
        name: 'tenure',
        fact: 'tenureMonths',
        reason: 'short-tenure',
        bins: [
          { in: '[0, 24)', score: 35 },
          { in: '[24, ∞)', score: 100 },
          { missing: true, score: 0, reason: 'tenure-unknown' },
        ],
      },
    ],
    reasons: {
      'short-tenure': { 'zh-CN': '开户时间短', en: 'Short time with the bank' },
      'tenure-unknown': { 'zh-CN': '开户时间不详', en: 'Time with the bank unknown' },
    },
    bands: [
      { name: 'low', in: '[0, 40)' },
      { name: 'high', in: '[40, 100]' },
    ],
  },
];
