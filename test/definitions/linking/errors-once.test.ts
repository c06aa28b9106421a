import { describe, expect, it } from 'vitest';
import { type JsonObject, link } from '../../../definitions/index.ts';

const CLIENT: JsonObject = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: { id: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum: 120 }, since: { type: 'date' } },
};
const wrong = (maximum: unknown): JsonObject => ({
  ...CLIENT,
  fields: { id: { type: 'string' }, age: { type: 'integer', minimum: 0, maximum } } as JsonObject,
});
const criteria = (name: string, leaf: JsonObject): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/client',
  when: { all: [leaf] },
});
const adult: JsonObject = { fact: 'age', operator: 'greaterThanInclusive', value: 18 };
const users = Array.from({ length: 33 }, (_, i) => ({
  document: criteria(`c${i}`, adult),
  place: `criteria/c${i}.json`,
}));

describe('field 30: one error for one broken definition', () => {
  it.each([
    ['a bound that cannot be read', { document: wrong('x'), place: 'entity/client.json' }],
    ['crossed bounds', { document: wrong(-5), place: 'entity/client.json' }],
    ['a wrong kind of value', { document: wrong([]), place: 'entity/client.json' }],
    ['what is no JSON', { document: wrong(Number.NaN), place: 'entity/client.json' }],
  ])('%s', (_, entity) => {
    const { problems } = link([entity, ...users]);
    const of = (id: string) => problems.filter(({ definition }) => definition === id).map(({ message }) => message.en);
    expect(problems.filter(({ definition }) => definition === 'entity/client')).toHaveLength(1);
    for (const { document } of users)
      expect(of(`criteria/${String(document['name'])}`)).toEqual(['entity/client has errors, which come first']);
  });

  it('a file that cannot be read is there all the same', () => {
    const { problems } = link(users, undefined, ['entity/client']);
    expect(new Set(problems.map(({ code }) => code))).toEqual(new Set(['reference-has-errors']));
    expect(problems).toHaveLength(33);
  });

  it('a definition that is mentioned twice is told of once', () => {
    const twice = criteria('twice', { condition: 'criteria/c0' });
    const both = {
      ...twice,
      when: { all: [{ condition: 'criteria/c0' }, { condition: 'criteria/c0' }] },
    } as JsonObject;
    const { problems } = link([
      { document: CLIENT },
      { document: criteria('c0', { ...adult, value: 'x' }) },
      { document: both },
    ]);
    expect(problems.filter(({ definition }) => definition === 'criteria/twice')).toHaveLength(1);
  });
});

describe('field 29: an operator that other languages have', () => {
  it.each<[JsonObject, string]>([
    [{ ...adult, operator: '>=' }, 'There is no operator >=; write greaterThanInclusive'],
    [{ ...adult, operator: 'greaterThanOrEqual' }, 'write greaterThanInclusive'],
    [{ ...adult, operator: 'greater_than_or_equal_to' }, 'write greaterThanInclusive'],
    [{ ...adult, operator: '==' }, 'write equal'],
    [{ ...adult, operator: 'greaterThanInclusiv' }, 'did you mean greaterThanInclusive?'],
    [
      { fact: 'id', operator: 'contains', value: 'a' },
      'there are equal, notEqual, in, notIn, startsWith, endsWith, containsText, matches',
    ],
    [{ fact: 'age', operator: 'startsWith', value: '1' }, 'there are equal, notEqual, in, notIn, lessThan'],
    [{ fact: 'since', operator: 'before', value: '2024/1/5' }, 'write 2024-01-05'],
    [{ fact: 'since', operator: 'after', value: '20240105' }, 'write 2024-01-05'],
    [{ fact: 'since', operator: 'equal', value: '2024年1月5日' }, 'write 2024-01-05'],
  ])('%j: %s', (leaf, hint) => {
    const { problems } = link([{ document: CLIENT }, { document: criteria('c', leaf) }]);
    expect(problems.map(({ message }) => message.en).join('\n')).toContain(hint);
  });
});
