import {
  type CaseChanges,
  caseChanges,
  type Difference,
  differences,
  hash,
  type Library,
  link,
  type Problem,
} from '../../definitions/index.ts';
import { type ProofChange, proofChanges } from '../operations/definitions/proof-changes.ts';
import { readDefinitionFiles } from '../operations/definitions/definition-files.ts';
import { serverProblem } from '../problems.ts';
import { Refusal } from '../terminal.ts';
import type { PublishedSet } from './published-set.ts';

/** What a folder of definitions would do to what a server has in force. */
export interface ReleasePlan {
  readonly before: Library;
  readonly after: Library;
  /** Texts that are new or say something else. */
  readonly documents: readonly object[];
  /** Published definitions that are to go. */
  readonly retired: readonly string[];
  /** Of every definition whose answers may change. */
  readonly differences: readonly Difference[];
  readonly proofs: readonly ProofChange[];
  readonly cases: CaseChanges;
  /** Errors of the definitions as they would be. */
  readonly errors: readonly Problem[];
  /** Of the folder's texts and of what they are held against: another one says that something has moved. */
  readonly digest: string;
}

/**
 * Holds a folder against what is published. Definitions that the folder does not have stay, unless `replaces`: then they go. Throws a
 * Refusal where a file cannot be read: its definition would look as if it were gone.
 */
export function releasePlan(
  folder: string,
  published: PublishedSet,
  { replaces, url }: { readonly replaces: boolean; readonly url: string },
): ReleasePlan {
  const files = readDefinitionFiles(folder);
  if (files.problems.length > 0) throw new Refusal(files.problems);
  const own = link(files.sources);
  const unread = own.problems.filter(
    ({ severity, definition = '' }) => severity === 'error' && !own.definitions.has(definition),
  );
  if (unread.length > 0) throw new Refusal(unread);
  const before = link(published.definitions);
  for (const { id, closure } of published.definitions)
    if (before.definitions.get(id)?.closure !== closure)
      throw new Refusal([serverProblem('server-other-version', { definition: id, pointer: '' }, { url, reason: id })]);
  const kept = published.definitions.filter(({ id }) => !own.definitions.has(id));
  const after = link([...files.sources, ...(replaces ? [] : kept)]);
  const found = differences(before, after).filter(({ kind }) => kind !== 'same');
  const changed = new Set(found.filter(({ kind }) => kind === 'changed' || kind === 'added').map(({ id }) => id));
  const documents = [...own.definitions.values()].filter(({ id }) => changed.has(id)).map(({ document }) => document);
  const retired = replaces ? kept.map(({ id }) => id) : [];
  return {
    before,
    after,
    documents,
    retired,
    differences: found,
    proofs: proofChanges(before, after, found),
    cases: caseChanges(before, after, { cuts: published.cuts }),
    errors: after.problems.filter(({ severity }) => severity === 'error'),
    digest: hash({
      texts: [...own.definitions.values()].map(({ id, hash: text }) => [id, text]).toSorted(byId),
      replaces,
      base: published.definitions.map(({ id, closure }) => [id, closure]).toSorted(byId),
    }),
  };
}

const byId = ([one = '']: readonly string[], [other = '']: readonly string[]): number => (one < other ? -1 : 1);
