import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';

const CUSTOMER = {
  kind: 'entity',
  name: 'customer',
  fields: {
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000000, optional: true },
    grade: { type: 'string', enum: ['AAA', 'AA', 'A', 'B'], optional: true },
    city: { type: 'string', optional: true },
    payroll: { type: 'boolean', optional: true },
    openedOn: { type: 'date', optional: true },
    series: { type: 'integer', series: true, optional: true },
  },
};
const table = (of: JsonObject) => ({
  kind: 'decision-table',
  name: 't',
  entity: 'entity/customer',
  hitPolicy: 'unique',
  inputs: [{ fact: 'age' }],
  outputs: [{ name: 'out', type: 'string' }],
  rules: [{ when: ['-'], then: ['x'] }],
  ...of,
});
const decide = (of: JsonObject, facts: JsonObject) => {
  const { value, problems } = answer(libraryOf(CUSTOMER, table(of)), 'decision-table/t', given(facts));
  return problems.length === 0 ? value : { value, problems };
};
const column = (fact: string, ...cells: readonly Json[]): JsonObject => ({
  hitPolicy: 'first',
  inputs: [{ fact }],
  rules: cells.map((cell, i) => ({ when: [cell], then: [`r${i}`] })),
  otherwise: ['none'],
});

describe('a cell', () => {
  it.each<[string, string, Json, JsonObject, boolean]>([
    ['an interval holds its closed end', 'age', '[18, 30)', { age: 18 }, true],
    ['an interval leaves out its open end', 'age', '[18, 30)', { age: 30 }, false],
    ['an open end is one unit further in', 'aum', '(100, 200]', { aum: 100.01 }, true],
    ['an open end leaves its bound out', 'aum', '(100, 200]', { aum: 100 }, false],
    ['an infinite side', 'aum', '[5000, ∞)', { aum: 1000000 }, true],
    ['inf for ∞', 'aum', '(-inf, 5000)', { aum: 0 }, true],
    ['dates in an interval', 'openedOn', '[2026-01-01, 2026-07-01)', { openedOn: '2026-06-30' }, true],
    ['dates outside an interval', 'openedOn', '[2026-01-01, 2026-07-01)', { openedOn: '2026-07-01' }, false],
    ['a date', 'openedOn', '2026-01-01', { openedOn: '2026-01-01' }, true],
    ['a number', 'aum', 12.5, { aum: 12.5 }, true],
    ['a number as text', 'aum', '12.5', { aum: 12.5 }, true],
    ['a member of an enum', 'grade', 'AA', { grade: 'AA' }, true],
    ['another member', 'grade', 'AA', { grade: 'A' }, false],
    ['a text', 'city', '上海', { city: '上海' }, true],
    ['a flag', 'payroll', false, { payroll: false }, true],
    ['a list of values', 'grade', ['AAA', 'AA'], { grade: 'AA' }, true],
    ['a list of intervals and values', 'age', ['[0, 18)', 60, '[65, 120]'], { age: 60 }, true],
    ['beside a list of intervals and values', 'age', ['[0, 18)', 60, '[65, 120]'], { age: 61 }, false],
    ['not a value', 'grade', { not: 'AA' }, { grade: 'A' }, true],
    ['not that very value', 'grade', { not: 'AA' }, { grade: 'AA' }, false],
    ['not an interval', 'age', { not: '[18, 30)' }, { age: 30 }, true],
    ['not a list', 'grade', { not: ['AAA', 'AA'] }, { grade: 'AAA' }, false],
    ['anything', 'age', '-', { age: 1 }, true],
    ['a dash in a list is a text', 'city', ['-'], { city: '-' }, true],
    ['{ missing } for a value', 'age', { missing: true }, { age: 1 }, false],
    ['{ missing } for none', 'age', { missing: true }, {}, true],
    ['{ missing } for null', 'age', { missing: true }, { age: null }, true],
    ['anything, for a missing value', 'age', '-', {}, true],
    ['an interval, for a missing value', 'age', '(-∞, ∞)', {}, false],
    ['a value, for a missing one', 'grade', 'AA', {}, false],
    ['a list, for a missing value', 'grade', ['AAA', 'AA', 'A', 'B'], {}, false],
    ['a negation, for a missing value', 'grade', { not: 'AA' }, {}, false],
  ])('%s', (_, fact, cell, facts, matches) => {
    expect(decide(column(fact, cell), facts)).toEqual({ out: matches ? 'r0' : 'none' });
  });

  it.each<[string, string, Json, string]>([
    ['an interval that is none', 'age', '>=18', 'bin-interval-malformed@/rules/0/when/0'],
    ['an interval closed at infinity', 'age', '[18, ∞]', 'bin-interval-malformed@/rules/0/when/0'],
    ['an interval without a value in it', 'age', '[30, 18)', 'bin-interval-empty@/rules/0/when/0'],
    ['an interval finer than its field', 'aum', '[0.001, 1)', 'bin-bound-unreadable@/rules/0/when/0'],
    [
      'an interval of days that do not exist',
      'openedOn',
      '[2026-02-30, 2026-03-01)',
      'bin-bound-unreadable@/rules/0/when/0',
    ],
    ['an interval below a text', 'city', '[1, 2)', 'bin-interval-unordered@/rules/0/when/0'],
    ['an interval below an enum', 'grade', '[1, 2)', 'bin-value-not-in-domain@/rules/0/when/0'],
    ['a value no enum has', 'grade', 'AAAA', 'bin-value-not-in-domain@/rules/0/when/0'],
    ['a value beyond the bounds', 'age', 121, 'bin-value-not-in-domain@/rules/0/when/0'],
    ['a value with too many decimals', 'age', 1.5, 'bin-value-of-other-type@/rules/0/when/0'],
    ['a text below a flag', 'payroll', 'yes', 'bin-value-of-other-type@/rules/0/when/0'],
    ['a slip within a list', 'grade', ['AAA', 'AB'], 'bin-value-not-in-domain@/rules/0/when/0/1'],
    ['a slip within a negation', 'grade', { not: ['AAA', 'AB'] }, 'bin-value-not-in-domain@/rules/0/when/0/not/1'],
    ['a slip that is negated', 'grade', { not: 'AB' }, 'bin-value-not-in-domain@/rules/0/when/0/not'],
    ['a value twice', 'grade', ['AAA', 'AAA'], 'bin-value-twice@/rules/0/when/0/1'],
  ])('is refused: %s', (_, fact, cell, problem) => {
    expect(problemsOf(CUSTOMER, table(column(fact, cell)))).toEqual([problem]);
  });
});

