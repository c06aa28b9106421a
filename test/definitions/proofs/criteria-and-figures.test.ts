import { describe, expect, it } from 'vitest';
import { createProver, type JsonObject, link, prove } from '../../../definitions/index.ts';
import { CUSTOMER, examine, witnessOf } from './workbench.ts';

const leaf = (fact: string, operator: string, value: JsonObject[string]): JsonObject => ({ fact, operator, value });
const criteria = (when: JsonObject, name = 'c'): JsonObject => ({
  kind: 'criteria',
  name,
  entity: 'entity/customer',
  when,
});

describe('criteria', () => {
  it.each<[string, readonly JsonObject[], string, string]>([
    ['one day', [leaf('at', 'withinLast', 'P1D')], 'proved', 'proved'],
    ['two days', [leaf('at', 'withinLast', 'P2D')], 'proved', 'proved'],
    ['a month', [leaf('at', 'withinLast', 'P1M')], 'proved', 'proved'],
    ['a day, and an enum', [leaf('at', 'withinLast', 'P1D'), leaf('grade', 'equal', 'B')], 'proved', 'proved'],
    ['a day, two times', [leaf('at', 'withinLast', 'P1D'), leaf('other', 'withinLast', 'P1D')], 'proved', 'proved'],
    ['a day that never is', [leaf('at', 'withinLast', 'P1D'), leaf('at', 'isMissing', true)], 'refuted', 'proved'],
  ])('field I: withinLast on an instant is decided: %s', (_, all, canHold, canFail) => {
    const at = { type: 'instant' };
    const grade = { type: 'string', enum: ['A', 'B'], optional: true };
    const entity = { kind: 'entity', name: 'customer', fields: { at, other: { ...at, optional: true }, grade } };
    const library = link([entity, criteria({ all })].map((document) => ({ document: document as JsonObject })));
    const proofs = prove(library, ['criteria/c'])[0]?.proofs ?? [];
    const verdict = (property: string) => proofs.find((proof) => proof.property === property)?.verdict;
    expect([verdict('can-hold'), verdict('can-fail')]).toEqual([canHold, canFail]);
  });

  it.each<[string, JsonObject]>([
    ['a plain test', { all: [leaf('age', 'greaterThan', 60)] }],
    ['a test of a derived field', { all: [leaf('deposits', 'greaterThan', 60_000)] }],
    ['two fields against each other', { any: [leaf('aum', 'lessThan', { fact: 'debt' })] }],
    ['a pattern', { all: [leaf('city', 'matches', '^[A-Z]{2}\\d+$')] }],
    ['a period', { all: [leaf('openedOn', 'withinLast', 'P3M')] }],
  ])('that can hold and can fail are proved: %s', (_, when) => {
    const examined = examine(criteria(when));
    expect([examined.errors, examined.faults]).toEqual([[], []]);
  });

  it.each<[string, JsonObject, string]>([
    [
      'above and below',
      { all: [leaf('age', 'greaterThan', 60), leaf('age', 'lessThan', 30)] },
      'can-hold refuted criteria-never /when',
    ],
    [
      'two members at once',
      { all: [leaf('grade', 'equal', 'A'), leaf('grade', 'equal', 'B')] },
      'can-hold refuted criteria-never /when',
    ],
    [
      'above or not above',
      { any: [leaf('age', 'greaterThan', 60), leaf('age', 'lessThanInclusive', 60)] },
      'can-fail refuted criteria-always /when',
    ],
    ['all members', { all: [leaf('grade', 'in', ['A', 'B', 'C', 'D'])] }, 'can-fail refuted criteria-always /when'],
    [
      'missing and above',
      { all: [leaf('months', 'isMissing', true), leaf('months', 'greaterThan', 3)] },
      'can-hold refuted criteria-never /when',
    ],
  ])('that cannot are refuted: %s', (_, when, fault) => {
    expect(examine(criteria(when)).faults).toEqual([fault]);
  });

  it.each<[string, JsonObject, string[]]>([
    ['a band that is', { all: [leaf('scorecard/card#band', 'equal', 'high'), leaf('age', 'lessThan', 30)] }, []],
    [
      'two bands at once',
      { all: [leaf('scorecard/card#band', 'equal', 'high'), leaf('scorecard/card#band', 'equal', 'low')] },
      ['can-hold refuted criteria-never /when'],
    ],
    [
      'a band beside its own score',
      { all: [leaf('scorecard/card#band', 'equal', 'high'), leaf('scorecard/card#score', 'lessThan', 50)] },
      ['can-hold refuted criteria-never /when'],
    ],
  ])('that read other definitions are decided through them: %s', (_, when, faults) => {
    const card = {
      kind: 'scorecard',
      name: 'card',
      entity: 'entity/customer',
      decimals: 0,
      combine: 'sum',
      characteristics: [
        {
          name: 'aum',
          fact: 'aum',
          bins: [
            { in: '[0, 1000)', score: 10 },
            { in: '[1000, ∞)', score: 90 },
          ],
        },
      ],
      bands: [
        { name: 'low', in: '[0, 50)' },
        { name: 'high', in: '[50, 90]' },
      ],
    };
    const examined = examine(card, criteria(when));
    expect([examined.errors, examined.faults]).toEqual([[], faults]);
  });

  const against = (fact: string, operator: string, other: string): JsonObject => leaf(fact, operator, { fact: other });
  it.each<[string, JsonObject, string[]]>([
    [
      'a circle of three',
      { all: [against('a', 'lessThan', 'b'), against('b', 'lessThan', 'c'), against('c', 'lessThan', 'a')] },
      ['can-hold refuted criteria-never /when'],
    ],
    [
      'no room between bounds',
      { all: [against('a', 'lessThan', 'b'), leaf('a', 'greaterThan', 4), leaf('b', 'lessThan', 6)] },
      ['can-hold refuted criteria-never /when'],
    ],
    [
      'room for one',
      { all: [against('a', 'lessThan', 'b'), leaf('a', 'greaterThan', 4), leaf('b', 'lessThanInclusive', 6)] },
      [],
    ],
    [
      'three different ones among two values',
      {
        all: [
          against('a', 'notEqual', 'b'),
          against('b', 'notEqual', 'c'),
          against('c', 'notEqual', 'a'),
          ...['a', 'b', 'c'].map((fact) => leaf(fact, 'lessThan', 2)),
        ],
      },
      ['can-hold refuted criteria-never /when'],
    ],
    [
      'below, the same or above, of what is always there',
      { any: [against('a', 'lessThan', 'b'), against('a', 'equal', 'b'), against('b', 'lessThan', 'a')] },
      ['can-fail refuted criteria-always /when'],
    ],
    [
      'below, the same or above, where one may be missing',
      { any: [against('a', 'lessThan', 'm'), against('m', 'lessThanInclusive', 'a')] },
      [],
    ],
    [
      'whole numbers against hundredths',
      { all: [against('a', 'lessThan', 'd'), against('d', 'lessThan', 'b'), against('b', 'lessThanInclusive', 'a')] },
      ['can-hold refuted criteria-never /when'],
    ],
    [
      'texts alike and unlike',
      { all: [against('s', 'equal', 't'), against('t', 'equal', 'u'), against('u', 'notEqual', 's')] },
      ['can-hold refuted criteria-never /when'],
    ],
    ['texts of two enums that share a member', { all: [against('g', 'equal', 'h'), leaf('g', 'equal', '乙')] }, []],
    [
      'texts of two enums whose shared member is excluded',
      { all: [against('g', 'equal', 'h'), leaf('g', 'notEqual', '乙')] },
      ['can-hold refuted criteria-never /when'],
    ],
  ])('that compare facts are decided: %s', (_, when, faults) => {
    const number = { type: 'integer', minimum: 0, maximum: 9 };
    const thing: JsonObject = {
      kind: 'entity',
      name: 'thing',
      fields: {
        a: number,
        b: number,
        c: number,
        m: { ...number, optional: true },
        d: { type: 'decimal', decimals: 2, minimum: 0, maximum: 9 },
        s: { type: 'string' },
        t: { type: 'string' },
        u: { type: 'string' },
        g: { type: 'string', enum: ['甲', '乙'] },
        h: { type: 'string', enum: ['乙', '丙'] },
      },
    };
    const examined = examine(thing, { ...criteria(when), entity: 'entity/thing' });
    expect([examined.errors, examined.faults]).toEqual([[], faults]);
  });

  it('that mean the same are told, however they are written', () => {
    const documents = [
      criteria({ all: [leaf('age', 'greaterThanInclusive', 18), leaf('grade', 'in', ['A', 'B'])] }, 'one'),
      criteria({ not: { any: [leaf('grade', 'in', ['C', 'D']), leaf('age', 'lessThan', 18)] } }, 'two'),
      criteria({ all: [leaf('age', 'greaterThan', 18), leaf('grade', 'in', ['A', 'B'])] }, 'three'),
      criteria({ all: [leaf('aum', 'lessThan', { fact: 'debt' })] }, 'four'),
      criteria({ not: { not: { all: [leaf('debt', 'greaterThan', { fact: 'aum' })] } } }, 'five'),
      criteria({ not: { all: [leaf('debt', 'lessThanInclusive', { fact: 'aum' })] } }, 'six'),
      criteria({ all: [{ condition: 'criteria/three' }, leaf('age', 'between', '[18, 120]')] }, 'seven'),
    ];
    const account = {
      kind: 'entity',
      name: 'account',
      fields: {
        id: { type: 'string' },
        category: { type: 'string', enum: ['deposit'] },
        balance: { type: 'decimal', decimals: 2 },
      },
    };
    const library = link([CUSTOMER, account, ...documents].map((document) => ({ document })));
    const { among } = createProver(library, { nodes: 100_000 });
    const other = (text: string) => /\(criteria\/(\w+)\)/.exec(text)?.[1];
    expect(
      documents.map(({ name }) => {
        const [proof] = among(`criteria/${String(name)}`);
        return [name, proof?.verdict, proof?.problem?.code, other(proof?.problem?.message.en ?? '')];
      }),
    ).toEqual([
      ['one', 'refuted', 'criteria-same', 'two'],
      ['two', 'refuted', 'criteria-same', 'one'],
      ['three', 'refuted', 'criteria-same', 'seven'],
      ['four', 'refuted', 'criteria-same', 'five'],
      ['five', 'refuted', 'criteria-same', 'four'],
      ['six', 'proved', undefined, undefined],
      ['seven', 'refuted', 'criteria-same', 'three'],
    ]);
  });
});

