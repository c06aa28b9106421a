import { describe, expect, test } from 'vitest';
import { problemsOf } from '../answer.ts';
import { customer, customerClass, exitApproved, matrix, personal, share, SIX_CLASSES } from './library.ts';

const { stability: _, ...plain } = customerClass;

describe('what a segmentation is refused for', () => {
  const one = (more: object) => ({ ...plain, ...more });
  const tags = {
    kind: 'segmentation',
    name: 'tags',
    entity: 'entity/customer',
    method: 'criteria',
    classes: [{ name: 'a', when: { all: [] } }],
  };
  const cells = matrix.cells;
  test.each([
    ['method-key-missing@', { ...tags, method: 'share' }],
    ['method-key-foreign@/mode', one({ mode: 'first' })],
    ['method-key-foreign@/classes/0/in', { ...tags, classes: [{ name: 'a', when: { all: [] }, in: '[0, 1]' }] }],
    ['class-key-missing@/classes/0', { ...tags, classes: [{ name: 'a' }] }],
    ['class-named-twice@/classes/1/name', { ...tags, classes: [...tags.classes, ...tags.classes] }],
    [
      'class-unknown@/exceptions/0/class',
      one({ exceptions: [{ when: { condition: 'criteria/exit-approved' }, class: 'silver', reason: 'x' }] }),
    ],
    ['class-unknown@/otherwise', { ...tags, classes: [{ name: 'regular', when: { all: [] } }], otherwise: 'reglar' }],
    ['otherwise-repeats-class@/otherwise', { ...tags, otherwise: { name: 'a' } }],
    ['fact-unknown@/scores/0/of', one({ scores: [{ of: 'credits', weight: 1 }], overridable: [] })],
    ['score-not-a-number@/scores/0/of', one({ scores: [{ of: 'region', weight: 1 }], overridable: [] })],
    ['weight-negative@/scores/0/weight', one({ scores: [{ of: 'credit', weight: -1 }], overridable: [] })],
    ['weights-sum-to-zero@/scores', one({ scores: [{ of: 'credit', weight: 0 }], overridable: [] })],
    [
      'bin-bound-unreadable@/classes/0/in',
      one({ classes: [{ name: 'a', in: '[0.001, 100]' }], overridable: [], exceptions: [] }),
    ],
    [
      'bin-interval-malformed@/classes/0/in',
      one({ classes: [{ name: 'a', in: '[0, ∞]' }], overridable: [], exceptions: [] }),
    ],
    ['cell-missing@/cells/high', { ...matrix, cells: { ...cells, high: { home: cells.high.home } } }],
    ['cell-missing@/cells/low', { ...matrix, cells: { high: cells.high, unknown: cells.unknown } }],
    ['cell-unknown@/cells/middle', { ...matrix, cells: { ...cells, middle: cells.low } }],
    ['cell-unknown@/cells/low/far', { ...matrix, cells: { ...cells, low: { ...cells.low, far: { class: 'leave' } } } }],
    [
      'class-unknown@/cells/high/home/class',
      { ...matrix, classes: ['watch', 'leave', 'ask'].map((name) => ({ name })) },
    ],
    [
      'band-named-twice-on-axis@/columns/bands/1/name',
      {
        ...matrix,
        columns: {
          of: 'region',
          bands: [
            { name: 'home', values: ['north'] },
            { name: 'home', otherwise: true },
          ],
        },
      },
    ],
    [
      'missing-without-bin@/rows/bands',
      {
        ...matrix,
        rows: {
          of: 'loyalty',
          bands: [
            { name: 'high', in: '[50, 100]' },
            { name: 'low', in: '[0, 50)' },
          ],
        },
      },
    ],
    ['share-malformed@/classes/0/share', { ...share, classes: [{ name: 'a', share: '[0, 100]' }] }],
    ['share-malformed@/classes/0/share', { ...share, classes: [{ name: 'a', share: '(0, 101]' }] }],
    [
      'shares-do-not-partition@/classes/1/share',
      {
        ...share,
        classes: [
          { name: 'a', share: '(0, 5]' },
          { name: 'b', share: '(6, 100]' },
        ],
      },
    ],
    ['shares-do-not-partition@/classes', { ...share, classes: [{ name: 'a', share: '(0, 5]' }] }],
    ['stability-without-order@/stability', { ...tags, stability: { down: { after: 2 } } }],
    ['stability-with-all@/stability', { ...tags, mode: 'all', stability: { down: { after: 2 } } }],
    ['buffer-without-score@/stability/down/buffer', { ...tags, stability: { down: { after: 2, buffer: 1 } } }],
    ['buffer-negative@/stability/down/buffer', one({ stability: { down: { after: 2, buffer: -1 } } })],
    ['figure-too-precise@/stability/down/buffer', one({ stability: { down: { after: 2, buffer: 0.001 } } })],
    ['overridable-malformed@/overridable/0', one({ overridable: [{ cut: 'gold|quality', within: '[85, 95]' }] })],
    ['overridable-malformed@/overridable/0', one({ overridable: [{ cut: 'key|gold', within: '[85, 95]' }] })],
    ['overridable-malformed@/overridable/0', one({ overridable: [{ score: 'region', within: '[0, 1]' }] })],
    ['overridable-malformed@/overridable/0', one({ overridable: [{ within: '[0, 1]' }] })],
    ['overridable-malformed@/overridable/0', { ...tags, overridable: [{ score: 'credit', within: '[0, 1]' }] }],
    ['bin-interval-empty@/overridable/0/within', one({ overridable: [{ cut: 'quality|gold', within: '[95, 85]' }] })],
    ['overridable-out-of-range@/overridable/0', one({ overridable: [{ cut: 'quality|gold', within: '[91, 95]' }] })],
    ['overridable-out-of-range@/overridable/0', one({ overridable: [{ score: 'credit', within: '[0.5, 0.6]' }] })],
  ])('%s', (problem, document) => {
    expect(problemsOf(customer, personal, exitApproved, document)).toContain(problem);
  });

  test('a library has one primary segmentation', () => {
    const other = { ...customerClass, name: 'pyramid' };
    expect(problemsOf(customer, personal, exitApproved, customerClass, other)).toEqual(['primary-twice@/primary']);
    expect(problemsOf(customer, personal, exitApproved, customerClass, { ...other, primary: false })).toEqual([]);
  });

  test.each([
    ['customer class', customerClass],
    ['matrix', matrix],
    ['share', share],
    ['classes low to high', one({ classes: [...SIX_CLASSES].reverse() })],
  ])('the sound %s has no problem', (_name, document) => {
    expect(problemsOf(customer, personal, exitApproved, document)).toEqual([]);
  });
});