describe('a decision table is refused', () => {
  it.each<[string, JsonObject, readonly string[]]>([
    ['where an input has no source', { inputs: [{ title: 'x' }] }, ['input-without-one-source@/inputs/0']],
    [
      'where an input has two sources',
      { inputs: [{ fact: 'age', formula: { text: 'age', type: 'integer' } }] },
      ['input-without-one-source@/inputs/0'],
    ],
    ['for an unknown field', { inputs: [{ fact: 'agee' }] }, ['fact-unknown@/inputs/0/fact']],
    ['for an unknown definition', { inputs: [{ fact: 'scorecard/x#score' }] }, ['unknown-reference@/inputs/0/fact']],
    ['for an input that is a list', { inputs: [{ fact: 'series' }] }, ['value-not-binnable@/inputs/0/fact']],
    [
      'for a formula that is none',
      { inputs: [{ formula: { text: 'age +', type: 'integer' } }] },
      ['formula-syntax@/inputs/0/formula/text'],
    ],
    [
      'for a rule with too few cells',
      { inputs: [{ fact: 'age' }, { fact: 'grade' }] },
      ['rule-cells-count@/rules/0/when'],
    ],
    [
      'for a rule with too many results',
      { rules: [{ when: ['-'], then: ['x', 'y'] }] },
      ['rule-cells-count@/rules/0/then'],
    ],
    [
      'for too few in otherwise',
      {
        outputs: [
          { name: 'a', type: 'string' },
          { name: 'b', type: 'string' },
        ],
        rules: [{ when: ['-'], then: ['x', 'y'] }],
        otherwise: ['x'],
      },
      ['rule-cells-count@/otherwise'],
    ],
    [
      'for one output twice',
      {
        outputs: [
          { name: 'a', type: 'string' },
          { name: 'a', type: 'string' },
        ],
        rules: [{ when: ['-'], then: ['x', 'y'] }],
      },
      ['output-named-twice@/outputs/1/name'],
    ],
    [
      'for a decimal without decimals',
      { outputs: [{ name: 'a', type: 'decimal' }], rules: [{ when: ['-'], then: [1] }] },
      ['decimals-needed@/outputs/0'],
    ],
    [
      'for an enum of numbers',
      { outputs: [{ name: 'a', type: 'integer', enum: ['1'] }], rules: [{ when: ['-'], then: [1] }] },
      ['key-does-not-apply@/outputs/0/enum'],
    ],
    ['for a result of another type', { rules: [{ when: ['-'], then: [1] }] }, ['result-of-other-type@/rules/0/then/0']],
    [
      'for a result with too many decimals',
      { outputs: [{ name: 'a', type: 'decimal', decimals: 1 }], rules: [{ when: ['-'], then: [1.25] }] },
      ['result-of-other-type@/rules/0/then/0'],
    ],
    [
      'for a result outside its enum',
      { outputs: [{ name: 'a', type: 'string', enum: ['y'] }] },
      ['result-not-in-domain@/rules/0/then/0'],
    ],
    [
      'for a result beyond its bounds',
      { outputs: [{ name: 'a', type: 'integer', maximum: 5 }], rules: [{ when: ['-'], then: [6] }] },
      ['result-not-in-domain@/rules/0/then/0'],
    ],
    ['for an otherwise of another type', { otherwise: [1] }, ['result-of-other-type@/otherwise/0']],
    ['for priority without an order', { hitPolicy: 'priority' }, ['priority-needs-enum@/hitPolicy']],
    ['for output-order without an order', { hitPolicy: 'output-order' }, ['priority-needs-enum@/hitPolicy']],
    ['for a sum of texts', { hitPolicy: 'collect-sum' }, ['aggregate-needs-number@/outputs/0/type']],
    [
      'for a sum of two outputs',
      {
        hitPolicy: 'collect-sum',
        outputs: [
          { name: 'a', type: 'integer' },
          { name: 'b', type: 'integer' },
        ],
        rules: [{ when: ['-'], then: [1, 2] }],
      },
      ['aggregate-needs-one-output@/outputs'],
    ],
    [
      'for a sum with null',
      { hitPolicy: 'collect-sum', outputs: [{ name: 'a', type: 'integer' }], rules: [{ when: ['-'], then: [null] }] },
      ['aggregate-needs-value@/rules/0/then/0'],
    ],
    ['for a count with otherwise', { hitPolicy: 'collect-count', otherwise: ['x'] }, ['otherwise-unused@/otherwise']],
  ])('%s', (_, of, problems) => {
    expect(problemsOf(CUSTOMER, table(of))).toEqual(problems);
  });
});

