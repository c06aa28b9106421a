import { expect, test } from 'vitest';
import type { JsonObject } from '../../../definitions/model/json.ts';
import { AROUND, CLASSES, composite, MATRIX } from './tiers.ts';
import { told } from './told.ts';

test.each<[string, JsonObject, readonly string[]]>([
  ['a method that is none', composite({ method: 'median' }), ['error not-one-of@/method']],
  ['a key of another method', composite({ mode: 'all' }), ['error method-key-foreign@/mode']],
  [
    'classes without bounds',
    composite({ classes: [{ name: 'a' }], exceptions: [] }),
    ['error class-key-missing@/classes/0'],
  ],
  [
    'a class twice',
    composite({ classes: [...CLASSES, { name: 'gold', in: '(100, 101]' }] }),
    ['error class-named-twice@/classes/4/name'],
  ],
  [
    'an exception to no class',
    composite({ exceptions: [{ when: { condition: 'criteria/exit' }, class: 'silver', reason: 'x' }] }),
    ['error class-unknown@/exceptions/0/class'],
  ],
  [
    'otherwise by all but the name of a class',
    {
      kind: 'segmentation',
      name: 'class',
      entity: 'entity/customer',
      method: 'criteria',
      classes: [{ name: 'regular', when: { condition: 'criteria/personal' } }],
      otherwise: 'reglar',
    },
    ['error class-unknown@/otherwise'],
  ],
  [
    'an answer to missing that is none',
    composite({ scores: [{ of: 'credit', weight: 1, ifMissing: 'ignore' }] }),
    ['error not-one-of@/scores/0/ifMissing'],
  ],
  [
    'a score that is a text',
    composite({ scores: [{ of: 'region', weight: 1 }] }),
    ['error score-not-a-number@/scores/0/of'],
  ],
  [
    'a matrix with a cell missing',
    { ...MATRIX, cells: { ...(MATRIX['cells'] as JsonObject), low: { home: { class: 'watch' } } } },
    ['error cell-missing@/cells/low'],
  ],
  [
    'a matrix with a row too many',
    { ...MATRIX, cells: { ...(MATRIX['cells'] as JsonObject), none: { home: { class: 'watch' } } } },
    ['error cell-unknown@/cells/none'],
  ],
  [
    'shares with a gap',
    {
      ...composite(),
      appliesTo: undefined,
      exceptions: undefined,
      scores: undefined,
      decimals: undefined,
      method: 'share',
      of: 'credit',
      classes: [
        { name: 'a', share: '(0, 5]' },
        { name: 'b', share: '(6, 100]' },
      ],
    } as unknown as JsonObject,
    ['error shares-do-not-partition@/classes/1/share'],
  ],
  [
    'a share that is none',
    {
      ...composite(),
      appliesTo: undefined,
      exceptions: undefined,
      scores: undefined,
      decimals: undefined,
      method: 'share',
      of: 'credit',
      classes: [{ name: 'a', share: '[0, 100]' }],
    } as unknown as JsonObject,
    ['error share-malformed@/classes/0/share'],
  ],
  [
    'stability of all classes',
    {
      kind: 'segmentation',
      name: 'class',
      entity: 'entity/customer',
      method: 'criteria',
      mode: 'all',
      classes: [{ name: 'a', when: { all: [] } }],
      stability: { up: { after: 1 } },
    },
    ['error stability-with-all@/stability'],
  ],
  [
    'stability without an order',
    {
      kind: 'segmentation',
      name: 'class',
      entity: 'entity/customer',
      method: 'criteria',
      classes: [{ name: 'a', when: { all: [] } }],
      stability: { up: { after: 1 } },
    },
    ['error stability-without-order@/stability'],
  ],
  [
    'a cut that is none',
    composite({ overridable: [{ cut: 'regular|gold', within: '[85, 95]' }] }),
    ['error overridable-malformed@/overridable/0'],
  ],
  [
    'a present cut outside its range',
    composite({ overridable: [{ cut: 'quality|gold', within: '[91, 95]' }] }),
    ['error overridable-out-of-range@/overridable/0'],
  ],
  [
    'a present weight outside its range',
    composite({ overridable: [{ score: 'credit', within: '[0.5, 0.6]' }] }),
    ['error overridable-out-of-range@/overridable/0'],
  ],
])('a segmentation is refused for %s', (_, document, expected) => {
  expect(told(...AROUND, JSON.parse(JSON.stringify(document)))).toEqual(expected);
});

test('there is one primary segmentation', () => {
  expect(told(...AROUND, composite({ primary: true }), composite({ primary: true, name: 'pyramid' }))).toEqual([
    'error primary-twice@/primary',
  ]);
});
