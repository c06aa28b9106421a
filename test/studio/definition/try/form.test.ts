import { Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { type Json, type JsonObject, link, readSet } from '../../../../definitions/index.ts';
import { formOf } from '../../../../studio/definition/try/form.ts';
import { packSources } from './pack.ts';

const entity = {
  kind: 'entity',
  name: 'customer',
  key: 'customerId',
  fields: {
    customerId: { type: 'string' },
    age: { type: 'integer', title: { 'zh-CN': '年龄', en: 'Age' }, unit: 'year', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, unit: 'CNY', minimum: 0, optional: true },
    grade: { type: 'string', enum: ['A', 'B'], labels: { A: { 'zh-CN': '甲', en: 'First' } }, optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    wide: { type: 'decimal', decimals: 2, minimum: '-99999999999999999', maximum: '99999999999999999', optional: true },
    unread: { type: 'string' },
  },
};
const criteria = (leaves: readonly object[]) => ({
  kind: 'criteria',
  name: 'c',
  entity: 'entity/customer',
  when: { all: leaves },
});
const formFor = (leaves: readonly object[], language: 'zh-CN' | 'en' = 'en'): JsonObject => {
  const library = link([{ document: entity }, { document: criteria(leaves) }]);
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const decision = library.environment.decision('criteria/c');
  if (decision === undefined) throw new Error('the criteria decides nothing');
  return formOf(
    readSet([decision], (id) => library.environment.entity(id)),
    language,
  );
};
const factsOf = (form: JsonObject) =>
  (form['properties'] as { facts: { properties: JsonObject; required: Json } }).facts;

describe('a form from a read set', () => {
  it.each<[string, object, string, Json]>([
    [
      'a number with title, unit and domain',
      { fact: 'age', operator: 'greaterThan', value: 20 },
      'age',
      { type: 'integer', minimum: 0, maximum: 120, title: 'Age (years)', description: '0 – 120' },
    ],
    [
      'a number without an upper bound',
      { fact: 'aum', operator: 'greaterThan', value: 1 },
      'aum',
      { type: 'number', minimum: 0, title: 'aum (CNY)', description: '≥ 0' },
    ],
    [
      'a choice with its labels',
      { fact: 'grade', operator: 'equal', value: 'A' },
      'grade',
      { type: 'string', enum: ['A', 'B'], labels: { A: 'First' }, title: 'grade' },
    ],
    [
      'yes or no',
      { fact: 'payroll', operator: 'equal', value: true },
      'payroll',
      { type: 'boolean', title: 'payroll' },
    ],
    [
      'a day',
      { fact: 'openedOn', operator: 'before', value: '2026-01-01' },
      'openedOn',
      { type: 'string', format: 'date', title: 'openedOn' },
    ],
    [
      'a figure beyond 15 digits as text',
      { fact: 'wide', operator: 'greaterThan', value: 1 },
      'wide',
      { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$', title: 'wide' },
    ],
  ])('asks for %s', (_, leaf, name, field) => {
    expect(factsOf(formFor([leaf])).properties).toEqual({ [name]: field });
  });

  it('speaks Chinese', () => {
    const { properties } = factsOf(formFor([{ fact: 'age', operator: 'greaterThan', value: 20 }], 'zh-CN'));
    expect(properties['age']).toMatchObject({ title: '年龄（年）' });
  });

  it('asks for nothing that is not read, and requires what is not optional', () => {
    const { properties, required } = factsOf(
      formFor([
        { fact: 'age', operator: 'greaterThan', value: 20 },
        { fact: 'aum', operator: 'isPresent', value: true },
      ]),
    );
    expect(Object.keys(properties)).toEqual(['age', 'aum']);
    expect(required).toEqual(['age']);
  });

  const library = link(packSources('bank-crm'));
  const decisions = [...library.definitions.values()].flatMap(({ id, document }) => {
    const decision = library.environment.decision(id);
    const cases = (document.cases ?? []).filter(({ expect: { problems } }) => problems === undefined);
    return decision === undefined || cases.length === 0 ? [] : [{ id, decision, cases }];
  });
  it.each(decisions)('accepts every sound case of $id', ({ decision, cases }) => {
    const form = formOf(
      readSet([decision], (id) => library.environment.entity(id)),
      'en',
    );
    const validator = new Validator(form as ConstructorParameters<typeof Validator>[0], '2020-12', false);
    const refused = cases.filter(({ given }) => !validator.validate(given).valid).map(({ name }) => name);
    expect(refused).toEqual([]);
  });
});
