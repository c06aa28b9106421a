import type { Table } from '../../model/expression.ts';
import { type Emitter, isAtom, joined } from './emitter.ts';
import { isSearched, searchOf } from './rule-table.ts';

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
  const { rules, computed } = searchOf(node);
  const inputs = [...node.inputs.map((input) => e.atom(input)), ...computed.map((cell) => e.truth(cell))];
  return `${e.slot(rules)}.${node.select}([${inputs.join(', ')}])`;
}
