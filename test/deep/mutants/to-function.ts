import { ENGINES, kind, LOOKUP, mutant, type Mutant, RANDOM } from './mutant.ts';

const FUNCTION = [
  LOOKUP,
  ...ENGINES,
  RANDOM,
  'test/definitions/expression/to-function/to-function.test.ts',
  'test/definitions/expression/to-function/exact.test.ts',
];
const expression = (file: string, find: string, replace: string, tests = FUNCTION) =>
  mutant(`expression/${file}`, find, replace, tests);

/** Figures, intervals, and the door to functions. */
export const TO_FUNCTION: readonly Mutant[] = [
  mutant('model/decimal.ts', 'return twice >= divisor;', 'return twice > divisor;', [...FUNCTION, ...kind('formula')]),
  mutant('model/decimal.ts', 'quotient % 2n !== 0n', 'quotient % 2n === 0n', FUNCTION),
  mutant(
    'model/decimal.ts',
    'if (fraction.length > decimals && /[1-9]/.test(fraction.slice(decimals))) return undefined;',
    '',
    kind('scorecard'),
  ),
  mutant('model/interval.ts', 'low + 1n', 'low', kind('scorecard')),
  mutant('model/interval.ts', 'high - 1n', 'high', kind('decision-table')),
  expression('to-function/search.ts', 'x <= last', 'x < last'),
  expression('to-function/search.ts', 'day < row.to', 'day <= row.to'),
  expression('to-function/numbers.ts', 'return aboveHalf >= 0;', 'return aboveHalf > 0;'),
  expression('to-function/emit-logic.ts', "'<': '>='", "'<': '>'"),
  expression('to-function/rule-table.ts', '>= (this.#lows[test] ?? 0)', '> (this.#lows[test] ?? 0)'),
  expression('to-function/emit-choice.ts', '<= ${literal(on.type, high)}', '< ${literal(on.type, high)}'),
  expression('to-function/emit-weighted.ts', "isSkipped = ifMissing === 'skip'", "isSkipped = ifMissing === 'missing'"),
  expression('partition.ts', 'maximum : next - 1n', 'maximum : next'),
  expression(
    'to-function/emit-choice.ts',
    "if (test.kind === 'missing') return on.missable ?",
    "if (test.kind === 'missing') return !on.missable ?",
  ),
  mutant('record/read-record.ts', 'if (state.problems.length > 0) return undefined;', '', [
    'test/definitions/compile/direct.test.ts',
  ]),
  mutant(
    'record/read-record.ts',
    'if (state.notes.length > 0) record = { ...record, notes: state.notes };\n${answer',
    '${answer',
    ['test/definitions/compile/direct.test.ts', ...ENGINES, RANDOM],
  ),
];
