import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type JsonObject, link, type Segmentation } from '../../../definitions/index.ts';
import { drawn, typed } from '../../../studio/definition/draft/history.ts';
import { matrixClasses, setClassTitle } from '../../../studio/editors/segmentation/class-edits.ts';
import * as edits from '../../../studio/editors/segmentation/edits.ts';
import * as matrix from '../../../studio/editors/segmentation/matrix-edits.ts';
import * as shares from '../../../studio/editors/segmentation/share-edits.ts';

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000);
const options = { seed: SEED, numRuns: 150 };
const packs = new URL('../../../definitions/packs/bank-crm/segmentation/', import.meta.url);
const pack = (name: string) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, packs), 'utf8')) as Extract<
    Segmentation,
    { method: 'share' | 'matrix' }
  >;
const NEW = { 'zh-CN': '新类别', en: 'New class' };

/** A segmentation by share with random sizes, whose list stands in any order. */
const anyShares = fc
  .array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 })
  .chain((sizes) =>
    fc.record({
      sizes: fc.constant(sizes),
      order: fc.shuffledSubarray([...sizes.keys()], { minLength: sizes.length }),
      decimals: fc.constantFrom(0, 1, 2),
    }),
  )
  .map(({ sizes, order, decimals }): Segmentation => {
    const scale = 10 ** decimals;
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const ends = sizes.map(
      (_, i) =>
        Math.round(
          (sizes.slice(0, i + 1).reduce((a, b) => a + b, 0) / total) * 80 * scale +
            19 * scale * ((i + 1) / sizes.length),
        ) / scale,
    );
    ends[ends.length - 1] = 100;
    const classes = ends.map((end, i) => ({
      name: `c-${i}`,
      title: { 'zh-CN': `第${i}类`, en: `Class ${i}` },
      order: sizes.length - i,
      share: `(${i === 0 ? 0 : (ends[i - 1] ?? 0)}, ${end}]`,
      treatment: `t${i}`,
    }));
    return { ...pack('contribution-share'), classes: order.map((i) => classes[i]) } as Segmentation;
  })
  .filter((document) => shares.isPartition(shares.sharesOf(document)));

type ShareEdit = (document: Segmentation) => Segmentation;
const anyShareEdit = fc.oneof(
  fc.tuple(fc.nat(6), fc.integer({ min: -5, max: 12_000 })).map(
    ([rank, size]): ShareEdit =>
      (document) =>
        shares.setShare(document, rank, String(size / 100)),
  ),
  fc.tuple(fc.nat(6), fc.constantFrom(-1 as const, 1 as const)).map(
    ([rank, by]): ShareEdit =>
      (document) =>
        shares.moveShare(document, rank, by),
  ),
  fc.nat(6).map(
    (rank): ShareEdit =>
      (document) =>
        shares.divideShare(document, rank, NEW),
  ),
  fc.nat(6).map(
    (rank): ShareEdit =>
      (document) =>
        shares.removeShare(document, rank),
  ),
  fc.nat(6).map(
    (rank): ShareEdit =>
      (document) =>
        setClassTitle(document, `c-${rank}`, 'en', 'Renamed'),
  ),
);

