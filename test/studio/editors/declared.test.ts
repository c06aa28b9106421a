import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listText, readList, withMembers } from '../../../studio/editors/parts/declared.ts';

describe('values as they are typed', () => {
  it.each<[string, readonly string[]]>([
    ['A, B', ['A', 'B']],
    ['A，B、C', ['A', 'B', 'C']],
    ['A，C, A、 ', ['A', 'C']],
    ['', []],
    [' ,, ', []],
    ['"low, high", none', ['low, high', 'none']],
    ['"low, high" , "无、空"', ['low, high', '无、空']],
    ['"say ""yes"", or no"', ['say "yes", or no']],
    ['5" pipe', ['5" pipe']],
    ['"not closed, B', ['"not closed', 'B']],
    ['"A" B, C', ['"A" B', 'C']],
    ['"", A', ['', 'A']],
  ])('%s', (typed, values) => {
    expect(readList(typed)).toEqual(values);
  });

  it('are the same values again, whatever they hold, where nobody types', () => {
    const value = fc.oneof(fc.string({ unit: fc.constantFrom('a', ' ', ',', '，', '、', '"', '值') }), fc.string());
    fc.assert(
      fc.property(fc.uniqueArray(value), (values) => {
        expect(readList(listText(values))).toEqual(values);
        const declared = { type: 'string', enum: values, labels: {} } as const;
        expect(withMembers(declared, listText(values))).toBe(declared);
      }),
    );
  });

  it('keep what they are called as long as they stay', () => {
    const declared = { type: 'string', enum: ['A', 'low, high'], labels: { A: 'one', 'low, high': 'two' } } as const;
    expect(withMembers(declared, '"low, high", C')).toEqual({
      type: 'string',
      enum: ['low, high', 'C'],
      labels: { 'low, high': 'two' },
    });
    expect(withMembers(declared, ' ')).toEqual({ type: 'string' });
  });
});
