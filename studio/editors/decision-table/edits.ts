import type { DecisionTable, TableCell, TableResult } from '../../../definitions/index.ts';
import type { Cell } from './cell-text.ts';

/** A cell of the grid. Columns count over inputs, then outputs; the row behind the last rule is `otherwise`. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** Cells from one corner to the other, both in. */
export interface CellRange {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

type Rule = DecisionTable['rules'][number];

/** Where a cell stands in the document. */
export function cellPointer(document: DecisionTable, { row, column }: CellPlace): string {
  const { inputs, rules } = document;
  if (row >= rules.length) return `/otherwise/${column - inputs.length}`;
  return column < inputs.length ? `/rules/${row}/when/${column}` : `/rules/${row}/then/${column - inputs.length}`;
}

/** What stands in a cell; undefined where there is none. */
export function cellAt(document: DecisionTable, { row, column }: CellPlace): Cell | undefined {
  const { inputs, rules, otherwise } = document;
  if (row >= rules.length) return column < inputs.length ? undefined : otherwise?.[column - inputs.length];
  const rule = rules[row];
  return column < inputs.length ? rule?.when[column] : rule?.then[column - inputs.length];
}

/** Writes cells, in rules that are there and in `otherwise`; a cell that says the same stays the same object. */
export function setCells(
  document: DecisionTable,
  writes: readonly { readonly place: CellPlace; readonly cell: Cell }[],
): DecisionTable {
  const { inputs, outputs, otherwise } = document;
  const rules = [...document.rules];
  let none = otherwise;
  for (const { place, cell } of writes) {
    const at = place.column - inputs.length;
    const rule = rules[place.row];
    if (at >= outputs.length) continue;
    if (rule === undefined) {
      if (none !== undefined && at >= 0) none = withItem(none, at, cell as TableResult, null);
    } else if (at < 0) rules[place.row] = { ...rule, when: withItem(rule.when, place.column, cell as TableCell, '-') };
    else rules[place.row] = { ...rule, then: withItem(rule.then, at, cell as TableResult, null) };
  }
  return { ...document, rules, ...(none === undefined ? {} : { otherwise: none }) };
}

function withItem<Item>(list: readonly Item[], at: number, item: Item, empty: Item): readonly Item[] {
  if (list.length > at) return list.map((one, i) => (i === at ? item : one));
  return [...list, ...Array.from({ length: at - list.length }, () => empty), item];
}

/** Empties cells: an input's then tests nothing, an output's is missing. */
export function clearCells(document: DecisionTable, range: CellRange): DecisionTable {
  const places = placesIn(range);
  return setCells(
    document,
    places.map((place) => ({ place, cell: place.column < document.inputs.length ? '-' : null })),
  );
}

/** Gives every row of a range what its first row says. */
export function fillDown(document: DecisionTable, range: CellRange): DecisionTable {
  const places = placesIn({ ...range, top: range.top + 1 });
  return setCells(
    document,
    places.flatMap((place) => {
      const cell = cellAt(document, { row: range.top, column: place.column });
      return cell === undefined ? [] : [{ place, cell }];
    }),
  );
}

export function placesIn({ top, left, bottom, right }: CellRange): readonly CellPlace[] {
  const places: CellPlace[] = [];
  for (let row = top; row <= bottom; row++)
    for (let column = left; column <= right; column++) places.push({ row, column });
  return places;
}

/** Puts rules that test nothing and give nothing before the one at a position. Where every rule has an id, so have they. */
export function addRules(document: DecisionTable, at: number, count = 1): DecisionTable {
  const { rules, inputs, outputs } = document;
  const taken = new Set(rules.flatMap(({ id }) => id ?? []));
  const isNamed = rules.length > 0 && rules.every(({ id }) => id !== undefined);
  const fresh: Rule[] = [];
  for (let turn = rules.length + 1; fresh.length < count; turn++) {
    const id = `r${turn}`;
    if (isNamed && taken.has(id)) continue;
    fresh.push({ ...(isNamed ? { id } : {}), when: inputs.map(() => '-' as const), then: outputs.map(() => null) });
  }
  return { ...document, rules: [...rules.slice(0, at), ...fresh, ...rules.slice(at)] };
}

/** Takes rules out. A table has at least one: where all would go, an empty one stays. */
export function removeRules(document: DecisionTable, at: number, count = 1): DecisionTable {
  const rules = document.rules.filter((_, i) => i < at || i >= at + count);
  if (rules.length === document.rules.length) return document;
  return rules.length > 0 ? { ...document, rules } : addRules({ ...document, rules }, 0);
}

/** Moves rules together by so many places, no further than the table's ends. */
export function moveRules(document: DecisionTable, at: number, count: number, by: number): DecisionTable {
  const to = Math.min(Math.max(at + by, 0), document.rules.length - count);
  return to === at || to < 0 ? document : { ...document, rules: moved(document.rules, at, count, to) };
}

function moved<Item>(list: readonly Item[], at: number, count: number, to: number): readonly Item[] {
  const rest = [...list.slice(0, at), ...list.slice(at + count)];
  return [...rest.slice(0, to), ...list.slice(at, at + count), ...rest.slice(to)];
}

/** The id of a rule; none where it is empty. */
export function setRuleId(document: DecisionTable, row: number, id: string): DecisionTable {
  const rules = document.rules.map((rule, i): Rule => {
    if (i !== row) return rule;
    const { id: _, ...rest } = rule;
    return id === '' ? rest : { id, ...rest };
  });
  return { ...document, rules };
}
