import {
  isObject,
  type Json,
  type JsonObject,
  kindOf,
  type Library,
  pointerSteps,
} from '../../../definitions/index.ts';
import { type Comparison, type CompareRequest, type Compared, compareVersions } from '../../batch/compare.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { quote } from '../../batch/input/staged.ts';
import { type FigureImpact, figureImpact, type FigureScale } from './figures.ts';

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

export interface OrganisationImpact extends Moves {
  readonly organisation: string;
}

interface Moves {
  readonly compared: number;
  readonly moved: number;
  readonly up: number | null;
  readonly down: number | null;
}

/** Sums of a figure, as decimal texts. */
export interface AtStake {
  readonly field: string;
  readonly compared: string;
  readonly moved: string;
  readonly up: string | null;
  readonly down: string | null;
}

/** Compares what two libraries decide for a population, and tells it by class, by organisation and by what is at stake. */
export async function impactOf(
  duckdb: Duckdb,
  request: ImpactRequest,
): Promise<{ readonly impact: Impact; readonly movers: string }> {
  const { organisation, value, step, scales, ...compared } = request;
  const columns = [organisation, value].flatMap((column) => column ?? []);
  const made = await compareVersions(duckdb, { ...compared, columns: [...new Set(columns)] });
  const { comparison, movers } = made;
  const ranks = ranksOf(request.after, request.ref);
  const groups = await groupsOf(duckdb, made, request, ranks);
  const hasOrder = made.column !== null && ranks !== null;
  const figures: FigureImpact[] = [];
  for (const figure of made.figures) {
    const scale = scales?.get(figure.name) ?? (step === undefined ? {} : { step });
    figures.push(await figureImpact(duckdb, made.joined, figure, scale));
  }
  const sum = (of: (group: Group) => number) => groups.reduce((all, group) => all + of(group), 0);
  const impact: Impact = {
    ref: request.ref,
    ...comparison,
    up: hasOrder ? sum(({ isUp, count }) => (isUp ? count : 0)) : null,
    down: hasOrder ? sum(({ isDown, count }) => (isDown ? count : 0)) : null,
    figures,
    organisations: organisation === undefined ? null : byOrganisation(groups, hasOrder),
    atStake: value === undefined ? null : atStake(value, groups, hasOrder),
  };
  return { impact, movers };
}

/** Rows that were in one class, are in one, and belong to one organisation. */
interface Group {
  readonly organisation: string;
  readonly isMoved: boolean;
  readonly isUp: boolean;
  readonly isDown: boolean;
  readonly count: number;
  /** In hundred-millionths, so that sums are exact. */
  readonly value: bigint;
}

const DECIMALS = 8;

async function groupsOf(
  duckdb: Duckdb,
  { joined, column, isMover }: Compared,
  { organisation, value }: ImpactRequest,
  ranks: ReadonlyMap<string, number> | null,
): Promise<readonly Group[]> {
  const text = (side: string, name: string | null | undefined) =>
    name === null || name === undefined ? "''" : `coalesce(CAST(${side}.${quote(name)} AS VARCHAR), '')`;
  const sum = value === undefined ? '0' : `coalesce(sum(TRY_CAST(b.${quote(value)} AS DECIMAL(38, ${DECIMALS}))), 0)`;
  const rows = await duckdb.rows(
    `SELECT ${text('b', organisation)}, ${isMover}, ${text('b', column)}, ${text('a', column)}, count(*), CAST(${sum} AS VARCHAR) FROM ${joined} GROUP BY 1, 2, 3, 4`,
  );
  return rows.map(([unit, isMoved, from, to, count, total]) => {
    const [left, right] = [ranks?.get(String(from)), ranks?.get(String(to))];
    const isRanked = isMoved === true && left !== undefined && right !== undefined;
    return {
      organisation: String(unit),
      isMoved: isMoved === true,
      isUp: isRanked && right > left,
      isDown: isRanked && right < left,
      count: Number(count),
      value: scaled(String(total)),
    };
  });
}

function byOrganisation(groups: readonly Group[], hasOrder: boolean): readonly OrganisationImpact[] {
  const found = new Map<string, { compared: number; moved: number; up: number; down: number }>();
  for (const { organisation, isMoved, isUp, isDown, count } of groups) {
    const own = found.get(organisation) ?? { compared: 0, moved: 0, up: 0, down: 0 };
    own.compared += count;
    if (isMoved) own.moved += count;
    if (isUp) own.up += count;
    if (isDown) own.down += count;
    found.set(organisation, own);
  }
  return [...found]
    .map(([organisation, { compared, moved, up, down }]) => ({
      organisation,
      compared,
      moved,
      up: hasOrder ? up : null,
      down: hasOrder ? down : null,
    }))
    .toSorted((one, other) => other.moved - one.moved || (one.organisation < other.organisation ? -1 : 1));
}

function atStake(field: string, groups: readonly Group[], hasOrder: boolean): AtStake {
  const sum = (isIn: (group: Group) => boolean) =>
    decimal(groups.reduce((all, group) => all + (isIn(group) ? group.value : 0n), 0n));
  return {
    field,
    compared: sum(() => true),
    moved: sum(({ isMoved }) => isMoved),
    up: hasOrder ? sum(({ isUp }) => isUp) : null,
    down: hasOrder ? sum(({ isDown }) => isDown) : null,
  };
}

/** The classes that a score divides, by their place from the lowest up; null where no score does. */
function ranksOf(library: Library, ref: string): ReadonlyMap<string, number> | null {
  const definition = library.definitions.get(ref);
  const pointer = definition && kindOf(definition.kind)?.divided?.(definition.document);
  if (definition === undefined || pointer === undefined) return null;
  const [key = ''] = pointerSteps(pointer);
  const items = (definition.document as unknown as JsonObject)[key];
  if (!Array.isArray(items)) return null;
  const starts = (items as readonly Json[])
    .filter(isObject)
    .map((item) => ({ name: String(item['name']), low: lowOf(item) }));
  return new Map(starts.toSorted((one, other) => one.low - other.low).map(({ name }, i) => [name, i]));
}

const lowOf = (item: JsonObject): number => {
  const low = Number(/^\s*[[(]\s*([^,\s]+)/.exec(String(item['in']))?.[1]);
  return Number.isNaN(low) ? Number.NEGATIVE_INFINITY : low;
};

function scaled(text: string): bigint {
  const [whole = '0', part = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + part.padEnd(DECIMALS, '0'));
  return text.startsWith('-') ? -value : value;
}

function decimal(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(DECIMALS + 1, '0');
  const text = `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)}`.replace(/\.?0+$/, '');
  return value < 0n ? `-${text}` : text;
}
