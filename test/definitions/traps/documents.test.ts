import { createHash } from 'node:crypto';
import { describe, expect, it, test } from 'vitest';
import { canonical } from '../../../definitions/model/hash.ts';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { kinds } from '../../../definitions/kinds/index.ts';
import { link } from '../../../definitions/library.ts';
import { readJson } from '../../../definitions/reading/read-json.ts';
import { criteria, entity, expectSaid, formula, libraryOf, told } from './told.ts';

const CUSTOMER = entity({ age: { type: 'integer', minimum: 0, maximum: 120 } });
const ADULT = criteria({ all: [{ fact: 'age', operator: 'greaterThan', value: 17 }] });
const uses = (name: string, ...others: readonly string[]) =>
  criteria({ all: others.map((other) => ({ condition: `criteria/${other}` })) }, { name });
const nested = (levels: number): Json => (levels === 0 ? true : [nested(levels - 1)]);
const scorecard = (more: JsonObject): JsonObject => ({
  kind: 'scorecard',
  name: 'card',
  entity: 'entity/customer',
  decimals: 0,
  combine: 'sum',
  characteristics: [{ name: 'age', fact: 'age', bins: [{ in: '[0, 120]', score: 1 }] }],
  ...more,
});
const table = (rules: readonly Json[], columns = 1): JsonObject => ({
  kind: 'decision-table',
  name: 'table',
  entity: 'entity/customer',
  hitPolicy: 'first',
  inputs: Array.from({ length: columns }, () => ({ fact: 'age' })),
  outputs: [{ name: 'y', type: 'integer' }],
  rules,
});

