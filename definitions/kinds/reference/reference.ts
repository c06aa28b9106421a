import type { JsonObject } from '../../model/json.ts';
import { type DeclaredField, FIELD } from '../field.ts';
import { CAMEL_NAME } from '../forms.ts';
import type { Document } from '../../model/document.ts';
import { kindSchema } from '../kind-schema.ts';
import { camelName, dictionary, list } from '../schema.ts';

/** A reference table: rates and lists by key, each row with the days it is valid. Formulas call it: `ftp(term, currency).rate`. */
export interface ReferenceDocument extends Document {
  readonly kind: 'reference';
  /** The columns a caller names, in the order of the call. A key column may be declared among `fields`. */
  readonly key: readonly string[];
  /** The column with a row's first valid day; it is then valid until the next row of the same keys begins. */
  readonly validFrom?: string;
  /** The column with a row's last valid day, where it ends before. */
  readonly validTo?: string;
  readonly fields: Readonly<Record<string, DeclaredField>>;
  readonly rows: readonly JsonObject[];
}

const title = (zh: string, en: string) => ({ title: `${zh} / ${en}` });

export const referenceSchema = kindSchema({
  kind: 'reference',
  zh: '参考表',
  en: 'Reference table',
  description: {
    'zh-CN': '按键查取的利率、名单等，每行有生效日期，按 $asOf 取值。',
    en: 'Rates and lists by key, each row with its days of validity, read as of $asOf.',
  },
  properties: {
    key: list(camelName('键', 'Key'), { minItems: 1, maxItems: 16, uniqueItems: true, ...title('键', 'Key') }),
    validFrom: camelName('生效日期列', 'Valid from'),
    validTo: camelName('失效日期列', 'Valid to'),
    fields: { ...dictionary(CAMEL_NAME, FIELD, { minProperties: 1 }), ...title('列', 'Columns') },
    rows: list({ type: 'object' }, { maxItems: 100_000, ...title('行', 'Rows') }),
  },
  required: ['key', 'fields', 'rows'],
});

export const referenceExamples: readonly ReferenceDocument[] = [
  {
    kind: 'reference',
    name: 'ftp',
    title: { 'zh-CN': '内部资金转移价格', en: 'Funds-transfer price' },
    key: ['term', 'currency'],
    validFrom: 'from',
    fields: { rate: { type: 'decimal', decimals: 4 } },
    rows: [{ term: '1y', currency: 'CNY', from: '2026-01-01', rate: 0.026 }],
  },
];
