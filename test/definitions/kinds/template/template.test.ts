import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCases } from '../../../../definitions/cases.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { checkTemplate } from '../../../../definitions/kinds/template/check.ts';
import { renderTemplate } from '../../../../definitions/kinds/template/render.ts';
import type { TemplateDocument } from '../../../../definitions/kinds/template/template.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { LANGUAGES } from '../../../../definitions/model/text.ts';
import { libraryOf, problemsOf } from '../answer.ts';

const customer = {
  kind: 'entity',
  name: 'customer',
  key: 'customerId',
  fields: {
    customerId: { type: 'string' },
    name: { type: 'string', optional: true, purposes: ['contact'] },
    income: { type: 'decimal', decimals: 2, optional: true, purposes: ['risk'] },
    secret: { type: 'string', optional: true, sensitivity: 'C3' },
  },
};
const complaint = {
  kind: 'entity',
  name: 'complaint',
  key: 'complaintId',
  fields: {
    complaintId: { type: 'string' },
    customerId: { type: 'string' },
    topic: { type: 'string', enum: ['cards', 'fees'], labels: { cards: { 'zh-CN': '银行卡', en: 'Cards' } } },
    amount: { type: 'decimal', decimals: 2, unit: 'CNY', optional: true },
    on: { type: 'date', optional: true },
    at: { type: 'instant', optional: true },
    isUrgent: { type: 'boolean' },
    note: { type: 'string', optional: true },
    none: { type: 'decimal', decimals: 2, optional: true },
    branches: { type: 'string', series: true, optional: true },
  },
  relations: {
    customer: { entity: 'entity/customer', by: 'customerId' },
    accounts: { entity: 'entity/customer', by: 'customerId', many: true },
  },
};
const template = (sms: string, of: JsonObject = {}): JsonObject => ({
  kind: 'template',
  name: 'told',
  purpose: 'contact',
  entity: 'entity/complaint',
  audience: 'customer',
  channels: { sms: { 'zh-CN': sms, en: sms } },
  ...of,
});

/** What is found in the Chinese text: the English one is the same. */
const found = (sms: string, of: JsonObject = {}) =>
  problemsOf(customer, complaint, template(sms, of)).filter((one) => !one.endsWith('/en'));
const AT = '@/channels/sms/zh-CN';