/** Rules that overlap: from 10, from 20, from 30; and a word and a figure each. */
const overlapping = (hitPolicy: string, results: readonly Json[], more: JsonObject = {}): JsonObject => ({
  hitPolicy,
  outputs: [
    typeof results[0] === 'number'
      ? { name: 'out', type: 'decimal', decimals: 2 }
      : { name: 'out', type: 'string', enum: ['high', 'low', 'no'] },
  ],
  rules: ['[10, 120]', '[20, 120]', '[30, 120]'].map((cell, i) => ({ when: [cell], then: [results[i] ?? null] })),
  ...more,
});
const refused = (code: string) => ({ value: null, problems: [code] });

describe('a hit policy', () => {
  it.each<[string, JsonObject, number | null, Json]>([
    ['unique: the only match', overlapping('unique', ['low', 'high', 'no']), 15, { out: 'low' }],
    ['unique: several matches', overlapping('unique', ['low', 'high', 'no']), 25, refused('several-rules-match')],
    [
      'unique: several matches with equal results',
      overlapping('unique', ['low', 'low', 'low']),
      25,
      refused('several-rules-match'),
    ],
    [
      'unique: several matches and otherwise',
      overlapping('unique', ['low', 'high', 'no'], { otherwise: ['no'] }),
      25,
      refused('several-rules-match'),
    ],
    ['unique: no match', overlapping('unique', ['low', 'high', 'no']), 5, refused('no-rule-matches')],
    [
      'unique: no match and otherwise',
      overlapping('unique', ['low', 'high', 'no'], { otherwise: ['no'] }),
      5,
      { out: 'no' },
    ],
    ['unique: missing', overlapping('unique', ['low', 'high', 'no']), null, refused('no-rule-matches')],
    ['first: of several', overlapping('first', ['low', 'high', 'no']), 99, { out: 'low' }],
    ['first: none', overlapping('first', ['low', 'high', 'no']), 9, refused('no-rule-matches')],
    ['first: none and otherwise', overlapping('first', ['low', 'high', 'no'], { otherwise: [null] }), 9, { out: null }],
    ['any: equal results', overlapping('any', ['low', 'low', 'high']), 25, { out: 'low' }],
    ['any: conflicting results', overlapping('any', ['low', 'low', 'high']), 35, refused('rules-conflict')],
    [
      'any: conflicting results of three kinds',
      overlapping('any', ['low', 'no', 'high']),
      25,
      refused('rules-conflict'),
    ],
    ['any: one of three kinds', overlapping('any', ['low', 'no', 'high']), 15, { out: 'low' }],
    ['any: null and a value conflict', overlapping('any', ['low', null, 'low']), 25, refused('rules-conflict')],
    ['any: no match', overlapping('any', ['low', 'low', 'low']), 5, refused('no-rule-matches')],
    [
      'any: no match and otherwise',
      overlapping('any', ['low', 'low', 'high'], { otherwise: ['no'] }),
      5,
      { out: 'no' },
    ],
    [
      'priority: the output that stands first in its enum',
      overlapping('priority', ['low', 'no', 'high']),
      35,
      { out: 'high' },
    ],
    ['priority: before it matches', overlapping('priority', ['low', 'no', 'high']), 25, { out: 'low' }],
    [
      'priority: otherwise',
      overlapping('priority', ['low', 'no', 'high'], { otherwise: ['high'] }),
      5,
      { out: 'high' },
    ],
    [
      'rule-order: all that match',
      overlapping('rule-order', ['low', 'no', 'high']),
      35,
      [{ out: 'low' }, { out: 'no' }, { out: 'high' }],
    ],
    [
      'output-order: all that match, by the enum',
      overlapping('output-order', ['low', 'no', 'high']),
      35,
      [{ out: 'high' }, { out: 'low' }, { out: 'no' }],
    ],
    ['collect: all that match', overlapping('collect', ['low', 'low', 'high']), 25, [{ out: 'low' }, { out: 'low' }]],
    ['collect: none', overlapping('collect', ['low', 'low', 'high']), 5, []],
    [
      'collect: none and otherwise',
      overlapping('collect', ['low', 'low', 'high'], { otherwise: ['no'] }),
      5,
      [{ out: 'no' }],
    ],
    [
      'collect: some and otherwise',
      overlapping('collect', ['low', 'low', 'high'], { otherwise: ['no'] }),
      10,
      [{ out: 'low' }],
    ],
    ['collect-sum', overlapping('collect-sum', [0.1, 0.2, -5]), 25, { out: 0.3 }],
    ['collect-sum of all', overlapping('collect-sum', [0.1, 0.2, -5]), 35, { out: -4.7 }],
    ['collect-sum of none', overlapping('collect-sum', [0.1, 0.2, -5]), 5, { out: 0 }],
    [
      'collect-sum of none and otherwise',
      overlapping('collect-sum', [0.1, 0.2, -5], { otherwise: [7] }),
      5,
      { out: 7 },
    ],
    ['collect-min', overlapping('collect-min', [98.83, 150.21, 64.32]), 35, { out: 64.32 }],
    ['collect-min of some', overlapping('collect-min', [98.83, 150.21, 64.32]), 25, { out: 98.83 }],
    ['collect-min of none', overlapping('collect-min', [98.83, 150.21, 64.32]), 5, refused('no-rule-matches')],
    ['collect-max', overlapping('collect-max', [98.83, 150.21, 64.32]), 35, { out: 150.21 }],
    ['collect-max of one', overlapping('collect-max', [98.83, 150.21, 64.32]), 15, { out: 98.83 }],
    ['collect-count', overlapping('collect-count', ['low', 'low', 'no']), 35, { out: 3 }],
    ['collect-count of none', overlapping('collect-count', ['low', 'low', 'no']), 5, { out: 0 }],
  ])('%s', (_, of, age, expected) => {
    expect(decide(of, { age })).toEqual(expected);
  });

  it('priority looks at the second output where the first is equal', () => {
    const outputs = [
      { name: 'a', type: 'string', enum: ['x', 'y'] },
      { name: 'b', type: 'string', enum: ['p', 'q'] },
    ];
    const rules = [
      ['y', 'p'],
      ['x', 'q'],
      ['x', 'p'],
    ].map((then) => ({ when: ['-'], then }));
    expect(decide({ hitPolicy: 'priority', outputs, rules }, { age: 1 })).toEqual({ a: 'x', b: 'p' });
    expect(decide({ hitPolicy: 'output-order', outputs, rules }, { age: 1 })).toEqual([
      { a: 'x', b: 'p' },
      { a: 'x', b: 'q' },
      { a: 'y', b: 'p' },
    ]);
  });
});

