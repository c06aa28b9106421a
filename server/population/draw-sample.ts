import {
  classDecision,
  columnPrefix,
  type Decision,
  type DividedAxis,
  type DividedFigure,
  figuresDesign,
  type Standing,
  STANDINGS,
} from '../../definitions/index.ts';
import type { Duckdb } from '../batch/duckdb.ts';
import { pathLiteral } from '../batch/input/path-literal.ts';
import { quote } from '../batch/input/staged.ts';
import { decideSnapshot } from './decide-snapshot.ts';
import { drawRows, type SampleRequest } from './draw-rows.ts';

/** A sample is of so many records at most. */
export const MOST_SAMPLED = 50_000;

/** Records drawn from a population, column by column: the record at a place is the same in all of them, and none is named. */
export interface DrawnSample {
  /** Of the population within the scope. */
  readonly customers: number;
  readonly sampled: number;
  /** Of the sampled ones: rows that the decisions cannot read. They stand in no column. */
  readonly unread: number;
  /** The class that the definition in force gives, by its place among `names`; −1: none. */
  readonly classes: GivenClasses;
  /** The class that the text asked for gives. */
  readonly decided: GivenClasses;
  /** By its place among `STANDINGS`. */
  readonly standing: Uint8Array;
  readonly figures: readonly DrawnFigure[];
  readonly axes: readonly DrawnAxis[];
}

/** In which band of an axis each record stands, by its place in the list; −1: in none. */
export interface DrawnAxis extends DividedAxis {
  readonly of: Int16Array;
}

export interface GivenClasses {
  readonly names: readonly string[];
  readonly of: Int16Array;
}

/** A figure of every record, in whole units of 10^-decimals; NaN where it is missing, or where no interval but another item takes it. */
export interface DrawnFigure extends Pick<DividedFigure, 'pointer' | 'decimals' | 'fields' | 'fieldsThroughBins'> {
  readonly values: Float64Array;
  /** Where it is a weighted mean: the scores that have a weight, each in whole units of its own; NaN where one is missing. */
  readonly parts: readonly { readonly decimals: number; readonly values: Float64Array }[];
  readonly missing: number;
  /** Special codes: how many each item that is no interval takes, by its pointer. */
  readonly apart: Readonly<Record<string, number>>;
}

/** The decisions that a batch is asked for: the figures, the class by the same text, the class in force. */
const [FIGURES, DECIDED, PUBLISHED] = ['sample/figures', 'sample/decided', 'sample/published'] as const;

/**
 * Draws those records whose key has the least MD5 hash (as hexadecimal text; equal ones by key): the same for everybody, whatever the
 * order of the rows, and all where there are no more than `most`. They are decided by the generated SQL, as every population is.
 */
export async function drawSample(duckdb: Duckdb, request: SampleRequest): Promise<DrawnSample> {
  const { library, ref, published, cuts, snapshot, most = MOST_SAMPLED } = request;
  const decision = library.environment.decision(ref);
  if (decision === undefined) throw new Error(`${ref} has no decision`);
  const rows = await drawRows(duckdb, request, most);
  const design = figuresDesign(decision);
  const given = { [DECIDED]: classDecision(decision), [PUBLISHED]: published && classDecision(published) };
  const decisions = new Map<string, Decision>([[FIGURES, design.decision]]);
  for (const [name, one] of Object.entries(given)) if (one !== undefined) decisions.set(name, one.decision);
  const refs = [...decisions.keys()];
  const report = await decideSnapshot(duckdb, {
    library,
    cuts,
    snapshot,
    input: rows.file,
    related: rows.related,
    decisions,
    result: 'sampled.parquet',
  });
  const column = (of: string, name: string) => quote([columnPrefix(refs, of), name].filter(Boolean).join('_'));
  const classOf = (of: string) => (decisions.has(of) ? `CAST(${column(of, 'class')} AS VARCHAR)` : 'NULL');
  const columns = [
    `CAST(${column(FIGURES, 'standing')} AS INTEGER)`,
    classOf(DECIDED),
    classOf(PUBLISHED),
    ...design.figures.flatMap((figure, i) => [
      `CAST(${column(FIGURES, `f${i}`)} AS DOUBLE)`,
      `CAST(${column(FIGURES, `b${i}`)} AS INTEGER)`,
      ...figure.parts.map((_, k) => `CAST(${column(FIGURES, `f${i}_${k}`)} AS DOUBLE)`),
    ]),
    ...design.axes.map((_, i) => `CAST(${column(FIGURES, `a${i}`)} AS INTEGER)`),
  ];
  const read = await duckdb.connection.runAndReadAll(
    `SELECT ${columns.join(', ')} FROM read_parquet(${pathLiteral(report.output)}) ORDER BY rownum`,
  );
  const [standing = [], decided = [], inForce = [], ...cells] = read.getColumns();
  return {
    customers: rows.customers,
    sampled: report.rows,
    unread: report.refused,
    classes: givenClasses(given[PUBLISHED]?.names ?? [], inForce),
    decided: givenClasses(given[DECIDED]?.names ?? [], decided),
    standing: Uint8Array.from(standing, (one) => (one === null ? STANDINGS.indexOf(UNKNOWN) : Number(one))),
    figures: design.figures.map((figure) => drawnFigure(figure, cells.splice(0, 2 + figure.parts.length))),
    axes: design.axes.map((axis) => ({
      ...axis,
      of: Int16Array.from(cells.shift() ?? [], (band) => (band === null ? -1 : Number(band))),
    })),
  };
}

const UNKNOWN: Standing = 'none';

function givenClasses(names: readonly string[], cells: readonly unknown[]): GivenClasses {
  const places = new Map(names.map((name, i) => [name, i]));
  return { names, of: Int16Array.from(cells, (name) => places.get(String(name)) ?? -1) };
}

function drawnFigure(
  { pointer, decimals, fields, fieldsThroughBins, items, parts: scores }: DividedFigure,
  [figures = [], positions = [], ...cells]: readonly (readonly unknown[])[],
): DrawnFigure {
  const apart: Record<string, number> = {};
  let missing = 0;
  const values = Float64Array.from(figures, (figure, i) => {
    const position = positions[i];
    const item = position === null ? undefined : items[Number(position)];
    if (figure === null) missing += 1;
    else if (item !== undefined && !item.isInterval) apart[item.pointer] = (apart[item.pointer] ?? 0) + 1;
    else return Math.round(Number(figure) * 10 ** decimals);
    return Number.NaN;
  });
  const parts = scores.map((part, k) => ({
    ...part,
    values: Float64Array.from(cells[k] ?? [], (one) =>
      one === null ? Number.NaN : Math.round(Number(one) * 10 ** part.decimals),
    ),
  }));
  return { pointer, decimals, fields, fieldsThroughBins, values, parts, missing, apart };
}
