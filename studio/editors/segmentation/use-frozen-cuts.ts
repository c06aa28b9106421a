import type { JsonObject, Segmentation } from '../../../definitions/index.ts';
import { useDocuments } from '../../api/queries.ts';
import { sharesOf } from './share-edits.ts';

/** The least figure of a class as it was frozen, and the share down to which it was. */
export interface FrozenCut {
  readonly cut: number | string;
  /** In 10^-9 percent. */
  readonly high: number;
}

interface FrozenCuts {
  readonly areThere: boolean;
  /** Of the class of a name; undefined of the lowest, which has no cut, and of one that is not in force. */
  of(name: string): FrozenCut | undefined;
}

/** The cuts in force of a segmentation by share: they divide by the shares that are in force, whatever the draft says. */
export function useFrozenCuts(document: Segmentation, published: JsonObject): FrozenCuts {
  const id = `segmentation/${document.name}`;
  const cuts = useDocuments([id]).data?.cuts[id];
  // What is in force holds its schema.
  const inForce = published as unknown as Segmentation;
  const shares = published['method'] === 'share' ? sharesOf(inForce) : [];
  // Written from the second lowest class up.
  const found = shares.slice(0, -1).flatMap(({ index, high }, rank) => {
    const cut = cuts?.[shares.length - 2 - rank];
    const name = inForce.classes?.[index]?.name;
    return cut === undefined || name === undefined ? [] : [[name, { cut, high }] as const];
  });
  const byName = new Map(found);
  return { areThere: byName.size > 0, of: (name) => byName.get(name) };
}
