import { join } from 'node:path';
import {
  type Cuts,
  type Decision,
  isObject,
  type Json,
  type Library,
  membershipDesign,
  STANDINGS,
} from '../../definitions/index.ts';
import type { Confinement } from '../authority/confinement.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral, targetLiteral } from '../batch/input/path-literal.ts';
import { quote } from '../batch/input/staged.ts';
import { decideSnapshot } from './decide-snapshot.ts';
import { scopeOf } from './draw-rows.ts';
import type { Snapshot } from './snapshot.ts';

export interface ListingRequest {
  readonly library: Library;
  readonly ref: string;
  readonly cuts: Cuts;
  readonly snapshot: Snapshot;
  /** The files of the snapshot's tables, in their order. */
  readonly files: readonly string[];
  /** The field that holds what a record is called by, where it may be shown. */
  readonly nameField: string | undefined;
  readonly organisation: string | undefined;
  /** Whether a field may be shown; a figure reckoned from one that may not is not listed, nor gives it the order. */
  isShown(entity: string, field: string): boolean;
}

/** Everybody of a population by his classes, in a file: from the greatest figure down, those without one last, equal ones by their key. */
export interface Listing {
  readonly file: string;
  /** The decimals of figures; null where the classes are no intervals of a figure, or of one that may not be shown. */
  readonly decimals: number | null;
  readonly isFigureWithheld: boolean;
  readonly names: readonly string[];
  /** The least figure of each class that is an interval, in whole units, ascending, and whether an interval lies below it. */
  readonly lows: readonly { readonly name: string; readonly low: bigint; readonly hasBelow: boolean }[];
}

const LISTED = 'customers/listed';

/** Decides a whole population by the generated SQL. Undefined for a definition that gives no classes. */
export async function listCustomers(duckdb: Duckdb, request: ListingRequest): Promise<Listing | undefined> {
  const { library, ref, snapshot, files, cuts, nameField, organisation } = request;
  const definition = library.definitions.get(ref);
  const decision = library.environment.decision(ref);
  const design = decision && membershipDesign(decision);
  if (definition === undefined || design === undefined) return undefined;
  const [own = '', ...others] = files;
  const { output } = await decideSnapshot(duckdb, {
    library,
    cuts,
    snapshot,
    input: own,
    related: Object.fromEntries(snapshot.manifest.tables.slice(1).map(({ entity }, i) => [entity, others[i] ?? ''])),
    decisions: new Map<string, Decision>([[LISTED, design.decision]]),
    result: 'decided.parquet',
  });
  // The schema of a segmentation holds.
  const classes = namesIn(definition.document as unknown as Json);
  const { divided } = design;
  const isFigureWithheld = divided?.fields.some((field) => !request.isShown(field.entity, field.name)) === true;
  const isOpenBelow = (divided?.items ?? []).filter(({ isInterval }) => isInterval).length > design.lows.length;
  const lows = (isFigureWithheld ? [] : design.lows).flatMap(({ pointer, low }, i) => {
    const name = classes[Number(pointer.split('/')[2])];
    return name === undefined ? [] : [{ name, low, hasBelow: i > 0 || isOpenBelow }];
  });
  const decimals = isFigureWithheld ? null : (divided?.decimals ?? null);
  const standing = `coalesce(CAST(r.standing AS INTEGER), ${STANDINGS.indexOf('refused')})`;
  const isDecided = `(${standing} <> ${STANDINGS.indexOf('refused')} AND coalesce(r."isDecided", FALSE))`;
  const given = design.isMany ? 'CAST(r.given AS VARCHAR[])' : '[CAST(r.given AS VARCHAR)]';
  const text = (field: string | undefined) => (field === undefined ? 'NULL' : `CAST(t.${quote(field)} AS VARCHAR)`);
  const select = [
    `${text(library.environment.entity(snapshot.manifest.entity)?.key)} AS key`,
    `${text(nameField)} AS called`,
    `${text(organisation)} AS node`,
    `${standing} AS standing`,
    `${isDecided} AS "isDecided"`,
    `CASE WHEN ${isDecided} THEN list_filter(coalesce(${given}, []), one -> one IS NOT NULL) ELSE [] END AS classes`,
    decimals === null ? 'NULL::BIGINT AS figure' : `CAST(round(r.figure * ${10 ** decimals}) AS BIGINT) AS figure`,
  ];
  const file = join(duckdb.folder, 'listed.parquet');
  await duckdb.run(
    `COPY (SELECT row_number() OVER (ORDER BY figure DESC NULLS LAST, key) AS place, * FROM (SELECT ${select.join(', ')} FROM read_parquet(${pathLiteral(own)}, file_row_number = true) AS t LEFT JOIN read_parquet(${pathLiteral(output)}) AS r ON r.rownum = t.file_row_number + 1) ORDER BY place) TO ${targetLiteral(file)} (FORMAT parquet)`,
  );
  const named = await duckdb.rows(`SELECT DISTINCT unnest(classes) AS name FROM read_parquet(${pathLiteral(file)})`);
  const names = [...new Set([...classes, ...named.map(([name]) => String(name))])];
  return { file, decimals, isFigureWithheld, names, lows };
}

