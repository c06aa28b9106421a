import { mutant, type Mutant } from './mutant.ts';

const PROOFS = ['test/definitions/expression/to-regions', 'test/definitions/proofs'];
const expression = (file: string, find: string, replace: string) => mutant(`expression/${file}`, find, replace, PROOFS);
const proof = (file: string, find: string, replace: string) => mutant(`proofs/${file}`, find, replace, PROOFS);

/** The door to regions, and what is proved with them. */
export const TO_REGIONS: readonly Mutant[] = [
  expression('partition.ts', 'from > to ? []', 'from >= to ? []'),
  expression('partition.ts', 'start <= maximum', 'start < maximum'),
  expression('partition.ts', 'besides(at) === position', 'besides(at) !== position'),
  expression('to-regions/sums/value-set.ts', 'high < base ? -1n', 'high <= base ? -1n'),
  expression('to-regions/compared.ts', 'return left <= right;', 'return left < right;'),
  proof('witness/solve-numbers.ts', "order === '=' ? 0n : 1n", "order === '=' ? 0n : 2n"),
  expression('to-regions/sums/totals.ts', 'wide.low > wide.high', 'wide.low >= wide.high'),
  proof('monotone/counterexamples.ts', 'high.value < low.value', 'high.value <= low.value'),
  expression('to-regions/cuts.ts', "cuts.cut(leaves, high, 'after')", "cuts.cut(leaves, high, 'before')"),
  expression('to-regions/box-index.ts', 'const found = [...unrestricted];', 'const found: OwnedBox[] = [];'),
  expression('to-regions/boxes-of.ts', 'firstFrom(cells, high + 1n)', 'firstFrom(cells, high)'),
];

const KINDS = [...PROOFS, 'test/definitions/kinds'];

/** Each makes a false proof possible again that was once made, or a true one be refuted. */
export const FALSE_PROOFS: readonly Mutant[] = [
  // A bin that earlier ones leave nothing is "used".
  proof('prove-bins.ts', "!== 'otherwise' ? [] : tests.slice(0, i)", "!== 'otherwise' ? [] : []"),
  // An approximate divisor is never zero, nor a figure infinite.
  proof(
    'prove-plans.ts',
    "return and([when, holds(compare('=', divisor, approximately(integer(0))))]);",
    'return undefined;',
  ),
  proof('prove-plans.ts', 'base.low <= 0', 'base.low < 0'),
  // The root of what may be less than nothing is finite.
  proof('prove-plans.ts', 'holdsThroughout(root, when, (low) => low >= 0)', 'holdsThroughout(root, when, () => true)'),
  proof('prove-plans.ts', "code === 'not-finite' && !isInLoop(when)", "code === 'not-finite' && isInLoop(when)"),
  // Every record has a class, although some are refused.
  mutant(
    'kinds/segmentation/prove.ts',
    'if (without.length === 0 || !proofs.some(isSaid))',
    'if (proofs.length > 0)',
    KINDS,
  ),
  proof('decided.ts', '!ASKED.includes(code) && isOwn(origin.pointer)', 'false'),
  // Of two criteria that mean the same, one is told.
  mutant(
    'kinds/criteria/prove-distinct.ts',
    'for (const twin of twins) same',
    'for (const twin of twins.slice(1)) same',
    KINDS,
  ),
  mutant('kinds/criteria/prove-distinct.ts', 'found.same.set(first.id, other);', 'found.open.size;', KINDS),
  // What stood before is not compared with what is new.
  mutant(
    'kinds/criteria/prove-distinct.ts',
    "isSettled: before?.verdict === 'proved'",
    'isSettled: before !== undefined',
    KINDS,
  ),
  mutant(
    'kinds/criteria/prove-distinct.ts',
    'one.isSettled && other.isSettled',
    'one.isSettled || other.isSettled',
    KINDS,
  ),
  {
    file: 'server/operations/definitions/load-definitions.ts',
    find: 'else moved.add(kind);',
    replace: '',
    tests: ['test/server/operations/definitions/load.test.ts'],
  },
  // Only neighbouring cells are compared; where the sum is missing in between, the ends are not.
  proof('monotone/counterexamples.ts', '(r === diagrams.missing || isWrong(l, r) ? l : r)', '(isWrong(l, r) ? l : r)'),
  proof('monotone/wrong-steps.ts', 'movers.filter(({ level }) => spoiling.has(level)).length > 1', 'movers.length > 9'),
  // The axes of a matrix do not know whom it applies to.
  mutant(
    'kinds/segmentation/methods/matrix/index.ts',
    'proveBands(bins, what, setting, path)',
    'proveBands(bins, what, setting)',
    KINDS,
  ),
  // A class that only an exception gives is "never reached".
  proof('prove-bands.ts', 'names.elsewhere?.(i) === true', 'names.elsewhere?.(i) === undefined'),
  // Records that a table refuses match its rules.
  mutant('kinds/decision-table/prove.ts', 'gate: notRefused(', 'gate: ((..._: unknown[]) => null)(', KINDS),
  // A product's own division is not looked at.
  proof('prove-plans.ts', "value.kind === 'products' ?", "value.kind !== 'products' && 'reasons' in value ?"),
];
