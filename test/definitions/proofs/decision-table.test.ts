import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { examine, witnessOf } from './workbench.ts';

const table = (
  hitPolicy: string,
  inputs: readonly string[],
  rules: readonly (readonly [JsonObject[string][], unknown])[],
  otherwise?: number,
): JsonObject =>
  ({
    kind: 'decision-table',
    name: 'table',
    entity: 'entity/customer',
    hitPolicy,
    inputs: inputs.map((fact) => ({ fact })),
    outputs: [
      hitPolicy === 'priority'
        ? { name: 'limit', type: 'string', enum: ['high', 'low'] }
        : { name: 'limit', type: 'integer' },
    ],
    rules: rules.map(([when, then]) => ({ when, then: [then] })),
    ...(otherwise === undefined ? {} : { otherwise: [otherwise] }),
  }) as JsonObject;

describe('sound tables are proved', () => {
  it.each<[string, JsonObject]>([
    [
      'a grid',
      table(
        'unique',
        ['age', 'grade'],
        [
          [['[0, 30)', ['A', 'B']], 1],
          [['[0, 30)', ['C', 'D']], 2],
          [['[30, 120]', '-'], 3],
        ],
      ),
    ],
    [
      'steps, first wins',
      table(
        'first',
        ['age'],
        [
          [['[60, 120]'], 1],
          [['[30, 120]'], 2],
          [['-'], 3],
        ],
      ),
    ],
    ['a rest', table('unique', ['age'], [[['[60, 120]'], 1]], 0)],
    [
      'missing told apart',
      table(
        'unique',
        ['months'],
        [
          [[{ missing: true }], 0],
          [['[0, 24)'], 1],
          [['[24, ∞)'], 2],
        ],
      ),
    ],
    [
      'not',
      table(
        'unique',
        ['grade'],
        [
          [[{ not: ['A', 'B'] }], 0],
          [[['A', 'B']], 1],
        ],
      ),
    ],
    [
      'equal results may overlap under any',
      table(
        'any',
        ['age'],
        [
          [['[0, 60]'], 1],
          [['[30, 120]'], 1],
        ],
      ),
    ],
    [
      'priority',
      table(
        'priority',
        ['age'],
        [
          [['-'], 'low'],
          [['[60, 120]'], 'high'],
        ],
      ),
    ],
    [
      'two inputs that are one field',
      table(
        'unique',
        ['age', 'age'],
        [
          [['[0, 30)', '-'], 1],
          [['-', '[30, 120]'], 2],
        ],
      ),
    ],
  ])('%s', (_, document) => {
    const examined = examine(document);
    expect([examined.errors, examined.faults]).toEqual([[], []]);
  });
});

