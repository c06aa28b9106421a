import { useMemo, useState } from 'react';
import { LANGUAGES, say } from '../../../definitions/index.ts';
import { useAllDocuments, useBegunDocuments } from '../../api/own-drafts.ts';
import { useDocuments } from '../../api/queries.ts';
import { useReader } from '../../texts/reader.ts';
import { type Shelf, shelfOf, titleIn } from '../../texts/titles.ts';
import type { NamedCriteria } from './builder-context.ts';
import type { Seats } from './fields.ts';

interface KnownDocuments {
  readonly shelf: Shelf;
  readonly criteria: readonly NamedCriteria[];
  /** What this one stands on is on its way: until it is there, or cannot be had, its rows could only be told by codes. */
  readonly isAwaited: boolean;
  readonly wantAll: () => void;
}

/** What is known of other definitions: at first those that this one stands on and those begun by its author, and once somebody searches all. */
export function useKnownDocuments(self: string, seats: Seats): KnownDocuments {
  const reader = useReader();
  const [isWanted, want] = useState(false);
  const ids = useMemo(() => [self, ...Object.values(seats)], [self, seats]);
  const { data: near, error } = useDocuments(ids);
  const all = useAllDocuments(isWanted);
  const begun = useBegunDocuments();
  const shelf = useMemo(() => {
    const documents = [...(near?.sources ?? []).map(({ document }) => document), ...begun, ...(all ?? [])];
    return shelfOf(documents);
  }, [near, begun, all]);
  const criteria = useMemo(
    () =>
      [...shelf].flatMap(([id, document]): readonly NamedCriteria[] => {
        if (
          document['kind'] !== 'criteria' ||
          !Object.values(seats).includes(String(document['entity'])) ||
          id === self
        )
          return [];
        const title = titleIn(document) ?? id;
        const names = [...LANGUAGES.map((language) => say(title, language)), id].map((name) => name.toLowerCase());
        return [{ id, title: reader.say(title), names }];
      }),
    [shelf, seats, self, reader],
  );
  const [wantAll] = useState(() => () => want(true));
  return { shelf, criteria, isAwaited: near === undefined && error === null, wantAll };
}
