import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { decisionTableSchema } from '../../../definitions/kinds/decision-table/decision-table.ts';
import { entitySchema } from '../../../definitions/kinds/entity/entity.ts';
import { matchingSchema } from '../../../definitions/kinds/matching/matching.ts';
import { scorecardSchema } from '../../../definitions/kinds/scorecard/schema.ts';
import { criteriaSchema } from '../../../definitions/kinds/criteria/criteria.ts';
import { validate } from '../../../definitions/reading/validate.ts';

const criteria = (change: JsonObject = {}): JsonObject => ({
  kind: 'criteria',
  name: 'good-customer',
  entity: 'entity/customer',
  when: { fact: 'age', operator: 'equal', value: 1 },
  ...change,
});
const entity = (change: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name: 'customer',
  fields: { age: { type: 'integer' } },
  ...change,
});
const field = (of: Json) => entity({ fields: { age: of } });
const table = (change: JsonObject = {}): JsonObject => ({
  kind: 'decision-table',
  name: 'limit',
  entity: 'entity/customer',
  hitPolicy: 'unique',
  inputs: [{ fact: 'age' }],
  outputs: [{ name: 'limit', type: 'integer' }],
  rules: [{ when: ['-'], then: [1] }],
  ...change,
});
const cell = (of: Json) => table({ rules: [{ when: [of], then: [1] }] });

const told = (schema: JsonObject, document: Json) =>
  validate(schema, document).map(({ code, pointer, message }) => [code, pointer, message.en]);