describe('broken tables are refuted by a record', () => {
  it.each<[string, JsonObject, string, string, string[]]>([
    [
      'a hole',
      table(
        'unique',
        ['age', 'grade'],
        [
          [['[0, 30)', '-'], 1],
          [['[30, 120]', ['A', 'B', 'C']], 2],
        ],
      ),
      'complete',
      'table-gap',
      ['no-rule-matches'],
    ],
    [
      'a hole for missing',
      table('unique', ['months'], [[['[0, ∞)'], 1]]),
      'complete',
      'table-gap',
      ['no-rule-matches'],
    ],
    [
      'an overlap under unique',
      table(
        'unique',
        ['age', 'grade'],
        [
          [['[0, 30]', '-'], 1],
          [['[30, 120]', '-'], 2],
        ],
      ),
      'no-overlap',
      'rule-overlap',
      ['several-rules-match'],
    ],
    [
      'a conflict under any',
      table(
        'any',
        ['age'],
        [
          [['[0, 60]'], 1],
          [['[60, 120]'], 2],
        ],
      ),
      'no-overlap',
      'rule-overlap',
      ['rules-conflict'],
    ],
    [
      'a hole in what a condition computes',
      table(
        'first',
        ['deposits'],
        [
          [['(-∞, 100)'], 1],
          [['(100, ∞)'], 2],
        ],
      ),
      'complete',
      'table-gap',
      ['no-rule-matches'],
    ],
  ])('%s', (_, document, property, code, problems) => {
    const examined = examine(document);
    expect(examined.errors).toEqual([]);
    expect(examined.faults.map((fault) => fault.split(' ').slice(0, 3).join(' '))).toEqual([
      `${property} refuted ${code}`,
    ]);
    const result = examined.decide(witnessOf(examined, code));
    expect([result.value, result.problems.map((problem) => problem.code)]).toEqual([null, problems]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'a rule masked by one before',
      table(
        'first',
        ['age'],
        [
          [['[0, 60]'], 1],
          [['[10, 20]'], 2],
          [['-'], 3],
        ],
      ),
      'rule-masked /rules/1',
    ],
    [
      'a rule masked by two before together',
      table(
        'first',
        ['age', 'grade'],
        [
          [['[0, 60)', '-'], 1],
          [['[60, 120]', '-'], 2],
          [['[50, 70]', ['A']], 3],
        ],
      ),
      'rule-masked /rules/2',
    ],
    [
      'a rule masked by a foremost result',
      table(
        'priority',
        ['age'],
        [
          [['[60, 120]'], 'low'],
          [['-'], 'high'],
        ],
      ),
      'rule-masked /rules/0',
    ],
    [
      'a rule outside the domain',
      table(
        'unique',
        ['age'],
        [
          [['-'], 1],
          [['[200, 300]'], 2],
        ],
      ),
      'rule-unreachable /rules/1',
    ],
  ])('%s', (_, document, fault) => {
    const found = examine(document).proofs.flatMap(({ problem }) =>
      problem === undefined ? [] : [`${problem.code} ${problem.pointer}`],
    );
    expect(found).toEqual([fault]);
  });
});

describe('inputs that share a fact', () => {
  it.each<[string, JsonObject, string[]]>([
    [
      'hide a rule whose cells contradict each other',
      table(
        'rule-order',
        ['age', 'age'],
        [
          [['[0, 10)', '-'], 1],
          [['[0, 10)', '[20, 30)'], 2],
        ],
      ),
      ['rules-reachable refuted rule-unreachable /rules/1'],
    ],
    [
      'mask a rule by rules before it',
      table(
        'first',
        ['age', 'age'],
        [
          [['[0, 60)', '-'], 1],
          [['-', '[60, 120]'], 2],
          [['[50, 70)', '[10, 100]'], 3],
        ],
      ),
      ['rules-reachable refuted rule-masked /rules/2'],
    ],
    [
      'cover together what neither covers',
      table(
        'unique',
        ['grade', 'age', 'grade'],
        [
          [[['A', 'B'], '-', '-'], 1],
          [['-', '-', ['C', 'D']], 2],
        ],
      ),
      [],
    ],
  ])('%s', (_, document, faults) => {
    const examined = examine(document);
    expect([examined.errors, examined.faults]).toEqual([[], faults]);
  });
});

describe('policies that give several rows', () => {
  const overlapping: readonly (readonly [JsonObject[string][], unknown])[] = [
    [['[0, 60]'], 1],
    [['[30, 120]'], 2],
  ];
  it.each(['rule-order', 'collect', 'collect-sum', 'collect-count', 'collect-min', 'collect-max'])(
    '%s allows overlap',
    (policy) => expect(examine(table(policy, ['age'], overlapping)).faults).toEqual([]),
  );

  it.each<[string, string[]]>([
    ['collect', []],
    ['collect-sum', []],
    ['collect-max', ['complete refuted table-gap /rules']],
  ])('%s: a hole is a fault where one value is asked for', (policy, faults) => {
    const examined = examine(table(policy, ['age'], [[['[0, 60]'], 1]]));
    expect(examined.faults).toEqual(faults);
    if (faults.length > 0) expect(examined.decide(witnessOf(examined, 'table-gap')).value).toBeNull();
  });

  it.each(['rule-order', 'collect-sum', 'collect-min'])('%s tells of a rule outside its domain', (policy) => {
    const rules: readonly (readonly [JsonObject[string][], unknown])[] = [
      [['-', '-'], 1],
      [['[0, 60]', '(60, 120]'], 2],
    ];
    expect(examine(table(policy, ['age', 'age'], rules)).faults).toEqual([
      'rules-reachable refuted rule-unreachable /rules/1',
    ]);
  });

  it('leaves a rest that nothing is left for alone, whatever its place in the list', () => {
    const rules: readonly (readonly [JsonObject[string][], unknown])[] = [
      [['[0, 60]'], 1],
      [['(60, 120]'], 2],
    ];
    expect(examine(table('rule-order', ['age'], rules, 0)).faults).toEqual([]);
  });
});