/** The classes of a segmentation by their place; a matrix names them in its cells. */
function namesIn(document: Json): readonly string[] {
  const nameOf = (item: Json | undefined) => (isObject(item) && typeof item['name'] === 'string' ? [item['name']] : []);
  if (!isObject(document)) return [];
  const { classes, otherwise, cells } = document;
  const inCells = isObject(cells)
    ? Object.values(cells)
        .filter(isObject)
        .flatMap((row) => Object.values(row))
    : [];
  const ofCells = inCells.flatMap((cell) =>
    isObject(cell) && typeof cell['class'] === 'string' ? [cell['class']] : [],
  );
  return [...(Array.isArray(classes) ? classes.flatMap(nameOf) : []), ...nameOf(otherwise), ...ofCells];
}

/** Whom a list is asked for. */
export interface CustomersAsked {
  /** Those of a class; or those in none: decided so, or not decided at all. */
  readonly class?: string | undefined;
  readonly rest?: 'none' | 'undecided' | undefined;
  /** Whose key or name begins like this, whatever the case of its letters. */
  readonly search?: string | undefined;
  /** Whose figure lies so many whole units at most below a class's least: that of `near`, or else of the next class. */
  readonly within?: bigint | undefined;
  readonly near?: string | undefined;
  /** Whose figure is at least so many whole units, and less than so many. */
  readonly from?: bigint | undefined;
  readonly below?: bigint | undefined;
}

/** The condition of a list's rows, in SQL. */
export function testOf({ lows }: Listing, asked: CustomersAsked, within: Confinement): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const begins = (column: string, start: string) => `starts_with(lower(${column}), lower(${text(start)}))`;
  const tests = [scopeOf(within, 'node')];
  if (asked.class !== undefined) tests.push(`list_contains(classes, ${text(asked.class)})`);
  if (asked.rest !== undefined)
    tests.push(asked.rest === 'none' ? '"isDecided" AND len(classes) = 0' : 'NOT "isDecided"');
  const search = asked.search?.trim() ?? '';
  if (search !== '') tests.push(`(${begins('key', search)} OR coalesce(${begins('called', search)}, FALSE))`);
  const most = asked.within;
  if (most !== undefined) {
    const reached = lows.filter(({ name }) => asked.near === undefined || name === asked.near);
    const isBelow = reached.map(({ low }) => `(figure < ${low} AND figure >= ${low - most})`);
    // An exception gives its class whatever the figure is: nobody comes out of it by a point.
    tests.push(`standing = ${STANDINGS.indexOf('figures')}`, `(${['FALSE', ...isBelow].join(' OR ')})`);
  }
  const { from, below } = asked;
  if (from !== undefined || below !== undefined)
    tests.push(`standing = ${STANDINGS.indexOf('figures')}`, 'figure IS NOT NULL');
  if (from !== undefined) tests.push(`figure >= ${from}`);
  if (below !== undefined) tests.push(`figure < ${below}`);
  return tests.map((test) => `(${test})`).join(' AND ');
}
