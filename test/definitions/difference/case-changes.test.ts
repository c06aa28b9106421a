import { describe, expect, it } from 'vitest';
import { caseChanges, link } from '../../../definitions/index.ts';
import { clientEntity, clientScorecard, tierOf } from '../../support/tier-documents.ts';

const CLIENT = clientEntity({ age: { type: 'integer', minimum: 0, maximum: 120 } });
const SCORE = {
  ...clientScorecard(
    'worth',
    {
      age: [
        ['[0, 30)', 10],
        ['[30, 120]', 40],
      ],
    },
    { title: { 'zh-CN': '价值', en: 'Worth' } },
  ),
  cases: [
    { name: 'of age 20', given: { facts: { id: 'a', age: 20 } }, expect: { value: { score: 10 } } },
    { name: 'of age 40', given: { facts: { id: 'b', age: 40 } }, expect: { value: { score: 40 } } },
  ],
};
const TIER = {
  ...tierOf(
    [
      { name: 'plain', title: { 'zh-CN': '普通', en: 'Plain' }, in: '[0, 30)' },
      { name: 'gold', title: { 'zh-CN': '黄金', en: 'Gold' }, in: '[30, 40]' },
    ],
    { title: { 'zh-CN': '等级', en: 'Tier' } },
  ),
  cases: [
    { name: 'the young', given: { facts: { id: 'a', age: 20 } }, expect: { value: { class: 'plain' } } },
    { name: 'the old', given: { facts: { id: 'b', age: 40 } }, expect: { value: { class: 'gold' } } },
  ],
};
const of = (...documents: readonly object[]) => link(documents.map((document) => ({ document })));
const before = of(CLIENT, SCORE, TIER);

/** The scorecard, with another score for the young. */
const scored = (score: number, cases: readonly object[] = SCORE.cases) => {
  const changed = structuredClone(SCORE) as typeof SCORE & { cases: readonly object[] };
  const [bin] = changed.characteristics[0]?.bins ?? [];
  if (bin !== undefined) bin.score = score;
  return { ...changed, cases };
};

describe('cases that a change of definitions answers otherwise', () => {
  it('are told of the definition that was edited and of those that stand on it, old and new, in both languages', () => {
    const { changed, failing } = caseChanges(before, of(CLIENT, scored(35), TIER));
    expect(failing).toEqual([]);
    expect(changed.map(({ ref, name, pointer }) => [ref, name, pointer])).toEqual([
      ['scorecard/worth', 'of age 20', '/cases/0'],
      ['segmentation/tier', 'the young', '/cases/0'],
    ]);
    expect(changed[0]).toMatchObject({ before: { value: { score: 10 } }, after: { value: { score: 35 } } });
    expect(changed.map((one) => one.words('en'))).toEqual([
      'Worth, case “of age 20”: now score 35 instead of 10.',
      'Tier, case “the young”: now class Gold instead of Plain, score 35 instead of 10.',
    ]);
    expect(changed.map((one) => one.words('zh-CN'))).toEqual([
      '价值，用例「of age 20」：得分由10变为35。',
      '等级，用例「the young」：类别由「普通」变为「黄金」，得分由10变为35。',
    ]);
  });

  it('are none where answers stay, whatever the order of the text', () => {
    const { kind, name, ...rest } = SCORE;
    const reordered = { ...Object.fromEntries(Object.entries(rest).toReversed()), name, kind };
    expect(caseChanges(before, of(CLIENT, reordered, TIER))).toEqual({ changed: [], failing: [] });
  });

  it('are moved with their text: a case in another place is the same case', () => {
    const { changed, failing } = caseChanges(before, of(CLIENT, scored(35, SCORE.cases.toReversed()), TIER));
    expect(failing).toEqual([]);
    expect(changed.map(({ ref, pointer }) => [ref, pointer])).toEqual([
      ['scorecard/worth', '/cases/1'],
      ['segmentation/tier', '/cases/0'],
    ]);
  });

  it('do not excuse a case that was rewritten, is new, or failed before', () => {
    const rewritten = [{ ...SCORE.cases[0], expect: { value: { score: 99 } } }, SCORE.cases[1] ?? {}];
    const { changed, failing } = caseChanges(before, of(CLIENT, scored(35, rewritten), TIER));
    expect(changed.map(({ ref }) => ref)).toEqual(['segmentation/tier']);
    expect(failing.map((one) => [one.ref, one.name, one.words('en'), one.words('zh-CN')])).toEqual([
      [
        'scorecard/worth',
        'of age 20',
        'Worth, case “of age 20”: score 35 instead of 99.',
        '价值，用例「of age 20」：得分应为99，实为35。',
      ],
    ]);
    const added = [
      ...SCORE.cases,
      { name: 'new', given: { facts: { id: 'c', age: 25 } }, expect: { value: { score: 1 } } },
    ];
    expect(caseChanges(before, of(CLIENT, scored(35, added), TIER)).failing.map(({ name }) => name)).toEqual(['new']);
    const failed = of(CLIENT, scored(10, rewritten), TIER);
    const still = caseChanges(failed, of(CLIENT, scored(35, rewritten), TIER));
    expect([still.changed.map(({ ref }) => ref), still.failing.map(({ name }) => name)]).toEqual([
      ['segmentation/tier'],
      ['of age 20'],
    ]);
  });
});
