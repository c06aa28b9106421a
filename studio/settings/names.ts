import { useMemo } from 'react';
import { usePeople, usePlaces } from '../api/administration.ts';
import type { Names } from './proposal-text.ts';

/** People and places by their names, as far as the reader may see them. */
export function useNames(): Names {
  const people = usePeople().data;
  const places = usePlaces().data?.items;
  return useMemo(() => {
    const persons = new Map(people?.map(({ id, name }) => [id, name]));
    const titles = new Map(places?.map(({ id, title }) => [id, title]));
    return { person: (id) => persons.get(id) ?? id, place: (id) => titles.get(id) ?? id };
  }, [people, places]);
}
