import type { Labels } from '../../model/expression.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { type DeclaredField, FIELD } from '../field.ts';
import { CAMEL_NAME } from '../forms.ts';
import type { Computed, LookUp } from '../../model/entity.ts';
import type { Document } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, dictionary, list, mention, object } from '../schema.ts';
import { piece, computed } from '../schema-pieces.ts';

/** An entity: the data dictionary of customers, accounts, products … Facts of requests and columns of files are its fields. */
export interface EntityDocument extends Document {
  readonly kind: 'entity';
  readonly key?: string;
  readonly fields: Readonly<Record<string, DeclaredField>>;
  readonly relations?: Readonly<Record<string, DeclaredRelation>>;
  readonly derived?: Readonly<Record<string, DeclaredDerived>>;
  readonly lookUps?: readonly LookUp[];
  /** The field that names the place of the organisation a record belongs to: who sees it hangs on that. */
  readonly organisation?: string;
  /** The field that holds what people call a record by. */
  readonly nameField?: string;
}

export interface DeclaredRelation {
  readonly title?: Text;
  readonly description?: Text;
  readonly entity: string;
  /** The field that both sides have. */
  readonly by: string;
  /** Many related rows; absent: at most one. */
  readonly many?: boolean;
}

export interface DeclaredDerived extends Computed {
  readonly title?: Text;
  readonly description?: Text;
  readonly unit?: string;
  /** What people call the texts it may give; only such texts may stand there. */
  readonly labels?: Labels;
  readonly direction?: 'high-is-good' | 'high-is-bad';
  readonly sensitivity?: 'C1' | 'C2' | 'C3';
  readonly purposes?: readonly string[];
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });
const { direction, sensitivity, purposes, unit, labels } = FIELD['properties'] as JsonObject;

const RELATION = object(
  {
    title: piece('text', '标题', 'Title'),
    description: piece('text', '说明', 'Description'),
    entity: mention('关联实体', 'Related entity', 'entity'),
    by: camelName('共有字段', 'Field both share'),
    many: { type: 'boolean', ...title('多个', 'Many') },
  },
  ['entity', 'by'],
);

const DERIVED = object(
  {
    title: piece('text', '标题', 'Title'),
    description: piece('text', '说明', 'Description'),
    ...computed(9),
    ...Object.fromEntries(
      Object.entries({ unit, labels, direction, sensitivity, purposes }).filter(([, of]) => of !== undefined),
    ),
  } as JsonObject,
  ['text', 'type'],
);

const LOOK_UP = object(
  {
    field: camelName('字段', 'Field'),
    last: {
      type: 'integer',
      minimum: 1,
      maximum: 20,
      ...title('末尾字符数', 'Last characters'),
      description:
        '只按末尾若干个字符查找，如手机号后四位；缺省为整个值。\nFound by this many characters at its end, such as the last four digits of a phone; absent: by all of it.',
    },
  },
  ['field'],
);

export const entitySchema = kindSchema({
  kind: 'entity',
  zh: '实体',
  en: 'Entity',
  description: {
    'zh-CN': '数据字典：字段、与其他实体的关联、由此计算的派生字段。',
    en: 'A data dictionary: fields, relations to other entities, and fields derived from them.',
  },
  properties: {
    key: camelName('主键', 'Key'),
    organisation: {
      ...camelName('机构字段', 'Organisation field'),
      description:
        '记录归属的机构由此字段指明；只管辖部分机构的人员，仅能看到其范围内的记录与合计。\nNames the place of the organisation that a record belongs to: whoever is in charge of a part of it sees the records and totals of that part only.',
    },
    nameField: {
      ...camelName('名称字段', 'Name field'),
      description:
        '人们用来称呼一条记录的字段，如客户名称；列表中显示它，并可按其开头查找。\nWhat people call a record by, such as the name of a customer: lists show it, and records are searched by how it begins.',
    },
    fields: { ...dictionary(CAMEL_NAME, FIELD, { minProperties: 1 }), ...title('字段', 'Fields') },
    relations: { ...dictionary(CAMEL_NAME, RELATION), ...title('关联', 'Relations') },
    derived: { ...dictionary(CAMEL_NAME, DERIVED), ...title('派生字段', 'Derived fields') },
    lookUps: {
      ...list(LOOK_UP, { minItems: 1, maxItems: 10, uniqueItems: true }),
      ...title('查找方式', 'Look-ups'),
      description:
        '除主键外，还可按什么在客户群中找到一条记录；导入时据此建索引。\nBy what, beside its key, a record of a population is found; an import makes the index for it.',
    },
  },
  required: ['fields'],
});
