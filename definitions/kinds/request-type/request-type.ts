import type { Document } from '../../model/document.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import { KEBAB_NAME, LENGTH } from '../forms.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, formed, list, mention, object, title } from '../schema.ts';
import { piece } from '../schema-pieces.ts';

/** A kind of request that customers bring: what it is about, how it is registered, and who gets it. */
export interface RequestTypeDocument extends Document {
  readonly kind: 'request-type';
  readonly entity: string;
  /** `CMP-{yyyy}-{seq}`: `{yyyy}`, `{MM}`, `{dd}` of the day at the bank, `{seq}` counts within what stands before it. */
  readonly number: string;
  /** A decision table that gives `queue`, and may give `priority` and `skill`. */
  readonly routing: string;
  readonly form?: {
    readonly ui?: JsonObject;
    readonly sections?: readonly { readonly title: Text; readonly fields: readonly string[] }[];
  };
  readonly duplicates?: {
    readonly sameCustomerAnd: readonly string[];
    readonly within: string;
    readonly do: 'offer-merge' | 'warn' | 'refuse';
  };
  readonly channels?: readonly string[];
}

const FIELDS = list(camelName('字段', 'Field'), {
  minItems: 1,
  maxItems: 500,
  uniqueItems: true,
  ...title('字段', 'Fields'),
});

export const requestTypeSchema: JsonObject = kindSchema({
  kind: 'request-type',
  zh: '请求类型',
  en: 'Request type',
  description: {
    'zh-CN': '客户的一类请求：内容、登记表、编号、分派与重复件。',
    en: 'A kind of request that customers bring: what it is about, its form, its number, who gets it, and what counts as a duplicate.',
  },
  properties: {
    entity: mention('实体', 'Entity', 'entity'),
    number: { type: 'string', minLength: 1, maxLength: 100, ...title('编号', 'Number') },
    routing: mention('分派表', 'Routing table', 'decision-table'),
    form: {
      ...title('登记表', 'Form'),
      ...object({
        ui: { type: 'object', ...title('界面', 'Appearance') },
        sections: list(object({ title: piece('text', '标题', 'Title'), fields: FIELDS }, ['title', 'fields']), {
          maxItems: 50,
          ...title('各节', 'Sections'),
        }),
      }),
    },
    duplicates: {
      ...title('重复件', 'Duplicates'),
      ...object(
        {
          sameCustomerAnd: { ...FIELDS, ...title('同一客户且相同的字段', 'Of one customer and the same') },
          within: formed(LENGTH, '期间', 'Within'),
          do: { enum: ['offer-merge', 'warn', 'refuse'], ...title('处理', 'Do') },
        },
        ['sameCustomerAnd', 'within', 'do'],
      ),
    },
    channels: list(formed(KEBAB_NAME, '渠道', 'Channel'), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      ...title('渠道', 'Channels'),
    }),
  },
  required: ['entity', 'number', 'routing'],
});

export const requestTypeExamples: readonly RequestTypeDocument[] = [
  {
    kind: 'request-type',
    name: 'complaint',
    title: { 'zh-CN': '投诉', en: 'Complaint' },
    entity: 'entity/complaint',
    number: 'CMP-{yyyy}-{seq}',
    routing: 'decision-table/complaint-routing',
    duplicates: { sameCustomerAnd: ['topic'], within: 'P30D', do: 'offer-merge' },
    channels: ['branch', 'phone', 'web', 'api'],
  },
];
