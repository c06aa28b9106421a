import type { PreparedBatch, BatchRequest, ProgressListener } from './batch-request.ts';
import {
  type AskedDecision,
  compile,
  cutsIn,
  type Decision,
  decisionQuery,
  duckdb as dialect,
  type Field,
  isObject,
  type JsonObject,
  type Library,
  type Problem,
  type QuerySpec,
  type ReadSet,
  readSet,
  type SqlSource,
} from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import { aroundFacts } from './input/around-facts.ts';
import {
  checkColumns,
  checkMapping,
  columnsFor,
  ignoredColumns,
  keyAbsent,
  keyOf,
  refuseGaps,
} from './input/columns.ts';
import { carriedColumns } from './carried-columns.ts';
import type { Duckdb } from './duckdb.ts';
import { cellsCountedAsMissing } from './input/fed-file.ts';
import { instantsOf, openRows, zoneNotes } from './input/open-rows.ts';
import { withPrevious } from './input/previous.ts';
import { batchProblem } from './problems.ts';
import { type ShareRanks, shareRanks } from './share-ranks.ts';
import { figuresOf, type RelatedFiles, relatedSources, sourceOf } from './input/sources.ts';
import { type GroupSizes, type KeyedFile, repeatedKeys, rowsOfNobody } from './input/related-keys.ts';
import { type StagedFile, stage } from './input/staged.ts';

const ROW = { column: '#row', name: '#row' };

/** Opens the files and writes the query. Throws a Refusal. */
export async function prepare(
  duckdb: Duckdb,
  request: BatchRequest,
  told: ProgressListener = () => {},
): Promise<PreparedBatch> {
  const { library, mapping } = request;
  const asked = request.refs.map((ref) => askedFor(library, ref, request.decisions?.get(ref)));
  const reads = readSet(
    asked.map((one) => one.decision),
    (id) => library.environment.entity(id),
  );
  const { columns, feed, input, keyColumn, isNumbered, passed, staged } = await stageRows(
    duckdb,
    request,
    asked,
    reads,
    told,
  );
  const keyField = library.environment.entity(entityOf(asked))?.fields.get(mapping[keyColumn] ?? keyColumn);
  const previous = request.previous === undefined ? null : await withPrevious(duckdb, request.previous, request);
  const key = { file: staged, column: keyColumn, field: keyField };
  const relation = async (rows: string) => (previous === null ? rows : previous.join(rows, key));
  const related = await relatedSources(duckdb, library, reads.fields, {
    files: request.related,
    nulls: request.nulls,
    encoding: request.encoding,
    zone: request.zone,
    feeds: request.feeds,
  });
  const own = sourceOf(staged, mapping, await relation(isNumbered ? staged.numbered : staged.plain));
  const base = { ...own, columns: withoutRelated(own.columns, reads, library, related.sources) };
  const beside = [...related.files, ...(previous === null ? [] : [previous.file])];
  const population = { staged, entity: entityOf(asked), reads };
  const carried = await carriedColumns(duckdb, request, population, passed);
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
    source: { ...base, from: await relation(staged.numbered) },
    carried: [...carried, ROW],
  };
  refuseGaps(decisionQuery(plain), request, input);
  const shares: ShareRanks | null = await shareRanks(duckdb, byRow, library, keyField?.type);
  if (request.freeze !== undefined) refuseNoFigures(asked, shares, request.cuts);
  const spec = shares === null ? plain : shares.over({ ...byRow, carried });
  const numbered = shares === null ? byRow : shares.over(byRow);
  const first = decisionQuery(spec);
  // Rows that the function may have to decide are found again by their number, and joined rows put into the file's order by it.
  const isJoined = related.sources.size > 0 || previous !== null || shares !== null;
  const query = first.doubt !== null || isJoined ? { ...decisionQuery(numbered), columns: first.columns } : first;
  return {
    spec,
    numbered,
    query,
    isJoined,
    staged,
    key,
    previous,
    beside,
    keyed: keyedFiles(request.input, asked, { ...own, from: staged.numbered }, related),
    notes: [
      ...[staged, ...beside].flatMap((file) => file.input.notes),
      ...beside.flatMap(malformedNote),
      ...zoneNotes(request, base, reads),
      ...(feed === undefined ? [] : await cellsCountedAsMissing(duckdb, staged, feed)),
      ...related.notes,
      ...keyAbsent(request, input, columns.key, keyColumn),
      ...ignoredColumns(request, staged, [...columns.wanted, keyColumn]),
    ],
    frozen: shares?.cuts ?? {},
  };
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

