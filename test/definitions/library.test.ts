import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonical } from '../../definitions/model/hash.ts';
import type { Source } from '../../definitions/linking/identify.ts';
import type { Json, JsonObject } from '../../definitions/model/json.ts';
import { kindOf } from '../../definitions/kinds/index.ts';
import { link } from '../../definitions/library.ts';
import { CHANGES, changeOne } from '../support/change.ts';
import { packSources } from '../support/packs.ts';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

const entity = (name: string, more: JsonObject = {}): JsonObject => ({
  kind: 'entity',
  name,
  key: `${name}Id`,
  fields: { [`${name}Id`]: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 120 } },
  ...more,
});
const criteria = (name: string, ...uses: readonly string[]): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/customer',
  when: {
    all: [
      { fact: 'age', operator: 'greaterThan', value: 17 },
      ...uses.map((use) => ({ condition: `criteria/${use}` })),
    ],
  },
});
const sources = (...documents: readonly Json[]): readonly Source[] => documents.map((document) => ({ document }));
const linked = (...documents: readonly Json[]) => link(sources(...documents));
const told = (...documents: readonly Json[]) =>
  linked(...documents).problems.map(({ code, definition, pointer }) => [code, definition, pointer]);

const CUSTOMER = entity('customer');

describe('linking', () => {
  it.each<[string, readonly Json[], readonly (readonly (string | undefined)[])[]]>([
    ['sound definitions', [CUSTOMER, criteria('a'), criteria('b', 'a')], []],
    ['nothing', [], []],
    ['what is no object', [3, null, [], 'x'], Array.from({ length: 4 }, () => ['not-a-definition', undefined, ''])],
    ['an object without a kind', [{ name: 'a' }], [['not-a-definition', undefined, '']]],
    ['an unknown kind', [{ kind: 'criterion', name: 'a' }], [['unknown-kind', undefined, '/kind']]],
    ['a kind whose name objects inherit', [{ kind: 'toString', name: 'a' }], [['unknown-kind', undefined, '/kind']]],
    ['a document that does not fit', [CUSTOMER, { ...criteria('a'), x: 1 }], [['unknown-key', 'criteria/a', '/x']]],
    ['one id twice', [CUSTOMER, criteria('a'), criteria('a')], [['duplicate-definition', 'criteria/a', '']]],
    ['an unknown entity', [criteria('a')], [['unknown-reference', 'criteria/a', '/entity']]],
    [
      'an unknown criteria',
      [CUSTOMER, criteria('b', 'a')],
      [['unknown-reference', 'criteria/b', '/when/all/1/condition']],
    ],
    [
      'a reference of the wrong kind',
      [CUSTOMER, { ...criteria('a'), entity: 'criteria/b' }],
      [['reference-malformed', 'criteria/a', '/entity']],
    ],
    [
      'a use of what is malformed',
      [CUSTOMER, { ...criteria('a'), x: 1 }, criteria('b', 'a')],
      [
        ['unknown-key', 'criteria/a', '/x'],
        ['reference-has-errors', 'criteria/b', '/when/all/1/condition'],
      ],
    ],
    [
      'a use of what has errors, and a use of that',
      [CUSTOMER, criteria('c', 'b'), criteria('b', 'a'), criteria('a', 'none')],
      [
        ['reference-has-errors', 'criteria/c', '/when/all/1/condition'],
        ['reference-has-errors', 'criteria/b', '/when/all/1/condition'],
        ['unknown-reference', 'criteria/a', '/when/all/1/condition'],
      ],
    ],
    [
      'a definition that uses itself',
      [CUSTOMER, criteria('a', 'a')],
      [['cycle', 'criteria/a', '/when/all/1/condition']],
    ],
    [
      'three in a circle, and one that uses them',
      [CUSTOMER, criteria('a', 'b'), criteria('b', 'c'), criteria('c', 'a'), criteria('d', 'a')],
      [
        ['cycle', 'criteria/a', '/when/all/1/condition'],
        ['cycle', 'criteria/b', '/when/all/1/condition'],
        ['cycle', 'criteria/c', '/when/all/1/condition'],
        ['reference-has-errors', 'criteria/d', '/when/all/1/condition'],
      ],
    ],
    [
      'entities that point at each other',
      [
        entity('customer', { relations: { accounts: { entity: 'entity/account', by: 'customerId', many: true } } }),
        entity('account', {
          fields: { accountId: { type: 'string' }, customerId: { type: 'string' } },
          relations: { customer: { entity: 'entity/customer', by: 'customerId' } },
        }),
      ],
      [],
    ],
    [
      'entities that point at each other, one of them wrong',
      [
        entity('customer', { relations: { accounts: { entity: 'entity/account', by: 'customerId', many: true } } }),
        entity('account', {
          key: 'number',
          fields: { accountId: { type: 'string' }, customerId: { type: 'string' } },
          relations: { customer: { entity: 'entity/customer', by: 'customerId' } },
        }),
        criteria('a'),
      ],
      [
        ['reference-has-errors', 'entity/customer', '/relations/accounts/entity'],
        ['key-unknown', 'entity/account', '/key'],
        ['reference-has-errors', 'criteria/a', '/entity'],
      ],
    ],
  ])('%s', (_, documents, expected) => {
    expect(told(...documents)).toEqual(expected);
  });

  it.each([
    ['criteria/a.json', []],
    ['criteria/b.json', ['wrong-place']],
    ['a.json', ['wrong-place']],
    ['criteria/sub/a.json', ['wrong-place']],
  ])('at %s gives %j', (place, codes) => {
    const library = link([{ document: CUSTOMER }, { document: criteria('a'), place }]);
    expect(library.problems.map(({ code }) => code)).toEqual(codes);
  });

  it('tells which file holds what is no definition', () => {
    expect(link([{ document: 3, place: 'criteria/a.json' }]).problems[0]?.definition).toBe('criteria/a');
  });

  it('offers the nearest definition', () => {
    const { problems } = linked(CUSTOMER, criteria('good-customer'), criteria('b', 'god-customer'));
    expect(problems.map(({ message }) => message.en)).toEqual([
      'There is no definition criteria/god-customer; did you mean criteria/good-customer?',
    ]);
  });

  it('shows the path of a cycle', () => {
    const { problems } = linked(CUSTOMER, criteria('a', 'b'), criteria('b', 'c'), criteria('c', 'a'));
    expect(problems.map(({ message }) => message.en.split(': ')[1])).toEqual([
      'criteria/a → criteria/b → criteria/c → criteria/a',
      'criteria/b → criteria/c → criteria/a → criteria/b',
      'criteria/c → criteria/a → criteria/b → criteria/c',
    ]);
  });

  it('gives no decision to what has errors', () => {
    const library = linked(CUSTOMER, criteria('a', 'none'), criteria('b', 'a'), criteria('c'));
    expect([...library.broken]).toEqual(['criteria/a', 'criteria/b']);
    expect(['a', 'b', 'c'].map((name) => library.environment.decision(`criteria/${name}`) !== undefined)).toEqual([
      false,
      false,
      true,
    ]);
    expect([...library.definitions.keys()]).toEqual(['entity/customer', 'criteria/a', 'criteria/b', 'criteria/c']);
  });

  it('lowers each definition once', () => {
    const { environment } = linked(CUSTOMER, criteria('a'));
    expect(environment.decision('criteria/a')).toBe(environment.decision('criteria/a'));
  });

  it('refuses a chain of more than a hundred definitions', () => {
    const chain = Array.from({ length: 102 }, (_, i) => criteria(`c${i}`, ...(i === 0 ? [] : [`c${i - 1}`])));
    const { problems } = linked(CUSTOMER, ...chain);
    expect(problems.map(({ code, definition }) => `${code} ${definition}`)).toEqual([
      'reference-chain-too-long criteria/c100',
      'reference-has-errors criteria/c101',
      'reference-chain-too-long criteria/c101',
    ]);
  });
});

