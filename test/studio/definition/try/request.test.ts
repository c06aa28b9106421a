import { describe, expect, it } from 'vitest';
import { recordRequest, requestOf } from '../../../../studio/definition/try/request.ts';

describe('a form as a request', () => {
  it.each<[string, unknown, unknown]>([
    ['nothing at all', undefined, { facts: {} }],
    ['facts as they are', { facts: { a: 1, b: false, c: 'x', d: 0 } }, { facts: { a: 1, b: false, c: 'x', d: 0 } }],
    ['no empty text, null or undefined', { facts: { a: '', b: null, c: undefined } }, { facts: {} }],
    ['lists, even empty ones', { facts: { rows: [], series: [1, null] } }, { facts: { rows: [], series: [1, null] } }],
    [
      'rows without what is empty in them',
      { facts: { rows: [{ a: '', b: 1 }, {}] } },
      { facts: { rows: [{ b: 1 }, {}] } },
    ],
    ['no empty related row', { facts: { household: { a: '' } } }, { facts: {} }],
    ['no empty inputs', { facts: {}, $previous: { class: '' }, $asOf: '' }, { facts: {} }],
    ['inputs that are there', { facts: {}, $asOf: '2026-01-01' }, { facts: {}, $asOf: '2026-01-01' }],
  ])('keeps %s', (_, formData, request) => {
    expect(requestOf(formData)).toEqual(request);
  });
});

describe('a record as a request', () => {
  const value = { type: 'number' };
  const form = {
    properties: {
      facts: {
        properties: {
          age: value,
          series: { type: 'array', items: value },
          accounts: { type: 'array', items: { properties: { no: value, home: { properties: { city: value } } } } },
          home: { properties: { city: value } },
        },
      },
    },
  };
  const facts = {
    age: 4,
    phone: '1',
    series: [1, null, 3],
    accounts: [{ no: 1, pin: 2, home: { city: 'x', street: 'y' } }, { no: 2 }],
    home: null,
  };
  it('has what the form has a place for, rows with theirs, and every place of a series', () => {
    expect(recordRequest(form, facts, '2026-01-01')).toEqual({
      facts: { age: 4, series: [1, null, 3], accounts: [{ no: 1, home: { city: 'x' } }, { no: 2 }] },
    });
  });
  it('is of the day of the record where the form asks for a day', () => {
    const dated = { properties: { ...form.properties, $asOf: value } };
    expect(recordRequest(dated, {}, '2026-01-01')).toEqual({ facts: {}, $asOf: '2026-01-01' });
  });
});
