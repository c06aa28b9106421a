import { type Problem, readSet } from '../../definitions/index.ts';
import { askedDecisions, entityOf } from './asked-decisions.ts';
import { writeQuery } from './batch-query.ts';
import type { BatchRequest, PreparedBatch, ProgressListener } from './batch-request.ts';
import { carriedColumns } from './carried-columns.ts';
import type { Duckdb } from './duckdb.ts';
import { ignoredColumns, keyAbsent } from './input/columns.ts';
import { cellsCountedAsMissing } from './input/fed-file.ts';
import { zoneNotes } from './input/open-rows.ts';
import { withPrevious } from './input/previous.ts';
import { relatedSources } from './input/sources.ts';
import type { StagedFile } from './input/staged.ts';
import { stageInput } from './input/staged-input.ts';
import { keyedFiles } from './key-notes.ts';
import { batchProblem } from './problems.ts';

/**
 * Opens the files and writes the query. `isPassedLast`: many columns that only pass may be left for the writing of the result; otherwise
 * the query has them all. Throws a Refusal.
 */
export async function prepare(
  duckdb: Duckdb,
  request: BatchRequest,
  told: ProgressListener = () => {},
  isPassedLast = false,
): Promise<PreparedBatch> {
  const { library, mapping } = request;
  const asked = askedDecisions(request);
  const entity = entityOf(asked);
  const reads = readSet(
    asked.map((one) => one.decision),
    (id) => library.environment.entity(id),
  );
  const opened = await stageInput(duckdb, request, asked, reads, { told, isPassedLast });
  const { columns, feed, input, keyColumn, last, staged } = opened;
  const keyField = library.environment.entity(entity)?.fields.get(mapping[keyColumn] ?? keyColumn);
  const previous = request.previous === undefined ? null : await withPrevious(duckdb, request.previous, request);
  const related = await relatedSources(duckdb, library, reads.fields, {
    files: request.related,
    nulls: request.nulls,
    encoding: request.encoding,
    zone: request.zone,
    feeds: request.feeds,
  });
  const early = opened.passed.filter((name) => !last.has(name));
  const carried = await carriedColumns(duckdb, request, { staged, entity, reads }, early);
  const key = { file: staged, column: keyColumn, field: keyField };
  const { own, base, ...query } = await writeQuery(duckdb, request, {
    ...{ asked, reads, input, staged, key, previous, related, carried },
    isNumbered: opened.isNumbered,
    passed: opened.passed.map((name) => (name === '#row' ? 'rownum' : name)),
  });
  const beside = [...related.files, ...(previous === null ? [] : [previous.file])];
  return {
    ...query,
    passed:
      last.size === 0
        ? null
        : {
            source: staged.source,
            file: { path: input.real, state: opened.state },
            columns: input.columns.filter(({ name }) => last.has(name)),
          },
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
  };
}

/** Lines of other files that are no rows are left out, but not silently. */
function malformedNote({ input: { path }, malformed }: StagedFile): readonly Problem[] {
  const { count } = malformed;
  return count === 0 ? [] : [batchProblem('related-lines-malformed', { pointer: '' }, { path, count })];
}
