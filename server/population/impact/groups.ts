import type { Compared } from '../../batch/compare.ts';
import type { Duckdb } from '../../batch/duckdb.ts';
import { quote } from '../../batch/input/staged.ts';

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

/** Rows that were in one class, are in one, and belong to one organisation. */
export interface Group {
  readonly organisation: string;
  readonly isMoved: boolean;
  readonly isUp: boolean;
  readonly isDown: boolean;
  readonly count: number;
  /** In hundred-millionths, so that sums are exact. */
  readonly value: bigint;
}

const DECIMALS = 8;

export async function groupsOf(
  duckdb: Duckdb,
  { joined, column, isMover }: Compared,
  { organisation, value }: { readonly organisation?: string | undefined; readonly value?: string | undefined },
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

export function byOrganisation(groups: readonly Group[], hasOrder: boolean): readonly OrganisationImpact[] {
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

export function atStake(field: string, groups: readonly Group[], hasOrder: boolean): AtStake {
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
