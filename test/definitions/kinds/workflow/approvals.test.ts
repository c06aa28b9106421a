import { describe, expect, it } from 'vitest';
import { addSigner, sign, takeBack } from '../../../../definitions/machine/approval-acts.ts';
import {
  type ApprovalRules,
  asked,
  askedAnew,
  askedRound,
  outcomeOf,
  type Round,
} from '../../../../definitions/machine/approval.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { problemsOf, workflow } from './complaint.ts';

describe('a workflow is refused for', () => {
  const end = { z: { id: 'z', type: 'final' } };
  const signed = (on: JsonObject, params: JsonObject = {}) => ({
    entry: { type: 'require-approval', params: { limits: 'decision-table/authority', mode: 'all', ...params } },
    on: { approved: '#z', rejected: '#z', ...on },
  });
  const machine = (states: JsonObject) =>
    workflow({
      initial: 'b',
      states: { b: { on: { go: 'a', other: 'c' } }, c: { on: { go: 'a' } }, ...states, ...end },
    });
  it.each<readonly [string, JsonObject, readonly string[]]>([
    [
      'nothing where it goes back to either',
      { a: signed({ 'rejected-b': 'b', 'rejected-c': 'c' }, { rejectTo: ['b', 'c'] }) },
      [],
    ],
    [
      'a rejection to itself',
      { a: signed({}, { rejectTo: ['a'] }) },
      [
        'workflow-approval-elsewhere /machine/states/a/entry',
        'workflow-state-unknown /machine/states/a/entry/params/rejectTo/0',
      ],
    ],
    [
      'one that leads elsewhere',
      { a: signed({ rejected: 'c' }, { rejectTo: ['b'] }) },
      ['workflow-approval-elsewhere /machine/states/a/entry'],
    ],
    [
      'one of several that is not handled',
      { a: signed({ 'rejected-b': 'b' }, { rejectTo: ['b', 'c'] }) },
      ['workflow-approval-unanswered /machine/states/a/entry'],
    ],
    [
      'an approval within another',
      { a: { ...signed({}), initial: 'd', states: { d: signed({}) } } },
      ['workflow-approval-twice /machine/states/a/entry', 'workflow-approval-twice /machine/states/a/states/d/entry'],
    ],
    [
      'approvals beside each other',
      { a: { type: 'parallel', states: { d: signed({}), e: signed({}) } } },
      [
        'workflow-approval-twice /machine/states/a/states/d/entry',
        'workflow-approval-twice /machine/states/a/states/e/entry',
      ],
    ],
    [
      'a table that names an office that approves nothing',
      { a: signed({}, { limits: 'decision-table/names-nobody' }) },
      ['workflow-approval-roles /machine/states/a/entry/params/limits'],
    ],
  ])('%s', (_, states, problems) => expect(problemsOf(machine(states))).toEqual(problems));
});

const ALL: ApprovalRules = {
  ...{ mode: 'all', atLeast: null, sequence: false, mayAdd: true, rejectTo: [], delegate: 'never', once: false },
};

