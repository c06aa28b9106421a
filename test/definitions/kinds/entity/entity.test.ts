import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import type { EntityDocument } from '../../../../definitions/kinds/entity/entity.ts';
import { entityOf } from '../../../../definitions/kinds/entity/entity-of.ts';
import { entityWords } from '../../../../definitions/kinds/entity/words.ts';
import { link } from '../../../../definitions/library.ts';
import { problemsOf } from '../answer.ts';

const entity = (of: JsonObject): JsonObject => ({
  kind: 'entity',
  name: 'customer',
  fields: { customerId: { type: 'string' } },
  ...of,
});
const field = (of: JsonObject) => entity({ fields: { x: of } });
const ACCOUNT: JsonObject = {
  kind: 'entity',
  name: 'account',
  key: 'accountId',
  fields: {
    accountId: { type: 'string' },
    customerId: { type: 'string' },
    balance: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000000 },
    number: { type: 'integer' },
  },
  derived: { rounded: { text: 'floor(balance)', type: 'integer' } },
};
const related = (relation: JsonObject, derived: JsonObject = {}) =>
  entity({ relations: { accounts: { entity: 'entity/account', by: 'customerId', many: true, ...relation } }, derived });
const derived = (of: JsonObject, more: JsonObject = {}) =>
  entity({ fields: { x: { type: 'integer' }, ...more }, derived: of });

describe('an entity is refused', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    [
      'for a look-up by what is no field',
      entity({ lookUps: [{ field: 'customerIds' }] }),
      ['look-up-field-unknown@/lookUps/0/field'],
    ],
    [
      'for a look-up by what has no single text or whole number',
      entity({
        fields: { a: { type: 'decimal', decimals: 2 }, b: { type: 'string', series: true }, c: { type: 'integer' } },
        lookUps: [{ field: 'a' }, { field: 'b' }, { field: 'c', last: 4 }, { field: 'c' }],
      }),
      [0, 1, 2].map((i) => `look-up-not-usable@/lookUps/${i}/field`),
    ],
    [
      'for a look-up that is declared twice',
      entity({
        lookUps: [{ field: 'customerId', last: 4 }, { field: 'customerId' }, { last: 4, field: 'customerId' }],
      }),
      ['look-up-repeated@/lookUps/2/field'],
    ],
    ['for a decimal without decimals', field({ type: 'decimal' }), ['decimals-needed@/fields/x']],
    ['for decimals of an integer', field({ type: 'integer', decimals: 0 }), ['key-does-not-apply@/fields/x/decimals']],
    ['for an enum of integers', field({ type: 'integer', enum: ['1'] }), ['key-does-not-apply@/fields/x/enum']],
    ['for a minimum of texts', field({ type: 'string', minimum: 1 }), ['key-does-not-apply@/fields/x/minimum']],
    ['for a maximum of flags', field({ type: 'boolean', maximum: 1 }), ['key-does-not-apply@/fields/x/maximum']],
    [
      'for bounds the wrong way round',
      field({ type: 'integer', minimum: 2, maximum: 1 }),
      ['bounds-crossed@/fields/x/minimum'],
    ],
    [
      'for days the wrong way round',
      field({ type: 'date', minimum: '2026-02-01', maximum: '2026-01-01' }),
      ['bounds-crossed@/fields/x/minimum'],
    ],
    [
      'for a bound finer than its decimals',
      field({ type: 'decimal', decimals: 2, minimum: 0.001 }),
      ['bound-finer-than-decimals@/fields/x/minimum'],
    ],
    [
      'for half an integer as a bound',
      field({ type: 'integer', maximum: 1.5 }),
      ['bound-finer-than-decimals@/fields/x/maximum'],
    ],
    [
      'for a bound that is no figure',
      field({ type: 'integer', maximum: 'many' }),
      ['bound-unreadable@/fields/x/maximum'],
    ],
    [
      'for a day that does not exist',
      field({ type: 'date', maximum: '2026-02-30' }),
      ['bound-unreadable@/fields/x/maximum'],
    ],
    [
      'for an instant without a zone',
      field({ type: 'instant', maximum: '2026-02-03T10:00:00' }),
      ['bound-unreadable@/fields/x/maximum'],
    ],
    [
      'for a bound of 39 digits',
      field({ type: 'decimal', decimals: 2, maximum: '9'.repeat(38) }),
      ['bound-too-large@/fields/x/maximum'],
    ],
    ['for an unknown key', entity({ key: 'customerID' }), ['key-unknown@/key']],
    [
      'for a key that may be missing',
      entity({ key: 'customerId', fields: { customerId: { type: 'string', optional: true } } }),
      ['key-not-usable@/key'],
    ],
    [
      'for a key of flags',
      entity({ key: 'customerId', fields: { customerId: { type: 'boolean' } } }),
      ['key-not-usable@/key'],
    ],
    [
      'for a key that is a list',
      entity({ key: 'customerId', fields: { customerId: { type: 'string', series: true } } }),
      ['key-not-usable@/key'],
    ],
    [
      'for a relation to nothing',
      related({ entity: 'entity/acount' }),
      ['unknown-reference@/relations/accounts/entity'],
    ],
    ['for a relation by what it has not', related({ by: 'accountId' }), ['relation-by-unknown@/relations/accounts/by']],
    [
      'for a relation by what neither has',
      related({ by: 'branchId' }),
      ['relation-by-unknown@/relations/accounts/by', 'relation-by-unknown@/relations/accounts/by'],
    ],
    [
      'for a relation by fields of two types',
      entity({
        fields: { number: { type: 'string' } },
        relations: { accounts: { entity: 'entity/account', by: 'number', many: true } },
      }),
      ['relation-by-types-differ@/relations/accounts/by'],
    ],
    [
      'for a relation with the name of a field',
      entity({ relations: { customerId: { entity: 'entity/account', by: 'customerId', many: true } } }),
      ['name-taken@/relations/customerId'],
    ],
    [
      'for a derived field with the name of a field',
      derived({ x: { text: '1', type: 'integer' } }),
      ['name-taken@/derived/x'],
    ],
    [
      'for a derived field with the name of a relation',
      related({}, { accounts: { text: '1', type: 'integer' } }),
      ['name-taken@/derived/accounts'],
    ],
    [
      'for a derived field of an unknown name',
      derived({ y: { text: 'z + 1', type: 'integer' } }),
      ['unknown-name@/derived/y/text'],
    ],
    [
      'for a derived field of another type',
      derived({ y: { text: 'x + 1', type: 'string' } }),
      ['computed-type@/derived/y/type'],
    ],
    [
      'for a derived field that needs itself',
      derived({ y: { text: 'y + 1', type: 'integer' } }),
      ['derived-cycle@/derived/y/text'],
    ],
    [
      'for derived fields that need each other',
      derived({ y: { text: 'z + 1', type: 'integer' }, z: { text: 'y + 1', type: 'integer' } }),
      ['derived-cycle@/derived/y/text', 'derived-cycle@/derived/z/text'],
    ],
  ])('%s', (_, document, problems) => {
    expect(problemsOf(ACCOUNT, document)).toEqual(problems);
  });

  it('for derived fields of two entities that need each other', () => {
    const customer = related({}, { total: { text: 'sum(accounts.share)', type: 'decimal', decimals: 2 } });
    const account = {
      ...ACCOUNT,
      relations: { customer: { entity: 'entity/customer', by: 'customerId' } },
      derived: { share: { text: 'customer.total', type: 'decimal', decimals: 2 } },
    };
    const problems = problemsOf({ ...customer, key: 'customerId' }, account);
    expect(problems.filter((problem) => problem.startsWith('derived-cycle'))).not.toEqual([]);
  });

  it('with a warning only for a single relation by what is no key', () => {
    const { problems, broken } = link([{ document: ACCOUNT }, { document: related({ many: false }) }]);
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['relation-not-to-key', 'warning']]);
    expect([...broken]).toEqual([]);
  });
});

