import { useMemo } from 'react';
import { usePlaces } from '../api/administration.ts';
import { placePaths } from './place-paths.ts';
import type { Names } from './proposal-text.ts';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** People by the names that the server told beside their ids; whom it did not name by the id. */
export const calledBy = (named: readonly Named[]): Names['person'] => {
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
};

/** People as the server named them, and places by their paths, as far as the reader may see them. */
export function useNames(named: readonly Named[] = []): Names {
  const places = usePlaces().data?.items;
  const paths = useMemo(() => placePaths(places ?? []), [places]);
  return { person: calledBy(named), place: (id) => paths.get(id) ?? id };
}