describe('an approval', () => {
  const seats = (...people: readonly string[]) => people.map((person) => ({ role: 'team-lead', person }));
  const signs = (round: Round, holder: string, decision: 'approved' | 'rejected' = 'approved') =>
    sign(round, { holder, by: holder, at: '2026-11-23T01:00:00.000Z', decision, reason: null });
  const after = (acted: ReturnType<typeof sign>): Round => {
    if ('why' in acted) throw new Error(acted.why);
    return acted.round;
  };
  const turns = (round: Round) => asked(round).map(({ person }) => person);

  it('puts who is added before, beside or behind whoever adds him, and lets nobody overtake', () => {
    const rules = { ...ALL, sequence: true };
    const add = (where: 'before' | 'beside' | 'after') =>
      after(addSigner(askedRound(rules, seats('ann', 'bo')), { by: 'ann', person: 'dan', where }));
    expect([turns(add('before')), turns(add('beside')), turns(add('after'))]).toEqual([
      ['dan'],
      ['ann', 'dan'],
      ['ann'],
    ]);
    expect(turns(after(signs(add('beside'), 'ann')))).toEqual(['dan']);
    expect(turns(after(signs(add('after'), 'ann')))).toEqual(['dan']);
    expect(signs(add('before'), 'ann')).toEqual({ why: 'not-your-turn', waitsFor: ['dan'] });
  });

  it('asks whoever was added again where he stood, when what is signed changed', () => {
    const rules = { ...ALL, sequence: true };
    const added = after(
      addSigner(after(signs(askedRound(rules, seats('ann', 'bo')), 'ann')), {
        by: 'ann',
        person: 'dan',
        where: 'after',
      }),
    );
    const anew = askedAnew(added, seats('ann', 'bo', 'pre'));
    expect(anew.places.map(({ person }) => person)).toEqual(['ann', 'dan', 'bo', 'pre']);
    expect([turns(anew), anew.voided.map(({ by }) => by)]).toEqual([['ann'], ['ann']]);
    expect(askedAnew(added, seats('ann', 'dan')).places.map(({ person }) => person)).toEqual(['ann', 'dan']);
  });

  it('is signed by one person for each of his places, or for all of them at once', () => {
    const twice = [...seats('ann'), { role: 'president', person: 'ann' }];
    const [each, once] = [askedRound(ALL, twice), askedRound({ ...ALL, once: true }, twice)];
    expect([outcomeOf(after(signs(each, 'ann'))), outcomeOf(after(signs(once, 'ann')))]).toEqual([null, 'approved']);
    expect(outcomeOf(after(signs(after(signs(each, 'ann')), 'ann')))).toBe('approved');
  });

  it('takes back nothing that others have signed after', () => {
    const both = after(signs(after(signs(askedRound(ALL, seats('ann', 'bo', 'cy')), 'ann')), 'bo'));
    expect(takeBack(both, 'ann')).toEqual({ why: 'others-since' });
    expect(turns(after(takeBack(after(takeBack(both, 'bo')), 'ann')))).toEqual(['ann', 'bo', 'cy']);
  });

  it('takes back nothing after which others have added somebody', () => {
    const adds = (round: Round, by: string, person: string) => after(addSigner(round, { by, person, where: 'beside' }));
    const own = adds(after(signs(adds(askedRound(ALL, seats('ann', 'bo')), 'bo', 'cy'), 'ann')), 'ann', 'dan');
    expect(turns(after(takeBack(own, 'ann')))).toEqual(['ann', 'dan', 'bo', 'cy']);
    expect(takeBack(adds(own, 'bo', 'eve'), 'ann')).toEqual({ why: 'others-since' });
  });

  it('comes to what counting says, whatever is signed in whatever order', () => {
    for (const [mode, atLeast] of [
      ['all', null],
      ['any', null],
      ['all', '1/2'],
      ['all', '2/3'],
    ] as const)
      for (let size = 1; size <= 4; size += 1)
        for (let drawn = 0; drawn < 3 ** size; drawn += 1) {
          const votes = Array.from({ length: size }, (_, i) => Math.floor(drawn / 3 ** i) % 3);
          const people = votes.map((_, i) => `p${i}`);
          let round = askedRound({ ...ALL, mode, atLeast }, seats(...people));
          for (const [i, vote] of votes.entries())
            if (vote > 0 && outcomeOf(round) === null)
              round = after(signs(round, `p${i}`, vote === 1 ? 'approved' : 'rejected'));
          expect([mode, atLeast, votes, outcomeOf(round)]).toEqual([
            mode,
            atLeast,
            votes,
            counted(mode, atLeast, votes),
          ]);
        }
  });
});

/** The same by a plain loop: 0 has not signed, 1 approves, 2 rejects; what comes behind the end does not count. */
function counted(mode: string, atLeast: string | null, votes: readonly number[]): 'approved' | 'rejected' | null {
  let [approved, rejected] = [0, 0];
  for (const vote of votes) {
    if (vote === 1) approved += 1;
    if (vote === 2) rejected += 1;
    if (atLeast !== null) {
      const [of = 0, among = 1] = atLeast.split('/').map(Number);
      if (approved * among >= of * votes.length) return 'approved';
      if ((votes.length - rejected) * among < of * votes.length) return 'rejected';
    } else if (rejected > 0) return 'rejected';
    else if (approved === (mode === 'any' ? 1 : votes.length)) return 'approved';
  }
  return null;
}
