import { dateText } from '../../expression/date-text.ts';
import { DATE, type Type } from '../../model/type.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { readValue } from '../../expression/scope/index.ts';
import { referenceProblem } from './problems.ts';
import type { ReferenceDocument } from './reference.ts';

/** Rows of one key, in the order they become valid, neither begin on one day nor reach into the next. */
export function validityProblems(
  document: ReferenceDocument,
  typeOfColumn: (name: string) => Type | undefined,
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const spans = new Map<string, Span[]>();
  const day = (row: JsonObject, column: string | undefined): bigint | null => {
    const value = column === undefined ? null : readValue(row[column] ?? null, DATE);
    return typeof value === 'bigint' ? value : null;
  };
  document.rows.forEach((row, i) => {
    const key = JSON.stringify(document.key.map((name) => keyText(row[name] ?? null, typeOfColumn(name))));
    const span = { row: i, from: day(row, document.validFrom), to: day(row, document.validTo) };
    const group = spans.get(key);
    if (group === undefined) spans.set(key, [span]);
    else group.push(span);
  });
  return [...spans.values()].flatMap((of) => spanProblems(of, at));
}

interface Span {
  readonly row: number;
  readonly from: bigint | null;
  readonly to: bigint | null;
}

/** 1 and 1.0 and "1.0" are one key. */
function keyText(json: Json, type: Type | undefined): string {
  return String(type === undefined ? json : readValue(json, type));
}

function spanProblems(
  spans: readonly Span[],
  at: (...steps: readonly (string | number)[]) => Place,
): readonly Problem[] {
  const sorted = [...spans].sort((a, b) => Number((a.from ?? 0n) - (b.from ?? 0n)) || a.row - b.row);
  return sorted.flatMap((span, i) => {
    const { row, from, to } = span;
    const since = from === null ? '' : { 'zh-CN': '和生效日期', en: ' and the first valid day' };
    const before = sorted[i - 1];
    if (before !== undefined && before.from === from) {
      return [referenceProblem('row-duplicate', at('rows', row), { since, other: before.row + 1 })];
    }
    if (to !== null && from !== null && to < from) {
      return [referenceProblem('row-validity-reversed', at('rows', row), { from: dateText(from), to: dateText(to) })];
    }
    const next = sorted[i + 1];
    const open = sorted.slice(0, i).findLast((one) => one.to === null);
    // A row without an end gives way to the next one; what comes after that one's end is nobody's.
    if (open !== undefined && to !== null && (next?.from === undefined || next.from === null || next.from > to + 1n)) {
      const slots = { other: open.row + 1, to: dateText(to) };
      return [referenceProblem('row-validity-hole', at('rows', row), slots)];
    }
    if (to === null || next === undefined || next.from === null || next.from === from || to < next.from) return [];
    return [
      referenceProblem('row-validity-overlaps', at('rows', row), { other: next.row + 1, from: dateText(next.from) }),
    ];
  });
}
