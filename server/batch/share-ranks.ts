import { join } from 'node:path';
import {
  type AskedDecision,
  cutsIn,
  type Cuts,
  decimalText,
  decisionQuery,
  type Library,
  numberWire,
  type QuerySpec,
  readSet,
  scaleText,
  shareHighs,
  type Type,
} from '../../definitions/index.ts';
import type { Duckdb } from './duckdb.ts';
import { pathLiteral, targetLiteral } from './input/path-literal.ts';
import { quote } from './input/staged.ts';

/** The places of a population's rows by the figures of segmentations by share. */
export interface ShareRanks {
  /** The least figure of each class but the lowest: what `--freeze` writes. Nothing of a segmentation without any figure. */
  readonly cuts: Cuts;
  /** The query over rows that know their place. */
  over(spec: QuerySpec): QuerySpec;
}

/**
 * Without frozen cuts a segmentation by share divides the population itself: rank 1 is the highest figure, ties go by key (in the order
 * of the key's type, whatever the file holds it as), and a row belongs to the class whose share holds (rank − 1) / N. Each row then carries cuts of its own, which put it into that class whatever
 * other rows have the same figure. Null where no decision asks for such a segmentation.
 */
export async function shareRanks(
  duckdb: Duckdb,
  spec: QuerySpec,
  library: Library,
  keyType: Type | undefined,
): Promise<ShareRanks | null> {
  const asked = [...cutsIn(spec.asked.map(({ decision }) => decision))].filter(
    (id) => spec.context.cuts[id] === undefined,
  );
  if (asked.length === 0) return null;
  const ranked = await Promise.all(
    asked.map((id, i) => rank(duckdb, spec, { library, id, name: `ranks_${i}`, keyType })),
  );
  const joins = ranked.map(({ relation }, i) => `LEFT JOIN ${relation} AS r${i} ON r${i}."#row" = own."#row"`);
  const columns = ranked.flatMap(({ columns: names }, i) =>
    names.map(
      ({ name, index }) => `CASE WHEN r${i}.place > ${index} THEN ${LOWEST} ELSE ${HIGHEST} END AS ${quote(name)}`,
    ),
  );
  return {
    cuts: Object.fromEntries(ranked.flatMap(({ id, cuts }) => (cuts === null ? [] : [[id, cuts]]))),
    over: (of) => ({
      ...of,
      context: { ...of.context, cutColumns: new Set(asked) },
      source: {
        ...of.source,
        from: `(SELECT own.*, ${columns.join(', ')} FROM ${of.source.from} AS own ${joins.join(' ')})`,
      },
    }),
  };
}

/** Below and above every figure. */
const LOWEST = `(-${10n ** 37n})::HUGEINT`;
const HIGHEST = `${10n ** 37n}::HUGEINT`;

interface Ranked {
  readonly library: Library;
  readonly id: string;
  readonly name: string;
  readonly keyType: Type | undefined;
}

async function rank(duckdb: Duckdb, spec: QuerySpec, { library, id, name, keyType }: Ranked) {
  const highs = sharesOf(library, id);
  const file = join(duckdb.folder, `${name}.parquet`);
  await duckdb.run(
    `COPY (${figuresQuery(spec, library, id, highs.length - 1)}) TO ${targetLiteral(file)} (FORMAT parquet)`,
  );
  const from = `read_parquet(${pathLiteral(file)})`;
  const order = ['value DESC', ...keyOrder(keyType)].join(', ');
  const placed = `SELECT "#row", value, row_number() OVER (ORDER BY ${order}) AS rank, count(*) OVER () AS n FROM ${from} WHERE value IS NOT NULL`;
  // Of the shares' upper ends, the lowest class's first: how many of them the row stands above.
  const place = highs
    .slice(1)
    .map((high) => `((rank - 1) * 100 < n * ${decimalText(high, 9)})::INTEGER`)
    .join(' + ');
  const relation = `(SELECT "#row", value, ${place || '0'} AS place FROM (${placed}))`;
  const least = await duckdb.rows(`SELECT place, min(value)::VARCHAR FROM ${relation} GROUP BY place ORDER BY place`);
  const type = library.environment.decision(id)?.outputs['score']?.type;
  const decimals = type?.kind === 'number' ? type.decimals : 0;
  const known = new Map(least.map(([at, value]) => [Number(at), scaleText(String(value), decimals) ?? 0n]));
  const cuts = highs.slice(1).map((_, i) => numberWire(leastFrom(known, i + 1, highs.length), decimals));
  return {
    id,
    relation,
    cuts: known.size === 0 ? null : cuts,
    columns: highs.slice(1).map((_, index) => ({ name: `#cut.${id}.${index}`, index })),
  };
}

/** Equal figures by key: numbers by size, all else as text; rows of one key as they stand in the file. */
function keyOrder(type: Type | undefined): readonly string[] {
  const text = 'CAST("#key" AS VARCHAR)';
  if (type?.kind !== 'number') return [text, '"#row"'];
  return [`TRY_CAST(${text} AS DECIMAL(38, ${type.decimals}))`, text, '"#row"'];
}

/** The least figure of a class; a class without rows begins where the next one does. */
function leastFrom(known: ReadonlyMap<number, bigint>, from: number, classes: number): bigint {
  for (let at = from; at < classes; at++) {
    const value = known.get(at);
    if (value !== undefined) return value;
  }
  return 0n;
}

/** The figure of every row to which the segmentation applies: with any cuts at all it is among its outputs. */
function figuresQuery(spec: QuerySpec, library: Library, id: string, cutCount: number): string {
  const decision = library.environment.decision(id);
  const of = decision?.outputs['score'];
  if (decision === undefined || of === undefined) throw new Error(`${id} has no figure`);
  const figure = { ...decision, value: { kind: 'value' as const, of }, reasons: [], partial: null };
  const reads = readSet([figure], (entity) => library.environment.entity(entity));
  const asked: AskedDecision[] = [{ ref: id, decision: figure, reads }];
  const [key] = spec.carried;
  const carried = [
    { column: key?.column ?? '#row', name: '#key' },
    { column: '#row', name: '#row' },
  ];
  const cuts = { ...spec.context.cuts, [id]: Array.from({ length: cutCount }, () => 0) };
  return decisionQuery({ ...spec, asked, carried, parts: new Set(), context: { ...spec.context, cuts } }).sql;
}

/** The upper ends of the shares in 10^-9 percent, of the lowest class first. */
function sharesOf(library: Library, id: string): readonly bigint[] {
  const definition = library.definitions.get(id);
  const highs = definition === undefined ? undefined : shareHighs(definition.document);
  if (highs === undefined) throw new Error(`${id} does not divide by share`);
  return highs;
}
