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
}

export async function figureImpact(
  duckdb: Duckdb,
  joined: string,
  { column, name }: { readonly column: string; readonly name: string },
  asked: number | undefined,
): Promise<FigureImpact> {
  const [left, right] = [`b.${quote(column)}`, `a.${quote(column)}`];
  const [before, after] = [await spreadOf(duckdb, joined, left), await spreadOf(duckdb, joined, right)];
  const step = asked ?? usualStep(before);
  const beyond = step === 0 ? '> 0' : `>= ${step}`;
  const [counts = []] = await duckdb.rows(
    `SELECT count_if(${right} - ${left} ${beyond}), count_if(${left} - ${right} ${beyond}), count_if(${right} IS NULL AND ${left} IS NOT NULL), count_if(${left} IS NULL AND ${right} IS NOT NULL) FROM ${joined}`,
  );
  const [up = 0, down = 0, lost = 0, gained = 0] = counts.map(Number);
  return { name, before, after, step, up, down, lost, gained };
}

async function spreadOf(duckdb: Duckdb, joined: string, figure: string): Promise<Spread> {
  const [row = []] = await duckdb.rows(
    `SELECT count(${figure}), min(${figure}), max(${figure}), quantile_disc(${figure}, [0.1, 0.25, 0.5, 0.75, 0.9])::VARCHAR[] FROM ${joined}`,
  );
  const [count, minimum, maximum, quantiles] = row;
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