describe('what a template may not say', () => {
  it.each<[string, string, readonly string[]]>([
    ['fields, related ones and what every message has', '{{ topic }}{{ request.number }}{{ customer.customerId }}', []],
    ['a field there is none of', '{{ topik }}', [`template-field-unknown${AT}`]],
    ['a part of a field', '{{ topic.length }}', [`template-field-unknown${AT}`]],
    ['a field within brackets', "{{ customer['name'] }}", [`template-field-unknown${AT}`]],
    ['what all objects inherit', '{{ constructor }}', [`template-field-unknown${AT}`]],
    ['records of a relation to many', '{{ accounts.name }}', [`template-field-unknown${AT}`]],
    ['a result of another definition', '{{ class }}', [`template-field-unknown${AT}`]],
    ['a name in an argument', '{{ topic | append: nothing }}', [`template-field-unknown${AT}`]],
    ['a name in a condition', '{% if nothing %}a{% endif %}', [`template-field-unknown${AT}`]],
    ['a name among alternatives', '{% case topic %}{% when nothing %}a{% endcase %}', [`template-field-unknown${AT}`]],
    ['a field for another purpose', "{{ customer.income | default: '0' }}", [`template-field-purpose${AT}`]],
    ['a field of the highest class', "{{ customer.secret | default: '' }}", [`template-field-sensitive${AT}`]],
    ['even as a condition', '{% if customer.secret %}a{% endif %}', [`template-field-sensitive${AT}`]],
    ['an output that is not closed', 'a {{ topic', [`template-syntax${AT}`]],
    ['a tag that is not closed', '{% if topic %}a', [`template-syntax${AT}`]],
    ['another file', "{% include 'other' %}", [`template-tag-unknown${AT}`]],
    ['another file, rendered', "{% render 'other' %}", [`template-tag-unknown${AT}`]],
    ['a variable of its own', '{% assign a = 1 %}', [`template-tag-unknown${AT}`]],
    ['the clock of the machine', "{{ 'now' | date: '%Y' }}", [`template-filter-unknown${AT}`]],
    ['a way around escaping', '{{ topic | raw }}', [`template-filter-unknown${AT}`]],
    ['a loop over numbers', '{% for i in (1..1000000000) %}a{% endfor %}', [`template-range${AT}`]],
    ['a loop over no series', '{% for i in topic %}a{% endfor %}', [`template-range${AT}`]],
    ['a loop over a series', '{% for one in branches %}{{ one }}{% endfor %}', []],
    [
      'a loop that is bounded by what is for nobody',
      '{% for b in branches limit: customer.secret %}{% endfor %}',
      [`template-field-sensitive${AT}`],
    ],
    [
      'a range to what is for nobody',
      '{{ (1..customer.secret) | size }}',
      [`template-missing-unanswered${AT}`, `template-field-sensitive${AT}`],
    ],
    [
      'a part of the item of a loop',
      '{% for customer in branches %}{{ customer.customerId }}{% endfor %}',
      [`template-field-unknown${AT}`],
    ],
    [
      'the item of a loop outside it',
      '{% for one in branches %}a{% endfor %}{{ one }}',
      [`template-field-unknown${AT}`],
    ],
  ])('%s', (_, text, codes) => {
    expect(found(text)).toEqual(codes);
  });

  it.each<[string, string, boolean]>([
    ['inserted as it is', '{{ note }}', false],
    ['with a default', "{{ note | default: '-' }}", true],
    ['with a default that comes late', "{{ note | upcase | default: '-' }}", false],
    ['within an if', '{% if note %}{{ note }}{% endif %}', true],
    ['in the other branch', '{% if note %}a{% else %}{{ note }}{% endif %}', false],
    ['within an if of two', '{% if isUrgent and note %}{{ note }}{% endif %}', true],
    ['within an if of either', '{% if isUrgent or note %}{{ note }}{% endif %}', false],
    ['where it is something', "{% if note == 'a' %}{{ note }}{% endif %}", true],
    ['where it is not something', "{% if note != 'a' %}{{ note }}{% endif %}", false],
    ['where it is nothing', '{% if note == nil %}{{ note }}{% endif %}', false],
    ['where it is false', '{% if note == false %}{{ note }}{% endif %}', false],
    ['unless it is there', '{% unless note %}{{ note }}{% endunless %}', false],
    ['where it is as something that may be missing', '{% if note == customer.name %}{{ note }}{% endif %}', false],
    ['where it is before something', "{% if note < 'b' %}{{ note }}{% endif %}", true],
    ['where it contains something', "{% if note contains 'a' %}{{ note }}{% endif %}", true],
    ['where it does not contain something', "{% if not note contains 'z' %}{{ note }}{% endif %}", false],
    ['where what it is compared with is true', '{% if note == nil == true %}{{ note }}{% endif %}', false],
    ['with a default that is nothing', '{{ note | default: nil }}', false],
    ['with no default after all', '{{ note | default: }}', false],
    ['as a default itself', '{{ nil | default: note }}', false],
    ['as an alternative that is nothing', '{% case note %}{% when nil %}{{ note }}{% endcase %}', false],
    ['as one of two, of which one is nothing', "{% case note %}{% when 'a', nil %}{{ note }}{% endcase %}", false],
    ['as an alternative', "{% case note %}{% when 'a' %}{{ note }}{% endcase %}", true],
    ['as no alternative', "{% case note %}{% when 'a' %}a{% else %}{{ note }}{% endcase %}", false],
  ])('leaves nothing blank: what may be missing, %s', (_, text, isSound) => {
    expect(found(text)).toEqual(isSound ? [] : [`template-missing-unanswered${AT}`]);
    // Judged by rendering a record without it: a text in which nothing is found says nothing of what is missing.
    const { problems } = renderTemplate(...given(text, { ...FACTS, note: null }));
    expect(problems).toEqual([]);
  });

  it('counts the key of a related record as there where the record itself must have it', () => {
    const key = '[{{ customer.customerId }}]';
    expect(found(key)).toEqual([]);
    const { customer: _, ...alone } = FACTS;
    expect(renderTemplate(...given(key, alone)).text.sms?.en).toBe('[7]');
    const perhaps = { ...complaint, fields: { ...complaint.fields, customerId: { type: 'string', optional: true } } };
    expect(problemsOf(customer, perhaps, template(key))).toContain(`template-missing-unanswered${AT}`);
  });

  it('is about nothing that has a field or a relation called as what messages have', () => {
    const called = { ...complaint, fields: { ...complaint.fields, clock: { type: 'string' } } };
    expect(problemsOf(customer, called, template('a'))).toEqual(['template-name-taken@/entity']);
  });

  it('says no text with a gap of whatever is missing: conditions, alternatives, loops and defaults drawn at random', () => {
    let judged = 0;
    const { environment } = libraryOf(customer, complaint);
    fc.assert(
      fc.property(bodies, fc.subarray(OPTIONAL, { minLength: 1 }), (body, missing) => {
        const document = template(body) as unknown as TemplateDocument;
        if (checkTemplate(document, environment).length > 0) return;
        judged += 1;
        const facts = Object.fromEntries(Object.entries(FULL).filter(([name]) => !missing.includes(name)));
        const { text, problems } = renderTemplate(document, environment, { facts });
        expect([body, problems, text.sms]).toEqual([body, [], expect.anything()]);
        expect(Object.values(text.sms ?? {}).filter((said) => said.includes('[]'))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(judged).toBeGreaterThan(100);
  });

  it('is found where it stands, in both languages', () => {
    const library = problemsOfText('第一行\n  {{ topik }}');
    expect(library).toMatchObject([
      {
        message: {
          'zh-CN': '第 2 行第 6 列：“topik”既不是 entity/complaint 的字段，也不是消息可用的变量；是否指 topic？',
          en: expect.stringContaining('At line 2, column 6 "topik" is no field of entity/complaint'),
        },
      },
      {},
    ]);
  });

  it('a text in each language, notices for staff alone, and a purpose for fields that have some', () => {
    expect(found('a', { channels: { sms: { 'zh-CN': 'a' } } })).toEqual(['key-missing@/channels/sms']);
    expect(found('a', { channels: {} })).toHaveLength(1);
    const both = { 'zh-CN': 'a', en: 'a' };
    expect(found('a', { channels: { desktop: both } })).toEqual(['template-desktop-customer@/channels/desktop']);
    expect(found('a', { audience: 'staff', channels: { desktop: both } })).toEqual([]);
    expect(found('a', { audience: 'staff' })).toEqual(['template-letter-staff@/channels/sms']);
    const { purpose: _, ...none } = template("{{ customer.name | default: '' }}") as { readonly purpose: Json };
    expect(problemsOf(customer, complaint, none)).toContain(`template-field-purpose${AT}`);
  });
});

const FACTS: JsonObject = {
  complaintId: 'C-1',
  customerId: '7',
  topic: 'cards',
  amount: 1234.5,
  on: '2026-11-30',
  at: '2026-11-30T01:30:00Z',
  isUrgent: true,
  note: 'a',
  branches: ['a', 'b'],
};

function given(sms: string, facts: JsonObject = FACTS, of: JsonObject = {}) {
  const document = template(sms, of);
  const { environment } = libraryOf(customer, complaint);
  return [document as unknown as TemplateDocument, environment, { facts, request: { number: 'N-1' } }] as const;
}

function problemsOfText(sms: string) {
  return kindOf('template')?.lower(
    ...(given(sms).slice(0, 2) as unknown as Parameters<NonNullable<ReturnType<typeof kindOf>>['lower']>),
  ).problems;
}

const OPTIONAL = ['amount', 'note', 'customer'];
const FULL: JsonObject = { ...FACTS, customer: { customerId: '7', name: 'Wang' } };

/** Texts of conditions and alternatives around what may be missing, in brackets: sound and unsound ones. */
const bodies: fc.Arbitrary<string> = (() => {
  const path = fc.constantFrom('amount', 'note', 'customer.name', 'topic');
  const written = fc.constantFrom("'a'", '100', '-1', 'nil', 'true', 'false', 'empty', 'blank');
  const side = fc.oneof(path, written);
  const signs = fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'contains');
  const compared = fc.tuple(side, signs, side).map((parts) => parts.join(' '));
  const term = fc.oneof(
    path,
    compared,
    path.map((one) => `not ${one}`),
  );
  const condition = fc
    .array(fc.tuple(term, fc.constantFrom('and', 'or', '==')), { minLength: 1, maxLength: 3 })
    .map((terms) => terms.map(([one, sign], i) => (i === 0 ? one : `${sign} ${one}`)).join(' '));
  const filter = fc.constantFrom('', '', " | default: '-'", ' | default: note', ' | default: nil', ' | upcase');
  const shown = fc.tuple(path, filter).map(([one, after]) => `[{{ ${one}${after} }}]`);
  const around = (body: fc.Arbitrary<string>) =>
    fc.oneof(
      fc.tuple(condition, body).map(([asked, one]) => `{% if ${asked} %}${one}{% endif %}`),
      fc.tuple(condition, body).map(([asked, one]) => `{% unless ${asked} %}${one}{% endunless %}`),
      fc
        .tuple(side, side, body, body)
        .map(([of, is, one, or]) => `{% case ${of} %}{% when ${is} %}${one}{% else %}${or}{% endcase %}`),
      body.map((one) => `{% for each in branches limit: 2 %}[{{ each }}]${one}{% endfor %}`),
    );
  return fc.oneof(around(shown), around(around(shown)), around(around(around(shown))));
})();

describe('what is sent', () => {
  it.each<[string, string, string, string]>([
    ['a label', '{{ topic }}', '银行卡', 'Cards'],
    ['a comparison by the code', "{% if topic == 'cards' %}{{ topic | upcase }}{% endif %}", '银行卡', 'CARDS'],
    ['an alternative by the code', "{% case topic %}{% when 'cards' %}1{% else %}2{% endcase %}", '1', '1'],
    ['money', '{{ amount }}', '1,234.5 元', 'CNY 1,234.5'],
    ['an order of what is missing', '{% if none < 100 or none > -1 %}1{% else %}2{% endif %}', '2', '2'],
    ['an exact comparison of figures', '{% if amount > 1234.49 and amount <= 1234.5 %}1{% endif %}', '1', '1'],
    ['a day', '{{ on }}', '2026 年 11 月 30 日', '30 November 2026'],
    ['a comparison of days', "{% if on < '2026-12-01' %}1{% else %}2{% endif %}", '1', '1'],
    ['an instant at the bank', '{{ at }}', '北京时间 2026 年 11 月 30 日 09:30', '30 November 2026 09:30 (UTC+8)'],
    ['a flag', '{{ isUrgent }}', '是', 'yes'],
    ['a series', '{{ branches }}', 'a、b', 'a, b'],
    ['a loop', '{% for one in branches %}[{{ one }}]{% endfor %}', '[a][b]', '[a][b]'],
    ['a related record that is not there', "{{ customer.name | default: '-' }}", '-', '-'],
    ['a number of a request', '{{ request.number }}', 'N-1', 'N-1'],
  ])('%s', (_, text, zh, en) => {
    const { text: said, problems } = renderTemplate(...given(text));
    expect([said.sms, problems]).toEqual([{ 'zh-CN': zh, en }, []]);
  });

  it('escapes what is inserted by where it goes: HTML in the body of an e-mail, one line elsewhere', () => {
    const both = { 'zh-CN': '<b>{{ note }}</b>', en: '<b>{{ note }}</b>' };
    const facts = { ...FACTS, note: '<script>"a"&\r\nBcc: x@example.com\u202E' };
    const channels = { sms: both, email: { subject: both, body: both } };
    const { text } = renderTemplate(...given('', facts, { channels }));
    expect(text.email?.body.en).toBe('<b>&lt;script&gt;&#34;a&#34;&amp;\\u000D\nBcc: x@example.com\\u202E</b>');
    expect(text.email?.subject.en).toBe('<b><script>"a"&\\u000D Bcc: x@example.com\\u202E</b>');
    expect(text.sms?.en).not.toMatch(/[\r\n]/);
  });

  it('is bounded by what is counted, and says so', () => {
    const deep =
      '{% for a in branches %}{% for b in branches %}{% for c in branches %}x{% endfor %}{% endfor %}{% endfor %}';
    const branches = Array.from({ length: 100 }, (_, i) => `b${i}`);
    const { text, problems } = renderTemplate(...given(deep, { ...FACTS, branches }));
    expect(text).toEqual({});
    expect(problems.map(({ code }) => code)).toEqual(['template-too-large', 'template-too-large']);
  });

  it('is what a case expects, by channel and language', () => {
    const cases = [
      { name: 'right', given: { facts: FACTS }, expect: { text: { sms: { 'zh-CN': '银行卡' } } } },
      { name: 'wrong', given: { facts: FACTS }, expect: { text: { sms: { en: 'cards' } } } },
    ];
    const library = libraryOf(customer, complaint, template('{{ topic }}', { cases }));
    expect(runCases(library, 'template/told').map(({ passed }) => passed)).toEqual([true, false]);
  });
});

it('reads as sentences, and shows a sample of titles where it has no case', () => {
  const library = libraryOf(
    customer,
    complaint,
    template("{{ topic }} {{ request.number }}{% if isUrgent %}{% else %}{{ note | default: '-' }}{% endif %}"),
  );
  const document = library.definitions.get('template/told')?.document;
  const kind = kindOf('template');
  if (document === undefined || kind === undefined) throw new Error('There is no template');
  const words = LANGUAGES.map((language) => kind.words(document, null, library.environment, language));
  expect(words).toEqual([
    ['就一件记录以短信告知客户。', '短信：“〔topic〕 〔请求编号〕［｜〔note，缺失时为“-”〕］”'],
    [
      'Tells the customer about one record by text message.',
      'The text message: “〔topic〕 〔Number of the request〕［｜〔note, or else “-”〕］”',
    ],
  ]);
  const samples = kind.computedWords?.(document, library.environment, 'en');
  expect(samples?.get('/channels/sms/en')).toBe('〔topic〕 〔Number of the request〕');
});

describe('what a notify sends', () => {
  const workflow = (to: string, of: string) => ({
    kind: 'workflow',
    name: 'life',
    entity: of,
    machine: {
      id: 'life',
      initial: 'new',
      states: {
        new: {
          on: { close: { target: 'closed', actions: [{ type: 'notify', params: { to, template: 'template/told' } }] } },
        },
        closed: { type: 'final' },
      },
    },
  });
  const NOTIFY = '/machine/states/new/on/close/actions/0/params/template';

  it.each<[string, JsonObject, object, readonly string[]]>([
    ['a template about the same', {}, workflow('customer', 'entity/complaint'), []],
    ['one about something else', {}, workflow('customer', 'entity/customer'), [`notify-template-entity@${NOTIFY}`]],
    [
      'one for staff to the customer',
      { audience: 'staff', channels: { desktop: { 'zh-CN': 'a', en: 'a' } } },
      workflow('customer', 'entity/complaint'),
      [`notify-template-audience@${NOTIFY}`],
    ],
    [
      'one for staff to staff',
      { audience: 'staff', channels: { desktop: { 'zh-CN': 'a', en: 'a' } } },
      workflow('team-lead', 'entity/complaint'),
      [],
    ],
    [
      'a letter to staff, who have notices alone',
      {},
      workflow('team-lead', 'entity/complaint'),
      [`notify-template-notice@${NOTIFY}`],
    ],
  ])('%s', (_, of, document, codes) => {
    const all = problemsOf(customer, complaint, template('a', of), document);
    expect(all.filter((one) => one.startsWith('notify'))).toEqual(codes);
  });

  it('when a request begins, and its words say so', () => {
    const { machine, ...rest } = workflow('customer', 'entity/complaint');
    const entry = [{ type: 'notify', params: { to: 'customer', template: 'template/told' } }];
    const document = { ...rest, machine: { ...machine, entry } };
    const { environment, definitions } = libraryOf(customer, complaint, template('a'), document);
    const found = definitions.get('workflow/life')?.document;
    const said = found && kindOf('workflow')?.words(found, null, environment, 'en')[0];
    expect(said).toBe(
      'Each record begins in “new” and ends in “closed”; when it begins the customer is told by “told”.',
    );
  });

  it('and none that is not there', () => {
    expect(problemsOf(customer, complaint, workflow('customer', 'entity/complaint'))).toContain(
      `unknown-reference@${NOTIFY}`,
    );
  });
});
