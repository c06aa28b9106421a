import { useCatalogue } from '../api/queries.ts';
import { useReader } from '../texts/reader.ts';

/** What the server calls each kind, in the reader's language; a kind it does not tell of is shown by its own name. */
export function useKindTitle(): (kind: string) => string {
  const { say } = useReader();
  const kinds = useCatalogue().data?.kinds;
  return (kind) => say(kinds?.find(({ name }) => name === kind)?.title) || kind;
}