/** The ends of all shares as exact thousandths of a millionth, read from the texts by nothing but their characters. */
function exactEnds(document: Segmentation): readonly (readonly [bigint, bigint])[] {
  const figure = (text: string) => {
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(9, '0'));
  };
  return (document.classes ?? [])
    .map((one) => /^\((\S+), (\S+)\]$/.exec((one as unknown as { share: string }).share) ?? [])
    .map(([, low = '', high = '']) => [figure(low), figure(high)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

const roundTripped = (document: Segmentation) =>
  typed(`segmentation/${document.name}`, drawn(document as unknown as JsonObject).text).document;

describe('a segmentation by share', () => {
  it(`keeps its shares one after the other from 0 to 100, whatever is done to it (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyShares, fc.array(anyShareEdit, { maxLength: 12 }), (before, edits) => {
        const after = edits.reduce((document, edit) => edit(document), before);
        const ends = exactEnds(after);
        expect(ends[0]?.[0]).toBe(0n);
        expect(ends.at(-1)?.[1]).toBe(100_000_000_000n);
        ends.forEach(([low, high], i) => {
          expect(high).toBeGreaterThan(low);
          if (i > 0) expect(low).toBe(ends[i - 1]?.[1]);
        });
        const names = (after.classes ?? []).map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        // Nothing but the classes, and of those that were there nothing but share, order and title.
        expect({ ...after, classes: [] }).toEqual({ ...before, classes: [] });
        for (const one of before.classes ?? []) {
          const now = after.classes?.find(({ name }) => name === one.name);
          if (now !== undefined) expect(now.treatment).toBe(one.treatment);
        }
        expect(roundTripped(after)).toEqual(after);
      }),
      options,
    );
  });

  it(`gives a class so many percent and takes them back from the same neighbour (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyShares, fc.nat(5), fc.integer({ min: 1, max: 9_999 }), (before, rank, hundredths) => {
        const own = shares.sharesOf(before)[rank];
        const after = shares.setShare(before, rank, String(hundredths / 100));
        if (own === undefined || after === before) return;
        const now = shares.sharesOf(after)[rank];
        expect((now?.high ?? 0) - (now?.low ?? 0)).toBe(hundredths * 10_000_000);
        expect(shares.setShare(after, rank, shares.percentFigure(own.high - own.low))).toEqual(before);
      }),
      options,
    );
  });

  it(`is as it was when a class went down and up again (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyShares, fc.nat(5), (before, rank) => {
        const after = shares.moveShare(before, rank, 1);
        expect(after === before).toBe(rank >= shares.sharesOf(before).length - 1);
        expect(shares.moveShare(after, rank + 1, -1)).toEqual(
          after === before ? shares.moveShare(before, rank + 1, -1) : before,
        );
      }),
      options,
    );
  });

  it.each([
    [
      ['(0, 1]', '(2, 5]', '(5, 90]'],
      ['(0, 1]', '(1, 4]', '(4, 100]'],
    ],
    [
      ['(0, 60]', '(50, 100]'],
      ['(0, 60]', '(60, 100]'],
    ],
    [
      ['(0, 100]', '(50, 120]'],
      ['(0, 99.999999]', '(99.999999, 100]'],
    ],
    [
      ['(5, 5]', '(5, 100]'],
      ['(0, 0.000001]', '(0.000001, 100]'],
    ],
  ])('%j lie apart and are laid one after the other: %j', (texts, mended) => {
    const classes = texts.map((share, i) => ({ name: `c-${i}`, share }));
    const document = { ...pack('contribution-share'), classes } as unknown as Segmentation;
    expect(shares.isPartition(shares.sharesOf(document))).toBe(false);
    const after = shares.mendShares(document);
    expect(after.classes?.map((one) => (one as unknown as { share: string }).share)).toEqual(mended);
    expect(shares.isPartition(shares.sharesOf(after))).toBe(true);
  });

  it('leaves a share that cannot be read as it is written', () => {
    const classes = [
      { name: 'a', share: '(0, 50]' },
      { name: 'b', share: 'the rest' },
      { name: 'c', share: '(50, 100]' },
    ];
    const document = { ...pack('contribution-share'), classes } as unknown as Segmentation;
    const after = shares.moveShare(shares.setShare(document, 0, '20'), 0, 1);
    expect(after.classes?.map((one) => [one.name, (one as unknown as { share: string }).share])).toEqual([
      ['c', '(0, 80]'],
      ['b', 'the rest'],
      ['a', '(80, 100]'],
    ]);
    expect(after.classes?.[1]).toBe(document.classes?.[1]);
  });
});

const matrices = ['selection-matrix', 'static-dynamic'].map((name) => pack(name) as matrix.Matrix);
const listed = (document: matrix.Matrix): matrix.Matrix => ({
  ...document,
  classes: matrixClasses(document),
  cells: Object.fromEntries(
    Object.entries(document.cells).map(([row, cells]) => [
      row,
      Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, { class: cell.class }])),
    ]),
  ),
});
const anyMatrix = fc.constantFrom(...matrices, ...matrices.map(listed));
const anyRange = fc.tuple(fc.nat(3), fc.nat(3), fc.nat(3), fc.nat(3)).map(([a, b, c, d]) => ({
  top: Math.min(a, b),
  bottom: Math.max(a, b),
  left: Math.min(c, d),
  right: Math.max(c, d),
}));
type MatrixEdit = (document: Segmentation) => Segmentation;
const anyMatrixEdit = fc.oneof(
  fc.tuple(anyRange, fc.nat(20)).map(
    ([range, turn]): MatrixEdit =>
      (document) => {
        const classes = matrixClasses(document);
        return matrix.setCells(document, range, classes[turn % classes.length]?.name ?? '');
      },
  ),
  fc.tuple(anyRange, fc.constantFrom('down' as const, 'right' as const)).map(
    ([range, way]): MatrixEdit =>
      (document) =>
        matrix.fillCells(document, range, way),
  ),
  anyRange.map(
    (range): MatrixEdit =>
      (document) =>
        matrix.addClass(document, range, NEW),
  ),
);

describe('a matrix', () => {
  it(`has a class of its own in every cell, whatever is done to it, and is sound (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyMatrix, fc.array(anyMatrixEdit, { maxLength: 10 }), (before, edits) => {
        const after = edits.reduce<Segmentation>((document, edit) => edit(document), before) as matrix.Matrix;
        expect(Object.keys(after.cells)).toEqual(Object.keys(before.cells));
        const names = after.classes?.map(({ name }) => name);
        for (const [row, cells] of Object.entries(after.cells)) {
          expect(Object.keys(cells)).toEqual(Object.keys(before.cells[row] ?? {}));
          for (const cell of Object.values(cells)) if (names !== undefined) expect(names).toContain(cell.class);
        }
        expect({ ...after, cells: {}, classes: [] }).toEqual({ ...before, cells: {}, classes: [] });
        expect(roundTripped(after)).toEqual(after);
        // Its schema and its check hold; what it stands on is not there.
        const told = link([{ document: after }]).problems.map(({ code }) => code);
        expect(told.filter((code) => /cell|class|band|schema|malformed|unknown-key/.test(code))).toEqual([]);
      }),
      options,
    );
  });

  it(`gives each cell of a range the class, and of the others none (SEED=${SEED})`, () => {
    fc.assert(
      fc.property(anyMatrix, anyRange, fc.nat(20), (before, range, turn) => {
        const classes = matrixClasses(before);
        const one = classes[turn % classes.length];
        const after = matrix.setCells(before, range, one?.name ?? '') as matrix.Matrix;
        before.rows.bands.forEach((row, r) =>
          before.columns.bands.forEach((column, c) => {
            const isIn = r >= range.top && r <= range.bottom && c >= range.left && c <= range.right;
            const [was, is] = [before.cells[row.name]?.[column.name], after.cells[row.name]?.[column.name]];
            if (!isIn || was?.class === one?.name) expect(is).toBe(was);
            else
              expect(is).toEqual(
                before.classes === undefined ? { ...one, class: one?.name, name: undefined } : { class: one?.name },
              );
          }),
        );
      }),
      options,
    );
  });

  it('fills down and to the right as a spreadsheet does, one row or column alone from the one before', () => {
    const [document] = matrices as [matrix.Matrix];
    const names = (of: Segmentation) =>
      Object.values((of as matrix.Matrix).cells).map((row) => Object.values(row).map((cell) => cell.class));
    const all = { top: 0, left: 0, bottom: 2, right: 1 };
    expect(names(matrix.fillCells(document, all, 'down'))).toEqual([
      ['focus', 'opportunistic'],
      ['focus', 'opportunistic'],
      ['focus', 'opportunistic'],
    ]);
    expect(names(matrix.fillCells(document, all, 'right'))).toEqual([
      ['focus', 'focus'],
      ['passive', 'passive'],
      ['learn-first', 'learn-first'],
    ]);
    expect(names(matrix.fillCells(document, { top: 1, left: 1, bottom: 1, right: 1 }, 'down'))[1]).toEqual([
      'passive',
      'opportunistic',
    ]);
    const first = { top: 0, left: 0, bottom: 0, right: 0 };
    for (const way of ['down', 'right'] as const) expect(matrix.fillCells(document, first, way)).toEqual(document);
  });

  it('calls a class otherwise in every cell that names it, and gives back one that no cell had any more', () => {
    const [document] = matrices as [matrix.Matrix];
    const whole = { top: 0, left: 0, bottom: 2, right: 1 };
    const alike = matrix.setCells(document, whole, 'focus');
    const renamed = setClassTitle(alike, 'focus', 'en', ' Core ') as matrix.Matrix;
    for (const row of Object.values(renamed.cells))
      for (const cell of Object.values(row)) expect(cell.title).toEqual({ 'zh-CN': '重点选择', en: 'Core' });
    expect(setClassTitle(alike, 'focus', 'en', '  ')).toBe(alike);
    const one = { top: 1, left: 1, bottom: 1, right: 1 };
    const back = matrix.setCells(alike, one, 'abandon', matrixClasses(document)) as matrix.Matrix;
    expect(back.cells['low-value']?.['poor-fit']).toEqual(document.cells['low-value']?.['poor-fit']);
  });
});