describe('a document is refused', () => {
  it.each<[string, Json, readonly string[]]>([
    ['with an unknown key at its head', { ...ADULT, titel: 'x' }, ['error unknown-key@/titel']],
    [
      'with an unknown key further in',
      entity({ age: { type: 'integer', min: 0 } }),
      ['error unknown-key@/fields/age/min'],
    ],
    ['with an unknown key in a condition', criteria({ all: [], priorty: 1 }), ['error unknown-key@/when/priorty']],
    [
      'with an unknown key in a case',
      { ...ADULT, cases: [{ name: 'a', given: { facts: {} }, expect: { values: 1 } }] },
      ['error unknown-key@/cases/0/expect/values'],
    ],
    ['without what its kind needs', { kind: 'criteria', name: 'a', entity: 'entity/customer' }, ['error key-missing@']],
    ['of an unknown kind', { ...ADULT, kind: 'criterion' }, ['error unknown-kind@/kind']],
    ['that is a list', [], ['error not-a-definition@']],
    ['whose name is in capitals', { ...ADULT, name: 'Adult' }, ['error name-malformed@/name']],
    ['whose name has an underscore', { ...ADULT, name: 'a_b' }, ['error name-malformed@/name']],
    ['whose name ends in a hyphen', { ...ADULT, name: 'a-' }, ['error name-malformed@/name']],
    ['whose name leads to another folder', { ...ADULT, name: '../a' }, ['error name-malformed@/name']],
    ['whose name is empty', { ...ADULT, name: '' }, ['error name-malformed@/name']],
    [
      'whose field begins with a capital',
      entity({ Age: { type: 'integer' } }),
      ['error field-name-malformed@/fields/Age'],
    ],
    ['whose field has a hyphen', entity({ 'a-b': { type: 'integer' } }), ['error field-name-malformed@/fields/a-b']],
    [
      'whose band has a space',
      scorecard({ bands: [{ name: 'very low', in: '[0, 1]' }] }),
      ['error name-malformed@/bands/0/name'],
    ],
    [
      'whose output is kebab-case',
      { ...table([{ when: ['-'], then: [1] }]), outputs: [{ name: 'the-limit', type: 'integer' }] },
      ['error field-name-malformed@/outputs/0/name'],
    ],
    ['whose mention is no mention', { ...ADULT, entity: 'customer' }, ['error reference-malformed@/entity']],
    ['whose mention is of another kind', { ...ADULT, entity: 'criteria/rule' }, ['error reference-malformed@/entity']],
    [
      'whose mention has an output where a definition is meant',
      { ...ADULT, entity: 'entity/customer#age' },
      ['error reference-malformed@/entity'],
    ],
    ['whose day of review is none', { ...ADULT, reviewBy: '30.6.2027' }, ['error date-malformed@/reviewBy']],
    ['whose day of review never comes', { ...ADULT, reviewBy: '2027-02-30' }, ['error date-malformed@/reviewBy']],
    ['whose title is a number', { ...ADULT, title: 5 }, ['error no-form-fits@/title']],
    ['whose title is in no language', { ...ADULT, title: {} }, ['error too-few-items@/title']],
    ['whose title is in another language', { ...ADULT, title: { de: 'Erwachsen' } }, ['error unknown-key@/title/de']],
  ])('%s', (_, document, expected) => {
    expect(told(CUSTOMER, document).toSorted()).toEqual(expected.toSorted());
  });

  it.each<[string, Json]>([
    ['Chinese names', { ...ADULT, name: '成年-客户' }],
    ['digits in names', { ...ADULT, name: 'r-17' }],
    [
      'fields of Unicode letters',
      entity({ 年龄: { type: 'integer' }, größe: { type: 'integer' }, a1: { type: 'integer' } }),
    ],
    ['a text for all', { ...ADULT, title: '成年' }],
    ['a text in one language', { ...ADULT, title: { en: 'Adult' } }],
    [
      'the whole head',
      {
        ...ADULT,
        title: { 'zh-CN': '成年', en: 'Adult' },
        description: 'x',
        subject: '客户分层',
        owner: 'head-office',
        purpose: 'service-level',
        basis: [{ document: '…〔2026〕12号', clause: '8' }],
        reviewBy: '2027-06-30',
      },
    ],
  ])('%s are accepted', (_, document) => {
    const isEntity = (document as JsonObject)['kind'] === 'entity';
    expect(told(...(isEntity ? [document] : [CUSTOMER, document]))).toEqual([]);
  });

  it('with a slip says which key was meant', () => {
    const [problem] = link([{ document: { ...ADULT, titel: 'x' } }]).problems;
    expect(problem?.message).toEqual({
      'zh-CN': '此处没有“titel”这一项；是否指“title”？',
      en: 'There is no "titel" here; did you mean "title"?',
    });
  });

  it.each(kinds.map((kind) => [kind.name, kind.schema] as const))(
    'the schema of %s is JSON Schema 2020-12 with its $id',
    (name, schema) => {
      expect([schema['$schema'], schema['$id'], schema['additionalProperties']]).toEqual([
        'https://json-schema.org/draft/2020-12/schema',
        `/schemas/${name}.json`,
        false,
      ]);
    },
  );
});