describe("a table's inputs and outputs", () => {
  it('may be computed and may be results of other definitions', () => {
    const limits = {
      ...table(column('grade', ['AAA', 'AA'])),
      name: 'limits',
      outputs: [{ name: 'out', type: 'string', enum: ['r0', 'none'] }],
    };
    const doubled = { text: 'aum * 2', type: 'decimal', decimals: 2 };
    const own = table({
      hitPolicy: 'first',
      inputs: [{ formula: doubled }, { fact: 'decision-table/limits#out' }],
      rules: [{ when: ['[100, ∞)', 'r0'], then: ['both'] }],
      otherwise: ['no'],
    });
    const library = libraryOf(CUSTOMER, limits, own);
    const of = (facts: JsonObject) => answer(library, 'decision-table/t', given(facts)).value;
    expect(of({ aum: 50, grade: 'AA' })).toEqual({ out: 'both' });
    expect(of({ aum: 49.99, grade: 'AA' })).toEqual({ out: 'no' });
    expect(of({ aum: 50, grade: 'B' })).toEqual({ out: 'no' });
  });

  it('are missing for others where the table refuses', () => {
    const decision = libraryOf(CUSTOMER, table(overlapping('unique', ['low', 'high', 'no']))).environment.decision(
      'decision-table/t',
    );
    expect(Object.keys(decision?.outputs ?? {})).toEqual(['out']);
    expect(decision?.outputs['out']?.missable).toBe(true);
  });

  it('have the bounds of what the rules give', () => {
    const decision = libraryOf(
      CUSTOMER,
      table(overlapping('first', [1, 2, 3], { otherwise: [-4] })),
    ).environment.decision('decision-table/t');
    expect(decision?.outputs['out']?.type).toEqual({ kind: 'number', decimals: 2, minimum: -400n, maximum: 300n });
    expect(decision?.outputs['out']?.missable).toBe(false);
  });

  it('test equal cells of a column by one node', () => {
    const decision = libraryOf(CUSTOMER, table(column('age', '[18, 30)', 40, '[18, 30)'))).environment.decision(
      'decision-table/t',
    );
    const index = decision?.outputs['out'];
    const inner = index?.kind === 'pick' && index.index.kind === 'coalesce' ? index.index.items[0] : undefined;
    const rules = inner?.kind === 'table' ? inner.rules : [];
    expect(rules).toHaveLength(3);
    expect(rules[0]?.cells[0]).toBe(rules[2]?.cells[0]);
  });
});
