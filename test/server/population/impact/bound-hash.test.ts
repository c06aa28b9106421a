import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindingChanges } from '../../../../server/population/impact/binding-changes.ts';
import { type Binding, boundHash } from '../../../../server/population/impact/bound-hash.ts';

const BINDING: Binding = {
  members: [
    { ref: 'criteria/b', change: 'change', text: 'b1', replaces: { version: 5, hash: 'b0' } },
    { ref: 'criteria/a', change: 'retire', text: null, replaces: { version: 1, hash: 'a0' } },
  ],
  closures: [
    { ref: 'segmentation/tier', before: 'c0', after: 'c1' },
    { ref: 'criteria/b', before: 'd0', after: 'd1' },
  ],
  snapshot: 's1',
  impact: 'i1',
  cases: [{ ref: 'segmentation/tier', name: 'young', before: { class: 'gold' }, after: { class: 'plain' } }],
  goLiveAt: null,
  tolerance: { percent: 10, leastCustomers: 10 },
  policy: '1',
  note: '',
};
const [b, a] = BINDING.members;
const [tier] = BINDING.closures;
const [young] = BINDING.cases;
if (b === undefined || a === undefined || tier === undefined || young === undefined) throw new Error('nothing bound');

/** One thing moved, and what is said of it. */
const MOVED: readonly (readonly [what: string, Partial<Binding>, english: string, chinese: string])[] = [
  ['a text', { members: [{ ...b, text: 'b2' }, a] }, 'criteria/b: its text has changed', 'criteria/b：文本已改动'],
  [
    'a base',
    { members: [{ ...b, replaces: { version: 6, hash: 'b9' } }, a] },
    'criteria/b: what it replaces was version 5 and is version 6',
    'criteria/b：所替换的版本已由 5 变为 6',
  ],
  [
    'a member more',
    { members: [b, a, { ...b, ref: 'criteria/c' }] },
    'criteria/c: it has come into the release',
    'criteria/c：新加入本次发布',
  ],
  ['a member fewer', { members: [b] }, 'criteria/a: it has gone from the release', 'criteria/a：已移出本次发布'],
  [
    'what is done to a member',
    { members: [b, { ...a, change: 'change', text: 'a1' }] },
    'criteria/a: it was to be retired and is to be changed',
    'criteria/a：由停用改为变更',
  ],
  [
    'a closure',
    { closures: [{ ...tier, after: 'c2' }, ...BINDING.closures.slice(1)] },
    'segmentation/tier: it or what it stands on has changed',
    'segmentation/tier：它或它所依据的定义已改动',
  ],
  [
    'a closure fewer',
    { closures: [tier] },
    'criteria/b: its answers can no longer change',
    'criteria/b：其判断不再受影响',
  ],
  ['the snapshot', { snapshot: 's2' }, 'The snapshot of the population has changed', '所依据的客户群快照已改动'],
  ['the impact', { impact: 'i2' }, 'The impact report has changed', '影响报告已改动'],
  [
    'a case',
    { cases: [{ ...young, after: { class: 'other' } }] },
    'segmentation/tier: case “young” is expected to come out otherwise than was shown',
    'segmentation/tier：用例「young」预期的结果已改动',
  ],
  [
    'a case fewer',
    { cases: [] },
    'segmentation/tier: case “young” no longer comes out otherwise',
    'segmentation/tier：用例「young」不再得出另一结果',
  ],
  [
    'the instant',
    { goLiveAt: '2026-12-31T16:00:00.000Z' },
    'It was to go live at once and is to go live 2026-12-31T16:00:00.000Z',
    '生效时间由 批准后立即 改为 2026-12-31T16:00:00.000Z',
  ],
  [
    'the tolerance',
    { tolerance: { percent: 20, leastCustomers: 10 } },
    'The tolerance was 10 % (at least 10 customers) and is 20 % (at least 10 customers)',
    '容差由 10%（至少 10 位客户）改为 20%（至少 10 位客户）',
  ],
  ['the policy', { policy: '2' }, 'The version of the approval policy has changed', '审批规则的版本已改动'],
  ['the note', { note: 'x' }, 'The note has changed', '说明已改动'],
];

describe('what an approval binds', () => {
  it.each(MOVED)('%s: another hash, and it is said what', (_, moved, english, chinese) => {
    const now = { ...BINDING, ...moved };
    expect(boundHash(now)).not.toBe(boundHash(BINDING));
    expect(bindingChanges(BINDING, now).map(({ message }) => message)).toEqual([{ 'zh-CN': chinese, en: english }]);
  });

  it('is the same in whatever order its lists and keys stand', () => {
    const { members, closures, ...rest } = BINDING;
    const other: Binding = {
      ...Object.fromEntries(Object.entries(rest).toReversed()),
      closures: closures.toReversed(),
      members: members.map((member) => Object.fromEntries(Object.entries(member).toReversed())).toReversed(),
    } as unknown as Binding;
    expect(boundHash(other)).toBe(boundHash(BINDING));
    expect(bindingChanges(BINDING, other)).toEqual([]);
  });

  it('is SHA-256 over RFC 8785, as anybody can compute it', () => {
    const text =
      '{"cases":[],"closures":[],"goLiveAt":null,"impact":null,"members":[],"note":"规","policy":"1","snapshot":null,"tolerance":{"leastCustomers":10,"percent":10}}';
    const empty = { ...BINDING, members: [], closures: [], cases: [], snapshot: null, impact: null, note: '规' };
    expect(boundHash(empty)).toBe(createHash('sha256').update(text).digest('hex'));
  });

  it('differs exactly where something is said to differ', () => {
    const word = fc.constantFrom('x', 'y');
    const binding = fc.record({
      members: fc.array(
        fc.record({
          ref: word,
          change: fc.constantFrom('change' as const, 'retire' as const),
          text: fc.option(word),
          replaces: fc.option(fc.record({ version: fc.nat(1), hash: word })),
        }),
        { maxLength: 2 },
      ),
      closures: fc.array(fc.record({ ref: word, before: fc.option(word), after: word }), { maxLength: 2 }),
      snapshot: fc.option(word),
      impact: fc.option(word),
      cases: fc.array(fc.record({ ref: word, name: word, before: word, after: word }), { maxLength: 2 }),
      goLiveAt: fc.option(word),
      tolerance: fc.record({ percent: fc.nat(1), leastCustomers: fc.nat(1) }),
      policy: word,
      note: word,
    });
    const pair = fc
      .tuple(binding, binding, fc.array(fc.nat(8), { maxLength: 9 }))
      .map(([one, other, kept]): [Binding, Binding] => {
        const keys = Object.keys(one) as (keyof Binding)[];
        return [one, { ...other, ...Object.fromEntries(kept.map((i) => [keys[i], one[keys[i] ?? 'note']])) }];
      });
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(bindingChanges(one, other).length === 0).toBe(boundHash(one) === boundHash(other));
      }),
      { numRuns: 2000 },
    );
  });
});
