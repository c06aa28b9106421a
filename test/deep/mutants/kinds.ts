import { kind, mutant, type Mutant } from './mutant.ts';

const lower = (file: string, find: string, replace: string) =>
  mutant(`kinds/${file}`, find, replace, kind(file.split('/')[0] ?? ''));

/** What the kinds mean. */
export const KINDS: readonly Mutant[] = [
  lower('scorecard/lower-reasons.ts', "order.loss === 'below' ? 1n : -1n", "order.loss === 'above' ? 1n : -1n"),
  lower('scorecard/lower.ts', 'if (start.scaled === 0n) return mean;', 'return mean;'),
  lower(
    'segmentation/stability.ts',
    "compare('>=', downs, integer(down.after))",
    "compare('>', downs, integer(down.after))",
  ),
  lower('segmentation/stability.ts', "arithmetic('maximum', [rank,", "arithmetic('minimum', [rank,"),
  lower(
    'segmentation/methods/composite/lower.ts',
    "=== 'reweigh' ? ('skip' as const)",
    "=== 'refuse' ? ('skip' as const)",
  ),
  lower('segmentation/methods/share/lower.ts', "compare('<', of, next)", "compare('<=', of, next)"),
  lower('decision-table/one-row.ts', "compare('>', count, integer(1))", "compare('>', count, integer(2))"),
  lower('decision-table/order.ts', 'rank(a, output) - rank(b, output)', 'rank(b, output) - rank(a, output)'),
  lower('matching/lower.ts', "const REFUSE = constant(MATCH, 'refuse')", "const REFUSE = constant(MATCH, 'refer')"),
  lower('regression/lower.ts', "transcendental('logistic'", "transcendental('exp'"),
  lower('regression/lower-term.ts', '? onlyWith(fact, picked) : picked', '? picked : picked'),
  lower('segmentation/decide-one.ts', '[...gate.plans, ...plans]', 'plans'),
  lower('segmentation/methods/criteria/decide-all.ts', '[...gate.plans, ...plans]', 'plans'),
  lower('matching/lower.ts', "readsSide(of, 'product')", "readsSide(of, 'customer')"),
  lower('matching/lower.ts', 'return isOwn ||', 'return'),
];
