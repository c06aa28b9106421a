import { isWithin, type Organisation, rootOf } from './organisation.ts';
import { type Authority, effectiveRights, type Grant, holdsOver, type Member } from './rights.ts';
import type { Settings } from './settings.ts';

/** A change of who may do what, as somebody begins it. */
export type Proposal =
  | {
      readonly kind: 'add-person';
      readonly person: string;
      readonly name: string;
      readonly account: string;
      readonly node: string;
      readonly grants: readonly Given[];
    }
  | { readonly kind: 'move-person'; readonly person: string; readonly node: string }
  | { readonly kind: 'set-active'; readonly person: string; readonly isActive: boolean }
  /** Whom somebody reports to from now on; nobody: null. */
  | { readonly kind: 'set-manager'; readonly person: string; readonly manager: string | null }
  | { readonly kind: 'grant'; readonly to: Grant['to']; readonly role: Grant['role']; readonly scope: string }
  | { readonly kind: 'revoke'; readonly to: Grant['to']; readonly role: Grant['role']; readonly scope: string }
  | { readonly kind: 'add-node'; readonly node: string; readonly title: string; readonly above: string }
  | { readonly kind: 'move-node'; readonly node: string; readonly above: string }
  | { readonly kind: 'reset'; readonly person: string }
  | { readonly kind: 'unlock'; readonly person: string }
  | {
      readonly kind: 'add-key';
      readonly key: string;
      readonly name: string;
      readonly owner: string;
      readonly scope: string;
      readonly operations: readonly string[];
      readonly expiresAt: string;
    }
  /** `replaces`: the version of the settings in force that whoever begins it saw. */
  | { readonly kind: 'set-settings'; readonly replaces: string; readonly settings: Settings };

type Given = Pick<Grant, 'role' | 'scope'>;

/** What a proposal would make of an authority; the same where it changes no rights by itself. */
export function proposed(authority: Authority, proposal: Proposal): Authority {
  const { organisation, members, grants } = authority;
  switch (proposal.kind) {
    case 'add-person': {
      const { person: id, node } = proposal;
      const to = { kind: 'person', id } as const;
      const own = proposal.grants.map(({ role, scope }) => ({ to, role, scope }));
      return { organisation, members: [...members, { id, node, isActive: true }], grants: [...grants, ...own] };
    }
    case 'move-person':
      return { organisation, grants, members: withMember(members, proposal.person, { node: proposal.node }) };
    case 'set-active':
      return { organisation, grants, members: withMember(members, proposal.person, { isActive: proposal.isActive }) };
    case 'set-manager':
      return { organisation, grants, members: withMember(members, proposal.person, { manager: proposal.manager }) };
    case 'grant':
      return { organisation, members, grants: [...grants, grantOf(proposal)] };
    case 'revoke':
      return { organisation, members, grants: grants.filter((grant) => !isSame(grant, grantOf(proposal))) };
    case 'add-node':
    case 'move-node':
      return { members, grants, organisation: new Map([...organisation, [proposal.node, proposal.above]]) };
    case 'reset':
    case 'unlock':
    case 'add-key':
    case 'set-settings':
      return authority;
  }
}

/** Changes that let somebody in by a secret. */
export const letsIn = ({ kind }: Proposal): boolean => kind === 'add-person' || kind === 'reset' || kind === 'add-key';

/**
 * Changes that take a second person whatever they do to rights: each lets somebody in, says what others are judged by, or from which
 * requests they are recused.
 */
export const takesTwo = (proposal: Proposal): boolean =>
  letsIn(proposal) || ['unlock', 'set-settings', 'set-manager'].includes(proposal.kind);

/** Whom a proposal is about: none of them is ever its second person. */
export function concerns(proposal: Proposal): readonly string[] {
  switch (proposal.kind) {
    case 'add-person':
    case 'move-person':
    case 'set-active':
    case 'set-manager':
    case 'reset':
    case 'unlock':
      return [proposal.person];
    case 'grant':
    case 'revoke':
      return proposal.to.kind === 'person' ? [proposal.to.id] : [];
    case 'add-key':
      return [proposal.owner];
    case 'add-node':
    case 'move-node':
    case 'set-settings':
      return [];
  }
}

