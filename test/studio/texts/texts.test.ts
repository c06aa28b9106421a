import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../studio/texts/reader.ts';
import { rooms } from './all.ts';
import { broughtBy, modules, untold } from './module-texts.ts';

const slotsIn = (text: string) =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort((a, b) => (a < b ? -1 : 1));

describe.each([...rooms])('the texts of %s', (_, { en, 'zh-CN': zhCN }) => {
  // English has a singular of its own; Chinese has one form for every count.
  const keys = Object.keys(en).filter((key) => !key.endsWith('_one'));

  it('are all there in Chinese, and nothing more', () => {
    expect(Object.keys(zhCN).toSorted()).toEqual(keys.toSorted());
  });

  it.each(keys)('%s has the same slots in both languages', (key) => {
    expect(slotsIn(Reflect.get(zhCN, key))).toEqual(slotsIn(Reflect.get(en, key)));
  });

  it('have no slot that is not filled', () => {
    const all = [...Object.entries(en), ...Object.entries(zhCN)];
    expect(all.filter(([, text]) => /(?<!\{)\{\w+\}(?!\})/.test(text))).toEqual([]);
  });

  it('have a singular for every count in English', () => {
    const plural = Object.keys(en).filter((key) => key.endsWith('_other'));
    expect(plural.filter((key) => !Object.hasOwn(en, key.replace(/_other$/, '_one')))).toEqual([]);
  });
});

describe('the rooms of the studio', () => {
  it('say nothing that another room says too', () => {
    const keys = [...rooms.values()].flatMap(({ en }) => Object.keys(en));
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });

  it('say only what they bring, or what is there where they are shown', () => {
    expect([...modules()].flatMap(([file, { says }]) => says.map((room) => [file, room])).length).toBeGreaterThan(50);
    expect(untold()).toEqual([]);
  });

  it('leave to the first script what the first page says', () => {
    expect(broughtBy('studio/main.tsx')).toEqual(['common.ts']);
  });
});

describe('figures', () => {
  const reader = readerOf('en', (key) => key);
  it.each<[number | string, string]>([
    [1234567.891, '1,234,567.891'],
    [0.000001, '0.000001'],
    ['12345678901234567890.12', '12,345,678,901,234,567,890.12'],
    ['-1000', '-1,000'],
    ['2026-01-01', '2026-01-01'],
    ['∞', '∞'],
  ])('%s is shown as %s', (figure, shown) => {
    expect(reader.number(figure)).toBe(shown);
  });

  it.each([
    [0.12345, '12.3%'],
    [0, '0.0%'],
    [0.0004, '<0.1%'],
    [0.0005, '0.1%'],
    [1, '100.0%'],
  ])('the share %s is shown as %s', (share, shown) => {
    expect(reader.percent(share)).toBe(shown);
  });
});