/** The rows of the input, staged: their columns checked and named, the key found, those that are passed on kept. */
async function stageRows(
  duckdb: Duckdb,
  request: BatchRequest,
  asked: readonly AskedDecision[],
  reads: ReadSet,
  told: ProgressListener,
) {
  const { library, mapping } = request;
  checkMapping(request, entityOf(asked));
  const columns = columnsFor(request, entityOf(asked), reads);
  const feed = request.feeds?.get(entityOf(asked));
  refuseIdleFeeds(request, entityOf(asked));
  const kept = [...request.columns, ...(request.key === undefined || request.key === 'rownum' ? [] : [request.key])];
  const opened = {
    wanted: columns.wanted,
    nulls: request.nulls,
    encoding: request.encoding,
    sheet: request.sheet,
    figures: figuresOf(library, entityOf(asked), mapping),
    instants: instantsOf(library, entityOf(asked), mapping, request.zone),
    aroundFacts: aroundFacts(request, reads),
  };
  const input = await openRows(duckdb, request.input, feed, opened, kept);
  const keyColumn = keyOf(request, input, columns.key);
  checkColumns(input, [...request.columns, ...Object.keys(mapping)]);
  const isNumbered = keyColumn === '#row' || request.isNumbered === true;
  const passed = [...new Set([keyColumn, ...(isNumbered ? ['#row'] : []), ...request.columns])];
  const staged = await stage(duckdb, input, new Set([...columns.wanted, keyColumn]), 'input', {
    onProgress: (share) => told('reading', share),
    carried: passed.filter((column) => column !== '#row'),
    fields: fieldsOnly(request, entityOf(asked), reads, passed),
  });
  return { columns, feed, input, keyColumn, isNumbered, passed, staged };
}

/** The columns that are read as fields and are of no other use: neither passed on nor keys. */
function fieldsOnly(
  { library, mapping }: BatchRequest,
  entity: string,
  { fields }: ReadSet,
  passed: readonly string[],
): ReadonlyMap<string, Field> {
  const back = new Map(Object.entries(mapping).map(([column, field]) => [field, column]));
  const keys = new Set([...(library.environment.entity(entity)?.relations.values() ?? [])].map(({ by }) => by));
  const own = fields.flatMap(({ field, rows }): readonly [string, Field][] => {
    const column = back.get(field.name) ?? field.name;
    const isOther = passed.includes(column) || keys.has(field.name) || (mapping[column] ?? field.name) !== field.name;
    return rows !== null || isOther ? [] : [[column, field]];
  });
  return new Map(own);
}

/** The input and the related files by the entities whose rows they hold. */
function keyedFiles(
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

/** A feed that reads no file of the run is a slip of whoever named it. */
function refuseIdleFeeds({ feeds, related }: BatchRequest, entity: string): void {
  const read = new Set([entity, ...Object.keys(related).map((name) => (name.includes('/') ? name : `entity/${name}`))]);
  const idle = [...(feeds?.values() ?? [])].filter((feed) => !read.has(feed.entity));
  if (idle.length > 0)
    throw new Refusal(
      idle.map(({ id, entity: of }) => batchProblem('feed-not-used', { pointer: '' }, { feed: id, entity: of })),
    );
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

function askedFor(
  library: Library,
  ref: string,
  own: Decision | undefined,
): AskedDecision & { readonly reads: ReadSet } {
  const decision = own ?? library.environment.decision(ref);
  if (decision === undefined) throw new Error(`${ref} has no decision`);
  return { ref, decision, reads: readSet([decision], (id) => library.environment.entity(id)) };
}

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

/** Lines of other files that are no rows are left out, but not silently. */
function malformedNote({ input: { path }, malformed }: StagedFile): readonly Problem[] {
  const { count } = malformed;
  return count === 0 ? [] : [batchProblem('related-lines-malformed', { pointer: '' }, { path, count })];
}

/** The products of every row, read as strictly as a request's. */
function productsOf({ library, refs, products }: BatchRequest): readonly JsonObject[] {
  const asked = refs.filter((ref) => library.environment.decision(ref)?.facts.kind === 'pair');
  const given = products ?? [];
  const reading = compile(library, asked, { unknown: 'ignore' }).read({
    facts: {},
    ...(products === undefined ? {} : { products }),
  });
  const wrong =
    reading.record === undefined ? reading.problems.filter(({ pointer }) => pointer.startsWith('/products')) : [];
  if (wrong.length > 0) throw new Refusal(wrong);
  if (given.length > MOST_PRODUCTS)
    throw new Refusal([
      batchProblem('too-many-products', { pointer: '' }, { found: given.length, most: MOST_PRODUCTS }),
    ]);
  return given.filter(isObject);
}

/** Each product is written into the query. */
const MOST_PRODUCTS = 500;

/** The one entity whose rows the file holds. */
function entityOf(asked: readonly AskedDecision[]): string {
  const entities = asked.map(({ decision: { facts } }) =>
    facts.kind === 'entity' ? facts.entity : facts.kind === 'pair' ? facts.customer : null,
  );
  const other = asked.find((_, i) => entities[i] === null || entities[i] !== entities[0]);
  if (other !== undefined)
    throw new Refusal([batchProblem('facts-not-for-batch', { pointer: '' }, { ref: other.ref })]);
  return entities[0] ?? '';
}
