import type { Right } from '../../authority/rights.ts';
import { newestPublication } from '../../store/definitions.ts';
import type { Reader } from '../../store/store.ts';
import type { AcceptedCase, Compared } from '../definitions/compare-sets.ts';
import type { Comparer } from '../definitions/comparer.ts';
import { readRelease } from '../releases/release-view.ts';

interface Of {
  readonly release: string;
  readonly revision: number;
  readonly content: string;
  readonly base: number;
}

/**
 * What a release changes, in words: of what is live, what it changed then; of any other, what it would change now. `base` is the
 * publication that it is held against, `content` the hash of what the release says. Refuses, as if there were nothing, whoever may not see it.
 */
export async function releaseDifference(
  reader: Pick<Reader, 'read' | 'database'>,
  rights: readonly Right[],
  id: string,
  { compare }: Pick<Comparer, 'compare'>,
): Promise<Compared & Of> {
  const { release } = await readRelease(reader, { person: null, rights }, id);
  const { publication, revision, content } = release;
  const base = publication === null ? await newestPublication(reader.database) : publication - 1;
  const members = release.members.map(({ ref, document }) => ({
    ref,
    json: document === null ? null : JSON.stringify(document),
  }));
  // Bound as JSON.
  const accepted = (release.caseChanges ?? []) as readonly AcceptedCase[];
  const asked = { base, publication, members: publication === null ? members : [], ref: null, accepted };
  return { release: id, revision, content, base, ...(await compare(asked)) };
}
