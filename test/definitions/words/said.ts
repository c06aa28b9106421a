import type { JsonObject } from '../../../definitions/model/json.ts';
import { kindOf } from '../../../definitions/kinds/index.ts';
import type { Library } from '../../../definitions/library.ts';
import { LANGUAGES, type Language } from '../../../definitions/model/text.ts';
import { libraryOf } from '../kinds/answer.ts';

/** What a definition of a library says of itself. */
export function sentences(library: Library, id: string, language: Language): readonly string[] {
  const definition = library.definitions.get(id);
  const kind = definition === undefined ? undefined : kindOf(definition.kind);
  if (definition === undefined || kind === undefined) throw new Error(`No definition ${id}`);
  return kind.words(definition.document, library.environment.decision(id) ?? null, library.environment, language);
}

/** What the last of some documents says of itself, in each language. */
export function said(...documents: readonly JsonObject[]): Readonly<Record<Language, readonly string[]>> {
  const library = libraryOf(...documents);
  const last = documents.at(-1);
  const id = `${String(last?.['kind'])}/${String(last?.['name'])}`;
  const [zh, en] = LANGUAGES.map((language) => sentences(library, id, language));
  return { 'zh-CN': zh ?? [], en: en ?? [] };
}

/** A text in both languages. */
export const text = (zh: string, en: string): JsonObject => ({ 'zh-CN': zh, en });

/** The customers all examples speak of. */
export const CUSTOMER: JsonObject = {
  kind: 'entity',
  name: 'customer',
  title: text('客户', 'Customer'),
  key: 'customerId',
  fields: {
    customerId: { type: 'string', title: text('客户号', 'Customer number') },
    kind: {
      type: 'string',
      title: text('客户类型', 'Kind of customer'),
      enum: ['personal', 'corporate', 'institutional'],
      labels: { personal: text('个人', 'Personal'), corporate: text('公司', 'Corporate') },
    },
    riskGrade: {
      type: 'string',
      title: text('风险等级', 'Risk grade'),
      enum: ['low', 'middle', 'high'],
      labels: { low: text('低', 'low'), middle: text('中', 'middle'), high: text('高', 'high') },
    },
    contribution: {
      type: 'decimal',
      decimals: 2,
      unit: 'CNY',
      title: text('最近 12 个月贡献', 'Contribution over the last 12 months'),
    },
    age: { type: 'integer', unit: 'years', minimum: 0, maximum: 120, title: text('年龄', 'Age') },
    income: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0, title: text('月收入', 'Monthly income') },
    payroll: { type: 'boolean', title: text('在本行代发工资', 'The salary is paid through us') },
    mortgage: { type: 'boolean', title: text('名下有住房贷款', 'There is a mortgage with us') },
    sameAddress: { type: 'boolean', title: text('同一住址', 'Same address') },
    tenureMonths: {
      type: 'integer',
      unit: 'month',
      minimum: 0,
      optional: true,
      title: text('开户时间', 'Time with the bank'),
    },
    products: { type: 'integer', unit: 'product', minimum: 0, maximum: 50, title: text('持有产品数', 'Products held') },
    rate: { type: 'decimal', decimals: 4, minimum: -1, maximum: 1, title: text('利差', 'Margin') },
    openedOn: { type: 'date', optional: true, title: text('开户日期', 'Day of opening') },
    fiscalYear: { type: 'integer', minimum: 1990, maximum: 2100, title: text('会计年度', 'Fiscal year') },
  },
};
