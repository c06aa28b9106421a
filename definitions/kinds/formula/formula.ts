import type { JsonObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { type DeclaredField, FIELD } from '../field.ts';
import { CAMEL_NAME } from '../forms.ts';
import type { Computed } from '../../model/entity.ts';
import type { Document } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, dictionary, list, mention, object } from '../schema.ts';
import { piece, computed } from '../schema-pieces.ts';

/** A formula: lines computed one after another from the facts of an entity, or from inputs of its own. */
export interface Formula extends Document {
  readonly kind: 'formula';
  /** The facts are an entity's … */
  readonly entity?: string;
  /** … or the formula's own; a series is a list. Exactly one of the two is stated. */
  readonly inputs?: Readonly<Record<string, DeclaredField>>;
  /** Each may read the ones before it by name. */
  readonly lines: readonly Line[];
  /** The names of the lines that are results. */
  readonly outputs: readonly string[];
}

export interface Line extends Computed {
  readonly name: string;
  readonly title?: Text;
  readonly description?: Text;
  readonly unit?: string;
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });

const LINE = object(
  {
    name: camelName('名称', 'Name'),
    title: piece('text', '标题', 'Title'),
    description: piece('text', '说明', 'Description'),
    unit: { type: 'string', maxLength: 60, ...title('单位', 'Unit') },
    ...computed(12),
    series: { type: 'boolean', ...title('列表', 'List of values') },
  },
  ['name', 'text', 'type'],
);

/** JSON Schema of a formula. */
export const formulaSchema: JsonObject = kindSchema({
  kind: 'formula',
  zh: '公式',
  en: 'Formula',
  description: {
    'zh-CN': '逐行计算：每行可引用前面各行，指定的行为结果。',
    en: 'Computes line by line: each line may read the ones before it, and the named ones are the results.',
  },
  properties: {
    entity: mention('对象', 'Entity', 'entity'),
    inputs: {
      ...dictionary(CAMEL_NAME, { $ref: '#/$defs/input' }, { minProperties: 1, maxProperties: 500 }),
      ...title('输入', 'Inputs'),
      description:
        '公式自己的输入。其他公式可在 uses 中引用它并带参数调用：instalment(amount, rate, 36) 或 instalment(amount: …, rate: …, months: 36)。\n' +
        'The formula’s own inputs. Others name it among their uses and call it with arguments: instalment(amount, rate, 36) or instalment(amount: …, rate: …, months: 36).',
    },
    lines: list({ $ref: '#/$defs/line' }, { minItems: 1, maxItems: 500, ...title('计算行', 'Lines') }),
    outputs: list(camelName('结果', 'Output'), { minItems: 1, maxItems: 500, ...title('结果', 'Outputs') }),
  },
  required: ['lines', 'outputs'],
  defs: { line: LINE, input: FIELD },
});

/** Examples a form may start from. */
export const formulaExamples: readonly Formula[] = [
  {
    kind: 'formula',
    name: 'wallet-share',
    title: { 'zh-CN': '个客份额', en: 'Share of wallet' },
    inputs: {
      spendWithBank: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0 },
      totalSpend: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0 },
    },
    lines: [{ name: 'share', text: 'spendWithBank / totalSpend', type: 'decimal', decimals: 6, ifMissing: 'refuse' }],
    outputs: ['share'],
  },
];
