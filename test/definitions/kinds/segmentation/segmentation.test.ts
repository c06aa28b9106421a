import { describe, expect, test } from 'vitest';
import { evaluate, type World } from '../../../support/evaluate.ts';
import { answer, given, libraryOf, problemsOf } from '../answer.ts';
import { customer, customerClass, exitApproved, matrix, personal, share } from './library.ts';

const { stability: _, ...plain } = customerClass;
const facts = { credit: 85, contribution: 78, loyalty: 64, personal: true, exitApproved: false };
const ask = (document: object, of: object, more: Partial<World> = {}) => {
  const library = libraryOf(customer, personal, exitApproved, document);
  const id = [...library.definitions.keys()].find((one) => one.startsWith('segmentation/')) ?? '';
  return answer(library, id, { ...given({ ...facts, ...of }), ...more });
};
const without = (...names: readonly string[]) => Object.fromEntries(names.map((name) => [name, null]));

describe('a composite', () => {
  test.each([
    // R-18 in section 19 of the requirements.
    ['85, 78, 64 at 0.40, 0.35, 0.25 is 77.3, key', {}, { class: 'key', score: 77.3 }],
    ['a bound belongs to the class above', { credit: 90, contribution: 90, loyalty: 90 }, { class: 'gold', score: 90 }],
    [
      'a score is compared as it is shown',
      { credit: 90, contribution: 90, loyalty: 89.98 },
      { class: 'gold', score: 90 },
    ],
    [
      'one hundredth below is the class below',
      { credit: 90, contribution: 90, loyalty: 89.96 },
      { class: 'quality', score: 89.99 },
    ],
    ['the top', { credit: 100, contribution: 100, loyalty: 100 }, { class: 'gold', score: 100 }],
    ['the bottom', { credit: 0, contribution: 0, loyalty: 0 }, { class: 'phase-out', score: 0 }],
  ])('%s', (_name, of, value) => {
    expect(ask(plain, of)).toMatchObject({ value, problems: [], reasons: [], partial: false });
  });

  test('a missing score is reweighed, and the result is partial', () => {
    // (0.35 × 78 + 0.25 × 64) / 0.6
    expect(ask(plain, without('credit'))).toMatchObject({
      value: { class: 'key', score: 72.17 },
      partial: true,
      problems: [],
    });
  });

  test('a missing score that refuses leaves no class and says which', () => {
    const got = ask(plain, without('contribution'));
    expect(got).toMatchObject({ value: null, problems: ['score-missing'] });
  });

  test('a missing score may be a figure', () => {
    const scores = [
      { of: 'credit', weight: 1, ifMissing: 50 },
      { of: 'loyalty', weight: 1, ifMissing: 'refuse' },
    ];
    expect(ask({ ...plain, scores, overridable: [] }, without('credit'))).toMatchObject({
      value: { score: 57 },
      partial: false,
    });
  });

  test('where all scores are left out there is no class', () => {
    const scores = [
      { of: 'credit', weight: 1, ifMissing: 'reweigh' },
      { of: 'loyalty', weight: 2, ifMissing: 'reweigh' },
    ];
    const document = { ...plain, scores, overridable: [] };
    expect(ask(document, without('credit', 'loyalty'))).toMatchObject({
      value: null,
      problems: ['all-scores-missing'],
    });
    expect(ask(document, without('credit'))).toMatchObject({ value: { score: 64 }, partial: true, problems: [] });
  });

  test('a weight of 0 takes no part, even where it alone is left', () => {
    const scores = [
      { of: 'credit', weight: 1, ifMissing: 'reweigh' },
      { of: 'loyalty', weight: 0, ifMissing: 'reweigh' },
    ];
    expect(ask({ ...plain, scores, overridable: [] }, without('credit'))).toMatchObject({
      value: null,
      problems: ['all-scores-missing'],
    });
  });

  test('others than those it applies to get null and not-applicable, whatever else is wrong', () => {
    const got = ask(plain, { personal: false, exitApproved: true, ...without('contribution') });
    expect(got).toMatchObject({ value: null, reasons: ['not-applicable'], problems: [], partial: false });
  });

  test('an exception decides with its own reason alone, even where a score is missing', () => {
    const got = ask(plain, { exitApproved: true, ...without('contribution', 'credit') });
    expect(got).toMatchObject({
      value: { class: 'phase-out', score: null },
      reasons: ['exit-approved'],
      problems: [],
      partial: false,
    });
  });

  test('outputs are missing where the value is null', () => {
    const library = libraryOf(customer, personal, exitApproved, plain);
    const { outputs = {} } = library.environment.decision('segmentation/customer-class') ?? {};
    for (const of of [{ personal: false }, without('contribution')]) {
      const world = given({ ...facts, ...of });
      expect(Object.values(outputs).map((output) => evaluate(output, world))).toEqual([null, null]);
    }
  });
});

