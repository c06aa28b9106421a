import {
  duckdb as dialect,
  type Feed,
  type Field,
  joinKey,
  type Library,
  type Problem,
  type ReadField,
  type SourceColumn,
  type SqlGap,
  type SqlSource,
} from '../../../definitions/index.ts';
import { Refusal } from '../../terminal.ts';
import type { Duckdb } from '../duckdb.ts';
import { cellsCountedAsMissing } from './fed-file.ts';
import { instantsOf, openRows } from './open-rows.ts';
import { batchProblem } from '../problems.ts';
import { alike, mapHint } from './likely-column.ts';
import { type StagedFile, quote, stage } from './staged.ts';

/** Column → field. */
export type Mapping = Readonly<Record<string, string>>;

/** The columns of a file by the fields they are; a column that is mapped is not also itself. */
export function sourceOf(file: StagedFile, mapping: Mapping, from: string): SqlSource {
  const columns = new Map<string, SourceColumn>();
  const { fields } = file.input;
  for (const { name, id, type, found, read } of file.columns) {
    if (mapping[name] !== undefined || columns.has(name) || fields?.has(name) === false) continue;
    const as = found === undefined ? {} : { found: { name: found.id, isRefused: found.isRefused } };
    columns.set(name, { name: id, type, ...as, ...(read === undefined ? {} : { read }) });
  }
  for (const { name, id, type, read } of file.columns) {
    const field = mapping[name];
    if (field !== undefined) columns.set(field, { name: id, type, ...(read === undefined ? {} : { read }) });
  }
  return { from, columns, order: '"#row"' };
}

/** A relation that decisions read, wherever in the read set it stands. */
export interface NeededRelation {
  /** The field of its rows. */
  readonly rows: Field;
  readonly entity: string;
  readonly by: string;
  readonly many: boolean;
  readonly fields: readonly string[];
}

/** The relations a read set goes through, one entry for each entity they lead to. */
export function neededRelations(
  library: Library,
  reads: readonly ReadField[],
): ReadonlyMap<string, readonly NeededRelation[]> {
  const found = new Map<string, NeededRelation[]>();
  const visit = (fields: readonly ReadField[]): void => {
    for (const { field, rows } of fields) {
      if (rows === null) continue;
      const relation = library.environment.entity(field.origin.definition)?.relations.get(field.name);
      if (relation === undefined) continue;
      const needed: NeededRelation = {
        rows: field,
        entity: relation.entity,
        by: relation.by,
        many: relation.many,
        fields: rows.map((row) => row.field.name),
      };
      found.set(relation.entity, [...(found.get(relation.entity) ?? []), needed]);
      visit(rows);
    }
  };
  visit(reads);
  return found;
}

export interface RelatedOptions {
  /** Entity name → file. */
  readonly files: Readonly<Record<string, string>>;
  readonly nulls?: readonly string[] | undefined;
  readonly encoding?: string | undefined;
  /** Of instants that state none. */
  readonly zone?: string | undefined;
  /** By entity id. */
  readonly feeds?: ReadonlyMap<string, Feed> | undefined;
}

/** The related files as sources by entity id, and as they were staged. */
export interface RelatedFiles {
  readonly sources: ReadonlyMap<string, SqlSource>;
  readonly files: readonly StagedFile[];
  /** What of their cells counts as missing. */
  readonly notes: readonly Problem[];
}

