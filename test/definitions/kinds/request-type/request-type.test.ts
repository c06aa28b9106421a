import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { link } from '../../../../definitions/library.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { prove } from '../../../../definitions/prove.ts';

const CUSTOMER = { kind: 'entity', name: 'customer', key: 'customerId', fields: { customerId: { type: 'string' } } };
const COMPLAINT = {
  kind: 'entity',
  name: 'complaint',
  title: { 'zh-CN': '投诉', en: 'Complaint' },
  key: 'number',
  fields: {
    number: { type: 'string' },
    customerId: { type: 'string' },
    topic: { type: 'string', enum: ['cards', 'loans'], title: { 'zh-CN': '事由', en: 'Topic' } },
    amount: { type: 'integer', minimum: 0, maximum: 100, optional: true, title: { 'zh-CN': '金额', en: 'Amount' } },
  },
  relations: { customer: { entity: 'entity/customer', by: 'customerId' } },
};
const table = (rules: readonly JsonObject[], more: JsonObject = {}) => ({
  kind: 'decision-table',
  name: 'routing',
  title: { 'zh-CN': '投诉分派', en: 'Complaint routing' },
  entity: 'entity/complaint',
  hitPolicy: 'unique',
  inputs: [{ fact: 'topic' }],
  outputs: [
    { name: 'queue', type: 'string' },
    { name: 'priority', type: 'integer', minimum: 1, maximum: 9 },
  ],
  rules,
  ...more,
});
const ROUTING = table([
  { when: ['cards'], then: ['cards', 2] },
  { when: ['loans'], then: ['loans', 1] },
]);
const TYPE = {
  kind: 'request-type',
  name: 'complaint',
  entity: 'entity/complaint',
  number: 'CMP-{yyyy}-{seq}',
  routing: 'decision-table/routing',
  form: { sections: [{ title: { 'zh-CN': '内容', en: 'Content' }, fields: ['topic', 'amount'] }] },
  duplicates: { sameCustomerAnd: ['topic'], within: 'P30D', do: 'offer-merge' },
  channels: ['branch', 'phone', 'kiosk'],
};

const linked = (type: JsonObject, routing: JsonObject = ROUTING, entity: JsonObject = COMPLAINT) =>
  link([CUSTOMER, entity, routing, type].map((document) => ({ document })));
const problemsOf = (...given: Parameters<typeof linked>) =>
  linked(...given).problems.map(({ code, pointer }) => `${code} ${pointer}`);
const proofOf = (...given: Parameters<typeof linked>) => prove(linked(...given), ['request-type/complaint'])[0]?.proofs;

describe('a request type', () => {
  it('says who gets a request, how it is numbered and what counts as a duplicate', () => {
    const { environment } = linked(TYPE);
    const words = (language: 'zh-CN' | 'en') =>
      kindOf('request-type')?.words(TYPE as never, null, environment, language);
    expect(words('en')).toEqual([
      'Each complaint is numbered CMP-{yyyy}-{seq} and sent to its queue by “Complaint routing”.',
      'The form’s section “Content”: topic and amount.',
      'Of one customer within 30 days the same topic counts as a duplicate: merging is offered.',
      'It comes by: branch, telephone and “kiosk”.',
    ]);
    expect(words('zh-CN')).toEqual([
      '每一件投诉编号为 CMP-{yyyy}-{seq}，由“投诉分派”分派到队列。',
      '登记表的“内容”：事由和金额。',
      '同一客户在 30 日内事由相同的视为重复，提示合并。',
      '受理渠道：网点、电话和“kiosk”。',
    ]);
  });

  it('is proved to route every request, or refuted by one that is not', () => {
    expect(problemsOf(TYPE)).toEqual([]);
    expect(proofOf(TYPE)).toEqual([{ property: 'routing-complete', verdict: 'proved', pointer: '/routing' }]);
    const [gap] = proofOf(TYPE, table([{ when: ['cards'], then: ['cards', 2] }])) ?? [];
    expect([gap?.verdict, gap?.problem?.code]).toEqual(['refuted', 'request-unrouted']);
    expect(gap?.problem?.witness).toMatchObject({ facts: { topic: 'loans' } });
  });

  it('answers its cases by the routing table', () => {
    const facts = { number: '', customerId: 'C', topic: 'loans' };
    const cases = [
      { name: 'routed', given: { facts }, expect: { value: { queue: 'loans' } } },
      { name: 'wrong', given: { facts }, expect: { value: { queue: 'cards' } } },
    ];
    expect(runCases(linked({ ...TYPE, cases }), 'request-type/complaint').map(({ passed }) => passed)).toEqual([
      true,
      false,
    ]);
  });

  it.each<readonly [string, JsonObject, JsonObject | undefined, readonly string[]]>([
    [
      'a number that does not count',
      { ...TYPE, number: 'CMP-{yyyy}' },
      undefined,
      ['request-number-malformed /number'],
    ],
    [
      'a number with another part',
      { ...TYPE, number: '{seq}-{branch}' },
      undefined,
      ['request-number-malformed /number'],
    ],
    ['a table of another hit policy', TYPE, { ...ROUTING, hitPolicy: 'first' }, ['request-routing-policy /routing']],
    [
      'a table without a queue',
      TYPE,
      {
        ...ROUTING,
        outputs: [
          { name: 'desk', type: 'string' },
          { name: 'priority', type: 'integer', minimum: 1, maximum: 9 },
        ],
      },
      ['request-routing-output /routing'],
    ],
    [
      'a field that is not there',
      { ...TYPE, form: { sections: [{ title: 'x', fields: ['topic', 'amont'] }] } },
      undefined,
      ['request-field-unknown /form/sections/0/fields/1'],
    ],
    [
      'a field that stands twice',
      {
        ...TYPE,
        form: {
          sections: [
            { title: 'x', fields: ['topic'] },
            { title: 'y', fields: ['topic'] },
          ],
        },
      },
      undefined,
      ['request-field-twice /form/sections/1/fields/0'],
    ],
    [
      'a required field that is left out',
      { ...TYPE, form: { sections: [{ title: 'x', fields: ['amount'] }] } },
      undefined,
      ['request-field-left-out /form/sections'],
    ],
    [
      'duplicates by a field that is not there',
      { ...TYPE, duplicates: { ...TYPE.duplicates, sameCustomerAnd: ['topics'] } },
      undefined,
      ['request-field-unknown /duplicates/sameCustomerAnd/0'],
    ],
    [
      'a period of months',
      { ...TYPE, duplicates: { ...TYPE.duplicates, within: 'P1M' } },
      undefined,
      ['length-malformed /duplicates/within'],
    ],
  ])('is told of %s', (_, type, routing, problems) => {
    expect(problemsOf(type, routing)).toEqual(problems);
  });

  it('needs a customer to look for duplicates of one, and a table about the same', () => {
    const { relations: _, ...alone } = COMPLAINT;
    expect(problemsOf(TYPE, ROUTING, alone)).toEqual([
      'request-field-left-out /form/sections',
      'request-customer-unknown /duplicates',
    ]);
    const other = {
      ...ROUTING,
      entity: 'entity/customer',
      inputs: [{ fact: 'customerId' }],
      rules: [{ when: ['-'], then: ['cards', 1] }],
    };
    expect(problemsOf(TYPE, other)).toEqual(['request-routing-entity /routing']);
  });
});
