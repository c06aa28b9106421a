import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { effectsOf, needsSecondPerson, whyMixed, whyNotSecond } from '../../../server/authority/change.ts';
import type { Organisation } from '../../../server/authority/organisation.ts';
import {
  type Authority,
  effectiveRights,
  type Grant,
  holdsOver,
  type Member,
  rightsInCommon,
} from '../../../server/authority/rights.ts';
import { type Role, ROLES } from '../../../server/authority/role.ts';

/** The bank, two branches, and a team in each. */
const organisation: Organisation = new Map([
  ['bank', null],
  ['east', 'bank'],
  ['west', 'bank'],
  ['east-1', 'east'],
  ['west-1', 'west'],
]);
const member = (id: string, node: string, isActive = true): Member => ({ id, node, isActive });
const toPerson = (id: string, role: Role, scope: string): Grant => ({ to: { kind: 'person', id }, role, scope });
const toNode = (id: string, role: Role, scope: string): Grant => ({ to: { kind: 'node', id }, role, scope });

describe('effective rights', () => {
  const grants = [toPerson('lee', 'approver', 'east'), toNode('west', 'agent', 'west')];
  it.each<[title: string, member: Member, role: Role, node: string, holds: boolean]>([
    ['at the node of the scope', member('lee', 'bank'), 'approver', 'east', true],
    ['below it', member('lee', 'bank'), 'approver', 'east-1', true],
    ['not above it', member('lee', 'bank'), 'approver', 'bank', false],
    ['not beside it', member('lee', 'bank'), 'approver', 'west-1', false],
    ['not of another role', member('lee', 'bank'), 'author', 'east', false],
    ['by the node a person belongs to', member('kim', 'west'), 'agent', 'west-1', true],
    ['by a node above it', member('kim', 'west-1'), 'agent', 'west', true],
    ['not by a node below it', member('kim', 'bank'), 'agent', 'west', false],
    ['none of who is not active', member('lee', 'bank', false), 'approver', 'east', false],
    ['none at a node that is not there', member('lee', 'bank'), 'approver', 'north', false],
  ])('hold %s', (_title, who, role, node, holds) => {
    expect(holdsOver(organisation, effectiveRights({ organisation, grants }, who), [role], node)).toBe(holds);
  });

  it('are told as a walk up the tree tells them, whatever the tree and the grants', () => {
    fc.assert(
      fc.property(authorities, fc.constantFrom(...ROLES), (authority, role) => {
        for (const who of authority.members) {
          const rights = effectiveRights(authority, who);
          for (const node of authority.organisation.keys())
            expect(holdsOver(authority.organisation, rights, [role], node)).toBe(walked(authority, who, role, node));
        }
      }),
    );
  });

  it('life L46: of a key are what both it and its owner hold', () => {
    const own = [
      { role: 'integrator', scope: 'bank' },
      { role: 'author', scope: 'east' },
    ] as const;
    const owner = [
      { role: 'integrator', scope: 'west' },
      { role: 'approver', scope: 'bank' },
    ] as const;
    expect(rightsInCommon(organisation, own, owner)).toEqual([{ role: 'integrator', scope: 'west' }]);
    expect(rightsInCommon(organisation, own, [])).toEqual([]);
  });
});

