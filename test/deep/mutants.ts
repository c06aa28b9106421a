/** One change of one line that makes a back door, a front door, a prover or a kind wrong, and the quick tests of which one must see it. */
export interface Mutant {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  readonly tests: readonly string[];
}

const RANDOM = 'test/server/agree/random.test.ts';
const TIES = 'test/server/agree/ties.test.ts';
const EDGES = 'test/server/agree/edges.test.ts';
const FUNCTION = [
  RANDOM,
  'test/definitions/expression/to-function/to-function.test.ts',
  'test/definitions/expression/to-function/exact.test.ts',
];
const SQL = [TIES, EDGES, RANDOM, 'test/definitions/expression/to-sql/to-sql.test.ts'];
const PROOFS = ['test/definitions/expression/to-regions', 'test/definitions/proofs'];
const CONDITIONS = [
  'test/definitions/expression/from-condition.test.ts',
  'test/definitions/expression/json-rules-engine.test.ts',
  RANDOM,
];
const FEEL = [
  'test/definitions/expression/from-feel.test.ts',
  'test/definitions/expression/feelin.test.ts',
  EDGES,
  RANDOM,
];
const kind = (name: string) => [`test/definitions/kinds/${name}`, 'test/definitions/traps', RANDOM];

const expression = (file: string, find: string, replace: string, tests: readonly string[]): Mutant => ({
  file: `definitions/expression/${file}`,
  find,
  replace,
  tests,
});
const lower = (file: string, find: string, replace: string): Mutant => ({
  file: `definitions/kinds/${file}`,
  find,
  replace,
  tests: kind(file.split('/')[0] ?? ''),
});

