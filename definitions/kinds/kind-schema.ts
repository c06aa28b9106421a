import type { JsonObject } from '../model/json.ts';
import { DATE_TEXT } from './forms.ts';
import { formed, kebabName, list, object, title } from './schema.ts';
import { piece, PIECES } from './schema-pieces.ts';

/** A whole schema of a kind: the head every definition has, the kind's own keys, the shared pieces it uses. */
export function kindSchema(of: {
  readonly kind: string;
  readonly zh: string;
  readonly en: string;
  readonly description: { readonly 'zh-CN': string; readonly en: string };
  readonly properties: JsonObject;
  readonly required: readonly string[];
  readonly defs?: JsonObject;
  /** What its cases have beside their names, where that is not the facts of a decision and what it answers. */
  readonly cases?: { readonly given: JsonObject; readonly expect: JsonObject; readonly events?: JsonObject };
}): JsonObject {
  const cases = casesSchema(of.cases ?? DECISION_CASES);
  const own = { ...of.properties, ...(of.defs ?? {}) };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `/schemas/${of.kind}.json`,
    ...title(of.zh, of.en),
    description: `${of.description['zh-CN']}\n${of.description.en}`,
    type: 'object',
    properties: { kind: { const: of.kind }, name: kebabName('名称', 'Name'), ...HEAD, ...of.properties, cases },
    required: ['kind', 'name', ...of.required],
    additionalProperties: false,
    $defs: { ...piecesUsed({ own, HEAD, cases }), ...(of.defs ?? {}) },
  };
}

const HEAD: JsonObject = {
  title: piece('text', '标题', 'Title'),
  description: piece('text', '说明', 'Description'),
  subject: piece('text', '主题', 'Subject'),
  owner: { type: 'string', maxLength: 200, ...title('归属机构', 'Owner') },
  purpose: { type: 'string', maxLength: 200, ...title('用途', 'Purpose') },
  basis: {
    ...title('依据', 'Basis'),
    ...list(
      object(
        {
          document: piece('text', '文件', 'Document'),
          clause: { type: 'string', maxLength: 200, ...title('条款', 'Clause') },
        },
        ['document'],
      ),
      { maxItems: 1000 },
    ),
  },
  reviewBy: formed(DATE_TEXT, '复核期限', 'Review by'),
};

const DECISION_CASES = {
  given: object(
    {
      facts: { type: 'object' },
      $asOf: { type: 'string', maxLength: 40 },
      $previous: { type: 'object' },
      products: list({ type: 'object' }),
    },
    ['facts'],
  ),
  expect: object({ value: {}, reasons: list({ type: 'string' }), problems: list({ type: 'string' }) }, [], {
    minProperties: 1,
  }),
};

function casesSchema({ given, expect, events }: NonNullable<Parameters<typeof kindSchema>[0]['cases']>): JsonObject {
  const one = object(
    {
      name: { type: 'string', minLength: 1, maxLength: 1000, ...title('名称', 'Name') },
      given: { ...title('给定', 'Given'), ...given },
      ...(events === undefined ? {} : { events: { ...title('事件', 'Events'), ...events } }),
      expect: { ...title('应得', 'Expect'), ...expect },
    },
    ['name', 'given', 'expect'],
  );
  return { ...title('用例', 'Cases'), ...list(one, { maxItems: 100_000 }) };
}

/** The pieces that `schema` points at, and those that they point at. */
function piecesUsed(schema: JsonObject): JsonObject {
  const used: Record<string, JsonObject> = {};
  const visit = (from: JsonObject) => {
    for (const [, name] of JSON.stringify(from).matchAll(/"#\/\$defs\/([a-zA-Z]+)"/g)) {
      const found =
        name === undefined || name in used ? undefined : (PIECES as Readonly<Record<string, JsonObject>>)[name];
      if (name === undefined || found === undefined) continue;
      used[name] = found;
      visit(found);
    }
  };
  visit(schema);
  return used;
}
