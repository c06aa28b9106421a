import { useMutation, useQueryClient } from '@tanstack/react-query';

/** What never becomes another by what a person does: it is kept under what it was computed of. */
const FIXED: ReadonlySet<unknown> = new Set([
  'preview',
  'difference',
  'version-difference',
  'release-impact',
  'impact',
  'movers',
]);

/** Something that a person does: afterwards what the page shows is asked for anew, and nobody waits for that. */
export function useDeed<Asked, Done>(run: (asked: Asked) => Promise<Done>) {
  const queries = useQueryClient();
  return useMutation<Done, Error, Asked>({
    mutationFn: run,
    onSettled: () => {
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !FIXED.has(queryKey[0]) });
    },
  });
}
