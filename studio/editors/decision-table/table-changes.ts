import type { DecisionTable } from '../../../definitions/index.ts';
import { isSame } from './cell-text.ts';

type Rule = DecisionTable['rules'][number];

/** A rule that is in both tables, and says something else in the later one. */
export interface ChangedRule {
  readonly before: Rule;
  readonly after: Rule;
  /** Where it stands in each. */
  readonly from: number;
  readonly to: number;
  /** The columns, counted over inputs and outputs, that say something else. */
  readonly columns: readonly number[];
}

/** What becomes of a table's rules. */
export interface TableChanges {
  readonly added: readonly { readonly rule: Rule; readonly at: number }[];
  readonly removed: readonly { readonly rule: Rule; readonly at: number }[];
  readonly changed: readonly ChangedRule[];
  /** Rules that stand before others that they stood behind. */
  readonly moved: number;
  /** Whether columns, hit policy or what holds otherwise are others. */
  readonly others: readonly ('columns' | 'hitPolicy' | 'otherwise')[];
}

/**
 * What becomes of a table's rules from one text to another. Rules are the same by their id; those without one where they say the same, or
 * stand at the same place.
 */
export function tableChanges(before: DecisionTable, after: DecisionTable): TableChanges {
  const partners = pairs(before.rules, after.rules);
  const taken = new Set(partners.values());
  const isSameColumns = same(before.inputs, after.inputs) && same(before.outputs, after.outputs);
  const changed = after.rules.flatMap((rule, to): ChangedRule[] => {
    const from = partners.get(to);
    const was = from === undefined ? undefined : before.rules[from];
    if (from === undefined || was === undefined || same(was, rule)) return [];
    const cells = [...rule.when, ...rule.then];
    const earlier = [...was.when, ...was.then];
    const columns = cells.flatMap((cell, i) => (isSame(cell, earlier[i] ?? null) ? [] : [i]));
    return [{ before: was, after: rule, from, to, columns }];
  });
  return {
    added: after.rules.flatMap((rule, at) => (partners.has(at) ? [] : [{ rule, at }])),
    removed: before.rules.flatMap((rule, at) => (taken.has(at) ? [] : [{ rule, at }])),
    changed,
    moved: movedCount([...partners].toSorted(([a], [b]) => a - b).map(([, from]) => from)),
    others: [
      ...(isSameColumns ? [] : ['columns' as const]),
      ...(before.hitPolicy === after.hitPolicy ? [] : ['hitPolicy' as const]),
      ...(same(before.otherwise ?? null, after.otherwise ?? null) ? [] : ['otherwise' as const]),
    ],
  };
}

const same = (a: unknown, b: unknown) => sorted(a) === sorted(b);

/** Keys in any order say the same. */
const sorted = (value: unknown) =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** For each later rule the earlier one that it is. */
function pairs(before: readonly Rule[], after: readonly Rule[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const free = new Set(before.keys());
  const pair = (key: (rule: Rule, at: number) => string | undefined) => {
    const waiting = new Map<string, number[]>();
    for (const at of free) {
      const own = before[at] === undefined ? undefined : key(before[at], at);
      if (own !== undefined) waiting.set(own, [...(waiting.get(own) ?? []), at]);
    }
    after.forEach((rule, to) => {
      const own = found.has(to) ? undefined : key(rule, to);
      const from = own === undefined ? undefined : waiting.get(own)?.shift();
      if (from === undefined) return;
      found.set(to, from);
      free.delete(from);
    });
  };
  pair(({ id }) => id);
  pair((rule) => (rule.id === undefined ? sorted(rule) : undefined));
  pair((rule, at) => (rule.id === undefined ? String(at) : undefined));
  return found;
}

/** How many of a list have to be taken out so that the rest rises: the rest of the longest rising part. */
function movedCount(places: readonly number[]): number {
  const ends: number[] = [];
  for (const place of places) {
    const at = ends.findIndex((end) => end > place);
    ends[at < 0 ? ends.length : at] = place;
  }
  return places.length - ends.length;
}
