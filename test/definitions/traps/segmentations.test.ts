import { describe, expect, it, test } from 'vitest';
import type { Json, JsonObject } from '../../../definitions/model/json.ts';
import { answer, AROUND, composite, MATRIX, PERSON } from './tiers.ts';
import { decided, given, libraryOf, toldBy } from './told.ts';

describe('a composite', () => {
  it.each<[string, JsonObject, Json, readonly string[]]>([
    [
      'divides by the sum of its weights and rounds once',
      { credit: 90.01, contribution: 90.01 },
      { class: 'gold', score: 90.01 },
      [],
    ],
    ['reweighs what is missing', { contribution: 80 }, { class: 'quality', score: 80 }, []],
    [
      'gives the class of the score as it is shown',
      { credit: 89.99, contribution: 90 },
      { class: 'gold', score: 90 },
      [],
    ],
    ['is null with not-applicable for others', { personal: false }, null, ['not-applicable']],
    [
      'lets an exception decide, with its reason alone',
      { exit: true, credit: 99, contribution: 99 },
      { class: 'phase-out', score: 99 },
      ['exit-approved'],
    ],
    [
      'lets an exception decide without any score',
      { exit: true },
      { class: 'phase-out', score: null },
      ['exit-approved'],
    ],
    ['lets not-applicable come before exceptions', { exit: true, personal: false }, null, ['not-applicable']],
  ])('%s', (_, facts, value, reasons) => {
    const result = answer(composite(), facts);
    expect([result.value, result.reasons.map(({ code }) => code), toldBy(result)]).toEqual([value, reasons, []]);
  });

  it('takes the text of an exception from its criteria', () => {
    expect(answer(composite(), { exit: true, credit: 1, contribution: 1 }).reasons).toEqual([
      { code: 'exit-approved', text: 'Is exit' },
    ]);
  });

  it('by weights that do not sum to one', () => {
    const document = composite({
      scores: [
        { of: 'credit', weight: 2 },
        { of: 'contribution', weight: 1 },
      ],
    });
    expect(answer(document, { credit: 50, contribution: 60 }).value).toEqual({ class: 'regular', score: 53.33 });
  });
});

describe('by criteria', () => {
  const over = (figure: number) => ({ all: [{ fact: 'credit', operator: 'greaterThan', value: figure }] });
  const classes = [
    { name: 'high', when: over(80) },
    { name: 'middle', when: over(40) },
  ];
  const byCriteria = (more: JsonObject): JsonObject => ({
    kind: 'segmentation',
    name: 'class',
    entity: 'entity/customer',
    method: 'criteria',
    classes,
    ...more,
  });
  it.each<[string, JsonObject, JsonObject, Json, readonly string[]]>([
    ['the first class that holds', {}, { credit: 90 }, { class: 'high' }, []],
    ['otherwise', { otherwise: { name: 'low' } }, { credit: 9 }, { class: 'low' }, []],
    ['otherwise by name', { otherwise: 'middle' }, { credit: 9 }, { class: 'middle' }, []],
    ['otherwise by a name of its own', { otherwise: 'all-others' }, { credit: 9 }, { class: 'all-others' }, []],
    [
      'all, and otherwise by a name of its own',
      { mode: 'all', otherwise: 'all-others' },
      { credit: 9 },
      { classes: ['all-others'] },
      [],
    ],
    [
      'an exception to the class of otherwise',
      {
        otherwise: 'all-others',
        exceptions: [{ when: { condition: 'criteria/exit' }, class: 'all-others', reason: 'x' }],
      },
      { credit: 90, exit: true },
      { class: 'all-others' },
      [],
    ],
    ['none holds', {}, { credit: 9 }, null, ['error no-class-holds@/classes']],
    ['all that hold', { mode: 'all' }, { credit: 90 }, { classes: ['high', 'middle'] }, []],
    ['all, and none holds', { mode: 'all' }, { credit: 9 }, { classes: [] }, []],
    ['all, and otherwise', { mode: 'all', otherwise: { name: 'low' } }, { credit: 9 }, { classes: ['low'] }, []],
  ])('%s', (_, more, facts, value, problems) => {
    const result = answer(byCriteria(more), facts);
    expect([result.value, toldBy(result)]).toEqual([value, problems]);
  });
});

test.each<[JsonObject, Json]>([
  [
    { contribution: 50, region: 'north' },
    { class: 'focus', row: 'high', column: 'home', treatment: 'Pursue' },
  ],
  [
    { contribution: 49.99, region: 'south' },
    { class: 'leave', row: 'low', column: 'away', treatment: null },
  ],
  [{ region: 'north' }, { class: 'ask', row: 'unknown', column: 'home', treatment: null }],
  [{ contribution: 50 }, { class: 'watch', row: 'high', column: 'away', treatment: null }],
])('a matrix, given %j, is %j', (facts, value) => {
  expect(answer(MATRIX, facts).value).toEqual(value);
});

test.each<[string, JsonObject, JsonObject, Json]>([
  ['an exception', {}, { exit: true }, null],
  [
    'an exception',
    { classes: [{ name: 'focus' }, { name: 'watch' }, { name: 'ask' }, { name: 'leave', treatment: 'Part' }] },
    { exit: true },
    'Part',
  ],
  ['no exception', {}, {}, 'Pursue'],
])('a matrix: the treatment of a cell stands with the class of the cell: %s', (_, more, facts, treatment) => {
  const exceptions = [{ when: { condition: 'criteria/exit' }, class: 'leave', reason: 'exit-approved' }];
  const value = answer({ ...MATRIX, exceptions, ...more }, { contribution: 50, region: 'north', ...facts }).value;
  expect((value as JsonObject)['treatment']).toBe(treatment);
});

describe('by share', () => {
  const SHARE: JsonObject = {
    kind: 'segmentation',
    name: 'class',
    entity: 'entity/customer',
    method: 'share',
    of: 'contribution',
    classes: [
      { name: 'top', share: '(0, 1]' },
      { name: 'upper', share: '(1, 20]' },
      { name: 'rest', share: '(20, 100]' },
    ],
  };
  const library = () => libraryOf(...AROUND, SHARE);
  it.each<[number, string]>([
    [90, 'top'],
    [89.99, 'upper'],
    [60, 'upper'],
    [59.99, 'rest'],
    [0, 'rest'],
  ])('with the frozen cuts 60 and 90, %d is in %s', (contribution, name) => {
    const result = decided(library(), 'segmentation/class', given({ ...PERSON, contribution }), {
      cuts: { 'segmentation/class': [60, 90] },
    });
    expect([(result.value as JsonObject)['class'], toldBy(result)]).toEqual([name, []]);
  });

  it('without frozen cuts a single decision is refused, and says how they are made', () => {
    const result = decided(library(), 'segmentation/class', given({ ...PERSON, contribution: 5 }));
    expect([result.value, toldBy(result), result.problems[0]?.message.en.includes('batch --freeze')]).toEqual([
      null,
      ['error cuts-missing@/classes'],
      true,
    ]);
  });
});
