import type { Asked, AskedCells, Counted, CountedCells, Sample, SampleTold } from './protocol.ts';
import { type ScoreColumn, weightedMeans } from './weighted-means.ts';
import { countsBy, placing, type SortedFigures, sortedFigures } from './sorted-figures.ts';

/** A sample whose columns are read, and what of it was sorted. */
export interface Columns {
  readonly sample: Sample;
  readonly classes: Int16Array;
  readonly decided: Int16Array;
  readonly isByFigures: Uint8Array;
  readonly figures: ReadonlyMap<string, FigureColumn>;
  /** Of each axis of a matrix: the place of everybody's band; −1: none. */
  readonly axes: ReadonlyMap<string, Int16Array>;
  /** Sorted lists by the question they answer. */
  readonly sorted: Map<string, SortedFigures>;
}

interface FigureColumn {
  readonly decimals: number;
  readonly values: Float64Array;
  readonly parts: readonly ScoreColumn[];
}

/** Reads the columns of a sample as it came: base64 of little-endian numbers. */
export function readColumns(sample: Sample): Columns {
  const byFigures = sample.standings.indexOf('figures');
  return {
    sample,
    classes: new Int16Array(bytesOf(sample.classes.of)),
    decided: new Int16Array(bytesOf(sample.decided.of)),
    isByFigures: new Uint8Array(bytesOf(sample.standing)).map((standing) => (standing === byFigures ? 1 : 0)),
    figures: new Map(
      sample.figures.map((one) => {
        const parts = one.parts.map((part) => ({ decimals: part.decimals, values: valuesOf(part) }));
        return [one.pointer, { decimals: one.decimals, values: valuesOf(one), parts }];
      }),
    ),
    axes: new Map(sample.axes.map(({ pointer, of }) => [pointer, new Int16Array(bytesOf(of))])),
    sorted: new Map(),
  };
}

/** Stands for a figure of 32 bits that is missing. */
const NO_FIGURE = -(2 ** 31);

function valuesOf({ type, values }: Pick<Sample['figures'][number], 'type' | 'values'>): Float64Array {
  if (type === 'float64') return new Float64Array(bytesOf(values));
  return Float64Array.from(new Int32Array(bytesOf(values)), (one) => (one === NO_FIGURE ? Number.NaN : one));
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

/** What stays on the page. */
export function toldOf(
  key: string,
  { snapshot, asOf, customers, sampled, unread, figures, axes, withheld }: Sample,
): SampleTold {
  const lists = figures.map(({ pointer, missing, apart }) => [pointer, { missing, apart }] as const);
  const told = { key, snapshot, asOf, customers, sampled, unread, withheld };
  return { ...told, lists: Object.fromEntries(lists), axes: axes.map(({ pointer }) => pointer) };
}

/** So many sorted lists of a sample are held: those asked for last. */
const MOST_SORTED = 8;
const NO_FIGURES = new Float64Array();

/** Counts a list by intervals: sorted once, then by binary search. Throws where the sample has no such list. */
export function countColumns(
  columns: Columns,
  { pointer, before, intervals, names, scores, isWithFigures }: Asked,
): Counted {
  const { sample } = columns;
  const groups = before.kind === 'classes' ? sample.classes.names : before.intervals.map((_, i) => String(i));
  const question = JSON.stringify([pointer, before, scores]);
  const sorted = columns.sorted.get(question) ?? sort(columns, { pointer, before, scores }, groups.length);
  columns.sorted.delete(question);
  columns.sorted.set(question, sorted);
  const [oldest] = columns.sorted.keys();
  if (columns.sorted.size > MOST_SORTED && oldest !== undefined) columns.sorted.delete(oldest);
  return {
    matrix: countsBy(sorted, intervals),
    names,
    sizes: sorted.byGroup.map(({ length }) => length),
    groups,
    fixed: before.kind === 'classes' ? fixedOf(columns) : [],
    figures: isWithFigures ? sorted.all : NO_FIGURES,
    decimals: sorted.decimals,
  };
}

/** Counts the cells of a matrix in one pass. Throws where the sample has not both axes. */
export function countCells(
  columns: Columns,
  { rows, columns: across, size: [height, width] }: AskedCells,
): CountedCells {
  const { sample, classes, isByFigures, axes } = columns;
  const [down, along] = [axes.get(rows), axes.get(across)];
  if (down === undefined || along === undefined) throw new Error(`The sample has no bands of ${rows} and ${across}`);
  const groups = sample.classes.names;
  const matrix = Array.from({ length: groups.length + 1 }, () => Array.from({ length: height * width }, () => 0));
  const sizes = matrix.map(() => 0);
  const all = Array.from({ length: height * width }, () => 0);
  for (let i = 0; i < classes.length; i++) {
    const [row, column] = [down[i] ?? -1, along[i] ?? -1];
    const cell = row < 0 || column < 0 ? -1 : row * width + column;
    if (cell >= 0) all[cell] = (all[cell] ?? 0) + 1;
    if (isByFigures[i] !== 1) continue;
    const from = classes[i] ?? -1;
    const group = from < 0 ? groups.length : from;
    sizes[group] = (sizes[group] ?? 0) + 1;
    const own = matrix[group];
    if (cell >= 0 && own !== undefined) own[cell] = (own[cell] ?? 0) + 1;
  }
  return { matrix, all, groups, sizes, fixed: fixedOf(columns) };
}

function sort(
  columns: Columns,
  { pointer, before, scores }: Pick<Asked, 'pointer' | 'before' | 'scores'>,
  groups: number,
): SortedFigures {
  const figure = columns.figures.get(pointer);
  if (figure === undefined) throw new Error(`The sample has no figure of ${pointer}`);
  const { decimals, parts } = figure;
  const isReweighed = scores !== null && scores.length > 0 && scores.length === parts.length;
  const values = isReweighed ? weightedMeans(parts, scores, decimals) : figure.values;
  const placeOf = placing(before.kind === 'intervals' ? before.intervals : [], decimals);
  // One group more: of those who had no place before.
  const groupOf = Int32Array.from(values, (value, i) => {
    if (before.kind === 'intervals') {
      const at = placeOf(value);
      return at < 0 ? groups : at;
    }
    if (columns.isByFigures[i] !== 1) return -1;
    const at = columns.classes[i] ?? -1;
    return at < 0 ? groups : at;
  });
  return sortedFigures(values, groupOf, groups + 1, decimals);
}

/** Those whom no interval places, by what became of them. */
function fixedOf({ sample, classes, decided, isByFigures }: Columns): Counted['fixed'] {
  const counts = new Map<string, { from: string | null; to: string | null; count: number }>();
  for (let i = 0; i < classes.length; i++) {
    if (isByFigures[i] === 1) continue;
    const [from, to] = [sample.classes.names[classes[i] ?? -1] ?? null, sample.decided.names[decided[i] ?? -1] ?? null];
    const key = JSON.stringify([from, to]);
    const known = counts.get(key) ?? { from, to, count: 0 };
    known.count += 1;
    counts.set(key, known);
  }
  return [...counts.values()];
}
