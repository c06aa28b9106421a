import { ENGINES, LOOKUP, mutant, type Mutant, RANDOM } from './mutant.ts';

const SQL = [LOOKUP, ...ENGINES, RANDOM, 'test/definitions/expression/to-sql/to-sql.test.ts'];
const expression = (file: string, find: string, replace: string) =>
  mutant(`expression/to-sql/${file}`, find, replace, SQL);

/** The door to SQL. */
export const TO_SQL: readonly Mutant[] = [
  expression('emit-logic.ts', 'value + 1n : value - 1n', 'value : value - 1n'),
  expression('emit-logic.ts', 'e.truth(inside))}, TRUE)', 'e.truth(inside))}, FALSE)'),
  expression('emit-number.ts', "'half-down': g.sql`abs(${r}) > ${gap}`", "'half-down': g.sql`abs(${r}) >= ${gap}`"),
  expression('emit-number.ts', 'ELSE ${n} - ${half} END', 'ELSE ${n} + ${half} END'),
  expression('emit-choice.ts', 'WHEN ${count} <= 1 THEN', 'WHEN ${count} <= 2 THEN'),
  expression('emit-weighted.ts', 'IS NULL THEN 0 ELSE', 'IS NULL THEN 1 ELSE'),
  expression('emit-lookup.ts', '${day} >= ${String(from)}', '${day} > ${String(from)}'),
  expression('emit-lookup.ts', '${day} < ${String(to)}', '${day} <= ${String(to)}'),
  expression('emit-list.ts', '${list} IS NOT NULL THEN', 'TRUE THEN'),
  // Not here: `${b} >= ${a}` → `${b} > ${a}` of monthsBetween in duckdb-calendar.ts. Where both days are the same, both branches are 0 ± 0.
];
