import type { Expression, Table } from '../../model/expression.ts';
import { type Emitter, isAtom, joined } from './emitter.ts';
import { type CellTest, cellTest, isSearched, RuleTable } from './rule-table.ts';

/** Source of the rule that matches, or of how many do. */
export function tableSource(e: Emitter, node: Table): string {
  return isSearched(node) ? searchedTable(e, node) : writtenTable(e, node);
}

function writtenTable(e: Emitter, node: Table): string {
  const rules = node.rules.map(({ cells }) =>
    joined(
      cells.flatMap((cell) => (cell === null ? [] : [e.truth(cell)])),
      '&&',
      'true',
    ),
  );
  if (node.select === 'count')
    return rules.length === 0 ? '0' : `(${rules.map((rule) => `(${rule} ? 1 : 0)`).join(' + ')})`;
  if (node.select === 'first') return rules.reduceRight((rest, rule, i) => `(${rule} ? ${i} : ${rest})`, 'NaN');
  // `only`: the first that matches, and then none of the later ones.
  const matches = rules.map((rule) => (isAtom(rule) ? rule : e.name(rule)));
  const later = (i: number) => joined(matches.slice(i + 1), '||', 'false');
  return matches.reduceRight((rest, match, i) => `(${match} ? (${later(i)} ? NaN : ${i}) : ${rest})`, 'NaN');
}

function searchedTable(e: Emitter, node: Table): string {
  const tests = new Map<Expression, CellTest | null>();
  for (const { cells } of node.rules) {
    cells.forEach((cell, column) => {
      if (cell !== null && !tests.has(cell)) tests.set(cell, cellTest(cell, node.inputs[column], column));
    });
  }
  // Cells that are no plain test of their input are computed before, each a column of its own that holds true or not.
  const computed = [...tests].filter(([, test]) => test === null).map(([cell]) => cell);
  computed.forEach((cell, i) => tests.set(cell, { kind: 'true', column: node.inputs.length + i }));
  const inputs = [...node.inputs.map((input) => e.atom(input)), ...computed.map((cell) => e.truth(cell))];
  const known = computed.length === 0 ? made.get(node.rules) : undefined;
  const table =
    known ??
    new RuleTable(
      node.rules.map(({ cells }) => cells.flatMap((cell) => (cell === null ? [] : [tests.get(cell) ?? never]))),
    );
  if (computed.length === 0) made.set(node.rules, table);
  return `${e.slot(table)}.${node.select}([${inputs.join(', ')}])`;
}

/** Tables ask for the first, the only and the number of the rules that match: of the same rules. */
const made = new WeakMap<Table['rules'], RuleTable>();

const never: CellTest = { kind: 'values', column: 0, values: new Set(), isNegated: false };