describe('formulas', () => {
  const formula = (text: string, inputs: JsonObject): JsonObject => ({
    kind: 'formula',
    name: 'f',
    inputs,
    lines: [{ name: 'x', text, type: 'decimal', decimals: 2 }],
    outputs: ['x'],
  });

  it('that cannot divide by zero are proved', () => {
    const examined = examine(formula('a / b', { a: { type: 'integer' }, b: { type: 'integer', minimum: 1 } }));
    expect([examined.errors, examined.faults]).toEqual([[], []]);
  });

  it('that guard a division are proved', () => {
    const examined = examine(
      formula('if b > 0 then a / b else 0', { a: { type: 'integer' }, b: { type: 'integer', minimum: 0 } }),
    );
    expect([examined.errors, examined.faults]).toEqual([[], []]);
  });

  it('that can divide by zero are shown with a request', () => {
    const examined = examine(
      formula('a / (b - c)', { a: { type: 'integer' }, b: { type: 'integer' }, c: { type: 'integer' } }),
    );
    expect(examined.faults).toEqual(['no-division-by-zero refuted division-by-zero-possible /lines/0/text']);
    const result = examined.decide(witnessOf(examined, 'division-by-zero-possible'));
    expect(result.problems.map((problem) => problem.code)).toEqual(['division-by-zero']);
  });

  it('that could overflow are refused before they run', () => {
    const wide = { type: 'decimal', decimals: 2, minimum: -1e13, maximum: 1e13 };
    expect(examine(formula('a * a * a', { a: wide })).errors).toEqual(['range-too-large /lines/0/text']);
  });
});
