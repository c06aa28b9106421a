/** A definition as a graph of uses needs it. */
export interface Used {
  readonly id: string;
  /** The definitions that it names. */
  readonly references: readonly string[];
}

/** One definition of a drawing. */
export interface UseNode {
  readonly id: string;
  /** How far from the definition that is asked for: below it negative, above it positive; each names only what stands below it. */
  readonly column: number;
  /** The upper left corner, in pixels. */
  readonly x: number;
  readonly y: number;
}

/** Who names whom, as a line from what is used to what uses it. */
export interface UseLine {
  readonly from: string;
  readonly to: string;
  /** The ends and the bends between them, in pixels, from left to right. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface UseGraph {
  readonly nodes: readonly UseNode[];
  readonly lines: readonly UseLine[];
  readonly width: number;
  readonly height: number;
}

/** The size of a definition as it is drawn, the gap between two of a column, and that between columns; in pixels. */
export const BOX = { width: 208, height: 56 };
const GAP = { x: 72, y: 16 };

/**
 * Draws what a definition stands on to its left, and what stands on it to its right: in columns, so that every line leads from left to
 * right; a line that passes a column has a lane of its own there. Those of a column stand near what they are joined with (barycentres).
 */
export function drawUses(all: readonly Used[], id: string, isNear = false): UseGraph {
  const known = new Map(all.map((one) => [one.id, one]));
  const below = (of: string) => (known.get(of)?.references ?? []).filter((one) => known.has(one));
  const above = usersIn(all);
  const columns = new Map<string, number>([[id, 0]]);
  for (const [of, depth] of depths(id, below, isNear)) columns.set(of, -depth);
  for (const [of, depth] of depths(id, (one) => above.get(one) ?? [], isNear)) columns.set(of, depth);
  const drawn = [...columns.keys()].flatMap((to) =>
    below(to)
      .filter((from) => isBetween(columns.get(from), columns.get(to)))
      .map((from) => ({ from, to })),
  );
  return placed(columns, drawn);
}

/** Those that name each definition. */
export function usersIn(all: readonly Used[]): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, string[]>();
  for (const { id, references } of all) for (const one of references) users.set(one, [...(users.get(one) ?? []), id]);
  return users;
}

/** What is reached from a definition, by the longest way there; `isNear`: what is reached by one step alone. */
function depths(id: string, next: (id: string) => readonly string[], isNear: boolean): ReadonlyMap<string, number> {
  if (isNear) return new Map(next(id).map((one) => [one, 1]));
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (of: string) => {
    if (seen.has(of)) return;
    seen.add(of);
    for (const one of next(of)) visit(one);
    order.push(of);
  };
  visit(id);
  const found = new Map<string, number>();
  for (const of of order.reverse())
    for (const one of next(of)) found.set(one, Math.max(found.get(one) ?? 0, (found.get(of) ?? 0) + 1));
  // Where definitions name each other, which no library takes.
  found.delete(id);
  return found;
}

/** Lines of one side, or to the definition itself: what leads past it is not its use. */
const isBetween = (from: number | undefined, to: number | undefined): boolean =>
  from !== undefined && to !== undefined && from < to && from * to >= 0;

/** A place in a column: a definition, or the lane of a line that passes. */
interface Place {
  readonly key: string;
  readonly column: number;
  readonly isLane: boolean;
}

function placed(
  columnOf: ReadonlyMap<string, number>,
  drawn: readonly { readonly from: string; readonly to: string }[],
): UseGraph {
  const places: Place[] = [...columnOf].map(([key, column]) => ({ key, column, isLane: false }));
  const ways = drawn.map(({ from, to }) => {
    const [first, last] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0];
    const lanes = Array.from({ length: last - first - 1 }, (_, i) => ({
      key: `${from} ${to} ${i}`,
      column: first + 1 + i,
      isLane: true,
    }));
    places.push(...lanes);
    return [from, ...lanes.map(({ key }) => key), to];
  });
  const columns = ordered(places, ways);
  const tall = (column: readonly Place[]) =>
    column.reduce((sum, { isLane }) => sum + (isLane ? GAP.y : BOX.height + GAP.y), -GAP.y);
  const height = Math.max(...columns.map(tall));
  const corners = new Map<string, readonly [number, number]>();
  for (const [i, column] of columns.entries()) {
    let y = (height - tall(column)) / 2;
    for (const { key, isLane } of column) {
      corners.set(key, [i * (BOX.width + GAP.x), y]);
      y += isLane ? GAP.y : BOX.height + GAP.y;
    }
  }
  const at = (key: string) => corners.get(key) ?? [0, 0];
  const middle = (key: string) => at(key)[1] + BOX.height / 2;
  const lines = ways.map((way, i) => ({
    from: drawn[i]?.from ?? '',
    to: drawn[i]?.to ?? '',
    points: way.flatMap((key, k): (readonly [number, number])[] => {
      const [x, y] = at(key);
      if (k === 0) return [[x + BOX.width, middle(key)]];
      if (k === way.length - 1) return [[x, middle(key)]];
      return [
        [x, y],
        [x + BOX.width, y],
      ];
    }),
  }));
  const nodes = [...columnOf].map(([id, column]) => ({ id, column, x: at(id)[0], y: at(id)[1] }));
  return { nodes, lines, width: columns.length * (BOX.width + GAP.x) - GAP.x, height };
}

/** So often each column is put in order by its neighbours. */
const SWEEPS = 6;

/** The columns from left to right; in each, places stand in the order of the middle of what they are joined with. */
function ordered(places: readonly Place[], ways: readonly (readonly string[])[]): readonly (readonly Place[])[] {
  const numbers = [...new Set(places.map(({ column }) => column))].toSorted((a, b) => a - b);
  let columns = numbers.map((column) => places.filter((place) => place.column === column));
  const joined = new Map<string, string[]>();
  for (const way of ways)
    for (const [i, key] of way.entries()) {
      const before = way[i - 1];
      if (before === undefined) continue;
      joined.set(key, [...(joined.get(key) ?? []), before]);
      joined.set(before, [...(joined.get(before) ?? []), key]);
    }
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    // Where a place stands in its column, from −½ to ½.
    const stands = new Map(
      columns.flatMap((column) => column.map(({ key }, i) => [key, (i + 0.5) / column.length - 0.5] as const)),
    );
    const mean = ({ key }: Place) => {
      const near = joined.get(key) ?? [];
      return near.reduce((sum, one) => sum + (stands.get(one) ?? 0), 0) / Math.max(near.length, 1);
    };
    columns = columns.map((column) => column.toSorted((one, other) => mean(one) - mean(other)));
  }
  return columns;
}