export const MUTANTS: readonly Mutant[] = [
  // Figures and intervals
  expression('decimal.ts', 'return twice >= divisor;', 'return twice > divisor;', [...FUNCTION, ...kind('formula')]),
  expression('decimal.ts', 'quotient % 2n !== 0n', 'quotient % 2n === 0n', FUNCTION),
  expression(
    'decimal.ts',
    'if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return undefined;',
    '',
    kind('scorecard'),
  ),
  expression('interval.ts', 'low + 1n', 'low', kind('scorecard')),
  expression('interval.ts', 'high - 1n', 'high', kind('decision-table')),
  // To a function
  expression('to-function/search.ts', 'x <= last', 'x < last', FUNCTION),
  expression('to-function/search.ts', 'day < row.to', 'day <= row.to', FUNCTION),
  expression('to-function/numbers.ts', 'return aboveHalf >= 0;', 'return aboveHalf > 0;', FUNCTION),
  expression('to-function/emit-logic.ts', "'<': '>='", "'<': '>'", FUNCTION),
  expression('to-function/rule-table.ts', '>= (this.#lows[test] ?? 0)', '> (this.#lows[test] ?? 0)', FUNCTION),
  expression('to-function/emit-choice.ts', '<= ${literal(on.type, high)}', '< ${literal(on.type, high)}', FUNCTION),
  expression(
    'to-function/emit-weighted.ts',
    "isSkipped = ifMissing === 'skip'",
    "isSkipped = ifMissing === 'missing'",
    FUNCTION,
  ),
  expression('to-function/segments.ts', 'domain.maximum : next - 1n', 'domain.maximum : next', FUNCTION),
  // To SQL
  expression('to-sql/emit-logic.ts', 'value + 1n : value - 1n', 'value : value - 1n', SQL),
  expression('to-sql/emit-logic.ts', 'e.truth(inside))}, TRUE)', 'e.truth(inside))}, FALSE)', SQL),
  expression(
    'to-sql/emit-number.ts',
    "'half-down': g.sql`abs(${r}) > ${gap}`",
    "'half-down': g.sql`abs(${r}) >= ${gap}`",
    SQL,
  ),
  expression('to-sql/emit-number.ts', 'ELSE ${n} - ${half} END', 'ELSE ${n} + ${half} END', SQL),
  expression('to-sql/emit-choice.ts', 'WHEN ${count} <= 1 THEN', 'WHEN ${count} <= 2 THEN', SQL),
  expression('to-sql/emit-weighted.ts', 'IS NULL THEN 0 ELSE', 'IS NULL THEN 1 ELSE', SQL),
  // Provers
  expression('to-regions/gaps.ts', 'if (part.low > next) gaps', 'if (part.low >= next) gaps', PROOFS),
  expression('to-regions/gaps.ts', 'high: part.low - 1n', 'high: part.low', PROOFS),
  expression('to-regions/gaps.ts', 'if (next <= high) gaps', 'if (next < high) gaps', PROOFS),
  expression('to-regions/value-set.ts', 'high < base ? -1n', 'high <= base ? -1n', PROOFS),
  expression('to-regions/to-diagram.ts', 'return left <= right;', 'return left < right;', PROOFS),
  expression('to-regions/prove-monotone.ts', 'high.value < low.value', 'high.value <= low.value', PROOFS),
  expression('to-regions/cuts.ts', "cuts.cut(leaves, high, 'after')", "cuts.cut(leaves, high, 'before')", PROOFS),
  // Conditions and FEEL
  expression(
    'from-condition/apply-equality.ts',
    'or([same, and([isMissing(left.of), isMissing(right.of)])])',
    'same',
    CONDITIONS,
  ),
  expression('from-condition/apply.ts', '[not(isMissing(left.of))] : []', '[] : []', CONDITIONS),
  expression('from-condition/apply-calendar.ts', "compare('>', day, start)", "compare('>=', day, start)", CONDITIONS),
  expression(
    'from-condition.ts',
    "junction === 'all' ? and(made) : or(made)",
    "junction === 'any' ? and(made) : or(made)",
    CONDITIONS,
  ),
  expression(
    'from-feel/logic.ts',
    "kind === 'and' ? not(holds(not(item)))",
    "kind === 'or' ? not(holds(not(item)))",
    FEEL,
  ),
  expression('from-feel/compared.ts', "high.isIncluded ? '<=' : '<'", "high.isIncluded ? '<' : '<'", FEEL),
  expression(
    'from-feel/functions/number.ts',
    "rounding('decimal', 'half-even', false)",
    "rounding('decimal', 'half-up', false)",
    FEEL,
  ),
  expression(
    'from-feel/functions/text.ts',
    "ofTexts('ends with', 2, 'endsWith')",
    "ofTexts('ends with', 2, 'startsWith')",
    FEEL,
  ),
  // Kinds
  lower('scorecard/lower-reasons.ts', "order.loss === 'below' ? 1n : -1n", "order.loss === 'above' ? 1n : -1n"),
  lower('scorecard/lower.ts', 'if (start.scaled === 0n) return mean;', 'return mean;'),
  lower(
    'segmentation/stability.ts',
    "compare('>=', downs, integer(down.after))",
    "compare('>', downs, integer(down.after))",
  ),
  lower('segmentation/stability.ts', "arithmetic('maximum', [rank,", "arithmetic('minimum', [rank,"),
  lower('segmentation/composite.ts', "=== 'reweigh' ? ('skip' as const)", "=== 'refuse' ? ('skip' as const)"),
  lower('segmentation/share.ts', "compare('<', of, next)", "compare('<=', of, next)"),
  lower('decision-table/select.ts', "compare('>', count, integer(1))", "compare('>', count, integer(2))"),
  lower('decision-table/order.ts', 'rank(a, output) - rank(b, output)', 'rank(b, output) - rank(a, output)'),
  lower('matching/lower.ts', "const REFUSE = constant(MATCH, 'refuse')", "const REFUSE = constant(MATCH, 'refer')"),
  lower('regression/lower.ts', "transcendental('logistic'", "transcendental('exp'"),
  lower('regression/lower-term.ts', '? onlyWith(fact, picked) : picked', '? picked : picked'),
];
