import { describe, expect, it } from 'vitest';
import { formValidator } from '../../../../studio/definition/try/validator.ts';
import { testReader } from '../../reader.ts';

const validator = formValidator(testReader('en'));

const schema = {
  type: 'object' as const,
  properties: {
    facts: {
      type: 'object' as const,
      properties: {
        age: { type: 'integer' as const, minimum: 0, maximum: 120000 },
        grade: { type: 'string' as const, enum: ['A', 'B'] },
        openedOn: { type: 'string' as const, format: 'date' },
        rows: {
          type: 'array' as const,
          items: { type: 'object' as const, properties: { days: { type: 'integer' as const } }, required: ['days'] },
        },
      },
      required: ['age'],
    },
  },
};

describe('the validator of forms', () => {
  it.each<[string, object, readonly (readonly [string, string])[]]>([
    ['nothing where all fits', { age: 3, grade: 'A', openedOn: '2026-01-01', rows: [] }, []],
    ['a missing field at the field', {}, [['.facts.age', 'must be given']]],
    ['a wrong type', { age: 1.5 }, [['.facts.age', 'has to be a whole number']]],
    ['too little', { age: -1 }, [['.facts.age', 'has to be at least 0']]],
    ['too much, with separators', { age: 120001 }, [['.facts.age', 'has to be at most 120,000']]],
    ['no member of the choice', { age: 1, grade: 'C' }, [['.facts.grade', 'has to be one of the choices']]],
    ['no day', { age: 1, openedOn: '2026-02-30' }, [['.facts.openedOn', 'has to be a date, such as 2026-06-30']]],
    ['a field of a row', { age: 1, rows: [{ days: 1 }, {}] }, [['.facts.rows.1.days', 'must be given']]],
  ])('tells %s', (_, facts, expected) => {
    const { errors } = validator.validateFormData({ facts }, schema);
    expect(errors.map(({ property, message }) => [property, message])).toEqual(expected);
    expect(validator.isValid(schema, { facts }, schema)).toBe(expected.length === 0);
  });
});
