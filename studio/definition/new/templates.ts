import { type DeclaredField, isObject, type Json, type JsonObject } from '../../../definitions/index.ts';

/** What a person says of a definition before it is begun. */
export interface Head {
  readonly name: string;
  readonly title: Readonly<Record<'zh-CN' | 'en', string>>;
}

/** What a new definition may stand on. */
export interface Ground {
  /** The id of its entity; empty for kinds that have none. */
  readonly entity: string;
  /** The entity's document, as far as it is known. */
  readonly document: JsonObject | undefined;
  /** Of a matching: the products, with their document. */
  readonly product: string;
  readonly productDocument: JsonObject | undefined;
}

/** How much stands in a new definition: as little as its editor can draw, or an example over the entity's own fields. */
export type Way = 'empty' | 'example';

/** What a definition of a kind stands on. */
export const GROUNDS: Readonly<Record<string, 'entity' | 'none' | 'products'>> = {
  criteria: 'entity',
  scorecard: 'entity',
  segmentation: 'entity',
  'decision-table': 'entity',
  formula: 'entity',
  regression: 'entity',
  matching: 'products',
  entity: 'none',
  reference: 'none',
  feed: 'entity',
};

/** A new definition. Its schema holds whatever the entity is; an example has no errors where the entity has a field to show it on. */
export function newDocument(kind: string, way: Way, { name, title }: Head, ground: Ground): JsonObject {
  const head = { kind, name, title: { ...title } };
  const fields = fieldsOf(ground.document);
  const entity = { entity: ground.entity };
  switch (kind) {
    case 'criteria':
      return { ...head, ...entity, when: { all: way === 'empty' ? [] : conditions(fields) } };
    case 'decision-table':
      return { ...head, ...entity, ...table(fields, way) };
    case 'scorecard':
      return { ...head, ...entity, ...scorecard(fields, way) };
    case 'segmentation':
      return { ...head, ...entity, ...segmentation(fields, way) };
    case 'formula':
      return { ...head, ...entity, ...formula(fields, way) };
    case 'regression':
      return { ...head, ...entity, ...regression(fields, way) };
    case 'matching':
      return { ...head, ...matching(ground, fields) };
    case 'entity':
      return { ...head, ...entityParts(way) };
    case 'reference':
      return { ...head, ...referenceParts(way) };
    case 'feed':
      return { ...head, ...entity, columns: columnsOf(fields, way) };
    default:
      return head;
  }
}

interface Named extends DeclaredField {
  readonly name: string;
}

/** The single values of an entity, as far as its document can be read. */
function fieldsOf(document: JsonObject | undefined): readonly Named[] {
  const fields = document?.['fields'];
  if (!isObject(fields)) return [];
  return Object.entries(fields).flatMap(([name, field]): readonly Named[] =>
    // Documents in force hold their schema: members of `fields` are declared fields.
    isObject(field) && field['series'] !== true ? [{ ...(field as unknown as DeclaredField), name }] : [],
  );
}

/** A figure, with a figure in the middle of what it may be, as texts of an interval. */
function figureOf(fields: readonly Named[]) {
  const field = fields.find(({ type }) => type === 'decimal') ?? fields.find(({ type }) => type === 'integer');
  if (field === undefined) return undefined;
  const [low, high] = [numberOr(field.minimum), numberOr(field.maximum)];
  const middle = Math.ceil(
    low === null ? (high === null ? 100 : high - 100) : high === null ? low + 100 : (low + high) / 2,
  );
  const below = `${low === null ? '(-∞' : `[${String(low)}`}, ${String(middle)})`;
  const above = `[${String(middle)}, ${high === null ? '∞)' : `${String(high)}]`}`;
  return { field, middle, below, above };
}

function numberOr(bound: number | string | undefined): number | null {
  return bound === undefined || !Number.isFinite(Number(bound)) ? null : Number(bound);
}