describe('linking what was changed anywhere', () => {
  it('never throws, says all it says in both languages, and lowers what it accepts', () => {
    const pack = packSources('bank-marketing');
    const change = fc.record({ which: fc.nat(pack.length - 1), at: fc.nat(5000), how: fc.nat(CHANGES.length - 1) });
    fc.assert(
      fc.property(change, ({ which, at, how }) => {
        const change = CHANGES[how] ?? ((value: Json) => value);
        const changed = pack.map(({ document }, i) => {
          const { cases: _, ...own } = document as JsonObject;
          return { document: i === which ? changeOne(own, at, change) : own };
        });
        const library = link(changed);
        for (const { message } of library.problems) {
          expect(`${message.en} ${message['zh-CN']}`).not.toMatch(/\{\w+\}|undefined|\[object/);
        }
        for (const id of library.definitions.keys()) {
          const isSound = !library.broken.has(id) && kindOf(id.split('/')[0] ?? '')?.decides === true;
          expect(library.environment.decision(id) !== undefined).toBe(isSound);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('hash and closure', () => {
  const a = criteria('a');
  const b = criteria('b', 'a');
  it('are over canonical texts and over the sorted pairs reached', () => {
    const library = linked(b, a, CUSTOMER, criteria('unrelated'));
    const hashes = { a: sha256(canonical(a)), b: sha256(canonical(b)), customer: sha256(canonical(CUSTOMER)) };
    expect(library.definitions.get('criteria/b')?.hash).toBe(hashes.b);
    const pairs = `[["criteria/a","${hashes.a}"],["criteria/b","${hashes.b}"],["entity/customer","${hashes.customer}"]]`;
    expect(library.definitions.get('criteria/b')?.closure).toBe(sha256(pairs));
  });

  it('of a definition change with what it builds on, its hash does not', () => {
    const before = linked(CUSTOMER, a, b).definitions.get('criteria/b');
    const after = linked(CUSTOMER, { ...a, title: 'A' }, b).definitions.get('criteria/b');
    expect(after?.hash).toBe(before?.hash);
    expect(after?.closure).not.toBe(before?.closure);
  });

  it('do not depend on the order of keys or of sources', () => {
    const reversed = Object.fromEntries(Object.entries(b).toReversed());
    const one = linked(CUSTOMER, a, b).definitions.get('criteria/b');
    const other = linked(reversed, a, CUSTOMER).definitions.get('criteria/b');
    expect(other?.hash).toBe(one?.hash);
    expect(other?.closure).toBe(one?.closure);
  });

  it('come with the references, each once, and the version', () => {
    const library = link([{ document: CUSTOMER }, { document: a }, { document: criteria('c', 'a', 'a'), version: 3 }]);
    expect(library.definitions.get('criteria/c')).toMatchObject({
      references: ['criteria/a', 'entity/customer'],
      version: 3,
      kind: 'criteria',
      name: 'c',
    });
    expect(library.definitions.get('criteria/a')?.version).toBeNull();
  });
});
