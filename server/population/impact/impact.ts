import { type Comparison, comparisonOf } from '../../batch/compare.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { classOrder } from './class-order.ts';
import { type DecidedImpact, decideImpact, type ImpactRequest } from './decide-impact.ts';
import { type FigureImpact, figureImpact } from './figures.ts';
import { type AtStake, atStake, byOrganisation, groupsOf, type OrganisationImpact } from './groups.ts';

/** What a change of definitions does to a population, by one decision. */
export interface Impact extends Omit<Comparison, 'movers'> {
  readonly ref: string;
  /** How many move up and down; null where the classes have no order by a score. */
  readonly up: number | null;
  readonly down: number | null;
  readonly figures: readonly FigureImpact[];
  /** By organisation, the most moved first; null where none was asked for. */
  readonly organisations: readonly OrganisationImpact[] | null;
  readonly atStake: AtStake | null;
}

/** Compares what two libraries decide for a population, and tells it by class, by organisation and by what is at stake. */
export async function impactOf(
  duckdb: Duckdb,
  request: ImpactRequest,
): Promise<{ readonly impact: Impact; readonly movers: string }> {
  const order = classOrder(request.after, request.ref);
  return await impactTold(duckdb, await decideImpact(duckdb, request), { ...request, order });
}

/** How what was decided is told. */
export interface ImpactTelling extends Pick<ImpactRequest, 'ref' | 'organisation' | 'value' | 'step' | 'scales'> {
  /** The classes that a score divides, from the lowest up; null where no score does. */
  readonly order: readonly string[] | null;
}

export async function impactTold(
  duckdb: Duckdb,
  { all, movers }: DecidedImpact,
  { ref, organisation, value, step, scales, order }: ImpactTelling,
): Promise<{ readonly impact: Impact; readonly movers: string }> {
  const made = await comparisonOf(duckdb, all, movers);
  const ranks = order && new Map(order.map((name, i) => [name, i]));
  const hasOrder = made.column !== null && ranks !== null;
  const isDivided = organisation !== undefined || value !== undefined;
  const groups = isDivided ? await groupsOf(duckdb, made, { organisation, value }, ranks) : [];
  const figures: FigureImpact[] = [];
  for (const figure of made.figures) {
    const scale = scales?.get(figure.name) ?? (step === undefined ? {} : { step });
    figures.push(await figureImpact(duckdb, made.joined, figure, scale));
  }
  const impact: Impact = {
    ref,
    ...made.comparison,
    ...(hasOrder ? upAndDown(made.comparison.matrix, ranks) : { up: null, down: null }),
    figures,
    organisations: organisation === undefined ? null : byOrganisation(groups, hasOrder),
    atStake: value === undefined ? null : atStake(value, groups, hasOrder),
  };
  return { impact, movers: made.movers };
}

/** How many move to a class above their own, and to one below it. */
function upAndDown(
  matrix: Comparison['matrix'],
  ranks: ReadonlyMap<string, number>,
): { readonly up: number; readonly down: number } {
  const moves = Object.entries(matrix).flatMap(([from, row]) =>
    Object.entries(row).map(([to, count]) => ({
      way: (ranks.get(to) ?? Number.NaN) - (ranks.get(from) ?? Number.NaN),
      count,
    })),
  );
  const sum = (isIn: (way: number) => boolean) =>
    moves.reduce((all, { way, count }) => all + (isIn(way) ? count : 0), 0);
  return { up: sum((way) => way > 0), down: sum((way) => way < 0) };
}