describe('a document that does not fit its kind', () => {
  it.each<[string, JsonObject, Json, string, string, string]>([
    [
      'a slip in a key',
      criteriaSchema,
      criteria({ subjet: 'x' }),
      'unknown-key',
      '/subjet',
      'There is no "subjet" here; did you mean "subject"?',
    ],
    [
      'a key nobody knows',
      criteriaSchema,
      criteria({ when: { all: [], colour: 1 } }),
      'unknown-key',
      '/when/colour',
      'There is no "colour" here; known here: all, any, not, condition, fact, of, operator, value, path, params, name, priority',
    ],
    [
      'a key left out',
      criteriaSchema,
      { kind: 'criteria', name: 'a', entity: 'entity/a' },
      'key-missing',
      '',
      '"when" is required here',
    ],
    [
      'a leaf without its value',
      criteriaSchema,
      criteria({ when: { fact: 'a', operator: 'equal' } }),
      'key-missing',
      '/when',
      '"value" is required here',
    ],
    [
      'an empty condition',
      criteriaSchema,
      criteria({ when: {} }),
      'too-few-items',
      '/when',
      'There are 0 entries; at least 1 are needed',
    ],
    [
      'another kind',
      criteriaSchema,
      criteria({ kind: 'entity' }),
      'not-one-of',
      '/kind',
      '"entity" is not one of the possible values; expected "criteria"',
    ],
    [
      'a name with capitals',
      criteriaSchema,
      criteria({ name: 'GoodCustomer' }),
      'name-malformed',
      '/name',
      '"GoodCustomer" is not a valid name; expected a name of small letters, digits or Chinese characters joined by hyphens, such as customer-class',
    ],
    [
      'a name with a path',
      criteriaSchema,
      criteria({ name: '../../etc/passwd' }),
      'name-malformed',
      '/name',
      '"../../etc/passwd" is not a valid name; expected a name of small letters, digits or Chinese characters joined by hyphens, such as customer-class',
    ],
    [
      'a reference without its kind',
      criteriaSchema,
      criteria({ entity: 'customer' }),
      'reference-malformed',
      '/entity',
      '"customer" is not a mention that can stand here; expected a mention of the form entity/…',
    ],
    [
      'a text where an object stands',
      criteriaSchema,
      criteria({ when: 'age > 3' }),
      'wrong-type',
      '/when',
      'Expected an object, not "age > 3"',
    ],
    [
      'a number as a title',
      criteriaSchema,
      criteria({ title: 3 }),
      'no-form-fits',
      '/title',
      '3 is none of the forms that can stand here: One text for all, By language',
    ],
    [
      'a title in an unknown language',
      criteriaSchema,
      criteria({ title: { fr: 'x' } }),
      'unknown-key',
      '/title/fr',
      'There is no "fr" here; known here: zh-CN, en',
    ],
    [
      'a date that is none',
      criteriaSchema,
      criteria({ reviewBy: '30.6.2027' }),
      'date-malformed',
      '/reviewBy',
      '"30.6.2027" is not a date; expected a date such as 2026-06-30',
    ],
    [
      'a long text',
      criteriaSchema,
      criteria({ owner: 'x'.repeat(201) }),
      'text-too-long',
      '/owner',
      'The text is too long (201 characters); at most 200',
    ],
    [
      'a case without facts',
      criteriaSchema,
      criteria({ cases: [{ name: 'a', given: {}, expect: { value: true } }] }),
      'key-missing',
      '/cases/0/given',
      '"facts" is required here',
    ],
    [
      'a type nobody knows',
      entitySchema,
      field({ type: 'integr' }),
      'not-one-of',
      '/fields/age/type',
      '"integr" is not one of the possible values; expected "integer"',
    ],
    [
      'ten decimals',
      entitySchema,
      field({ type: 'decimal', decimals: 10 }),
      'number-too-large',
      '/fields/age/decimals',
      '10 is too large; at most 9',
    ],
    [
      'negative decimals',
      entitySchema,
      field({ type: 'decimal', decimals: -1 }),
      'number-too-small',
      '/fields/age/decimals',
      '-1 is too small; at least 0',
    ],
    [
      'half a decimal',
      entitySchema,
      field({ type: 'decimal', decimals: 1.5 }),
      'wrong-type',
      '/fields/age/decimals',
      'Expected a whole number, not 1.5',
    ],
    [
      'a value twice',
      entitySchema,
      field({ type: 'string', enum: ['a', 'b', 'a'] }),
      'duplicate-item',
      '/fields/age/enum/2',
      '"a" stands twice in the list; keep one',
    ],
    [
      'no value at all',
      entitySchema,
      field({ type: 'string', enum: [] }),
      'too-few-items',
      '/fields/age/enum',
      'There are 0 entries; at least 1 are needed',
    ],
    [
      'an empty text',
      entitySchema,
      field({ type: 'string', enum: [''] }),
      'text-too-short',
      '/fields/age/enum/0',
      'The text is too short; at least 1 characters',
    ],
    [
      'a field name every object has',
      entitySchema,
      entity({ fields: { valueOf: { type: 'integer' } } }),
      'field-name-malformed',
      '/fields/valueOf',
      '"valueOf" is not a valid field name; expected a field name that begins with a small letter (or a Chinese character) and has letters and digits only, such as tenureMonths, and none that programs reserve, such as toString',
    ],
    [
      'a formula that uses what is no result',
      entitySchema,
      entity({ derived: { a: { text: '1', type: 'integer', uses: { b: 'scorecard/x' } } } }),
      'reference-malformed',
      '/derived/a/uses/b',
      '"scorecard/x" is not a mention that can stand here; expected a mention of a result such as scorecard/credit#score, of a reference table such as reference/ftp, or of a formula with inputs such as formula/instalment',
    ],
    [
      '65 columns',
      decisionTableSchema,
      cell('-') && table({ inputs: Array.from({ length: 65 }, () => ({ fact: 'age' })) }),
      'too-many-items',
      '/inputs',
      'There are 65 entries; at most 64 are allowed',
    ],
    [
      '5,001 rules',
      decisionTableSchema,
      table({ rules: Array.from({ length: 5001 }, () => ({ when: ['-'], then: [1] })) }),
      'too-many-items',
      '/rules',
      'There are 5001 entries; at most 5000 are allowed',
    ],
    [
      'a cell that is null',
      decisionTableSchema,
      cell(null),
      'no-form-fits',
      '/rules/0/when/0',
      'null is none of the forms that can stand here: A value, an interval or -, Any of, { not: … }, { missing: true }, { text: … }',
    ],
    [
      'a cell { missing: false }',
      decisionTableSchema,
      cell({ missing: false }),
      'not-one-of',
      '/rules/0/when/0/missing',
      'false is not one of the possible values; expected true',
    ],
    [
      'a cell with a slip',
      decisionTableSchema,
      cell({ mising: true }),
      'no-form-fits',
      '/rules/0/when/0',
      '{"mising":true} is none of the forms that can stand here: A value, an interval or -, Any of, { not: … }, { missing: true }, { text: … }',
    ],
    [
      'a list with an object in it',
      decisionTableSchema,
      cell(['a', {}]),
      'wrong-type',
      '/rules/0/when/0/1',
      'Expected true or false or a number or a text, not {}',
    ],
  ])('%s', (_, schema, document, code, pointer, english) => {
    expect(told(schema, document)).toEqual([[code, pointer, english]]);
  });

  it.each<[string, JsonObject, JsonObject, string, string]>([
    [
      'a weight that is no figure',
      scorecardSchema,
      {
        kind: 'scorecard',
        name: 's',
        characteristics: [{ name: 'a', weight: '1,5', bins: [{ missing: true, score: 1 }] }],
      },
      'decimal-malformed',
      '/characteristics/0/weight',
    ],
    [
      'a grade without a name',
      matchingSchema,
      { kind: 'matching', name: 'm', grid: { '': { a: 'offer' } } },
      'name-malformed',
      '/grid/',
    ],
    ['a text that does not match', { properties: { a: { pattern: '^b$' } } }, { a: 'c' }, 'text-malformed', '/a'],
  ])('%s', (_, schema, document, code, pointer) => {
    expect(told(schema, document).map(([found, at]) => [found, at])).toContainEqual([code, pointer]);
  });

  it('is told of in Chinese, too', () => {
    expect(
      validate(criteriaSchema, criteria({ subjet: 'x', reviewBy: 'soon' })).map(({ message }) => message['zh-CN']),
    ).toEqual(['此处没有“subjet”这一项；是否指“subject”？', '"soon" 不是日期；应为日期，如 2026-06-30']);
  });

  it('is told of a hundred times at most', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`key${i}`, 1]));
    expect(validate(criteriaSchema, criteria(many))).toHaveLength(100);
  });
});

describe('names', () => {
  it.each(['customer-class', 'a', '7-day', '客户分类', 'r2-客户'])('%s is a name', (name) => {
    expect(validate(criteriaSchema, criteria({ name }))).toEqual([]);
  });
  it.each(['', '-a', 'a-', 'a--b', 'A', 'a_b', 'a/b', 'a\\b', 'a.b', 'a b', '..', 'é\n'])('%j is no name', (name) => {
    expect(validate(criteriaSchema, criteria({ name })).map(({ code }) => code)).toEqual(['name-malformed']);
  });
  it.each(['age', 'tenureMonths', 'fee12m', '年龄', 'größe', '客户年龄2'])('%s is a field name', (name) => {
    expect(validate(entitySchema, entity({ fields: { [name]: { type: 'integer' } } }))).toEqual([]);
  });
  it.each(['', 'Age', '12m', 'a-b', 'a_b', 'a.b', 'a b', '$x', 'constructor', 'toString', 'hasOwnProperty'])(
    '%j is no field name',
    (name) => {
      expect(
        validate(entitySchema, entity({ fields: { [name]: { type: 'integer' } } })).map(({ code }) => code),
      ).toEqual(['field-name-malformed']);
    },
  );
});
