import {
  type AskedDecision,
  type Carried,
  cutsIn,
  decisionQuery,
  duckdb as dialect,
  type Library,
  type QuerySpec,
  type ReadSet,
  type SqlSource,
} from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import { productsOf } from './asked-decisions.ts';
import type { BatchRequest, PreparedBatch } from './batch-request.ts';
import type { Duckdb } from './duckdb.ts';
import { refuseGaps } from './input/columns.ts';
import type { InputFile } from './input/rows.ts';
import { type RelatedFiles, sourceOf } from './input/sources.ts';
import type { StagedFile } from './input/staged.ts';
import { batchProblem } from './problems.ts';
import { type ShareRanks, shareRanks } from './share-ranks.ts';

/** What a query is written over: the files of a batch, open and staged. */
export interface BatchFiles {
  readonly asked: readonly AskedDecision[];
  readonly reads: ReadSet;
  readonly input: InputFile;
  readonly staged: StagedFile;
  readonly isNumbered: boolean;
  readonly key: PreparedBatch['key'];
  readonly previous: PreparedBatch['previous'];
  readonly related: RelatedFiles;
  readonly carried: readonly Carried[];
  /** The columns that pass, under their names in the output: those that are carried, and those that are put beside the rows at the end. */
  readonly passed: readonly string[];
}

const ROW = { column: '#row', name: '#row' };

/** Writes the query of a batch. Throws a Refusal for what its files lack. */
export async function writeQuery(duckdb: Duckdb, request: BatchRequest, files: BatchFiles) {
  const { library } = request;
  const { asked, reads, staged, key, previous, related, carried, passed } = files;
  const joined = async (rows: string) => (previous === null ? rows : previous.join(rows, key));
  const own = sourceOf(staged, request.mapping, await joined(files.isNumbered ? staged.numbered : staged.plain));
  const base = { ...own, columns: withoutRelated(own.columns, reads, library, related.sources) };
  const plain: QuerySpec = {
    context: contextOf(request, previous !== null, related),
    asked,
    reads,
    source: base,
    carried,
    parts: request.parts,
    products: reads.products === null ? [] : productsOf(request),
    language: request.language,
  };
  const byRow: QuerySpec = {
    ...plain,
    source: { ...base, from: await joined(staged.numbered) },
    carried: [...carried, ROW],
  };
  const unchecked = decisionQuery(plain);
  const columns = [...passed, ...unchecked.columns.slice(carried.length)];
  refuseGaps({ ...unchecked, columns }, request, files.input);
  const shares = await shareRanks(duckdb, byRow, library, key.field?.type);
  if (request.freeze !== undefined) refuseNoFigures(asked, shares, request.cuts);
  const spec = shares === null ? plain : shares.over({ ...byRow, carried });
  const numbered = shares === null ? byRow : shares.over(byRow);
  const first = decisionQuery(spec);
  const isJoined = related.sources.size > 0 || previous !== null || shares !== null;
  // Rows that the function may have to decide are found again by their number, and joined rows put into the file's order by it.
  const needsNumber = first.doubt !== null || isJoined || passed.length > carried.length;
  const query = needsNumber ? { ...decisionQuery(numbered), columns: first.columns } : first;
  return { own, base, spec, numbered, query, columns, isJoined, frozen: shares?.cuts ?? {} };
}

const contextOf = (
  { library, asOf, cuts }: BatchRequest,
  hasPrevious: boolean,
  { sources }: RelatedFiles,
): QuerySpec['context'] => ({
  dialect,
  asOf,
  cuts,
  hasPrevious,
  entity: (id) => library.environment.entity(id),
  related: sources,
});

/** Rows of a file that is named stand behind the records, whatever a column of the relation's name holds. */
function withoutRelated(
  columns: SqlSource['columns'],
  { fields }: ReadSet,
  { environment }: Library,
  related: ReadonlyMap<string, SqlSource>,
): SqlSource['columns'] {
  const isBehind = (name: string) =>
    fields.some(({ field, rows }) => {
      const relation = environment.entity(field.origin.definition)?.relations.get(field.name);
      return field.name === name && rows !== null && relation !== undefined && related.has(relation.entity);
    });
  return new Map([...columns].filter(([name]) => !isBehind(name)));
}

/** Cuts of a population without figures would put everybody, later on, into the highest class. */
function refuseNoFigures(
  asked: readonly AskedDecision[],
  shares: ShareRanks | null,
  given: BatchRequest['cuts'],
): void {
  const ids = [...cutsIn(asked.map(({ decision }) => decision))];
  const lacking = ids.filter((id) => given[id] === undefined && shares?.cuts[id] === undefined);
  if (lacking.length > 0)
    throw new Refusal(lacking.map((ref) => batchProblem('nothing-to-freeze', { pointer: '' }, { ref })));
}
