import { useMemo } from 'react';
import { isObject, type JsonObject, type Text } from '../../definitions/index.ts';
import { type Documents, useCatalogue } from '../api/queries.ts';

/** The documents that requests stand on, by their ids, and what definitions are called. */
export interface DeskShelf {
  get(id: string): JsonObject | undefined;
  title(id: string): Text;
}

export function useShelf(documents: Documents | undefined): DeskShelf {
  const catalogue = useCatalogue().data?.definitions;
  return useMemo(() => {
    const known = new Map<string, JsonObject>(
      (documents?.sources ?? []).flatMap(({ document }) => {
        const one = document as JsonObject;
        return isObject(one) ? [[`${String(one['kind'])}/${String(one['name'])}`, one] as const] : [];
      }),
    );
    const titles = new Map((catalogue ?? []).map(({ id, title }): [string, Text] => [id, title]));
    return { get: (id) => known.get(id), title: (id) => titles.get(id) ?? id };
  }, [documents, catalogue]);
}
