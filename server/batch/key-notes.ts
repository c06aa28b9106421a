import { type AskedDecision, type Library, type Problem, type SqlSource } from '../../definitions/index.ts';
import { entityOf } from './asked-decisions.ts';
import type { PreparedBatch } from './batch-request.ts';
import type { Duckdb } from './duckdb.ts';
import { type GroupSizes, type KeyedFile, repeatedKeys, rowsOfNobody } from './input/related-keys.ts';
import type { RelatedFiles } from './input/sources.ts';

/** The input and the related files by the entities whose rows they hold. */
export function keyedFiles(
  input: string,
  asked: readonly AskedDecision[],
  own: SqlSource,
  related: RelatedFiles,
): readonly KeyedFile[] {
  const behind = [...related.sources].map(([entity, source], i) => ({
    path: related.files[i]?.input.path ?? '',
    entity,
    source,
  }));
  return [{ path: input, entity: entityOf(asked), source: own }, ...behind];
}

/** Rows behind that belong to nobody, and keys that stand more than once, in any of the files; `sizes`: of related rows that were grouped. */
export async function keyNotes(
  duckdb: Duckdb,
  library: Library,
  { spec, keyed }: PreparedBatch,
  sizes: GroupSizes = () => undefined,
): Promise<readonly Problem[]> {
  const notes = [...(await rowsOfNobody(duckdb, library, spec.reads.fields, keyed, sizes))];
  for (const file of keyed) notes.push(...(await repeatedKeys(duckdb, library, file)));
  return notes;
}
