import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../../studio/definition/try/request.ts';

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