describe('limits of a document', () => {
  const leaves = (count: number) =>
    criteria({ all: Array.from({ length: count }, () => ({ fact: 'age', operator: 'equal', value: 1 })) });
  const rule = { when: ['-'], then: [1] };
  it.each<[string, Json, readonly string[]]>([
    [
      '64 levels',
      { ...ADULT, cases: [{ name: 'a', given: { facts: { x: nested(58) } }, expect: { value: true } }] },
      [],
    ],
    [
      '65 levels',
      { ...ADULT, cases: [{ name: 'a', given: { facts: { x: nested(61) } }, expect: { value: true } }] },
      ['nested-too-deep'],
    ],
    ['10,000 leaves', leaves(10_000), []],
    ['10,001 leaves', leaves(10_001), ['too-many-conditions', 'too-many-items']],
    ['5,000 rules', table(Array.from({ length: 5_000 }, () => rule)), []],
    ['5,001 rules', table(Array.from({ length: 5_001 }, () => rule)), ['too-many-items']],
    ['64 columns', table([{ when: Array.from({ length: 64 }, () => '-'), then: [1] }], 64), []],
    [
      '65 columns',
      table([{ when: Array.from({ length: 65 }, () => '-'), then: [1] }], 65),
      ['too-many-items', 'too-many-items'],
    ],
    [
      '5 MB',
      { ...ADULT, cases: [{ name: 'a', given: { facts: { x: 'x'.repeat(5_200_000) } }, expect: { value: true } }] },
      [],
    ],
    [
      'more than 5 MB',
      { ...ADULT, cases: [{ name: 'a', given: { facts: { x: '长'.repeat(1_800_000) } }, expect: { value: true } }] },
      ['document-too-large'],
    ],
  ])('%s', (_, document, codes) => {
    const { problems } = link([{ document: CUSTOMER }, { document }]);
    problems.forEach(expectSaid);
    const found = problems.map(({ code }) => code);
    expect(codes.length === 0 ? found : found.filter((code) => !codes.includes(code))).toEqual([]);
    expect(found.length > 0).toBe(codes.length > 0);
  });

  it.each<[string, string, boolean]>([
    ['5 MB of text', ' '.repeat(5 * 1024 * 1024 - 2) + '{}', true],
    ['a byte more', ' '.repeat(5 * 1024 * 1024 - 1) + '{}', false],
    ['64 levels of text', '['.repeat(64) + ']'.repeat(64), true],
    ['65 levels of text', '['.repeat(65) + ']'.repeat(65), false],
  ])('%s', (_, text, isRead) => {
    expect(readJson(text).kind).toBe(isRead ? 'read' : 'refused');
  });
});

describe('a reference', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    ['to a definition', [uses('a'), uses('b', 'a')], []],
    ['to a result', [scorecard({}), formula({ text: 's * 2', uses: { s: 'scorecard/card#score' } })], []],
    ['to no definition', [uses('b', 'none')], ['error unknown-reference@/when/all/0/condition']],
    [
      'to no result',
      [scorecard({}), formula({ text: 's', uses: { s: 'scorecard/card#points' } })],
      ['error unknown-output@/lines/0/uses/s'],
    ],
    [
      'to the band of a scorecard without bands',
      [scorecard({}), formula({ text: 's', uses: { s: 'scorecard/card#band' } })],
      ['error unknown-output@/lines/0/uses/s'],
    ],
    ['to itself', [uses('a', 'a')], ['error cycle@/when/all/0/condition']],
    [
      'in a circle of two',
      [uses('a', 'b'), uses('b', 'a')],
      ['error cycle@/when/all/0/condition', 'error cycle@/when/all/0/condition'],
    ],
  ])('%s', (_, documents, expected) => {
    expect(told(CUSTOMER, ...documents)).toEqual(expected);
  });

  it('in a circle shows the path, in both languages', () => {
    const { problems } = link(
      [CUSTOMER, uses('a', 'b'), uses('b', 'c'), uses('c', 'a')].map((document) => ({ document })),
    );
    for (const { message } of problems)
      expect([message.en, message['zh-CN']].every((text) => /(criteria\/[abc] → ){3}criteria\/[abc]$/.test(text))).toBe(
        true,
      );
    expect(problems).toHaveLength(3);
  });

  it('is one form everywhere: every mention of every kind is listed with its place', () => {
    const library = libraryOf(CUSTOMER, scorecard({}), formula({ text: 's * 2', uses: { s: 'scorecard/card#score' } }));
    expect(library.definitions.get('formula/sum')?.references).toEqual(['entity/customer', 'scorecard/card']);
  });
});

test('hash and closure are SHA-256 of RFC 8785 texts, lowercase hex; an unpublished file has version null', () => {
  const library = libraryOf(CUSTOMER, ADULT);
  const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  const own = library.definitions.get('criteria/rule');
  const pairs = [
    ['criteria/rule', sha(canonical(ADULT))],
    ['entity/customer', sha(canonical(CUSTOMER))],
  ];
  expect(own).toMatchObject({ hash: pairs[0]?.[1], closure: sha(JSON.stringify(pairs)), version: null });
});

test('the round trip through the canonical text and back changes nothing of meaning', () => {
  const read = readJson(canonical(ADULT));
  expect(read).toEqual({ kind: 'read', document: ADULT });
});
