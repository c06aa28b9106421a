/** How one list becomes another, as steps on a list that is worked on in place: taken out, moved, put in. */
export type ListStep =
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'move'; readonly from: number; readonly to: number }
  | { readonly kind: 'add'; readonly at: number; readonly item: number };

export interface ListChange {
  readonly steps: readonly ListStep[];
  /** Items that stand in both, by their place once the steps are done: which item of the old list, and which of the new. */
  readonly kept: readonly { readonly at: number; readonly before: number; readonly after: number }[];
}

/**
 * The steps from a list of names to another. Of the names that stand in both, as many as can keep their order stay where they are; the
 * others are moved. With `isSet` the order means nothing: nothing is moved, and what is new comes last.
 */
export function listChange(before: readonly string[], after: readonly string[], isSet: boolean): ListChange {
  const steps: ListStep[] = [];
  const [old, wanted] = [numbered(before), numbered(after)];
  const work = [...old];
  const there = new Set(wanted);
  for (let at = work.length - 1; at >= 0; at--)
    if (!there.has(work[at] ?? '')) {
      steps.push({ kind: 'remove', at });
      work.splice(at, 1);
    }
  const had = new Set(work);
  const placeOf = new Map(wanted.map((name, i) => [name, i]));
  const staying = isSet ? had : longestRise(work, placeOf);
  for (const [item, name] of wanted.entries()) {
    if (staying.has(name)) continue;
    const at = isSet ? work.length : item === 0 ? 0 : work.indexOf(wanted[item - 1] ?? '') + 1;
    if (!had.has(name)) {
      steps.push({ kind: 'add', at, item });
      work.splice(at, 0, name);
      continue;
    }
    const from = work.indexOf(name);
    const to = from < at ? at - 1 : at;
    if (from === to) continue;
    steps.push({ kind: 'move', from, to });
    work.splice(from, 1);
    work.splice(to, 0, name);
  }
  const oldPlace = new Map(old.map((name, i) => [name, i]));
  const kept = work.flatMap((name, at) => {
    const [from, to] = [oldPlace.get(name), placeOf.get(name)];
    return from === undefined || to === undefined ? [] : [{ at, before: from, after: to }];
  });
  return { steps, kept };
}

/** Names that are told apart: of those that repeat, the first of one list meets the first of the other. */
function numbered(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = seen.get(name) ?? 0;
    seen.set(name, count + 1);
    return `${count} ${name}`;
  });
}

/** The longest run of names, not necessarily beside each other, whose places rise. */
function longestRise(names: readonly string[], placeOf: ReadonlyMap<string, number>): ReadonlySet<string> {
  const places = names.map((name) => placeOf.get(name) ?? 0);
  // By length: the index at which a rise of it ends lowest, and what stands before each index.
  const ends: number[] = [];
  const previous: (number | undefined)[] = [];
  for (const [i, place] of places.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[ends[middle] ?? 0] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    previous[i] = ends[low - 1];
    ends[low] = i;
  }
  const rise = new Set<string>();
  for (let i = ends.at(-1); i !== undefined; i = previous[i]) rise.add(names[i] ?? '');
  return rise;
}
