import type { AskedDecision, Field, ReadSet } from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import { entityOf } from '../asked-decisions.ts';
import type { BatchRequest, ProgressListener } from '../batch-request.ts';
import type { Duckdb } from '../duckdb.ts';
import { onlyPassed } from '../passed-columns.ts';
import { batchProblem } from '../problems.ts';
import { aroundFacts } from './around-facts.ts';
import { checkColumns, checkMapping, columnsFor, keyOf } from './columns.ts';
import { instantsOf, openRows } from './open-rows.ts';
import { fileState } from './file-state.ts';
import { figuresOf } from './sources.ts';
import { stage } from './staged.ts';

/** The rows of the input, staged: their columns checked and named, the key found, those that are passed on kept. */
export async function stageInput(
  duckdb: Duckdb,
  request: BatchRequest,
  asked: readonly AskedDecision[],
  reads: ReadSet,
  { told, isPassedLast }: { readonly told: ProgressListener; readonly isPassedLast: boolean },
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
  const last = isPassedLast ? onlyPassed(request, entityOf(asked), input, keyColumn) : new Set<string>();
  const used = [...columns.wanted, keyColumn].filter((column) => !last.has(column));
  const state = last.size === 0 ? undefined : fileState(input.real);
  const staged = await stage(duckdb, input, new Set(used), 'input', {
    onProgress: (share) => told('reading', share),
    carried: passed.filter((column) => column !== '#row'),
    fields: fieldsOnly(request, entityOf(asked), reads, passed),
  });
  return { columns, feed, input, keyColumn, isNumbered, passed, last, state, staged };
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

/** A feed that reads no file of the run is a slip of whoever named it. */
function refuseIdleFeeds({ feeds, related }: BatchRequest, entity: string): void {
  const read = new Set([entity, ...Object.keys(related).map((name) => (name.includes('/') ? name : `entity/${name}`))]);
  const idle = [...(feeds?.values() ?? [])].filter((feed) => !read.has(feed.entity));
  if (idle.length > 0)
    throw new Refusal(
      idle.map(({ id, entity: of }) => batchProblem('feed-not-used', { pointer: '' }, { feed: id, entity: of })),
    );
}
