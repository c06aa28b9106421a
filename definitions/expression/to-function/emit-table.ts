import type { Expression, Table } from '../expression.ts';
import { type Emitter, isAtom, joined } from './emitter.ts';
import { type CellTest, cellTest, RuleTable } from './rule-table.ts';

/** The most cells of a table that is written as conditions; a larger one is a table that is searched rule by rule. */
const MOST_CELLS = 200;

/** Source of the rule that matches, or of how many do. */
export function tableSource(e: Emitter, node: Table): string {
  const cells = node.rules.reduce((sum, rule) => sum + rule.cells.filter((cell) => cell !== null).length, 0);
  return cells > MOST_CELLS || node.rules.length > MOST_CELLS ? searchedTable(e, node) : writtenTable(e, node);
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
  const table = new RuleTable(
    node.rules.map(({ cells }) => cells.flatMap((cell) => (cell === null ? [] : [tests.get(cell) ?? never]))),
  );
  return `${e.slot(table)}.${node.select}([${inputs.join(', ')}])`;
}

const never: CellTest = { kind: 'values', column: 0, values: new Set(), isNegated: false };