const choiceOf = (fields: readonly Named[]) => fields.find(({ enum: members }) => (members ?? []).length > 1);
const anyOf = (fields: readonly Named[]) => fields[0]?.name ?? 'id';

function conditions(fields: readonly Named[]): readonly JsonObject[] {
  const [figure, choice] = [figureOf(fields), choiceOf(fields)];
  const rows = [
    ...(figure === undefined
      ? []
      : [{ fact: figure.field.name, operator: 'greaterThanInclusive', value: figure.middle }]),
    ...(choice === undefined ? [] : [{ fact: choice.name, operator: 'in', value: (choice.enum ?? []).slice(0, 2) }]),
  ];
  return rows.length === 0 ? [{ fact: anyOf(fields), operator: 'isPresent', value: true }] : rows;
}

const RESULT: JsonObject = {
  name: 'level',
  title: { 'zh-CN': '等级', en: 'Level' },
  type: 'string',
  enum: ['high', 'low'],
  labels: { high: { 'zh-CN': '高', en: 'High' }, low: { 'zh-CN': '低', en: 'Low' } },
};

function table(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields);
  const fact = figure?.field.name ?? anyOf(fields);
  const rules: readonly JsonObject[] =
    way === 'empty' || figure === undefined
      ? [{ when: ['-'], then: ['low'] }]
      : [
          { when: [figure.above], then: ['high'] },
          { when: [figure.below], then: ['low'] },
        ];
  return { hitPolicy: 'unique', inputs: [{ fact }], outputs: [RESULT], rules, otherwise: ['low'] };
}

function scorecard(fields: readonly Named[], way: Way): JsonObject {
  const [figure, choice] = [figureOf(fields), choiceOf(fields)];
  const field = figure?.field ?? choice ?? fields[0];
  const missing = field?.optional === true ? [{ missing: true, score: 0 }] : [];
  const bins: readonly JsonObject[] =
    figure !== undefined
      ? [
          { in: figure.below, score: way === 'empty' ? 0 : 40 },
          { in: figure.above, score: way === 'empty' ? 0 : 100 },
        ]
      : choice !== undefined
        ? (choice.enum ?? []).map((member, i) => ({
            values: [member],
            score: way === 'empty' ? 0 : Math.max(0, 100 - i * 20),
          }))
        : [{ otherwise: true, score: 0 }];
  const bands = [
    { name: 'low', title: { 'zh-CN': '低', en: 'Low' }, in: '[0, 50)' },
    { name: 'high', title: { 'zh-CN': '高', en: 'High' }, in: '[50, 100]' },
  ];
  const name = field?.name ?? 'id';
  return {
    decimals: 2,
    combine: 'sum',
    characteristics: [{ name, fact: name, bins: [...bins, ...missing] }],
    ...(way === 'empty' ? {} : { bands }),
  };
}

function segmentation(fields: readonly Named[], way: Way): JsonObject {
  const rest = { name: 'other', title: { 'zh-CN': '其他', en: 'Others' }, order: 1 };
  const focus = { name: 'focus', title: { 'zh-CN': '重点客户', en: 'In focus' }, order: 2 };
  const when: JsonObject = {
    all: way === 'empty' ? [{ fact: anyOf(fields), operator: 'isMissing', value: true }] : conditions(fields),
  };
  return { method: 'criteria', mode: 'first', classes: [{ ...focus, when }], otherwise: rest };
}

function formula(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields)?.field;
  const text = way === 'empty' || figure === undefined ? '0' : `${figure.name} * 0.1`;
  const line = { name: 'result', title: { 'zh-CN': '结果', en: 'Result' }, text, type: 'decimal', decimals: 2 };
  return { lines: [{ ...line, ifMissing: 'missing' }], outputs: ['result'] };
}

function regression(fields: readonly Named[], way: Way): JsonObject {
  const figure = figureOf(fields)?.field;
  const terms = way === 'empty' || figure === undefined ? [] : [{ fact: figure.name, coefficient: 0.01, ifMissing: 0 }];
  return { link: 'logit', intercept: way === 'empty' ? 0 : -2, decimals: 6, terms };
}

