import type { Place } from '../api/administration.ts';

type Above = Pick<Place, 'id' | 'title' | 'above'>;

/**
 * Places by what no other is called: the titles from the top down to it, without the uppermost where something stands below that;
 * with the id where that is still said of another. In the order of the tree: each before those below it.
 */
export function placePaths(places: readonly Above[]): ReadonlyMap<string, string> {
  const below = grouped(places);
  const paths: (readonly [id: string, path: string])[] = [];
  const walk = (above: string | null, way: readonly string[]): void => {
    for (const { id, title } of below.get(above) ?? []) {
      const here = [...way, title];
      paths.push([id, (here.length === 1 ? here : here.slice(1)).join(' › ')]);
      walk(id, here);
    }
  };
  walk(null, []);
  const times = new Map<string, number>();
  for (const [, path] of paths) times.set(path, (times.get(path) ?? 0) + 1);
  return new Map(paths.map(([id, path]) => [id, (times.get(path) ?? 0) > 1 ? `${path} (${id})` : path]));
}

/** The places below each, by title. */
function grouped(places: readonly Above[]): ReadonlyMap<string | null, readonly Above[]> {
  const below = new Map<string | null, Above[]>();
  for (const place of places.toSorted((a, b) => a.title.localeCompare(b.title) || (a.id < b.id ? -1 : 1)))
    below.set(place.above, [...(below.get(place.above) ?? []), place]);
  return below;
}