/** The related files that decisions read, as sources by entity id. Throws a Refusal. */
export async function relatedSources(
  duckdb: Duckdb,
  library: Library,
  reads: readonly ReadField[],
  options: RelatedOptions,
): Promise<RelatedFiles> {
  const sources = new Map<string, SqlSource>();
  const files: StagedFile[] = [];
  const notes: Problem[] = [];
  const relations = neededRelations(library, reads);
  for (const [name, path] of Object.entries(options.files)) {
    const id = name.includes('/') ? name : `entity/${name}`;
    if (library.environment.entity(id) === undefined)
      throw new Refusal([batchProblem('related-entity-unknown', { pointer: '' }, { entity: name })]);
    const needed = relations.get(id) ?? [];
    const back = [...relations.values()].flat().map((one) => one.by);
    const key = library.environment.entity(id)?.key;
    const wanted = [
      ...new Set([...needed.flatMap((one) => [one.by, ...one.fields]), ...back, ...(key === undefined ? [] : [key])]),
    ];
    if (needed.length === 0) continue;
    const feed = options.feeds?.get(id);
    const input = await openRows(duckdb, path, feed, {
      wanted,
      nulls: options.nulls,
      encoding: options.encoding,
      figures: figuresOf(library, id, {}),
      instants: instantsOf(library, id, {}, options.zone),
    });
    const keys = new Set([...needed.map((one) => one.by), ...back, key ?? '']);
    const own = [...(library.environment.entity(id)?.fields.values() ?? [])].filter((field) => !keys.has(field.name));
    const file = await stage(duckdb, input, new Set(wanted), `related_${sources.size}`, {
      fields: new Map(own.map((field) => [field.name, field])),
    });
    if (feed !== undefined) notes.push(...(await cellsCountedAsMissing(duckdb, file, feed)));
    files.push(file);
    const source = sourceOf(file, {}, file.numbered);
    for (const one of needed) await checkKey(duckdb, library, path, source, one);
    sources.set(id, source);
  }
  return { sources, files, notes };
}

/** The shared field has to be there, and unique where a relation leads to one row. */
async function checkKey(
  duckdb: Duckdb,
  { environment }: Library,
  path: string,
  source: SqlSource,
  { rows, by, many }: NeededRelation,
): Promise<void> {
  const column = source.columns.get(by);
  if (column === undefined)
    throw new Refusal([batchProblem('relation-key-missing', { pointer: '' }, { path, field: by })]);
  if (many) return;
  const context = { dialect, entity: (id: string) => environment.entity(id) };
  const key = joinKey(context, rows, source, source)?.other(quote(column.name)) ?? quote(column.name);
  const [repeated] = await duckdb.rows(
    `SELECT min(CAST(${quote(column.name)} AS VARCHAR)) FROM ${source.from} WHERE ${key} IS NOT NULL GROUP BY ${key} HAVING count(*) > 1 LIMIT 1`,
  );
  if (repeated !== undefined)
    throw new Refusal([
      batchProblem('relation-key-repeated', { pointer: '' }, { path, field: by, value: String(repeated[0]) }),
    ]);
}

/** The columns that hold fields which are no text. */
export function figuresOf(library: Library, entityId: string, mapping: Mapping): ReadonlySet<string> {
  const fields = [...(library.environment.entity(entityId)?.fields.values() ?? [])];
  const figures = new Set(fields.flatMap(({ name, type }) => (type.kind === 'string' ? [] : [name])));
  const mapped = Object.entries(mapping).flatMap(([column, field]) => (figures.has(field) ? [column] : []));
  return new Set([...figures, ...mapped].filter((name) => (mapping[name] ?? name) === name || mapped.includes(name)));
}

/** What the files lack, as problems. */
export function gapProblems(
  gaps: readonly SqlGap[],
  path: string,
  columns: readonly string[],
  feeds?: ReadonlyMap<string, Feed>,
): readonly Problem[] {
  const at = { pointer: '' };
  return gaps.map((gap) => {
    switch (gap.kind) {
      case 'missing-column': {
        const feed = feeds?.get(gap.entity)?.id;
        if (feed !== undefined) return batchProblem('feed-without-field', at, { feed, field: gap.field });
        return batchProblem('column-missing', at, {
          path,
          field: gap.field,
          columns: columns.join(', '),
          hint: mapHint(alike(gap.field, columns), gap.field),
        });
      }
      case 'column-type': {
        const { column, field, type } = gap;
        return batchProblem('column-of-wrong-type', at, {
          column,
          field,
          type,
          hint: type === 'timestamp' ? ZONELESS : '',
        });
      }
      case 'missing-relation':
        return batchProblem('relation-file-missing', at, {
          field: gap.field,
          entity: gap.related.replace('entity/', ''),
        });
      case 'unsupported':
        return batchProblem('relation-unsupported', at, { field: gap.field });
    }
  });
}

const ZONELESS = {
  'zh-CN': '：时刻须有时区，供数（feed）可用 "zone": "Asia/Shanghai" 说明，或用 --zone Asia/Shanghai',
  en: ': an instant has a zone, which a feed gives with "zone": "Asia/Shanghai", or --zone Asia/Shanghai',
};
