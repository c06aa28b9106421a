import type { Duckdb } from '../../batch/duckdb.ts';
import { quote } from '../../batch/input/staged.ts';

/** How a figure is spread over those who have one: texts of decimals, null where nobody has. */
export interface Spread {
  readonly count: number;
  readonly minimum: string | null;
  readonly tenth: string | null;
  readonly quarter: string | null;
  readonly median: string | null;
  readonly threeQuarters: string | null;
  readonly nineTenths: string | null;
  readonly maximum: string | null;
}

/** How many have a figure from `from` (included) to `to` (not included) before and after; null: without an end. */
export interface FigureRange {
  readonly from: string | null;
  readonly to: string | null;
  readonly before: number;
  readonly after: number;
}

/** What becomes of a score or another figure. */
export interface FigureImpact {
  readonly name: string;
  readonly before: Spread;
  readonly after: Spread;
  /** From how much on a figure counts as moved. */
  readonly step: number;
  readonly up: number;
  readonly down: number;
  /** Those who have a figure only before, and only after. */
  readonly lost: number;
  readonly gained: number;
  /** The distribution: ranges that follow on each other, lowest first. */
  readonly ranges: readonly FigureRange[];
}

/** How a figure is measured: from how much on it counts as moved, and where its ranges meet, ascending, as decimal texts. */
export interface FigureScale {
  readonly step: number;
  readonly edges: readonly string[];
}

/** The scale that an impact was measured by, so that another can be held against it. */
export const scaleOf = ({ step, ranges }: Pick<FigureImpact, 'step' | 'ranges'>): FigureScale => ({
  step,
  edges: ranges.flatMap(({ from }) => from ?? []),
});

/** `asked`: what is known of the scale; else it is taken from how the figure was spread before. */
export async function figureImpact(
  duckdb: Duckdb,
  joined: string,
  { column, name }: { readonly column: string; readonly name: string },
  asked: Partial<FigureScale>,
): Promise<FigureImpact> {
  const [left, right] = [`b.${quote(column)}`, `a.${quote(column)}`];
  const { before, after } = await spreadsOf(duckdb, joined, left, right);
  const width = usualStep(before);
  const { step = width, edges = usualEdges(before, width) } = asked;
  const beyond = step === 0 ? '> 0' : `>= ${step}`;
  const ends = [null, ...edges, null];
  const within = (figure: string) =>
    ends.slice(0, -1).map((from, i) => {
      const to = ends[i + 1] ?? null;
      const tests = [from === null ? [] : `${figure} >= ${from}`, to === null ? [] : `${figure} < ${to}`].flat();
      return `count_if(${[`${figure} IS NOT NULL`, ...tests].join(' AND ')})`;
    });
  const moves = [
    `count_if(${right} - ${left} ${beyond})`,
    `count_if(${left} - ${right} ${beyond})`,
    `count_if(${right} IS NULL AND ${left} IS NOT NULL)`,
    `count_if(${left} IS NULL AND ${right} IS NOT NULL)`,
  ];
  const [row = []] = await duckdb.rows(
    `SELECT ${[...moves, ...within(left), ...within(right)].join(', ')} FROM ${joined}`,
  );
  const [up = 0, down = 0, lost = 0, gained = 0, ...counts] = row.map(Number);
  const ranges = ends.slice(0, -1).map((from, i) => ({
    from,
    to: ends[i + 1] ?? null,
    before: counts[i] ?? 0,
    after: counts[ends.length - 1 + i] ?? 0,
  }));
  return { name, before, after, step, up, down, lost, gained, ranges };
}

async function spreadsOf(duckdb: Duckdb, joined: string, left: string, right: string) {
  const asked = [left, right].map(
    (figure) =>
      `count(${figure}), min(${figure}), max(${figure}), quantile_disc(${figure}, [0.1, 0.25, 0.5, 0.75, 0.9])::VARCHAR[]`,
  );
  const [row = []] = await duckdb.rows(`SELECT ${asked.join(', ')} FROM ${joined}`);
  return { before: spreadOf(row.slice(0, row.length / 2)), after: spreadOf(row.slice(row.length / 2)) };
}

function spreadOf([count, minimum, maximum, quantiles]: readonly unknown[]): Spread {
  const texts = listOf(quantiles);
  const at = (i: number) => texts[i] ?? null;
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    count: Number(count),
    minimum: text(minimum),
    tenth: at(0),
    quarter: at(1),
    median: at(2),
    threeQuarters: at(3),
    nineTenths: at(4),
    maximum: text(maximum),
  };
}

const listOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && 'items' in value
    ? (value.items as readonly unknown[]).map(String)
    : [];

/** A twentieth of where the middle eight tenths lie, by its first digit; 0 where all are alike: any move counts then. */
function usualStep({ tenth, nineTenths }: Spread): number {
  const width = (Number(nineTenths) - Number(tenth)) / 20;
  if (!(width > 0)) return 0;
  const unit = 10 ** Math.floor(Math.log10(width));
  return Number((Math.ceil(width / unit) * unit).toPrecision(1));
}

/** Every step from the one below the first tenth to the one above the last; where all are alike, what they are. */
function usualEdges({ tenth, nineTenths }: Spread, step: number): readonly string[] {
  if (tenth === null) return [];
  if (step === 0) return [tenth];
  const first = Math.floor(Number(tenth) / step);
  const last = Math.ceil(Number(nineTenths) / step);
  return Array.from({ length: last - first + 1 }, (_, i) => String(Number(((first + i) * step).toPrecision(15))));
}
