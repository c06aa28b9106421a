import type { JsonObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { type DeclaredField, FIELD } from '../field.ts';
import type { Computed } from '../../model/entity.ts';
import type { Document, Scalar } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { computed, piece } from '../schema-pieces.ts';
import { camelName, list, mention, object } from '../schema.ts';

/** How many rules may match, and what then counts. The first three and `priority` give one row, the others a list or an aggregate. */
export const HIT_POLICIES = [
  'unique',
  'first',
  'any',
  'priority',
  'rule-order',
  'output-order',
  'collect',
  'collect-sum',
  'collect-min',
  'collect-max',
  'collect-count',
] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** A decision table: rules whose cells test inputs and whose results are the outputs. */
export interface DecisionTable extends Document {
  readonly kind: 'decision-table';
  readonly entity: string;
  readonly hitPolicy: HitPolicy;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
  /** The outputs where no rule matches. */
  readonly otherwise?: readonly TableResult[];
}

export interface TableInput {
  readonly title?: Text;
  /** A field, a derived field, or a result (`scorecard/credit#score`). */
  readonly fact?: string;
  /** … or a computed value. */
  readonly formula?: Computed;
}

export interface TableOutput
  extends Pick<
    DeclaredField,
    'type' | 'title' | 'decimals' | 'enum' | 'labels' | 'minimum' | 'maximum' | 'unit' | 'direction'
  > {
  readonly name: string;
}

/** A result that is computed: FEEL text, of its output's type and decimals. */
export interface ComputedResult {
  readonly text: string;
  readonly uses?: Readonly<Record<string, string>>;
}
/** What a rule gives for an output; null is missing. */
export type TableResult = Scalar | null | ComputedResult;

export interface TableRule {
  /** Unique in the table: what is said of the rule elsewhere follows it. */
  readonly id?: string;
  /** What the rule is for, told in words and traces. */
  readonly title?: Text;
  /** One cell for each input. */
  readonly when: readonly TableCell[];
  /** One result for each output. */
  readonly then: readonly TableResult[];
  /** Where the rule comes from, or why it is so. */
  readonly note?: Text;
}

/** `"-"` is anything; a text is an interval where the input has an order, else a value. A list is any of its members. */
export type TableCell =
  | Scalar
  | readonly Scalar[]
  | { readonly not: Scalar | readonly Scalar[] }
  | { readonly missing: true }
  /** A unary test in FEEL, which may read other facts. */
  | { readonly text: string; readonly uses?: Readonly<Record<string, string>> };

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const { type, enum: values, labels, decimals, minimum, maximum, unit, direction } = FIELD['properties'] as JsonObject;
const OUTPUT_KEYS = { type, enum: values, labels, decimals, minimum, maximum, unit, direction } as JsonObject;

const { text: feel, uses } = computed(9) as { readonly text: JsonObject; readonly uses: JsonObject };
const FEEL = object({ text: feel, uses }, ['text']);
const UNARY =
  'FEEL 一元测试，可引用其他字段，如 < creditLimit * 0.8。\nA unary test in FEEL, which may read other facts: < creditLimit * 0.8.';

const SCALARS = list(piece('scalar'), { minItems: 1, maxItems: 10_000, ...title('任一', 'Any of') });
const CELL: JsonObject = {
  ...title('单元格', 'Cell'),
  anyOf: [
    { type: ['boolean', 'number', 'string'], maxLength: 1000, ...title('值、区间或 -', 'A value, an interval or -') },
    SCALARS,
    {
      ...object({ not: { anyOf: [piece('scalar'), SCALARS] } }, ['not']),
      ...title('除外 { not }', '{ not: … }'),
    },
    { ...object({ missing: { const: true } }, ['missing']), ...title('缺失 { missing: true }', '{ missing: true }') },
    { ...FEEL, ...title('一元测试 { text }', '{ text: … }'), description: UNARY },
  ],
};
const RESULT: JsonObject = {
  anyOf: [
    { type: ['boolean', 'number', 'string', 'null'], maxLength: 5000, ...title('值', 'Value') },
    { ...FEEL, ...title('公式 { text }', 'Formula { text }') },
  ],
};

export const decisionTableSchema = kindSchema({
  kind: 'decision-table',
  zh: '决策表',
  en: 'Decision table',
  description: {
    'zh-CN': '规则逐行判断输入，命中策略决定取哪一行或如何汇总。',
    en: 'Rules test the inputs row by row; the hit policy says which row counts, or how rows are put together.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    hitPolicy: { enum: HIT_POLICIES, ...title('命中策略', 'Hit policy') },
    inputs: list(
      object({
        title: piece('text', '标题', 'Title'),
        fact: { type: 'string', minLength: 1, maxLength: 300, ...title('字段', 'Fact') },
        formula: piece('computed', '公式', 'Formula'),
      }),
      { minItems: 1, maxItems: 64, ...title('输入', 'Inputs') },
    ),
    outputs: list(
      object({ name: camelName('名称', 'Name'), title: piece('text', '标题', 'Title'), ...OUTPUT_KEYS }, [
        'name',
        'type',
      ]),
      { minItems: 1, maxItems: 64, ...title('输出', 'Outputs') },
    ),
    rules: list(
      object(
        {
          id: { type: 'string', minLength: 1, maxLength: 200, ...title('编号', 'Id') },
          title: piece('text', '标题', 'Title'),
          note: piece('text', '备注', 'Note'),
          when: list({ $ref: '#/$defs/cell' }, { minItems: 1, maxItems: 64, ...title('当', 'When') }),
          then: list(RESULT, { minItems: 1, maxItems: 64, ...title('则', 'Then') }),
        },
        ['when', 'then'],
      ),
      { minItems: 1, maxItems: 5000, ...title('规则', 'Rules') },
    ),
    otherwise: list(RESULT, { minItems: 1, maxItems: 64, ...title('其他情况', 'Otherwise') }),
  },
  required: ['entity', 'hitPolicy', 'inputs', 'outputs', 'rules'],
  defs: { cell: CELL },
});

export const decisionTableExamples: readonly DecisionTable[] = [
  {
    kind: 'decision-table',
    name: 'credit-limit',
    title: { 'zh-CN': '授信额度', en: 'Credit limit' },
    entity: 'entity/customer',
    hitPolicy: 'unique',
    inputs: [{ fact: 'age' }, { fact: 'creditGrade' }],
    outputs: [{ name: 'limit', type: 'decimal', decimals: 2 }],
    rules: [
      { when: ['[18, 30)', ['AAA', 'AA']], then: [50000] },
      { when: ['[30, 120]', '-'], then: [80000] },
    ],
    otherwise: [0],
  },
];
