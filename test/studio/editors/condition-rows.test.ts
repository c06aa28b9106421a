import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isObject, type Json, type JsonObject, link } from '../../../definitions/index.ts';
import { fieldsOf, type ReadableField } from '../../../studio/editors/conditions/fields.ts';
import { keyOf, readNode, type Relation } from '../../../studio/editors/conditions/node.ts';
import { faultOf, relationsFor, withField } from '../../../studio/editors/conditions/relations.ts';
import { itemWords, type Speech } from '../../../studio/editors/conditions/row-words.ts';
import { meantBy, rowOf } from '../../../studio/editors/conditions/typed-row.ts';
import { titlesOf } from '../../../studio/texts/titles.ts';
import { testReader } from '../reader.ts';

const pack = fileURLToPath(new URL('../../../definitions/packs/bank-crm/', import.meta.url));
const documents = readdirSync(pack, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .map((file) => JSON.parse(readFileSync(`${pack}${file}`, 'utf8')) as JsonObject);
const shelf = new Map(
  documents.map((document) => [`${String(document['kind'])}/${String(document['name'])}`, document]),
);
const speechIn = (language: 'en' | 'zh-CN') => {
  const reader = testReader(language);
  const titles = titlesOf(shelf, { '': 'entity/customer' }, reader);
  const fields = fieldsOf({ '': 'entity/customer' }, 'criteria/growth-potential', shelf, titles);
  const speech: Speech = { reader, titles, fieldOf: (mention) => fields.get(keyOf(mention)) };
  return { reader, fields, speech };
};
const KNOWN: Relation = { name: 'isPresent', isNot: false, isFolded: false };
const en = speechIn('en');
const zh = speechIn('zh-CN');
const meant = (text: string, { fields } = en) => meantBy(text, fields.values()).map(({ row }) => row);
const field = (fact: string) => {
  const found = en.fields.get(keyOf({ fact }));
  if (found === undefined) throw new Error(`no field ${fact}`);
  return found;
};

describe('a row that is typed', () => {
  it.each<[string, JsonObject]>([
    ['age 18', { fact: 'age', operator: 'greaterThanInclusive', value: 18 }],
    ['年龄 18', { fact: 'age', operator: 'greaterThanInclusive', value: 18 }],
    ['年龄18', { fact: 'age', operator: 'greaterThanInclusive', value: 18 }],
    ['age < 18', { fact: 'age', operator: 'lessThan', value: 18 }],
    ['age = 18', { fact: 'age', operator: 'equal', value: 18 }],
    ['age 18-25', { fact: 'age', operator: 'between', value: '[18, 25]' }],
    ['月收入不低于5万', { fact: 'monthlyIncome', operator: 'greaterThanInclusive', value: 50000 }],
    ['monthly income ≥ 12,000', { fact: 'monthlyIncome', operator: 'greaterThanInclusive', value: 12000 }],
    ['性别 女', { fact: 'gender', operator: 'equal', value: 'female' }],
    ['gender fem', { fact: 'gender', operator: 'equal', value: 'female' }],
    ['salary is paid through us', { fact: 'payroll', operator: 'equal', value: true }],
    ['monthly income', { fact: 'monthlyIncome', operator: 'greaterThanInclusive' }],
    ['credit grade A', { fact: 'creditGrade', operator: 'equal', value: 'A' }],
    ['客户名称 Ann Li', { fact: 'customerName', operator: 'equal', value: 'Ann Li' }],
    ['客户名称 张三', { fact: 'customerName', operator: 'equal', value: '张三' }],
  ])('%s makes the row that it says', (text, row) => {
    expect(meant(text)[0]).toEqual(row);
  });

  it('is offered in words, before it is made, in both languages', () => {
    const words = (language: typeof en, text: string) =>
      meant(text, language).map((row) => itemWords(row, language.speech));
    expect(words(en, 'age 18').slice(0, 3)).toEqual([
      'Age is at least 18 years',
      'Age is below 18 years',
      'Age is 18 years',
    ]);
    expect(words(zh, '年龄 18')[0]).toBe('年龄不低于 18 岁');
    expect(words(zh, '月收入')[0]).toBe('月收入不低于…');
    expect(words(en, 'nothing is called so')).toEqual([]);
    const compared = { fact: 'age', operator: 'greaterThan', value: { fact: 'childrenCount' } };
    expect(itemWords(compared, en.speech)).toMatch(/^Age is above \S+/);
    expect(readNode({ ...compared, value: { fact: 'childrenCount', params: {} } }).kind).toBe('locked');
    expect(readNode({ ...compared, operator: 'in', value: [{ fact: 'childrenCount' }] }).kind).toBe('locked');
  });

  it('of any field is a condition that the check accepts, once it has a value', () => {
    const given = (one: ReadableField): Json => {
      const [relation] = relationsFor(one);
      const [member] = one.values.members;
      if (one.type === 'boolean') return true;
      if (one.type === 'date') return '2026-01-01';
      if (one.type === 'instant') return '2026-01-01T00:00:00Z';
      return member?.value ?? (one.type === 'string' || relation === undefined ? 'x' : Number(one.minimum ?? 0));
    };
    const rows = [...en.fields.values()].map((one) => rowOf(one, relationsFor(one)[0] ?? KNOWN, given(one)));
    expect(rows.length).toBeGreaterThan(150);
    const trial = { kind: 'criteria', name: 'trial', entity: 'entity/customer', when: { all: rows } };
    const library = link([...documents, trial].map((document) => ({ document })));
    const found = library.problems.filter(
      ({ definition, severity }) => definition === 'criteria/trial' && severity === 'error',
    );
    expect(found.map(({ pointer, message }) => `${pointer} ${message.en}`)).toEqual([]);
  });
});

describe('every test of the pack, said as a row', () => {
  it('keeps Chinese and figures or Latin words apart by one blank, where no title or value says otherwise', () => {
    const written = JSON.stringify(documents);
    const said = documents.flatMap((document) => rowsOf(document)).map((row) => itemWords(row, zh.speech));
    const faults = said.flatMap((words) =>
      (
        words.match(
          /\p{Script=Han}[\d−]\S*|[\d%]\p{Script=Han}\S*|\p{Script=Han}[A-Za-z]+|\p{Script=Han} +\p{Script=Han}/gu,
        ) ?? []
      )
        .filter((at) => !written.includes(at) && !/^\d[万亿]/.test(at))
        .map((at) => `${at} in ${words}`),
    );
    expect(said.length).toBeGreaterThan(100);
    expect(faults).toEqual([]);
  });

  it('is joined by the same rule where a text has slots', () => {
    const { t } = zh.reader;
    expect(t('cond.criteria', { title: 'VIP' })).toBe('符合 VIP');
    expect(t('cond.criteria', { title: '高潜' })).toBe('符合高潜');
    expect(t('cond.criteria', { title: '“VIP”' })).toBe('符合“VIP”');
    expect(t('table.removeRules', { count: 2 })).toBe('删除 2 条规则');
    expect(en.reader.t('cond.criteria', { title: 'VIP' })).not.toMatch(/ {2}|\ue000/);
  });
});

/** Every part of a document that tests a fact. */
function rowsOf(json: Json): readonly JsonObject[] {
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap(rowsOf);
  if (!isObject(json)) return [];
  const isTest = typeof json['fact'] === 'string' && typeof json['operator'] === 'string';
  return [...(isTest ? [json] : []), ...Object.values(json).flatMap(rowsOf)];
}

describe('a row that is changed', () => {
  const fault = (row: JsonObject) => {
    const read = readNode(row);
    if (read.kind !== 'row') throw new Error('no row');
    return faultOf(read, field(String(row['fact'])), en.reader);
  };

  it.each<[JsonObject, string | null]>([
    [{ fact: 'age', operator: 'greaterThan', value: 18 }, null],
    [{ fact: 'age', operator: 'greaterThan', value: 130 }, 'Age lies between 0 and 120.'],
    [{ fact: 'age', operator: 'equal', value: 18.5 }, 'Age has at most 0 decimals.'],
    [{ fact: 'age', operator: 'greaterThan' }, 'No value yet: the definition is not sound until it has one.'],
    [
      { fact: 'age', operator: 'between', value: '[30, 20]' },
      'The range holds nothing: its beginning lies above its end.',
    ],
    [{ fact: 'age', operator: 'between', value: '[30, 200]' }, 'Age lies between 0 and 120.'],
    [{ fact: 'age', operator: 'in', value: [] }, 'No value yet: the definition is not sound until it has one.'],
    [{ fact: 'age', operator: 'equal', value: 'x' }, 'This value does not fit Age.'],
    [{ fact: 'gender', operator: 'equal', value: 'none' }, 'none is none of the values of Gender.'],
    [{ fact: 'gender', operator: 'in', value: ['male'] }, null],
    [{ fact: 'openedOn', operator: 'before', value: '2026-02-30' }, 'This value does not fit Account opened on.'],
    [{ fact: 'customerName', operator: 'startsWith', value: 'x' }, null],
    [{ fact: 'age', operator: 'greaterThan', value: { fact: 'childrenCount' } }, null],
    [{ fact: 'age', operator: 'between', value: { fact: 'childrenCount' } }, 'This value does not fit Age.'],
  ])('%j is told: %s', (row, told) => {
    const said = fault(row);
    if (told?.startsWith('This value does not fit Account') === true) expect(said).toMatch(/^This value does not fit /);
    else expect(said).toBe(told);
  });

  it.each<[string, JsonObject, string, JsonObject, string]>([
    [
      'keeps what fits',
      { fact: 'age', operator: 'lessThan', value: 18 },
      'childrenCount',
      { fact: 'childrenCount', operator: 'lessThan', value: 18 },
      'nothing',
    ],
    [
      'says that the value does not',
      { fact: 'age', operator: 'lessThan', value: 100 },
      'childrenCount',
      { fact: 'childrenCount', operator: 'lessThan' },
      'value',
    ],
    [
      'says that the relation does not',
      { fact: 'age', operator: 'lessThan', value: 18 },
      'gender',
      { fact: 'gender', operator: 'equal' },
      'relation',
    ],
    [
      'keeps a test of presence',
      { fact: 'age', operator: 'isMissing', value: true },
      'gender',
      { fact: 'gender', operator: 'isMissing', value: true },
      'nothing',
    ],
  ])('found 13: another field %s', (_, item, fact, after, dropped) => {
    expect(withField(item, field(fact), en.reader)).toEqual({ item: after, dropped });
  });
});

it('rows of the packs are told nothing where the check says nothing', () => {
  const rows = documents.flatMap(({ kind, entity, when }) =>
    kind === 'criteria' && entity === 'entity/customer' && isObject(when) ? leavesOf(when) : [],
  );
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const read = readNode(row);
    if (read.kind !== 'row') continue;
    const known = en.fields.get(keyOf(read.mention));
    expect([JSON.stringify(row), known === undefined]).toEqual([JSON.stringify(row), false]);
    if (known !== undefined) expect(faultOf(read, known, en.reader)).toBeNull();
  }
});

function leavesOf(node: Json): readonly JsonObject[] {
  if (!isObject(node)) return [];
  if (typeof node['fact'] === 'string') return [node];
  return ['all', 'any', 'not'].flatMap((key) => [node[key] ?? []].flat().flatMap((one) => leavesOf(one as Json)));
}
