import type { Decision } from '../model/decision.ts';
import type { Entity } from '../model/entity.ts';
import type { KnownNames } from '../record/source.ts';
import { entityNames, type ReadField, type ReadSet, rowEntity } from '../expression/read-set.ts';

/**
 * Every name the facts of a request may have: what its entities declare (not only what is read), and the inputs of formulas.
 * Derived fields are computed, never given. With `ignore` any name may stand.
 */
export function knownNames(
  decisions: readonly Decision[],
  reads: ReadSet,
  entity: (id: string) => Entity | undefined,
  unknown: 'refuse' | 'ignore',
): KnownNames {
  if (unknown === 'ignore') return { record: null, products: null, rows: () => null };
  const named = (fields: readonly ReadField[], ids: readonly string[]) =>
    new Set([...fields.map(({ field }) => field.name), ...ids.flatMap((id) => entityNames(entity(id)))]);
  const inputs = decisions.flatMap(({ facts }) =>
    facts.kind === 'inputs' ? facts.fields.map((field) => field.name) : [],
  );
  const entities = decisions.flatMap(({ facts }) =>
    facts.kind === 'entity' ? [facts.entity] : facts.kind === 'pair' ? [facts.customer] : [],
  );
  const products = decisions.flatMap(({ facts }) => (facts.kind === 'pair' ? [facts.product] : []));
  return {
    record: new Set([...named(reads.fields, entities), ...inputs]),
    products: named(reads.products ?? [], products),
    rows: (read) => named(read.rows ?? [], [rowEntity(read.field) ?? '']),
  };
}
