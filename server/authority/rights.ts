import { isWithin, type Organisation, upwardsFrom } from './organisation.ts';
import { type Role, SEPARATED } from './role.ts';

/** A person as authority sees one: where he belongs, and whether he may act at all. */
export interface Member {
  readonly id: string;
  readonly node: string;
  readonly isActive: boolean;
  /** Whom he reports to. */
  readonly manager?: string | null;
}

/** A role over a scope, given to a person, or to all who belong to a node or below it. */
export interface Grant {
  readonly to: { readonly kind: 'person' | 'node'; readonly id: string };
  readonly role: Role;
  /** A node of the organisation: the role holds there and everywhere below. */
  readonly scope: string;
}

/** A role somebody holds over a node of the organisation and all below it. */
export interface Right {
  readonly role: Role;
  readonly scope: string;
}

/** All that says who may do what. */
export interface Authority {
  readonly organisation: Organisation;
  readonly members: readonly Member[];
  readonly grants: readonly Grant[];
}

/** The rights somebody holds in effect: his own grants, and those of every node he belongs to; none while he is not active. */
export function effectiveRights(
  { organisation, grants }: Pick<Authority, 'organisation' | 'grants'>,
  member: Member,
): readonly Right[] {
  if (!member.isActive) return [];
  const places = upwardsFrom(organisation, member.node);
  const held = grants.filter(({ to }) => (to.kind === 'person' ? to.id === member.id : places.includes(to.id)));
  return distinctRights(held.filter(({ scope }) => organisation.has(scope)));
}

/** A right with where it comes from: one's own grant, the places whose people hold it, or both. */
export interface RightHeld extends Right {
  readonly isOwn: boolean;
  /** Nearest first. */
  readonly places: readonly string[];
}

/** The rights somebody holds in effect, each with where it comes from. */
export function rightsHeld(
  authority: Pick<Authority, 'organisation' | 'grants'>,
  member: Member,
): readonly RightHeld[] {
  const upwards = upwardsFrom(authority.organisation, member.node);
  return effectiveRights(authority, member).map((right) => {
    const grants = authority.grants.filter(({ role, scope }) => role === right.role && scope === right.scope);
    const given = (kind: 'person' | 'node', id: string) => grants.some(({ to }) => to.kind === kind && to.id === id);
    return { ...right, isOwn: given('person', member.id), places: upwards.filter((place) => given('node', place)) };
  });
}

function distinctRights(rights: readonly Right[]): readonly Right[] {
  const known = new Map(rights.map(({ role, scope }) => [`${role} ${scope}`, { role, scope }]));
  return [...known.values()];
}

/** Whether one of the rights is one of these roles over a node. */
export const holdsOver = (
  organisation: Organisation,
  rights: readonly Right[],
  roles: readonly Role[],
  node: string,
): boolean => rights.some(({ role, scope }) => roles.includes(role) && isWithin(organisation, node, scope));

/** Whether one of the rights is one of these roles, wherever it holds. */
export const holdsAny = (rights: readonly Right[], roles: readonly Role[]): boolean =>
  rights.some(({ role }) => roles.includes(role));

/** A separated office that somebody would hold beside another role, with that role; undefined where the offices are kept apart. */
export function mixedOffices(rights: readonly Right[]): { readonly office: Role; readonly beside: Role } | undefined {
  const office = rights.find(({ role }) => SEPARATED.has(role))?.role;
  const beside = rights.find(({ role }) => role !== office)?.role;
  return office === undefined || beside === undefined ? undefined : { office, beside };
}

/** What a key may do: what both it and its owner may, each role over the narrower of the two scopes (life L46). */
export function rightsInCommon(
  organisation: Organisation,
  own: readonly Right[],
  owner: readonly Right[],
): readonly Right[] {
  const common = own.flatMap((one) =>
    owner
      .filter(({ role }) => role === one.role)
      .flatMap((other) => {
        if (isWithin(organisation, one.scope, other.scope)) return [one];
        return isWithin(organisation, other.scope, one.scope) ? [other] : [];
      }),
  );
  return distinctRights(common);
}
