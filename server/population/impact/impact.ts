import type { ProgressListener } from '../../batch/batch-request.ts';
import { type Comparison, comparisonOf } from '../../batch/compare.ts';
import { type CompareRequest, type DecidedVersions, decideVersions } from '../../batch/decide-versions.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { classOrder } from './class-order.ts';
import { type FigureImpact, figureImpact, type FigureScale } from './figures.ts';
import { type AtStake, atStake, byOrganisation, type Group, groupsOf, type OrganisationImpact } from './groups.ts';

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
  return await impactTold(duckdb, await decideImpact(duckdb, request), {
    ...request,
    order: classOrder(request.after, request.ref),
  });
}

/** What both versions decide, with the columns that an impact is told by. */
export async function decideImpact(
  duckdb: Duckdb,
  { organisation, value, step: _step, scales: _scales, ...compared }: ImpactRequest,
  told?: ProgressListener,
): Promise<DecidedVersions> {
  const columns = [...new Set([organisation, value].flatMap((column) => column ?? []))];
  return await decideVersions(duckdb, { ...compared, columns }, told);
}

/** How what was decided is told. */
export interface ImpactTelling extends Pick<ImpactRequest, 'ref' | 'organisation' | 'value' | 'step' | 'scales'> {
  /** The classes that a score divides, from the lowest up; null where no score does. */
  readonly order: readonly string[] | null;
}

export async function impactTold(
  duckdb: Duckdb,
  decided: DecidedVersions,
  telling: ImpactTelling,
): Promise<{ readonly impact: Impact; readonly movers: string }> {
  const { ref, organisation, value, step, scales, order } = telling;
  const made = await comparisonOf(duckdb, decided);
  const ranks = order && new Map(order.map((name, i) => [name, i]));
  const groups = await groupsOf(duckdb, made, telling, ranks);
  const hasOrder = made.column !== null && ranks !== null;
  const figures: FigureImpact[] = [];
  for (const figure of made.figures) {
    const scale = scales?.get(figure.name) ?? (step === undefined ? {} : { step });
    figures.push(await figureImpact(duckdb, made.joined, figure, scale));
  }
  const sum = (of: (group: Group) => number) => groups.reduce((all, group) => all + of(group), 0);
  const impact: Impact = {
    ref,
    ...made.comparison,
    up: hasOrder ? sum(({ isUp, count }) => (isUp ? count : 0)) : null,
    down: hasOrder ? sum(({ isDown, count }) => (isDown ? count : 0)) : null,
    figures,
    organisations: organisation === undefined ? null : byOrganisation(groups, hasOrder),
    atStake: value === undefined ? null : atStake(value, groups, hasOrder),
  };
  return { impact, movers: made.movers };
}