describe('the scores of a composite', () => {
  const composite = JSON.parse(readFileSync(new URL('customer-class.json', packs), 'utf8')) as Segmentation;
  const scoresOf = (document: Segmentation) =>
    document.method === 'composite' ? document.scores.map(({ of, weight }) => [of, weight]) : [];

  it('take another one with the least weight, once, and let it go again', () => {
    const added = edits.addScore(composite, 'scorecard/new#score');
    const least = Math.min(...scoresOf(composite).map(([, weight]) => Number(weight)));
    expect(scoresOf(added)).toEqual([...scoresOf(composite), ['scorecard/new#score', least]]);
    expect(edits.addScore(added, 'scorecard/new#score')).toBe(added);
    expect(edits.removeScore(added, scoresOf(composite).length)).toEqual(composite);
  });

  it('keep their last, and are of a composite alone', () => {
    const one = scoresOf(composite).reduce<Segmentation>((document) => edits.removeScore(document, 0), composite);
    expect(scoresOf(one)).toEqual(scoresOf(composite).slice(-1));
    const share = pack('contribution-share');
    expect([edits.addScore(share, 'x'), edits.removeScore(share, 0)]).toEqual([share, share]);
  });
});

describe('the rest of an axis', () => {
  const document = pack('selection-matrix');

  it.each(['rows', 'columns'] as const)('of %s has a band with cells in every pair, and takes them along', (axis) => {
    if (document.method !== 'matrix') throw new Error('no matrix');
    const without = matrix.setRest(document, axis, false);
    const again = matrix.setRest(without, axis, true);
    if (without.method !== 'matrix' || again.method !== 'matrix') throw new Error('no matrix');
    for (const [one, hasRest] of [
      [without, false],
      [again, true],
    ] as const) {
      expect(matrix.hasRest(one, axis)).toBe(hasRest);
      expect(Object.keys(one.cells)).toEqual(one.rows.bands.map(({ name }) => name));
      for (const row of Object.values(one.cells))
        expect(Object.keys(row).toSorted()).toEqual(one.columns.bands.map(({ name }) => name).toSorted());
    }
    const [last, rest] = again[axis].bands.slice(-2).map(({ name }) => name);
    const cellOf = (band: string | undefined, other: string) =>
      axis === 'rows' ? again.cells[band ?? '']?.[other] : again.cells[other]?.[band ?? ''];
    for (const { name } of again[axis === 'rows' ? 'columns' : 'rows'].bands)
      expect(cellOf(rest, name)).toEqual(cellOf(last, name));
    expect(matrix.setRest(again, axis, true)).toBe(again);
  });
});