/** Grades are fields with listed values; where an entity has none, its first field stands there to be changed. */
function matching({ entity, product, productDocument }: Ground, fields: readonly Named[]): JsonObject {
  const products = fieldsOf(productDocument);
  const [own, theirs] = [choiceOf(fields), choiceOf(products)];
  const columns = (theirs?.enum ?? ['grade']).map((member): [string, Json] => [member, 'refer']);
  const rows = (own?.enum ?? ['grade']).map((member): [string, Json] => [member, Object.fromEntries(columns)]);
  return {
    customer: entity,
    product,
    customerGrade: `customer.${own?.name ?? anyOf(fields)}`,
    productGrade: `product.${theirs?.name ?? anyOf(products)}`,
    grid: Object.fromEntries(rows),
  };
}

function entityParts(way: Way): JsonObject {
  const id = { title: { 'zh-CN': '编号', en: 'Number' }, type: 'string' };
  if (way === 'empty') return { key: 'id', fields: { id } };
  return {
    key: 'id',
    fields: {
      id,
      balance: {
        title: { 'zh-CN': '余额', en: 'Balance' },
        type: 'decimal',
        decimals: 2,
        unit: 'CNY',
        optional: true,
        sensitivity: 'C2',
      },
      openedOn: { title: { 'zh-CN': '开户日期', en: 'Opened on' }, type: 'date' },
      status: {
        title: { 'zh-CN': '状态', en: 'Status' },
        type: 'string',
        enum: ['active', 'closed'],
        labels: { active: { 'zh-CN': '正常', en: 'Active' }, closed: { 'zh-CN': '已销户', en: 'Closed' } },
      },
    },
    derived: {
      inTenThousands: {
        title: { 'zh-CN': '余额（万元）', en: 'Balance in ten thousands' },
        text: 'balance / 10000',
        type: 'decimal',
        decimals: 2,
        ifMissing: 'missing',
      },
    },
  };
}

function referenceParts(way: Way): JsonObject {
  const code = { title: { 'zh-CN': '代码', en: 'Code' }, type: 'string' };
  const label = { title: { 'zh-CN': '名称', en: 'Title' }, type: 'string' };
  if (way === 'empty') return { key: ['code'], fields: { code, title: label }, rows: [] };
  return {
    key: ['term'],
    validFrom: 'from',
    fields: {
      term: {
        title: { 'zh-CN': '期限', en: 'Term' },
        type: 'string',
        enum: ['6m', '1y'],
        labels: { '6m': { 'zh-CN': '6 个月', en: '6 months' }, '1y': { 'zh-CN': '1 年', en: '1 year' } },
      },
      from: { title: { 'zh-CN': '生效日期', en: 'Valid from' }, type: 'date' },
      rate: {
        title: { 'zh-CN': '年利率', en: 'Yearly rate' },
        type: 'decimal',
        decimals: 4,
        unit: 'ratio',
        minimum: 0,
      },
    },
    rows: [
      { term: '6m', from: '2026-01-01', rate: 0.013 },
      { term: '1y', from: '2026-01-01', rate: 0.016 },
    ],
  };
}

/** Columns called as the fields are in Chinese, which is how files of a bank's systems mostly call them. */
function columnsOf(fields: readonly Named[], way: Way): JsonObject {
  const shown = way === 'empty' ? fields.slice(0, 1) : fields;
  const columns = shown.map((field): [string, Json] => {
    const { title, name, type } = field;
    const called = typeof title === 'string' ? title : (title?.['zh-CN'] ?? name);
    const dates = ['yyyy-MM-dd', 'yyyy/M/d'];
    return [called, way === 'example' && type === 'date' ? { field: name, dates } : name];
  });
  return columns.length === 0 ? { id: 'id' } : Object.fromEntries(columns);
}
