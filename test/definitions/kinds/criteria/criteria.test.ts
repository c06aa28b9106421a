import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';

const CUSTOMER = {
  kind: 'entity',
  name: 'customer',
  fields: {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    rate: { type: 'decimal', decimals: 2, minimum: 0, maximum: 9, optional: true },
  },
  derived: { half: { text: '1 / rate', type: 'decimal', decimals: 2 } },
};
const criteria = (name: string, when: Json): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/customer',
  when,
});
const leaf = (fact: string, operator: string, value: Json) => ({ fact, operator, value });
const ADULT = criteria('adult', { all: [leaf('age', 'greaterThanInclusive', 18)] });

describe('a criteria', () => {
  it.each<[JsonObject, Json]>([
    [{ age: 18 }, true],
    [{ age: 17 }, false],
    [{}, false],
  ])('on %j is %j', (facts, value) => {
    expect(answer(libraryOf(CUSTOMER, ADULT), 'criteria/adult', given(facts))).toMatchObject({
      value,
      problems: [],
      reasons: [],
    });
  });

  it('is read by others as #holds and by its name in conditions', () => {
    const minor = criteria('minor', { not: { condition: 'criteria/adult' } });
    const same = criteria('same', { all: [leaf('criteria/adult#holds', 'equal', false)] });
    const library = libraryOf(CUSTOMER, ADULT, minor, same);
    for (const id of ['criteria/minor', 'criteria/same']) {
      expect(answer(library, id, given({ age: 17 })).value).toBe(true);
      expect(answer(library, id, given({ age: 18 })).value).toBe(false);
    }
    expect(library.definitions.get('criteria/same')?.references).toEqual(['criteria/adult', 'entity/customer']);
  });

  it('tells of a division by zero in what it reads, and holds or not', () => {
    const steep = criteria('steep', { all: [leaf('half', 'greaterThan', 1)] });
    expect(answer(libraryOf(CUSTOMER, steep), 'criteria/steep', given({ rate: 0 }))).toMatchObject({
      value: false,
      problems: ['division-by-zero'],
    });
    expect(answer(libraryOf(CUSTOMER, steep), 'criteria/steep', given({ rate: 0.5 }))).toMatchObject({
      value: true,
      problems: [],
    });
  });

  it('says where its condition stands', () => {
    const decision = libraryOf(CUSTOMER, ADULT).environment.decision('criteria/adult');
    expect(decision?.outputs['holds']).toMatchObject({
      missable: false,
      origin: { definition: 'criteria/adult', pointer: '/when' },
    });
  });

  it.each<[string, Json, string]>([
    ['an unknown field', { all: [leaf('agee', 'equal', 1)] }, 'unknown-fact@/when/all/0/fact'],
    ['an unknown operator', { all: [leaf('age', 'equals', 1)] }, 'unknown-operator@/when/all/0/operator'],
    ['an empty any', { any: [] }, 'empty-any@/when/any'],
    ['a bare leaf', leaf('age', 'equal', 1), 'bare-leaf@/when'],
    ['a result that is none', { all: [leaf('criteria/adult#is', 'equal', true)] }, 'unknown-output@/when/all/0/fact'],
  ])('is refused for %s', (_, when, problem) => {
    expect(problemsOf(CUSTOMER, ADULT, criteria('x', when))).toEqual([problem]);
  });
});
