import type { Organisation } from './organisation.ts';
import { holdsOver, type Right } from './rights.ts';
import type { Role } from './role.ts';

/** What somebody may see of a population: all of it, or what belongs to these nodes of the organisation. */
export type Confinement = { readonly kind: 'none' } | { readonly kind: 'nodes'; readonly nodes: readonly string[] };

/** To what somebody is confined who sees by one of these roles: to nothing where he holds one over the root, and so over all. */
export function confinementOf(
  organisation: Organisation,
  rights: readonly Right[],
  roles: readonly Role[],
): Confinement {
  const nodes = [...organisation.keys()].filter((node) => holdsOver(organisation, rights, roles, node));
  return nodes.some((node) => organisation.get(node) === null) ? { kind: 'none' } : { kind: 'nodes', nodes };
}
