import { describe, expect, it } from 'vitest';
import { meets, runCases } from '../../definitions/cases.ts';
import type { Json, JsonObject } from '../../definitions/model/json.ts';
import { link } from '../../definitions/library.ts';
import type { Problem } from '../../definitions/model/problem.ts';
import type { Result } from '../../definitions/model/result.ts';

const problem = (code: string): Problem => ({ code, severity: 'error', pointer: '', message: { 'zh-CN': '', en: '' } });
const result = (value: Json, reasons: readonly string[] = [], problems: readonly string[] = []): Result => ({
  value,
  reasons: reasons.map((code) => ({ code, text: code })),
  missing: [],
  problems: problems.map(problem),
  definition: { id: 'criteria/a', version: null, hash: '', closure: '' },
});

describe('an expected value', () => {
  it.each<[Json, Json, boolean]>([
    [true, true, true],
    [true, false, false],
    [null, null, true],
    [null, 0, false],
    [0, null, false],
    [80, 80, true],
    [80, '80.00', true],
    ['1234567890123456.5', '1234567890123456.50', false],
    ['12.50', 12.5, true],
    ['12.51', 12.5, false],
    ['x', 12.5, false],
    ['007', '7', false],
    [{ score: 80 }, { score: 80, band: 'high' }, true],
    [{ score: 80, band: 'low' }, { score: 80, band: 'high' }, false],
    [{ score: 80 }, {}, false],
    [{ band: null }, {}, true],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, true],
    [{}, null, false],
    [[1, 2], [1, 2], true],
    [[1, 2], [2, 1], false],
    [[1], [1, 2], false],
    [[], [], true],
    [[], null, false],
    [[{ product: 'a' }], [{ product: 'a', rank: 1 }], true],
  ])('%j against %j: %j', (expected, found, isMet) => {
    expect(meets(result(found), { value: expected })).toBe(isMet);
  });

  it.each<[readonly string[], readonly string[], boolean]>([
    [['a', 'b'], ['a', 'b'], true],
    [['b', 'a'], ['a', 'b'], false],
    [['a'], ['a', 'b'], false],
    [[], [], true],
  ])('may come with reasons %j against %j: %j', (expected, found, isMet) => {
    expect(meets(result(null, found), { reasons: expected })).toBe(isMet);
  });

  it.each<[readonly string[], readonly string[], boolean]>([
    [['a'], ['a', 'a'], true],
    [['a', 'b'], ['a', 'b', 'a'], true],
    [['a'], ['a', 'b'], false],
    [[], ['a'], false],
  ])('may come with problems %j against %j: %j', (expected, found, isMet) => {
    expect(meets(result(null, [], found), { problems: expected })).toBe(isMet);
  });

  it('leaves open what it does not name', () => {
    expect(meets(result(1, ['a'], ['b']), { value: 1 })).toBe(true);
  });
});

describe("a definition's cases", () => {
  const customer = { kind: 'entity', name: 'customer', fields: { age: { type: 'integer', minimum: 0, maximum: 120 } } };
  const adult = (cases: readonly JsonObject[]) => ({
    kind: 'criteria',
    name: 'adult',
    entity: 'entity/customer',
    when: { all: [{ fact: 'age', operator: 'greaterThanInclusive', value: 18 }] },
    cases,
  });
  const run = (...cases: readonly JsonObject[]) => {
    const library = link([{ document: customer }, { document: adult(cases) }]);
    return runCases(library, 'criteria/adult', 'en').map(({ name, pointer, passed }) => [name, pointer, passed]);
  };

  it('are run in their order', () => {
    const given = (age: Json) => ({ facts: { age } });
    expect(
      run(
        { name: 'grown', given: given(18), expect: { value: true } },
        { name: 'wrong', given: given(17), expect: { value: true } },
        { name: 'refused', given: given('x'), expect: { value: null, problems: ['fact-of-wrong-type'] } },
        {
          name: 'unknown',
          given: { facts: { age: 18, agee: 1 } },
          expect: { value: null, problems: ['fact-unknown'] },
        },
        { name: 'required', given: { facts: {} }, expect: { problems: ['required-missing'] } },
      ),
    ).toEqual([
      ['grown', '/cases/0', true],
      ['wrong', '/cases/1', false],
      ['refused', '/cases/2', true],
      ['unknown', '/cases/3', true],
      ['required', '/cases/4', true],
    ]);
  });

  it('have no outcome where there is no decision', () => {
    const library = link([{ document: adult([{ name: 'a', given: { facts: {} }, expect: { value: true } }]) }]);
    expect(runCases(library, 'criteria/adult')).toEqual([]);
    expect(runCases(library, 'criteria/none')).toEqual([]);
  });
});
