import { join } from 'node:path';
import { type Cuts, cutsIn, type Library } from '../../../definitions/index.ts';
import type { ProgressListener } from '../../batch/batch-request.ts';
import {
  type CompareRequest,
  cutsAfter,
  type DecidedVersions,
  decideVersions,
  type SideShape,
} from '../../batch/decide-versions.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../../batch/input/path-literal.ts';
import { quote } from '../../batch/input/staged.ts';
import { isMoverOrRefused } from '../../batch/version-differences.ts';
import type { FigureScale } from './figures.ts';

export interface ImpactRequest extends Omit<CompareRequest, 'columns'> {
  /** The column whose values are the organisations that customers belong to. */
  readonly organisation?: string | undefined;
  /** The column of figures that are at stake where a customer moves, such as assets. */
  readonly value?: string | undefined;
  /** From how much on a figure counts as moved; absent: a twentieth of where the middle eight tenths lie. */
  readonly step?: number | undefined;
  /** How figures are measured, by name, where this impact is to be held against another. */
  readonly scales?: ReadonlyMap<string, FigureScale> | undefined;
}

/** What both versions decide for everybody, and with reasons and problems for those who move. */
export interface DecidedImpact {
  readonly all: DecidedVersions;
  readonly movers: DecidedVersions;
}

/**
 * Decides a population by both versions, with the columns that an impact is told by. Reasons and problems cost several times what the
 * answers do, and are told of those who move only: so these are decided once more, with their related rows.
 */
export async function decideImpact(
  duckdb: Duckdb,
  { organisation, value, step: _step, scales: _scales, ...asked }: ImpactRequest,
  told?: ProgressListener,
): Promise<DecidedImpact> {
  const columns = [...new Set([organisation, value].flatMap((column) => column ?? []))];
  const request = { ...asked, columns };
  if (!isDividable(request)) {
    const decided = await decideVersions(duckdb, request, told);
    return { all: decided, movers: decided };
  }
  const all = await decideVersions(duckdb, { ...request, parts: new Set(), isForTotals: true }, told);
  return { all, movers: await decideMovers(duckdb, request, all) };
}

/** Whether some rows are decided alone as they are among all: not where classes are shares of a population, or rows have a state from before. */
function isDividable(request: CompareRequest): boolean {
  const { before, after, ref, input, related, feeds, previous } = request;
  const files = [input, ...Object.values(related)];
  if (feeds !== undefined || previous !== undefined || !files.every((file) => file.endsWith('.parquet'))) return false;
  const hasCuts = ({ environment }: Library, cuts: Cuts) =>
    [...cutsIn([environment.decision(ref) ?? []].flat())].every((id) => cuts[id] !== undefined);
  return hasCuts(before, request.cuts) && hasCuts(after, cutsAfter(request));
}

async function decideMovers(duckdb: Duckdb, request: CompareRequest, all: DecidedVersions): Promise<DecidedVersions> {
  await duckdb.run(
    `CREATE OR REPLACE TEMP TABLE moving AS SELECT place, row_number() OVER (ORDER BY place) AS own FROM (SELECT coalesce(b.rownum, a.rownum) AS place FROM ${all.from} WHERE ${isMoverOrRefused(all)})`,
  );
  const file = (name: string) => join(duckdb.folder, `moving-${name}.parquet`);
  const input = file('rows');
  await duckdb.run(
    `COPY (SELECT t.* EXCLUDE (file_row_number) FROM read_parquet(${pathLiteral(request.input)}, file_row_number = true) AS t JOIN moving ON moving.place = t.file_row_number + 1 ORDER BY moving.own) TO ${targetLiteral(input)} (FORMAT parquet)`,
  );
  const related = await writeRelatedOf(duckdb, { ...request, libraries: [request.before, request.after] }, input, file);
  const decided = await decideVersions(duckdb, { ...request, input, related, called: 'moving-' });
  const { rows, refusedBefore, refusedAfter } = all;
  // Rows keep the number that they have among all.
  const from = `(SELECT ${placed('b', decided.before)} AS b, ${placed('a', decided.after)} AS a FROM ${decided.from} JOIN moving ON moving.own = coalesce(b.rownum, a.rownum))`;
  return { ...decided, rows, refusedBefore, refusedAfter, from };
}

function placed(side: 'b' | 'a', { types }: SideShape): string {
  const columns = Object.keys(types).map(
    (name) =>
      `${quote(name)} := ${name === 'rownum' ? `CASE WHEN ${side}.rownum IS NOT NULL THEN moving.place END` : `${side}.${quote(name)}`}`,
  );
  return `struct_pack(${columns.join(', ')})`;
}

/**
 * Writes the related rows that stand behind the records of a file alone, where relations lead from the records straight to them; other
 * files are read as they are.
 */
export async function writeRelatedOf(
  duckdb: Duckdb,
  request: RelatedRequest,
  input: string,
  file: (name: string) => string,
): Promise<Readonly<Record<string, string>>> {
  const related: Record<string, string> = {};
  for (const [i, [name, path]] of Object.entries(request.related).entries()) {
    const by = directFields(request, name.includes('/') ? name : `entity/${name}`);
    related[name] = by === undefined ? path : file(String(i));
    if (by === undefined) continue;
    const tests = by.map(
      (field) => `${quote(field)} IN (SELECT ${quote(field)} FROM read_parquet(${pathLiteral(input)}))`,
    );
    await duckdb.run(
      `COPY (SELECT * FROM read_parquet(${pathLiteral(path)}) WHERE ${tests.join(' OR ')}) TO ${targetLiteral(file(String(i)))} (FORMAT parquet)`,
    );
  }
  return related;
}

interface RelatedRequest extends Pick<CompareRequest, 'ref' | 'related'> {
  readonly libraries: readonly Library[];
}

/** The fields by which rows of an entity are reached from a record itself; undefined where they are reached from other rows, too. */
function directFields({ libraries, ref }: RelatedRequest, related: string): readonly string[] | undefined {
  const fields = new Set<string>();
  for (const library of libraries) {
    const own = subjectOf(library, ref);
    if (own === undefined || own === related) return undefined;
    for (const entity of entitiesFrom(library, own))
      for (const { entity: behind, by } of library.environment.entity(entity)?.relations.values() ?? []) {
        if (behind !== related) continue;
        if (entity !== own) return undefined;
        fields.add(by);
      }
  }
  return fields.size === 0 ? undefined : [...fields];
}

function subjectOf({ environment }: Library, ref: string): string | undefined {
  const facts = environment.decision(ref)?.facts;
  return facts?.kind === 'entity' ? facts.entity : undefined;
}

/** An entity and all that relations lead to from it. */
function entitiesFrom({ environment }: Library, own: string): readonly string[] {
  const found = [own];
  for (const id of found)
    for (const { entity } of environment.entity(id)?.relations.values() ?? [])
      if (!found.includes(entity)) found.push(entity);
  return found;
}