describe('tests against other facts, and computed results', () => {
  const text = (feel: string) => ({ text: feel }) as JsonObject;

  it('what is below and what is not below another fact is complete and apart', () => {
    const rules = [
      [[text('< aum')], 1],
      [[text('>= aum')], 2],
    ] as const;
    expect(examine(table('unique', ['age'], rules as never)).faults).toEqual([]);
  });

  it('a fact that may be missing leaves a gap, which its witness shows', () => {
    const rules = [
      [[text('< months')], 1],
      [[text('>= months')], 2],
    ] as const;
    const examined = examine(table('unique', ['age'], rules as never));
    expect(examined.faults).toEqual(['complete refuted table-gap /rules']);
    expect(examined.decide(witnessOf(examined, 'table-gap')).problems.map(({ code }) => code)).toEqual([
      'no-rule-matches',
    ]);
  });

  it('computed results that may differ under any are refuted by a record on which they do', () => {
    const examined = examine(
      table(
        'any',
        ['age'],
        [
          [['-'], text('age')],
          [['-'], 5],
        ],
      ),
    );
    expect(examined.faults).toEqual(['no-overlap refuted rule-overlap /rules/1']);
    expect(examined.decide(witnessOf(examined, 'rule-overlap')).problems.map(({ code }) => code)).toEqual([
      'rules-conflict',
    ]);
  });

  it('a division by zero in a computed result is refuted by a record on which it happens', () => {
    const examined = examine(table('first', ['age'], [[['-'], text('floor(aum / age)')]]));
    const fault = examined.proofs.find(({ verdict }) => verdict === 'refuted');
    const witness = fault?.problem?.witness ?? null;
    expect(examined.decide(witness).problems.map(({ code }) => code)).toEqual(['division-by-zero']);
  });
});

describe('a wide table', () => {
  const WIDTH = 64;
  const field = { type: 'integer', minimum: 0, maximum: 100_000 };
  const facts = Array.from({ length: WIDTH }, (_, i) => `x${i}`);
  const entity: JsonObject = {
    kind: 'entity',
    name: 'wide',
    fields: Object.fromEntries(facts.map((name) => [name, field])),
  };
  const row = (cells: Readonly<Record<number, string>>) => facts.map((_, i) => cells[i] ?? '-');
  /** Each rule tests two inputs; every hundredth asks for less than the one before it does, and so is never taken. */
  const rules = Array.from({ length: 1500 }, (_, i) => {
    const of = (n: number) => ({ [n % WIDTH]: `[${n}, ${n + 3})`, [(n * 7 + 5) % WIDTH]: `[${2 * n}, ${2 * n + 5}]` });
    return { when: row(i % 100 === 99 ? { ...of(i - 1), [(i * 11 + 3) % WIDTH]: '[1, 9]' } : of(i)), then: [i] };
  });

  it('is decided rule by rule', () => {
    const { proofs } = examine(entity, {
      kind: 'decision-table',
      name: 'table',
      entity: 'entity/wide',
      hitPolicy: 'first',
      inputs: facts.map((fact) => ({ fact })),
      outputs: [{ name: 'result', type: 'integer' }],
      rules,
      otherwise: [-1],
    });
    const masked = proofs.map(({ verdict, pointer, problem }) => [verdict, pointer, problem?.code]);
    expect(masked).toEqual(
      rules.flatMap((_, i) => (i % 100 === 99 ? [['refuted', `/rules/${i}`, 'rule-masked']] : [])),
    );
  });
});