describe('the reasons of a composite', () => {
  const card = (name: string, fact: string) => ({
    kind: 'scorecard',
    name,
    entity: 'entity/customer',
    decimals: 2,
    combine: 'sum',
    characteristics: [
      {
        name: fact,
        fact,
        weight: 0.5,
        reason: `low-${fact}`,
        bins: [
          { in: '[0, 50)', score: 20 },
          { in: '[50, 100]', score: 100 },
        ],
      },
      {
        name: 'region',
        fact: 'region',
        weight: 0.5,
        reason: 'region',
        bins: [
          { values: ['north', 'south', 'west'], score: 100 },
          { missing: true, score: 0 },
        ],
      },
    ],
    reasons: { [`low-${fact}`]: 'low', region: 'region' },
  });
  const required = {
    ...customer,
    fields: {
      ...customer.fields,
      credit: { ...customer.fields.credit, optional: false },
      loyalty: { ...customer.fields.loyalty, optional: false },
    },
  };
  const document = {
    ...plain,
    scores: [
      { of: 'scorecard/credit-card#score', weight: 0.6 },
      { of: 'scorecard/loyalty-card#score', weight: 0.4 },
    ],
    overridable: [],
  };
  const library = libraryOf(
    required,
    personal,
    exitApproved,
    card('credit-card', 'credit'),
    card('loyalty-card', 'loyalty'),
    document,
  );

  test('are those of its scorecards, losses times the scores’ weights, equal codes summed', () => {
    const got = answer(library, 'segmentation/customer-class', given({ ...facts, credit: 0, loyalty: 0 }));
    // region: 0.5 × 100 × (0.6 + 0.4); low-credit: 0.5 × 80 × 0.6; low-loyalty: 0.5 × 80 × 0.4
    expect(got.value).toMatchObject({ class: 'phase-out', score: 10 });
    expect(got.reasons).toEqual(['region', 'low-credit', 'low-loyalty']);
    expect(got.losses).toEqual(['50.00', '24.00', '16.00']);
  });

  test('are not shown where the segmentation does not apply or an exception decides', () => {
    const all = (of: object) =>
      answer(library, 'segmentation/customer-class', given({ ...facts, credit: 0, ...of })).reasons;
    expect(all({ personal: false })).toEqual(['not-applicable']);
    expect(all({ exitApproved: true })).toEqual(['exit-approved']);
  });
});

describe('by criteria', () => {
  const leaf = (fact: string, least: number) => ({ all: [{ fact, operator: 'greaterThanInclusive', value: least }] });
  const first = {
    kind: 'segmentation',
    name: 'tags',
    entity: 'entity/customer',
    method: 'criteria',
    classes: [
      { name: 'rich', when: leaf('contribution', 90) },
      { name: 'loyal', when: leaf('loyalty', 80) },
    ],
  };
  test.each([
    ['the first class that holds', first, { contribution: 95, loyalty: 95 }, { class: 'rich' }],
    ['the next one', first, { contribution: 1, loyalty: 95 }, { class: 'loyal' }],
    ['otherwise as a class of its own', { ...first, otherwise: { name: 'rest' } }, {}, { class: 'rest' }],
    [
      'otherwise by name',
      { ...first, classes: [...first.classes, { name: 'rest' }], otherwise: 'rest' },
      {},
      { class: 'rest' },
    ],
    ['all that hold', { ...first, mode: 'all' }, { contribution: 95, loyalty: 95 }, { classes: ['rich', 'loyal'] }],
    ['all: none', { ...first, mode: 'all' }, {}, { classes: [] }],
    ['all: none, but otherwise', { ...first, mode: 'all', otherwise: { name: 'rest' } }, {}, { classes: ['rest'] }],
    [
      'all: otherwise is left out where one holds',
      { ...first, mode: 'all', otherwise: { name: 'rest' } },
      { loyalty: 95 },
      { classes: ['loyal'] },
    ],
  ])('%s', (_name, document, of, value) => {
    expect(ask(document, of)).toEqual({ value, reasons: [], losses: [], problems: [], partial: false });
  });

  test('no class holds: no value, and a problem says so', () => {
    expect(ask(first, {})).toMatchObject({ value: null, problems: ['no-class-holds'] });
  });

  test('all: an exception gives its class alone; not applicable is null', () => {
    const exceptions = [{ when: { condition: 'criteria/exit-approved' }, class: 'loyal', reason: 'exit' }];
    const document = { ...first, mode: 'all', appliesTo: { condition: 'criteria/personal-customer' }, exceptions };
    expect(ask(document, { contribution: 95, exitApproved: true })).toMatchObject({
      value: { classes: ['loyal'] },
      reasons: ['exit'],
    });
    expect(ask(document, { personal: false })).toMatchObject({ value: null, reasons: ['not-applicable'] });
  });

  test('the output classes is the same list', () => {
    const library = libraryOf(customer, { ...first, mode: 'all' });
    const output = library.environment.decision('segmentation/tags')?.outputs['classes'];
    expect(output && evaluate(output, given({ ...facts, contribution: 95, loyalty: 95 }))).toEqual(['rich', 'loyal']);
    expect(output && evaluate(output, given({ ...facts, loyalty: 95 }))).toEqual(['loyal']);
  });

  test('classes with an order may have stability', () => {
    const classes = [
      { name: 'rich', order: 2, when: leaf('contribution', 90) },
      { name: 'poor', order: 1, when: { all: [] } },
    ];
    const world = { asOf: 0n, previous: { class: 'rich', since: 0n, misses: 0n } };
    const got = ask({ ...first, classes, stability: { down: { after: 2 } } }, {}, world);
    expect(got.value).toMatchObject({ class: 'rich', rawClass: 'poor', held: true, next: { misses: 1 } });
  });
});

