import type {
  DecisionTable,
  Json,
  JsonObject,
  Language,
  Problem,
  Proof,
  TraceEntry,
} from '../../../definitions/index.ts';
import type { Reader } from '../../texts/reader.ts';
import { countsOfNow, type PartCounts } from '../parts/part-counts.ts';

/** What the margin of a row says of it. */
export interface RowMark {
  readonly kind: 'overlap' | 'never' | 'open';
  readonly said: string;
}

export interface TableMarks {
  /** By row; of a row with several the first. */
  readonly rows: ReadonlyMap<number, RowMark>;
  /** What no rule holds, where the proofs found some. */
  readonly gap: string | null;
  /** What is wrong with a cell, by its pointer. */
  readonly cells: ReadonlyMap<string, string>;
  /** The rows that the tried request hits. */
  readonly hits: ReadonlySet<number>;
  /** The column of the first cell of each row that the tried request does not meet. */
  readonly stops: ReadonlyMap<number, number>;
}

const KINDS: Readonly<Record<string, RowMark['kind']>> = { 'no-overlap': 'overlap', 'rules-reachable': 'never' };

/** What proofs, checks and the tried request say of a table's rows and cells. */
export function tableMarks(
  { name }: DecisionTable,
  found: {
    readonly problems: readonly Problem[];
    readonly proofs: readonly Proof[] | undefined;
    readonly trace: readonly TraceEntry[] | undefined;
    readonly worked: Readonly<Record<string, Json>>;
  },
  language: Language,
): TableMarks {
  const id = `decision-table/${name}`;
  const rows = new Map<number, RowMark>();
  let gap: string | null = null;
  for (const { property, verdict, pointer, problem } of found.proofs ?? []) {
    const row = rowOf(pointer);
    const said = problem?.message[language] ?? '';
    if (verdict === 'proved') continue;
    if (property === 'complete' && verdict === 'refuted') gap = said;
    else if (row !== undefined && !rows.has(row))
      rows.set(row, { kind: verdict === 'refuted' ? (KINDS[property] ?? 'open') : 'open', said });
  }
  const own = found.problems.filter(({ definition }) => definition === undefined || definition === id);
  return {
    rows,
    gap,
    cells: new Map(
      own.flatMap(({ pointer, message }) => {
        const cell = /^(\/rules\/\d+\/(?:when|then)\/\d+|\/otherwise\/\d+)/.exec(pointer)?.[1];
        return cell === undefined ? [] : [[cell, message[language]] as const];
      }),
    ),
    hits: new Set(
      (found.trace ?? []).flatMap(({ definition, pointer, value }) =>
        definition === id && value === true ? (rowOf(pointer) ?? []) : [],
      ),
    ),
    stops: new Map(
      Object.entries(found.worked).flatMap(([pointer, value]) => {
        const row = rowOf(pointer);
        return row === undefined || typeof value !== 'number' ? [] : [[row, value] as const];
      }),
    ),
  };
}

/** The share of customers that a rule decides, and the same in words. */
export interface Decides {
  readonly share: string;
  readonly said: string;
}

/** By row, how many customers each rule decides, of those that are as they were counted. */
export function decidesOf(
  counted: Pick<PartCounts, 'of' | 'counts' | 'told'>,
  document: JsonObject,
  { t, number, percent }: Reader,
): ReadonlyMap<number, Decides> {
  const all = counted.told?.customers ?? 0;
  return new Map(
    [...countsOfNow(counted, document, WHAT_RULES_SHARE)].map(([pointer, { met }]) => {
      const share = percent(all === 0 ? 0 : met / all);
      return [Number(pointer.slice('/rules/'.length)), { share, said: t('counts.decides', { n: number(met), share }) }];
    }),
  );
}

/** By these a rule that stays as it is may decide others. */
const WHAT_RULES_SHARE = ['entity', 'inputs', 'hitPolicy'];

function rowOf(pointer: string): number | undefined {
  const row = /^\/rules\/(\d+)$/.exec(pointer)?.[1];
  return row === undefined ? undefined : Number(row);
}
