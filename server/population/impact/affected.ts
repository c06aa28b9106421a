import { type Difference, differences, kindOf, type Library } from '../../../definitions/index.ts';

/** A definition whose answers may change. */
export interface Affected {
  readonly ref: string;
  /** `changed` where its own text changed, `reached` where something that it stands on did. */
  readonly kind: 'changed' | 'reached';
}

/**
 * The decisions over an entity's records whose answers may change from one library to another: those that changed and all that stand on
 * what changed, however far away. Segmentations come first, the bank's primary one before the others.
 */
export function affected(before: Library, after: Library, entity: string): readonly Affected[] {
  const isOver = (library: Library, id: string) => {
    const facts = library.environment.decision(id)?.facts;
    return facts?.kind === 'entity' && facts.entity === entity;
  };
  const found = differences(before, after).flatMap(({ id, kind }: Difference): readonly Affected[] =>
    (kind === 'changed' || kind === 'reached') && isOver(before, id) && isOver(after, id) ? [{ ref: id, kind }] : [],
  );
  const rank = ({ ref }: Affected) => rankOf(after, ref);
  return found.toSorted((one, other) => rank(one) - rank(other) || (one.ref < other.ref ? -1 : 1));
}

function rankOf({ definitions }: Library, ref: string): number {
  const definition = definitions.get(ref);
  const isPrimary = (definition?.document as { readonly primary?: boolean } | undefined)?.primary === true;
  return isPrimary ? 0 : kindOf(definition?.kind ?? '')?.divides === true ? 1 : 2;
}
