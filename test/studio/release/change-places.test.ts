import { describe, expect, it } from 'vitest';
import { changesBetween, type Json, type JsonObject } from '../../../definitions/index.ts';
import { placeTitle } from '../../../studio/definition/place-title.ts';
import { changePlaces, turnOf } from '../../../studio/release/change-places.ts';
import { titlesOf } from '../../../studio/texts/titles.ts';
import { testReader } from '../reader.ts';

const reader = testReader('en');
const band = (name: string, from: number) => ({ name, title: { en: name.toUpperCase(), 'zh-CN': name }, from });
const of = (...bands: readonly object[]): JsonObject => ({ kind: 'x', name: 'y', bands: bands as unknown as Json });
const [bronze, silver, gold] = [band('bronze', 0), band('silver', 5), band('gold', 9)];
const named = (before: JsonObject, after: JsonObject) =>
  changePlaces(before, changesBetween(before, after)).map(
    ({ change, document }) =>
      `${change.op} ${placeTitle(document, change.path, titlesOf(new Map(), {}, reader), reader)}`,
  );

describe('the place of a change', () => {
  it.each([
    ['what goes, by its old name', of(bronze, silver, gold), of(bronze, gold), ['remove SILVER']],
    ['each of two that go', of(bronze, silver, gold), of(gold), ['remove SILVER', 'remove BRONZE']],
    [
      'what is new, and what is changed behind it',
      of(gold),
      of(silver, band('gold', 10)),
      ['add SILVER', 'replace GOLD'],
    ],
    [
      'what changes behind one that goes',
      of(bronze, silver, gold),
      of(bronze, band('gold', 10)),
      ['remove SILVER', 'replace GOLD'],
    ],
    ['what is moved', of(bronze, silver, gold), of(gold, bronze, silver), ['move GOLD']],
    [
      'what changes in one that is moved',
      of(bronze, silver, gold),
      of(band('gold', 7), bronze, silver),
      ['move GOLD', 'replace GOLD'],
    ],
  ])('is named as %s', (_, before, after, told) => {
    expect(named(before, after)).toEqual(told);
  });

  it('ends at the new text, whatever the steps', () => {
    const [before, after] = [of(bronze, silver, gold), { ...of(gold, band('new', 3), bronze), more: { a: [1] } }];
    const last = changePlaces(before, changesBetween(before, after)).at(-1);
    expect(last?.document).toEqual(after);
  });

  it.each([
    ['/bands/0', 1],
    ['/bands/12', 13],
    ['/title', undefined],
  ])('counts %s from one', (path, turn) => {
    expect(turnOf(path)).toBe(turn);
  });
});
