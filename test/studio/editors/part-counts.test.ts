import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { askedCondition } from '../../../studio/editors/conditions/asked-condition.ts';
import { removeAt, setAt } from '../../../studio/editors/edit.ts';
import { countsOfNow, type PartCount } from '../../../studio/editors/parts/part-counts.ts';

const TABLE: JsonObject = {
  kind: 'decision-table',
  inputs: [{ fact: 'age' }],
  rules: [
    { when: ['< 18'], then: [1] },
    { when: ['[18, 60)'], then: [2] },
    { when: ['>= 60'], then: [3] },
  ],
};
const byRule = new Map([0, 1, 2].map((i): [string, PartCount] => [`/rules/${i}`, { met: 10 + i, soFar: null }]));

describe('counts of a table that is written on', () => {
  const shownOf = (now: JsonObject | null) =>
    [...countsOfNow({ of: TABLE, counts: byRule }, now, ['inputs'])].map(([pointer, { met }]) => [pointer, met]);

  it.each<[string, JsonObject | null, readonly string[]]>([
    ['the same document has all', TABLE, ['/rules/0', '/rules/1', '/rules/2']],
    ['a rule that was changed has none', setAt(TABLE, '/rules/1/when/0', '-'), ['/rules/0', '/rules/2']],
    ['no other rule takes the count of one that was taken out', removeAt(TABLE, '/rules/0'), []],
    ['of a rule at the end none is left over', removeAt(TABLE, '/rules/2'), ['/rules/0', '/rules/1']],
    ['where another field is tested there are none', setAt(TABLE, '/inputs/0/fact', 'income'), []],
    ['what rules do not share changes nothing', setAt(TABLE, '/title', 'T'), ['/rules/0', '/rules/1', '/rules/2']],
    ['of nothing there are none', null, []],
  ])('%s', (_, now, pointers) => {
    expect(shownOf(now)).toEqual(pointers.map((pointer) => [pointer, byRule.get(pointer)?.met]));
  });

  it('are none before anything was counted', () => {
    expect(countsOfNow({ of: null, counts: byRule }, TABLE, []).size).toBe(0);
  });
});

describe('counts of a condition that is written on', () => {
  const row = (fact: string, value: number): JsonObject => ({ fact, operator: 'greaterThan', value });
  const WHEN: JsonObject = { all: [row('age', 18), row('income', 5), { any: [row('debt', 1), row('limit', 2)] }] };
  const counted = (when: JsonObject): JsonObject => ({ when: askedCondition(when, '/when')?.when ?? {} });
  const of = counted(WHEN);
  const pointers = ['/when', '/when/all/0', '/when/all/1', '/when/all/2', '/when/all/2/any/0', '/when/all/2/any/1'];
  const counts = new Map(pointers.map((pointer, i): [string, PartCount] => [pointer, { met: i, soFar: 100 + i }]));
  const shownOf = (when: JsonObject) => {
    const now = { ...counted(when) };
    return [...countsOfNow({ of, counts }, now, [])].map(([pointer, { soFar }]) =>
      soFar === null ? `${pointer} alone` : pointer,
    );
  };

  it.each<[string, JsonObject, readonly string[]]>([
    [
      'a row that was changed has none, and those below are counted alone',
      setAt(WHEN, '/all/0/value', 20),
      ['/when/all/1 alone', '/when/all/2 alone', '/when/all/2/any/0', '/when/all/2/any/1'],
    ],
    [
      'a group within which one was changed has none',
      setAt(WHEN, '/all/2/any/1/value', 3),
      ['/when/all/0', '/when/all/1', '/when/all/2/any/0'],
    ],
    ['another mode is another group', { any: WHEN['all'] ?? [] }, []],
    [
      'a half-filled row changes nothing above it',
      { all: [...(WHEN['all'] as JsonObject[]), { fact: 'age', operator: 'greaterThan' }] },
      pointers.slice(1),
    ],
  ])('%s', (_, when, shown) => {
    expect(shownOf(when)).toEqual(shown);
  });
});
