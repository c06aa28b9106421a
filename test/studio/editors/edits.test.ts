import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject, link, type Scorecard, type Segmentation } from '../../../definitions/index.ts';
import { insertAt, removeAt, setAt } from '../../../studio/editors/edit.ts';
import { boundariesOf, intervalsOf, textsIn } from '../../../studio/editors/intervals/cuts.ts';
import { placesOf } from '../../../studio/editors/places.ts';
import * as scorecard from '../../../studio/editors/scorecard/edits.ts';
import * as segmentation from '../../../studio/editors/segmentation/edits.ts';
import { drawn, typed } from '../../../studio/definition/draft/history.ts';
import { testReader } from '../reader.ts';

const packs = fileURLToPath(new URL('../../../definitions/packs/', import.meta.url));
const sources = ['bank-crm', 'bank-marketing'].flatMap((pack) =>
  readdirSync(`${packs}${pack}`, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => ({ pack, document: JSON.parse(readFileSync(`${packs}${pack}/${file}`, 'utf8')) as JsonObject })),
);
const idOf = ({ kind, name }: JsonObject) => `${String(kind)}/${String(name)}`;
const named = (pack: string, id: string) => {
  const found = sources.find((one) => one.pack === pack && idOf(one.document) === id)?.document;
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
const classDocument = () => named('bank-crm', 'segmentation/customer-class') as unknown as Segmentation;
const loyalty = () => named('bank-crm', 'scorecard/loyalty') as unknown as Scorecard;

describe('edits of documents', () => {
  it('write, take out and put in by pointer, and leave the rest the same objects in the same order', () => {
    const before = { a: { 'x/y': [1, 2, 3] }, b: { c: 4 } };
    const after = setAt(before, '/a/x~1y/1', 9);
    expect(after).toEqual({ a: { 'x/y': [1, 9, 3] }, b: { c: 4 } });
    expect(after.b).toBe(before.b);
    expect(removeAt(before, '/a/x~1y/0')).toEqual({ a: { 'x/y': [2, 3] }, b: { c: 4 } });
    expect(insertAt(before, '/a/x~1y', 1, 7)).toEqual({ a: { 'x/y': [1, 7, 2, 3] }, b: { c: 4 } });
    expect(Object.keys(setAt(before, '/a', 1))).toEqual(['a', 'b']);
    expect(setAt(before, '/b/d', 5)).toEqual({ ...before, b: { c: 4, d: 5 } });
    for (const nowhere of ['/z/y', '/a/x~1y/7/b']) expect(setAt(before, nowhere, 1)).toBe(before);
    expect(removeAt(before, '/b/z')).toBe(before);
  });

  it('of a boundary change both its sides, and nothing else', () => {
    const before = classDocument();
    const after = segmentation.moveBoundary(before, '/classes', 4, '85');
    expect(textsIn(after.classes as never, 'in')).toEqual([
      '[0, 40)',
      '[40, 60)',
      '[60, 70)',
      '[70, 80)',
      '[80, 85)',
      '[85, 100]',
    ]);
    expect(after.classes?.[0]).toBe(before.classes?.[0]);
    expect({ ...after, classes: [] }).toEqual({ ...before, classes: [] });
    expect(segmentation.moveBoundary(before, '/classes', 9, '85')).toBe(before);
  });

  it.each([
    ['[0, 40)', '[50, 60)', '40', 'gap', '40'],
    ['[0, 40]', '[50, 60)', '45', 'gap', '45'],
    ['[0, 40)', '(40, 60)', '40', 'gap', '40'],
    ['[0, 40]', '[40, 60)', '40', 'overlap', '40'],
    ['[0, 45)', '[40, 60)', '40', 'overlap', '40'],
    ['[0, 45)', '(40, 60)', '42.5', 'overlap', '42.5'],
  ])('found 82: %s and %s leave %s apart, and are joined by one press', (lower, upper, _, kind, example) => {
    const before = setAt(setAt(classDocument(), '/classes/0/in', lower), '/classes/1/in', upper);
    const [boundary] = boundariesOf(intervalsOf(textsIn(before.classes as never, 'in')));
    expect(boundary).toMatchObject({ kind, example });
    const after = segmentation.mendBoundary(before, '/classes', 0);
    expect(boundariesOf(intervalsOf(textsIn(after.classes as never, 'in')))[0]).toMatchObject({ kind: 'cut' });
  });

  it('divide and take out bins and classes without a gap or an overlap', () => {
    const cuts = (document: Scorecard) =>
      boundariesOf(intervalsOf(textsIn(document.characteristics[0]?.bins as never, 'in')));
    const before = loyalty();
    const divided = scorecard.splitBin(before, 0, 2, '36');
    expect(cuts(divided).map(({ kind, at }) => `${kind} ${at}`)).toEqual([
      'cut 6',
      'cut 24',
      'cut 36',
      'cut 60',
      'cut 120',
    ]);
    expect(scorecard.removeBin(divided, 0, 3)).toEqual(before);
    for (const bin of [0, 1, 4])
      expect(cuts(scorecard.removeBin(before, 0, bin)).every(({ kind }) => kind === 'cut')).toBe(true);
    const gone = segmentation.removeClass(classDocument(), 5);
    expect(textsIn(gone.classes as never, 'in').at(-1)).toBe('[80, 100]');
    expect(textsIn(segmentation.removeClass(classDocument(), 0).classes as never, 'in')[0]).toBe('[0, 60)');
    const more = segmentation.splitClass(classDocument(), 5, '95', 'platinum');
    expect(textsIn(more.classes as never, 'in').slice(-2)).toEqual(['[90, 95)', '[95, 100]']);
  });

  it('found 19: a cut is written as exactly the figure that was meant', () => {
    const after = scorecard.moveBoundary(loyalty(), '/bands', 0, '0.3');
    expect(textsIn(after.bands as never, 'in').slice(0, 2)).toEqual(['[0, 0.3)', '[0.3, 75)']);
    expect(scorecard.setScore(loyalty(), 0, 0, '0.3').characteristics[0]?.bins[0]?.score).toBe(0.3);
    expect(scorecard.setScore(loyalty(), 0, 0, '0.12345678901234567').characteristics[0]?.bins[0]?.score).toBe(
      '0.12345678901234567',
    );
  });

  it('of any kind lose nothing of a document on the way to text and back', () => {
    for (const { document } of sources) {
      const version = drawn(document);
      expect(typed(idOf(document), version.text).document).toEqual(document);
      expect(typed(idOf(document), version.text).text).toBe(version.text);
    }
  });

  it('found in a sentence change their own place only, and back again everything is as it was', () => {
    const reader = testReader('en');
    const kinds = new Set(sources.map(({ document }) => document['kind']));
    expect(kinds.size).toBeGreaterThan(8);
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.nat(), fc.nat({ max: 999 }), ({ document }, turn, figure) => {
        const places = placesOf(document, reader);
        const place = places[turn % Math.max(places.length, 1)];
        if (place === undefined) return;
        const next = place.kind === 'name' ? `Name ${figure}` : (place.other ?? place.value);
        const after = place.set(next)(document);
        if (next !== place.value) expect(after).not.toEqual(document);
        const back = placesOf(after, reader).find(({ pointer }) => pointer === place.pointer);
        expect(back?.value).toBe(next);
        expect(back?.set(place.value)(after)).toEqual(document);
        expect(isObject(after) && Object.keys(after)).toEqual(Object.keys(document));
      }),
    );
  });

  it('moved within its neighbours a boundary leaves every definition sound', () => {
    const own = sources.filter(({ pack }) => pack === 'bank-crm');
    const document = named('bank-crm', 'scorecard/loyalty');
    for (const [i, at] of [
      [0, '41.5'],
      [1, '80'],
    ] as const) {
      const after = scorecard.moveBoundary(document as unknown as Scorecard, '/bands', i, at);
      const library = link(own.map((one) => ({ document: one.document === document ? after : one.document })));
      expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});