describe('a matrix', () => {
  test.each([
    [
      { contribution: 50, region: 'north' },
      { class: 'focus', row: 'high', column: 'home', treatment: 'Pursue' },
    ],
    [
      { contribution: 50, region: 'south' },
      { class: 'watch', row: 'high', column: 'away', treatment: 'Watch' },
    ],
    [
      { contribution: 49.99, region: 'north' },
      { class: 'watch', row: 'low', column: 'home', treatment: null },
    ],
    [{ contribution: 0 }, { class: 'leave', row: 'low', column: 'away', treatment: null }],
    [
      { contribution: null, region: 'west' },
      { class: 'ask', row: 'unknown', column: 'away', treatment: null },
    ],
  ])('%j', (of, value) => {
    expect(ask(matrix, of)).toMatchObject({ value, problems: [] });
  });

  test('a missing figure without a band for it refuses the record', () => {
    const bands = [
      { name: 'high', in: '[25, ∞)' },
      { name: 'low', in: '(-∞, 25)' },
    ];
    const derived = { half: { text: 'loyalty * 0.5', type: 'decimal', decimals: 2, ifMissing: 'missing' } };
    const { unknown: _unknown, ...cells } = matrix.cells;
    const documents = [
      { ...customer, derived },
      { ...matrix, rows: { of: 'half', bands }, cells },
    ];
    expect(problemsOf(...documents)).toEqual(['missing-perhaps-without-bin@/rows/bands']);
    const got = (loyalty: number | null) =>
      answer(libraryOf(...documents), 'segmentation/matrix', given({ ...facts, loyalty }));
    expect(got(null)).toMatchObject({ value: null, problems: ['missing-without-bin'] });
    expect(got(50)).toMatchObject({ value: { row: 'high' }, problems: [] });
  });
});

describe('by share', () => {
  const cuts = { 'segmentation/share': [5000n, 9000n] };
  test.each([
    [100, 'top'],
    [90, 'top'],
    [89.99, 'upper'],
    [50, 'upper'],
    [49.99, 'rest'],
    [0, 'rest'],
  ])('%d with cuts at 50 and 90 is %s', (contribution, name) => {
    expect(ask(share, { contribution }, { cuts })).toMatchObject({
      value: { class: name, score: contribution },
      problems: [],
    });
  });

  test('without cuts there is no class', () => {
    expect(ask(share, {})).toMatchObject({ value: null, problems: ['cuts-missing'] });
  });

  test('without the figure there is no class', () => {
    expect(ask(share, without('contribution'), { cuts })).toMatchObject({ value: null, problems: ['score-missing'] });
  });

  test('stability holds a class by its cut, with a buffer in the figure’s unit', () => {
    const document = { ...share, stability: { down: { after: 2, buffer: 5 } } };
    const world = (misses: bigint) => ({ cuts, asOf: 0n, previous: { class: 'top', since: 0n, misses } });
    expect(ask(document, { contribution: 85 }, world(1n)).value).toMatchObject({
      class: 'top',
      held: true,
      next: { misses: 0 },
    });
    expect(ask(document, { contribution: 84.99 }, world(0n)).value).toMatchObject({
      class: 'top',
      next: { misses: 1 },
    });
    expect(ask(document, { contribution: 84.99 }, world(1n)).value).toMatchObject({ class: 'upper', held: false });
  });
});