/** Why a proposal cannot be carried out on an authority as it stands. */
export function whyImpossible(
  authority: Authority,
  proposal: Proposal,
): { readonly kind: 'unknown' | 'there-already' | 'circle' | 'no-approver'; readonly what: string } | undefined {
  const { organisation, members, grants } = authority;
  const unknown = (what: string) => ({ kind: 'unknown', what }) as const;
  const known = (id: string) => members.some((member) => member.id === id);
  const node = placesOf(proposal, organisation).find((place) => !organisation.has(place));
  if (node !== undefined) return unknown(node);
  const person = proposal.kind === 'add-person' ? undefined : concerns(proposal).find((id) => !known(id));
  if (person !== undefined) return unknown(person);
  const there = (what: string) => ({ kind: 'there-already', what }) as const;
  switch (proposal.kind) {
    case 'add-person':
      return known(proposal.person) ? there(proposal.person) : whyGivenTwice(proposal.grants);
    case 'grant':
      return grants.some((grant) => isSame(grant, grantOf(proposal))) ? there(proposal.role) : undefined;
    case 'revoke':
      return grants.some((grant) => isSame(grant, grantOf(proposal))) ? undefined : unknown(proposal.role);
    case 'add-node':
      return organisation.has(proposal.node) ? there(proposal.node) : undefined;
    case 'move-node':
      return isWithin(organisation, proposal.above, proposal.node)
        ? { kind: 'circle', what: proposal.node }
        : undefined;
    case 'set-manager':
      return whyNoManager(authority, proposal.person, proposal.manager);
    case 'set-settings':
      return whyNoApprovers(authority, proposal.settings);
    default:
      return undefined;
  }
}

/** A manager who is not there, or who reports to that person himself. */
function whyNoManager(
  { members }: Authority,
  person: string,
  manager: string | null,
): ReturnType<typeof whyImpossible> {
  const above = new Map(members.map((member) => [member.id, member.manager ?? null]));
  if (manager !== null && !above.has(manager)) return { kind: 'unknown', what: manager };
  const seen = new Set<string>();
  for (let at = manager; at !== null && !seen.has(at); at = above.get(at) ?? null) {
    if (at === person) return { kind: 'circle', what: person };
    seen.add(at);
  }
  return undefined;
}

function whyGivenTwice(given: readonly Given[]): ReturnType<typeof whyImpossible> {
  const names = given.map(({ role, scope }) => `${role} ${scope}`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  return twice === undefined ? undefined : { kind: 'there-already', what: twice };
}

/** A subject that stands twice, or somebody who approves nothing. */
function whyNoApprovers(authority: Authority, { approvers }: Settings): ReturnType<typeof whyImpossible> {
  const subjects = approvers.map(({ subject }) => subject);
  const twice = subjects.find((subject, i) => subjects.indexOf(subject) !== i);
  if (twice !== undefined) return { kind: 'there-already', what: twice };
  const { organisation, members } = authority;
  for (const id of approvers.flatMap(({ people }) => people)) {
    const member = members.find((one) => one.id === id);
    if (member === undefined) return { kind: 'unknown', what: id };
    if (!holdsOver(organisation, effectiveRights(authority, member), ['approver'], rootOf(organisation)))
      return { kind: 'no-approver', what: id };
  }
  return undefined;
}

/** The nodes a proposal names: whoever begins it must be over all of them, and so over whoever belongs to them. Settings are the bank's. */
export function placesOf(proposal: Proposal, organisation: Organisation): readonly string[] {
  switch (proposal.kind) {
    case 'add-person':
      return [proposal.node, ...proposal.grants.map(({ scope }) => scope)];
    case 'move-person':
      return [proposal.node];
    case 'grant':
    case 'revoke':
      return [proposal.scope, ...(proposal.to.kind === 'node' ? [proposal.to.id] : [])];
    case 'add-node':
      return [proposal.above];
    case 'move-node':
      return [proposal.node, proposal.above];
    case 'add-key':
      return [proposal.scope];
    case 'set-settings':
      return [rootOf(organisation)];
    default:
      return [];
  }
}

const grantOf = ({ to, role, scope }: Grant): Grant => ({ to, role, scope });

const isSame = (one: Grant, other: Grant): boolean =>
  one.to.kind === other.to.kind && one.to.id === other.to.id && one.role === other.role && one.scope === other.scope;

const withMember = (members: readonly Member[], id: string, change: Partial<Member>): readonly Member[] =>
  members.map((member) => (member.id === id ? { ...member, ...change } : member));
