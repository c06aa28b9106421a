import type { Box } from './boxes.ts';

/** A box, and which of the things that have boxes it belongs to. */
export interface OwnedBox {
  readonly owner: number;
  readonly box: Box;
}

/** Many boxes, found by the columns they restrict: in a wide table most boxes leave most columns as they are. */
export interface BoxIndex {
  /** The part of a box in whose columns, wherever that leaves something, lie only boxes that do not restrict them. */
  narrowed(box: Box): Box;
  /** All boxes that may share something with a box. */
  near(box: Box): readonly OwnedBox[];
}

/** Indexes the boxes of each owner; `all` has every cell. */
export function indexBoxes(owners: readonly (readonly Box[])[], all: Box): BoxIndex {
  const free = [...all];
  const unrestricted: OwnedBox[] = [];
  const byFirst = new Map<number, OwnedBox[]>();
  owners.forEach((boxes, owner) => {
    for (const box of boxes) {
      const restricted = box.flatMap((cells, i) => (cells === all[i] ? [] : [i]));
      for (const i of restricted) free[i] = (free[i] ?? 0n) & ~(box[i] ?? 0n);
      const [first] = restricted;
      const place = first === undefined ? unrestricted : (byFirst.get(first) ?? []);
      if (first !== undefined) byFirst.set(first, place);
      place.push({ owner, box });
    }
  });
  return {
    narrowed: (box) =>
      box.map((cells, i) => {
        const rest = cells & (free[i] ?? 0n);
        return rest === 0n ? cells : rest;
      }),
    near: (box) => {
      const found = [...unrestricted];
      for (const [i, boxes] of byFirst) {
        const cells = (box[i] ?? 0n) & ~(free[i] ?? 0n);
        if (cells !== 0n) found.push(...boxes.filter((other) => ((other.box[i] ?? 0n) & cells) !== 0n));
      }
      return found;
    },
  };
}
