import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import type { ImpactReport, Release } from '../../../studio/api/releases.ts';
import { classOrder, furthestMove, wayOf } from '../../../studio/release/class-order.ts';
import { clausesOf } from '../../../studio/release/clauses.ts';
import { moverColumns } from '../../../studio/release/mover-columns.ts';
import { nextOf, onlookerOf, titleOf } from '../../../studio/release/standing.ts';
import { titlesOf } from '../../../studio/texts/titles.ts';
import { testReader } from '../reader.ts';

describe('a sentence beside the one it was', () => {
  const marked = (own: string, other: string | null) =>
    clausesOf(own, other)
      .map(({ text, differs }) => (differs ? `[${text}]` : text))
      .join('');

  it.each([
    ['From 85: Gold; from 80: Quality.', 'From 90: Gold; from 80: Quality.', '[From 85: ]Gold; from 80: Quality.'],
    ['满 85 分为黄金；满 80 分为优质。', '满 90 分为黄金；满 80 分为优质。', '[满 85 分为黄金；]满 80 分为优质。'],
    ['One; two.', 'Two; one.', 'One; two.'.replace('One', '[One').replace('two.', 'two.]')],
    ['One; one; two.', 'One; two.', 'One; [one; ]two.'],
    ['All new.', null, '[All new.]'],
  ])('%s against %s', (own, other, shown) => {
    expect(marked(own, other)).toBe(shown);
  });

  it('loses no letter of either', () => {
    const [own, other] = ['a: b; c。d；e', 'a: x; c。d；y'];
    expect(
      clausesOf(own, other)
        .map(({ text }) => text)
        .join(''),
    ).toBe(own);
    expect(
      clausesOf(other, own)
        .map(({ text }) => text)
        .join(''),
    ).toBe(other);
  });
});

const report = {
  ref: 'segmentation/tier',
  column: 'class',
  up: 3,
  down: 1,
  figures: [],
  matrix: { gold: { gold: 5, plain: 1 }, plain: { gold: 3, plain: 7, '': 2 }, '': { '': 1 } },
} as unknown as ImpactReport;
const document = {
  kind: 'segmentation',
  name: 'tier',
  title: 'Tier',
  classes: [
    { name: 'gold', title: { en: 'Gold', 'zh-CN': '黄金' }, in: '[50, 100]' },
    { name: 'plain', title: { en: 'Plain', 'zh-CN': '普通' }, in: '[0, 50)' },
    { name: 'none', title: 'None', in: '(-∞, 0)' },
  ],
};

describe('the classes of an impact', () => {
  const order = classOrder(document, report);

  it('stand as the definition has them, whoever is in none last', () => {
    expect(order.names).toEqual(['gold', 'plain', '']);
  });

  it('say by their scores which way a move goes', () => {
    expect([wayOf(order, 'plain', 'gold'), wayOf(order, 'gold', 'plain'), wayOf(order, 'plain', '')]).toEqual([
      'up',
      'down',
      undefined,
    ]);
    expect(wayOf(classOrder(document, { ...report, up: null }), 'plain', 'gold')).toBeUndefined();
  });

  it.each([
    ['the furthest fall', { gold: { plain: 1, poor: 1 }, plain: { gold: 9 } }, 'gold > poor'],
    ['the furthest rise, where nobody falls', { plain: { gold: 1 }, poor: { plain: 5, gold: 2 } }, 'poor > gold'],
    ['the more frequent of two alike', { gold: { plain: 1 }, plain: { poor: 4 } }, 'plain > poor'],
    ['nobody, where all stay', { gold: { gold: 3 } }, 'none'],
  ])('lead first to %s', (_, matrix, move) => {
    const rank = new Map(['poor', 'plain', 'gold'].map((name, i) => [name, i]));
    const found = furthestMove({ names: [], rank }, { column: 'class', matrix });
    expect(found === null ? 'none' : `${found.from} > ${found.to}`).toBe(move);
  });

  it('keep those that the text no longer names', () => {
    expect(classOrder({ ...document, classes: [] }, report).names).toEqual(['gold', 'plain', '']);
  });
});

describe('who moves', () => {
  const rows = [
    {
      customerId: '10000123',
      rownum: '1',
      aum: '1674219.88',
      changed: ['tier_class'],
      'before tier_class': 'plain',
      'after tier_class': 'gold',
      'before tier_next_class': 'plain',
      'after tier_next_class': 'gold',
    },
  ];
  it.each([
    ['en', ['10000123', '1,674,219.88', 'Plain → Gold']],
    ['zh-CN', ['10000123', '1,674,219.88', '普通 → 黄金']],
  ] as const)('is known by his own columns and the class alone in %s', (language, cells) => {
    const reader = testReader(language);
    const fields = { customerId: { type: 'string' }, aum: { type: 'decimal', decimals: 2 } };
    const shelf = new Map<string, JsonObject>([
      ['segmentation/tier', document],
      ['entity/customer', { kind: 'entity', name: 'customer', fields }],
    ]);
    const titles = titlesOf(shelf, { '': 'entity/customer' }, reader);
    const columns = moverColumns(rows, report, titles, reader);
    expect(columns.map(({ text }) => text(rows[0] ?? {}))).toEqual(cells);
  });
});

describe('how a change stands', () => {
  const release = {
    state: 'submitted',
    title: 'More gold',
    editors: [{ person: 'ann' }],
    goLiveAt: '2026-12-31T16:00:00.000Z',
    liveAt: null,
  } as unknown as Release;
  const waiting = { ...release, awaitsReader: true };
  const [ann, ben] = [
    onlookerOf({ kind: 'person', id: 'ann', rights: [{ role: 'author' }, { role: 'approver' }] }),
    onlookerOf({ kind: 'person', id: 'ben', rights: [{ role: 'approver' }] }),
  ];

  it('is told to whoever decides, to whoever wrote it, and to others', () => {
    const reader = testReader('en');
    expect(titleOf(waiting, reader)).toBe('“More gold” waits for your decision');
    expect(titleOf(release, reader)).toBe('“More gold” waits for an approver');
    expect(nextOf(release, ann, reader)).toMatch(/^You wrote in it, so another person approves it/);
    expect(nextOf(release, onlookerOf(null), reader)).toMatch(/^A person with the right to approve decides it/);
  });

  it("is told by the bank's clocks", () => {
    expect(nextOf(waiting, ben, testReader('en'))).toContain('1 January 2027 at 00:00');
    expect(nextOf(waiting, ben, testReader('zh-CN'))).toContain('2027年1月1日');
  });

  it('is told apart from what was live once', () => {
    const live = { ...release, state: 'live', isInForce: true, liveAt: '2026-12-31T16:00:00.000Z' } as Release;
    const reader = testReader('en');
    expect([titleOf(live, reader), titleOf({ ...live, isInForce: false }, reader)]).toEqual([
      '“More gold” is live',
      '“More gold” was live and is superseded',
    ]);
    expect(nextOf({ ...live, isInForce: false }, ben, reader)).not.toContain('decides by it');
  });
});