describe('a change of authority', () => {
  const before: Authority = {
    organisation,
    members: [member('sec', 'bank'), member('lee', 'east'), member('kim', 'west')],
    grants: [
      toPerson('sec', 'security-administrator', 'bank'),
      toPerson('lee', 'team-lead', 'east'),
      toNode('west', 'approver', 'bank'),
    ],
  };
  const moved = (id: string, node: string): Authority => ({
    ...before,
    members: before.members.map((one) => (one.id === id ? { ...one, node } : one)),
  });

  it.each<[title: string, after: Authority, gained: string[], lost: string[]]>([
    [
      'a grant',
      { ...before, grants: [...before.grants, toPerson('lee', 'approver', 'east-1')] },
      ['lee approver east-1'],
      [],
    ],
    [
      'life L32: a move into a node that carries a role',
      moved('lee', 'west-1'),
      ['bank', 'east', 'west', 'east-1', 'west-1'].map((node) => `lee approver ${node}`),
      [],
    ],
    [
      'life L32: a new account in such a node',
      { ...before, members: [...before.members, member('new', 'west')] },
      ['bank', 'east', 'west', 'east-1', 'west-1'].map((node) => `new approver ${node}`),
      [],
    ],
    [
      'life L32: a branch moved under another',
      { ...before, organisation: new Map([...organisation, ['west', 'east']]) },
      ['lee team-lead west', 'lee team-lead west-1'],
      [],
    ],
    ['a move without effect', moved('sec', 'east'), [], []],
    [
      'a person deactivated',
      { ...before, members: before.members.map((one) => ({ ...one, isActive: one.id !== 'lee' })) },
      [],
      ['lee team-lead east', 'lee team-lead east-1'],
    ],
  ])('is judged by its effect: %s', (_title, after, gained, lost) => {
    const effects = effectsOf(before, after);
    const told = (key: 'gained' | 'lost') =>
      effects.flatMap((effect) => effect[key].map(({ role, node }) => `${effect.person} ${role} ${node}`));
    expect([told('gained').toSorted(), told('lost').toSorted()]).toEqual([gained.toSorted(), lost.toSorted()]);
    expect(needsSecondPerson(effects)).toBe(gained.length > 0);
  });

  it.each<[Role, Role, boolean]>([
    ['security-administrator', 'auditor', true],
    ['system-administrator', 'author', true],
    ['auditor', 'agent', true],
    ['author', 'approver', false],
  ])('life L32: keeps the offices apart: %s beside %s', (one, other, isMixed) => {
    const grants = [toPerson('lee', one, 'bank'), toPerson('lee', other, 'east')];
    expect(whyMixed({ organisation, members: [member('lee', 'east')], grants }) !== undefined).toBe(isMixed);
  });

  it.each<[title: string, second: string, roles: Role[], why: string | undefined]>([
    ['who began it', 'sec', ['security-administrator'], 'began-it'],
    ['who gains by it', 'lee', ['system-administrator'], 'gains-by-it'],
    ['who is no administrator', 'kim', ['approver'], 'no-administrator'],
    ['another security administrator', 'sec-2', ['security-administrator'], undefined],
    ['the system administrator', 'sys', ['system-administrator'], undefined],
  ])('is confirmed by a second person: %s', (_title, id, roles, why) => {
    const effects = [{ person: 'lee', gained: [{ role: 'approver' as const, node: 'east' }], lost: [] }];
    expect(whyNotSecond({ begunBy: 'sec', effects }, { id, roles })).toBe(why);
  });

  it('is told as sets of all that everybody reaches tell it, whatever changes', () => {
    fc.assert(
      fc.property(authorities, authorities, (one, other) => {
        const effects = new Map(effectsOf(one, other).map((effect) => [effect.person, effect]));
        for (const id of new Set([...one.members, ...other.members].map((each) => each.id))) {
          const [old, now] = [reach(one, id), reach(other, id)];
          const expected = { gained: [...now].filter((x) => !old.has(x)), lost: [...old].filter((x) => !now.has(x)) };
          const text = (reaches: readonly { role: string; node: string }[] = []) =>
            reaches.map(({ role, node }) => `${role} ${node}`).toSorted();
          expect(text(effects.get(id)?.gained)).toEqual(expected.gained.toSorted());
          expect(text(effects.get(id)?.lost)).toEqual(expected.lost.toSorted());
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** Whether somebody holds a role over a node, by walking the tree by hand. */
function walked({ organisation: tree, grants }: Authority, who: Member, role: Role, node: string): boolean {
  const reaches = (from: string, to: string): boolean => {
    for (let at: string | null | undefined = from; at !== null && at !== undefined; at = tree.get(at))
      if (at === to) return true;
    return false;
  };
  return (
    who.isActive &&
    grants.some(
      ({ to, role: given, scope }) =>
        given === role && reaches(node, scope) && (to.kind === 'person' ? to.id === who.id : reaches(who.node, to.id)),
    )
  );
}

function reach(authority: Authority, id: string): Set<string> {
  const who = authority.members.find((each) => each.id === id);
  if (who === undefined) return new Set();
  return new Set(
    ROLES.flatMap((role) =>
      [...authority.organisation.keys()]
        .filter((node) => walked(authority, who, role, node))
        .map((node) => `${role} ${node}`),
    ),
  );
}

/** Trees of up to six nodes (each below an earlier one), four people, six grants. */
const authorities: fc.Arbitrary<Authority> = fc
  .record({
    above: fc.array(fc.nat(5), { minLength: 5, maxLength: 5 }),
    homes: fc.array(fc.tuple(fc.nat(5), fc.boolean()), { minLength: 4, maxLength: 4 }),
    grants: fc.array(fc.tuple(fc.boolean(), fc.nat(5), fc.constantFrom(...ROLES), fc.nat(5)), { maxLength: 6 }),
  })
  .map(({ above, homes, grants }) => ({
    organisation: new Map<string, string | null>([
      ['n0', null],
      ...above.map((up, i) => [`n${i + 1}`, `n${up % (i + 1)}`] as const),
    ]),
    members: homes.map(([node, isActive], i) => member(`p${i}`, `n${node}`, isActive)),
    grants: grants.map(([isPerson, to, role, scope]) =>
      isPerson ? toPerson(`p${to % 4}`, role, `n${scope}`) : toNode(`n${to}`, role, `n${scope}`),
    ),
  }));
