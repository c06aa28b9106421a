import { describe, expect, it } from 'vitest';
import { compile } from '../../../definitions/compile.ts';
import { link } from '../../../definitions/library.ts';
import { entity, formula } from '../traps/told.ts';
import { codesOf } from './linked.ts';

describe('requests', () => {
  const TAGGED = entity({
    age: { type: 'integer', minimum: 0, maximum: 120, optional: true },
    wide: {
      type: 'decimal',
      decimals: 2,
      minimum: '-100000000000000000000',
      maximum: '100000000000000000000',
      optional: true,
    },
    flows: { type: 'integer', series: true, optional: true },
    dirty: { type: 'integer', series: true, optional: true, unreadable: 'missing' },
    tags: {
      type: 'string',
      series: true,
      optional: true,
      enum: Array.from({ length: 10_000 }, (_, i) => `t${i}`.padEnd(280, 'x')),
    },
  });
  const count = formula({ text: 'count(flows) + count(dirty) + count(tags) + age + wide', ifMissing: 0 });
  const compiled = compile(link([TAGGED, count].map((document) => ({ document }))), ['formula/sum']);
  const many = (length: number, value: unknown): readonly unknown[] => Array.from({ length }, () => value);
  const keyed = (length: number) => Object.fromEntries(Array.from({ length }, (_, i) => [`key${i}`, 1]));
  const nest = (levels: number): unknown => Array.from({ length: levels }).reduce<unknown>((inner) => [inner], 1);
  const decide = (request: unknown) => {
    const result = compiled.decide(request, 'en')['formula/sum'];
    if (result === undefined) throw new Error('There is a result');
    expect(result.problems.length).toBeLessThanOrEqual(101);
    expect(JSON.stringify(result).length).toBeLessThan(1_000_000);
    return codesOf(result.problems);
  };

  it.each<[string, () => unknown, readonly string[]]>([
    ['a million items', () => ({ flows: many(1_000_000, 1) }), []],
    ['one more', () => ({ flows: many(1_000_001, 1) }), ['too-many-rows']],
    ['a million wrong items', () => ({ flows: many(1_000_000, 'x') }), ['fact-of-wrong-type']],
    ['a million items of no great enum', () => ({ tags: many(1_000_000, 'x') }), ['fact-out-of-domain']],
    ['a million unreadable items', () => ({ dirty: many(1_000_000, 'x') }), ['fact-counted-as-missing']],
    ['300,000 unknown facts', () => keyed(300_000), ['fact-unknown']],
    ['a list of a million for a number', () => ({ age: many(1_000_000, 1) }), ['fact-of-wrong-type']],
    ['a text of 10 MB for a number', () => ({ age: 'x'.repeat(10_000_000) }), ['fact-of-wrong-type']],
    ['a list a million levels deep for a number', () => ({ age: nest(1_000_000) }), ['fact-of-wrong-type']],
    [
      'an object that is its own prototype’s name',
      () => JSON.parse('{"__proto__":{"age":5}}') as unknown,
      ['fact-unknown'],
    ],
    ['1e999', () => JSON.parse('{"age":1e999}') as unknown, ['fact-out-of-domain']],
    ['1e999 for a wide figure', () => JSON.parse('{"wide":-1e999}') as unknown, ['fact-with-too-many-digits']],
    [
      '400 digits as a number',
      () => JSON.parse(`{"wide":${'9'.repeat(400)}}`) as unknown,
      ['fact-with-too-many-digits'],
    ],
    ['400 digits as text', () => ({ wide: '9'.repeat(400) }), ['fact-of-wrong-type']],
    ['1e-400', () => JSON.parse('{"age":1e-400}') as unknown, []],
    ['a bigint', () => ({ age: 5n }), ['fact-of-wrong-type']],
    ['a function', () => ({ age: () => 1 }), ['fact-of-wrong-type']],
    ['a symbol', () => ({ age: Symbol('age') }), ['fact-of-wrong-type']],
    ['facts without a prototype', () => Object.assign(Object.create(null) as object, { age: 5 }), []],
  ])('%s', (_, facts, codes) => {
    expect(decide({ facts: facts() })).toEqual(codes);
  });

  it.each<[string, unknown, readonly string[]]>([
    ['300,000 unknown parts', { facts: {}, ...keyed(300_000) }, ['request-key-unknown']],
    ['300,000 unknown parts of the previous run', { facts: {}, $previous: keyed(300_000) }, ['fact-unknown']],
    ['a million misses and one', { facts: {}, $previous: { misses: 1_000_001 } }, ['request-malformed']],
    ['a day in the year 10,000', { facts: {}, $asOf: '10000-01-01' }, ['request-malformed']],
    ['a day of 10 MB', { facts: {}, $asOf: '2026'.repeat(2_500_000) }, ['request-malformed']],
    ['a symbol', Symbol('request'), ['request-malformed']],
    ['a bigint', 5n, ['request-malformed']],
    ['nothing', undefined, ['request-malformed']],
  ])('a request with %s', (_, request, codes) => {
    expect(decide(request)).toEqual(codes);
  });
});
