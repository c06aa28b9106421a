import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { decided, entity, formula, given, libraryOf, told, toldBy } from './told.ts';

describe('an entity', () => {
  const ID: JsonObject = { type: 'string' };
  const customer = (more: JsonObject = {}, fields: JsonObject = {}) =>
    entity({ customerId: ID, age: { type: 'integer' }, ...fields }, { key: 'customerId', ...more });
  const account = (fields: JsonObject = {}) =>
    entity({ accountId: ID, customerId: ID, ...fields }, { name: 'account', key: 'accountId' });
  it.each<[string, JsonObject, JsonObject, readonly string[]]>([
    [
      'the whole dictionary of a field',
      {},
      {
        aum: {
          type: 'decimal',
          decimals: 2,
          unit: 'CNY',
          minimum: 0,
          optional: true,
          direction: 'high-is-good',
          sensitivity: 'C2',
          purposes: ['service-level'],
          title: '资产',
          description: 'x',
          unreadable: 'missing',
        },
      },
      [],
    ],
    [
      'relations to many and to one',
      { relations: { accounts: { entity: 'entity/account', by: 'customerId', many: true } } },
      {},
      [],
    ],
    ['a key that is no field', { key: 'id' }, {}, ['error key-unknown@/key']],
    [
      'a key that may be missing',
      {},
      { customerId: { type: 'string', optional: true } },
      ['error key-not-usable@/key'],
    ],
    ['a key that is a decimal', {}, { customerId: { type: 'decimal', decimals: 2 } }, ['error key-not-usable@/key']],
    [
      'a relation with the name of a field',
      { relations: { age: { entity: 'entity/account', by: 'customerId', many: true } } },
      {},
      ['error name-taken@/relations/age'],
    ],
    [
      'a derived field with the name of a field',
      { derived: { age: { text: '1', type: 'integer' } } },
      {},
      ['error name-taken@/derived/age'],
    ],
    [
      'a relation to no entity',
      { relations: { x: { entity: 'entity/none', by: 'customerId' } } },
      {},
      ['error unknown-reference@/relations/x/entity'],
    ],
    [
      'a relation by no field',
      { relations: { x: { entity: 'entity/account', by: 'id', many: true } } },
      {},
      ['error relation-by-unknown@/relations/x/by', 'error relation-by-unknown@/relations/x/by'],
    ],
    [
      'a relation by fields of two types',
      { relations: { x: { entity: 'entity/account', by: 'customerId', many: true } } },
      { customerId: { type: 'integer' } },
      ['error relation-by-types-differ@/relations/x/by'],
    ],
    [
      'a relation to one of perhaps several',
      { relations: { x: { entity: 'entity/account', by: 'customerId' } } },
      {},
      ['warning relation-not-to-key@/relations/x/by'],
    ],
    [
      'a derived field that is broken',
      { derived: { x: { text: 'agee', type: 'integer' } } },
      {},
      ['error unknown-name@/derived/x/text'],
    ],
    ['no fields at all', { fields: {} }, {}, ['error too-few-items@/fields']],
  ])('with %s', (_, more, fields, expected) => {
    expect(told(account(), customer(more, fields))).toEqual(expected);
  });

  it('nests its related rows in a record, and holds them to their own fields', () => {
    const library = libraryOf(
      account({ balance: { type: 'decimal', decimals: 2 } }),
      customer({
        relations: { accounts: { entity: 'entity/account', by: 'customerId', many: true } },
        derived: { total: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 } },
      }),
      formula({ text: 'total' }),
    );
    const of = (accounts: Json) => decided(library, 'formula/sum', given({ customerId: 'c', accounts }));
    expect(
      of([
        { accountId: '1', customerId: 'c', balance: 1.5 },
        { accountId: '2', customerId: 'c', balance: 2 },
      ]).value,
    ).toEqual({ x: 3.5 });
    expect(toldBy(of([{ balance: '1' }]))).toEqual(['error fact-of-wrong-type@/facts/accounts/0/balance']);
    expect(toldBy(of([{ balance: 1, branch: 2 }]))).toEqual(['error fact-unknown@/facts/accounts/0/branch']);
    expect(toldBy(of({}))).toEqual(['error fact-of-wrong-type@/facts/accounts']);
  });
});

describe('a reference table', () => {
  const ROWS = [{ term: '1y', currency: 'CNY', from: '2026-01-01', rate: 0.026 }];
  const ftp = (more: JsonObject = {}): JsonObject => ({
    kind: 'reference',
    name: 'ftp',
    key: ['term', 'currency'],
    validFrom: 'from',
    fields: { rate: { type: 'decimal', decimals: 4 } },
    rows: ROWS,
    ...more,
  });
  it.each<[string, JsonObject, readonly string[]]>([
    ['the example of the language', {}, []],
    ['a column that is none', { rows: [{ ...ROWS[0], rat: 1 }] }, ['error column-unknown@/rows/0/rat']],
    [
      'a row without its key',
      { rows: [{ currency: 'CNY', from: '2026-01-01', rate: 0.026 }] },
      ['error row-value-missing@/rows/0/term'],
    ],
    [
      'a row without its value',
      { rows: [{ term: '1y', currency: 'CNY', from: '2026-01-01' }] },
      ['error row-value-missing@/rows/0/rate'],
    ],
    ['a value of another type', { rows: [{ ...ROWS[0], rate: 'x' }] }, ['error row-value-unreadable@/rows/0/rate']],
    [
      'a value finer than its column',
      { rows: [{ ...ROWS[0], rate: 0.02655 }] },
      ['error row-value-unreadable@/rows/0/rate'],
    ],
    [
      'a day that does not exist',
      { rows: [{ ...ROWS[0], from: '2026-02-30' }] },
      ['error row-value-unreadable@/rows/0/from'],
    ],
    [
      'a value outside its column',
      { fields: { rate: { type: 'decimal', decimals: 4, maximum: 0.01 } } },
      ['error row-value-out-of-domain@/rows/0/rate'],
    ],
    ['a key twice on one day', { rows: [ROWS[0], ROWS[0]] as Json }, ['error row-duplicate@/rows/1']],
    [
      'a row that ends before it begins',
      { validTo: 'to', rows: [{ ...ROWS[0], to: '2025-12-31' }] },
      ['error row-validity-reversed@/rows/0'],
    ],
    [
      'rows that overlap',
      {
        validTo: 'to',
        rows: [
          { ...ROWS[0], to: '2026-06-30' },
          { ...ROWS[0], from: '2026-06-30' },
        ],
      },
      ['error row-validity-overlaps@/rows/0'],
    ],
    [
      'a column with two uses',
      { validFrom: 'term' },
      ['error column-has-two-uses@/validFrom', 'error column-unknown@/rows/0/from'],
    ],
    [
      'keys of several types',
      { rows: [ROWS[0], { ...ROWS[0], term: 1 }] as Json },
      ['error key-types-mixed@/key/0', 'error row-value-unreadable@/rows/1/term'],
    ],
    ['a key twice', { key: ['term', 'term'] }, ['error duplicate-item@/key/1']],
  ])('with %s', (_, more, expected) => {
    expect(told(ftp(more))).toEqual(expected);
  });
});
