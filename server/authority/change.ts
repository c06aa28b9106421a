import { nodesWithin, rootOf } from './organisation.ts';
import { type Authority, effectiveRights, holdsOver, type Member, mixedOffices } from './rights.ts';
import type { Role } from './role.ts';

/** What a change of people, grants or organisation does to one person: the roles gained and lost, node by node. */
export interface Effect {
  readonly person: string;
  readonly gained: readonly Reach[];
  readonly lost: readonly Reach[];
}

/** A role over one node. */
export interface Reach {
  readonly role: Role;
  readonly node: string;
}

/**
 * Judges a change of authority by what it does to effective rights, whatever door it came by (a grant, a move, a new node, an import):
 * everybody whose rights differ, with the difference. Effects are told node by node, so that a branch that moves under another one is
 * seen to widen the scope of whoever stands above.
 */
export function effectsOf(before: Authority, after: Authority): readonly Effect[] {
  const known = new Map(before.members.map((member) => [member.id, member]));
  const reachBefore = reaches(before);
  const reachAfter = reaches(after);
  const people = new Set([...known.keys(), ...after.members.map(({ id }) => id)]);
  const afterwards = new Map(after.members.map((member) => [member.id, member]));
  return [...people].flatMap((person) => {
    const old = reachBefore(known.get(person));
    const now = reachAfter(afterwards.get(person));
    const gained = [...now].filter(([key]) => !old.has(key)).map(([, reach]) => reach);
    const lost = [...old].filter(([key]) => !now.has(key)).map(([, reach]) => reach);
    return gained.length + lost.length === 0 ? [] : [{ person, gained, lost }];
  });
}

/** Whether somebody else must confirm a change: where it gives anybody a right. What only takes rights away holds at once. */
export const needsSecondPerson = (effects: readonly Effect[]): boolean =>
  effects.some(({ gained }) => gained.length > 0);

/** Why a change may not be at all, whoever confirms it: it would give a separated office beside another role. */
export function whyMixed(after: Authority): { person: string; office: Role; beside: Role } | undefined {
  for (const member of after.members) {
    const mixed = mixedOffices(effectiveRights(after, member));
    if (mixed !== undefined) return { person: member.id, ...mixed };
  }
  return undefined;
}

/**
 * Why this person may not be the second one of a change: who began it and who gains by it never are. Either administrator may confirm.
 */
export function whyNotSecond(
  change: { readonly begunBy: string; readonly effects: readonly Effect[]; readonly concerns?: readonly string[] },
  second: { readonly id: string; readonly roles: readonly Role[] },
): 'began-it' | 'gains-by-it' | 'no-administrator' | undefined {
  if (second.id === change.begunBy) return 'began-it';
  const gains = change.effects.some(({ person, gained }) => person === second.id && gained.length > 0);
  if (gains || change.concerns?.includes(second.id)) return 'gains-by-it';
  return second.roles.some((role) => CONFIRMING.includes(role)) ? undefined : 'no-administrator';
}

/**
 * The office that a change would leave without anybody over the whole bank who can sign in: no change of authority could begin, or none be
 * confirmed, and only the host could help. `canSignIn`: the people who have a password.
 */
export function whyVacant(before: Authority, after: Authority, canSignIn: ReadonlySet<string>): Role | undefined {
  const isHeld = (authority: Authority, office: Role) => {
    const root = rootOf(authority.organisation);
    return authority.members.some(
      (member) =>
        canSignIn.has(member.id) &&
        holdsOver(authority.organisation, effectiveRights(authority, member), [office], root),
    );
  };
  return CONFIRMING.find((office) => isHeld(before, office) && !isHeld(after, office));
}

export const CONFIRMING: readonly Role[] = ['security-administrator', 'system-administrator'];

/** By `role node`: what a person reaches. */
function reaches({ organisation, grants, members }: Authority): (member: Member | undefined) => Map<string, Reach> {
  const below = new Map<string, readonly string[]>();
  const within = (scope: string) => {
    const nodes = below.get(scope) ?? nodesWithin(organisation, scope);
    below.set(scope, nodes);
    return nodes;
  };
  const present = new Set(members);
  return (member) => {
    if (member === undefined || !present.has(member)) return new Map();
    const reach = effectiveRights({ organisation, grants }, member).flatMap(({ role, scope }) =>
      within(scope).map((node) => ({ role, node })),
    );
    return new Map(reach.map((one) => [`${one.role} ${one.node}`, one]));
  };
}