it('says by what else than its key a record is found', () => {
  const document = entity({
    fields: { customerId: { type: 'string', title: { 'zh-CN': '客户号', en: 'Customer number' } } },
    lookUps: [{ field: 'customerId' }, { field: 'customerId', last: 4 }],
  });
  const { definitions, environment } = link([{ document }]);
  const definition = definitions.get('entity/customer')?.document;
  const words = (language: 'zh-CN' | 'en') =>
    definition === undefined ? [] : entityWords(definition as EntityDocument, null, environment, language);
  expect(words('zh-CN').at(-1)).toBe('也可按客户号、客户号的后 4 位查找。');
  expect(words('en').at(-1)).toBe('Also found by Customer number, the last 4 characters of Customer number.');
});

describe('an entity', () => {
  const of = (document: JsonObject) => entityOf(document as never);
  it.each<[string, JsonObject, Json]>([
    ['a flag', { type: 'boolean' }, { kind: 'boolean' }],
    ['a text', { type: 'string' }, { kind: 'string' }],
    ['an enum', { type: 'string', enum: ['a', 'b'] }, { kind: 'string', enum: ['a', 'b'] }],
    ['a list', { type: 'string', series: true }, { kind: 'list', of: { kind: 'string' } }],
  ])('reads the type of %s', (_, declared, type) => {
    expect(of(field(declared))?.fields.get('x')?.type).toEqual(type);
  });

  it.each<[string, JsonObject, number, bigint, bigint]>([
    ['both bounds', { type: 'integer', minimum: 0, maximum: 120 }, 0, 0n, 120n],
    [
      'scaled bounds',
      { type: 'decimal', decimals: 2, minimum: -1.5, maximum: '12345678901234567.25' },
      2,
      -150n,
      1234567890123456725n,
    ],
    ['no bounds: 15 digits', { type: 'decimal', decimals: 2 }, 2, -999999999999999n, 999999999999999n],
    ['a minimum alone', { type: 'integer', minimum: 0 }, 0, 0n, 999999999999999n],
    [
      'a minimum beyond 15 digits',
      { type: 'integer', minimum: '9999999999999999' },
      0,
      9999999999999999n,
      9999999999999999n,
    ],
  ])('has numbers with %s', (_, declared, decimals, minimum, maximum) => {
    expect(of(field(declared))?.fields.get('x')?.type).toEqual({ kind: 'number', decimals, minimum, maximum });
  });

  it('says where its parts stand', () => {
    const read = of(related({}, { total: { text: 'sum(accounts.balance)', type: 'decimal', decimals: 2 } }));
    expect(read?.fields.get('customerId')?.origin).toEqual({
      definition: 'entity/customer',
      pointer: '/fields/customerId',
    });
    expect(read?.derived.get('total')?.pointer).toBe('/derived/total');
    expect(read?.relations.get('accounts')).toMatchObject({ entity: 'entity/account', by: 'customerId', many: true });
  });
});
