import { evaluate as feelin } from 'feelin';
import { describe, expect, it } from 'vitest';
import { fromFeel } from '../../../definitions/expression/from-feel/from-feel.ts';
import { entityScope } from '../../../definitions/expression/computed/record-scope.ts';
import { evaluate } from '../../support/evaluate.ts';
import { shortEnvironment } from '../../support/environment.ts';

/**
 * feelin computes with doubles and gives `sum([])` and aggregates over null differently; on whole numbers, texts and days
 * that are present both must agree.
 */
const facts = { x: 7, y: -3, list: [4, 1, 9], word: '客户ab', yes: true };
const environment = shortEnvironment({
  'entity/e': {
    fields: {
      x: 'integer -100..100',
      y: 'integer -100..100',
      list: 'integer -100..100 []',
      word: 'string',
      yes: 'boolean',
    },
  },
});
const scope = entityScope(environment, 'entity/e', 'formula/f');

describe('feelin and a formula agree on', () => {
  it.each([
    'x + y * 2 - 1',
    '-x',
    '-2 ** 2',
    '2 ** 3 ** 2',
    'x - y - 1',
    '(x + y) * (x - y)',
    '12 / 4',
    'x ** 3',
    'modulo(x, 3)',
    'modulo(y, 2)',
    'modulo(x, y)',
    'abs(y)',
    'floor(x)',
    'min(x, y, 2)',
    'max(list)',
    'sum(list)',
    'count(list)',
    'mean([1, 3])',
    'x > y',
    'x >= 7',
    'x = 7',
    'x != 7',
    'x between 1 and 7',
    'x in [1..7)',
    'x in (1..7]',
    'x in (1, 7, 9)',
    'x in > 7',
    'x in ([1..3], [7..8])',
    'if x > y then x else y',
    'yes and x > y',
    'not(yes) or x < y',
    'list[1]',
    'list[-1]',
    'list[item > 3][2]',
    'count(list[item > 3])',
    'sum(for i in list return i * 2)',
    'sum(for i in 1..4 return i * i)',
    'sum(for i in 3..1 return i)',
    'some i in list satisfies i > 8',
    'every i in list satisfies i > 1',
    'string length(word)',
    'substring(word, 2)',
    'substring(word, -3, 2)',
    'upper case(word)',
    'substring before(word, "户")',
    'substring after(word, "户")',
    'contains(word, "户")',
    'starts with(word, "客")',
    'ends with(word, "b")',
    'word + "!"',
    'substring before(word, "z")',
    'substring after(word, "z")',
    'date("2026-01-31") + duration("P1M") = date("2026-02-28")',
    'date("2026-03-31").month',
    'date("2026-03-31").weekday',
    'date("2026-03-31") > date("2026-03-30")',
    'duration("P14M").years',
    'duration("P14M").months',
    'duration("P1Y2M") = duration("P14M")',
    'duration("PT36H").hours',
    'years and months duration(date("2024-02-29"), date("2026-01-31")).months',
    'years and months duration(date("2026-01-31"), date("2024-02-29")).years',
    'round half up(5, 0)',
    'round up(-3, 0)',
    'decimal(4, 0)',
    'sqrt(16) = null',
  ])('%s', (text) => {
    const { expression, problems } = fromFeel(text, scope, { definition: 'formula/f', pointer: '/text' });
    expect(problems.map(({ message }) => message.en)).toEqual([]);
    const found = expression === null ? null : evaluate(expression, { facts });
    const scale = expression?.type.kind === 'number' ? 10 ** expression.type.decimals : 1;
    const { value } = feelin(text, facts) as { value: unknown };
    expect(typeof found === 'bigint' ? Number(found) / scale : found).toEqual(value);
  });
});
