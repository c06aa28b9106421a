import { describe, expect, it } from 'vitest';
import { begun, stepped, formOf, valueIn } from '../../../../studio/definition/sentence/typed-figure.ts';
import type { Place } from '../../../../studio/editors/places.ts';

const figure = (value: string): Place => ({
  ...{ pointer: '/x', kind: 'figure', value, said: [], low: null, high: null, other: null },
  set: () => (document) => document,
});

describe('a figure that is changed in the sentence', () => {
  it.each([
    // [told, in the document] → [how it is told, what the field begins with]
    ['40%', '0.4', 'share', '40%'],
    // A weight is told as its part of all: the field begins with the weight, not with the part.
    ['40.6%', '0.41', 'share', '41%'],
    ['40%', '2', 'plain', '2'],
    ['3.5%', '3.5', 'percent', '3.5%'],
    ['40.0%', '40', 'percent', '40.0%'],
    ['1,200', '1200', 'plain', '1,200'],
    ['90', '90', 'plain', '90'],
  ] as const)('%s of %s is told as %s and begins with %s, which says the same again', (text, value, told, begins) => {
    expect(formOf(text, figure(value))).toBe(told);
    expect(begun(text, figure(value), told)).toBe(begins);
    expect(Number(valueIn(begins, figure(value), told))).toBe(Number(value));
  });

  it('is read as it was told when it was opened, whatever it is meanwhile', () => {
    expect(valueIn('41%', figure('0.41'), 'share')).toBe('0.41');
    expect(valueIn('41', figure('0.41'), 'share')).toBe('0.41');
    expect(valueIn('4%', figure('3.5'), 'percent')).toBe('4');
    expect(valueIn('85%', figure('90'), 'plain')).toBeUndefined();
    expect([stepped('40', 1), stepped('0.35', -1)]).toEqual(['41', '0.34']);
  });
});
