import { describe, expect, it } from 'vitest';
import { isObject, type Json, link, runCases, type Source, workParts, workTexts } from '../../../definitions/index.ts';
import { packSources } from '../../support/packs.ts';

const sources = packSources('bank-crm');
const pack = link(sources);
const formulas = [...pack.definitions.values()].filter(({ kind }) => kind === 'formula');

interface Lines {
  readonly lines: readonly { readonly name: string; readonly decimals?: number; readonly ifMissing?: Json }[];
}

/** A formula of its own inputs with lines, as a library. */
function libraryOf(lines: readonly object[], inputs: object = { a: money, b: money }) {
  const document = { kind: 'formula', name: 'own', title: 'Own', inputs, lines, outputs: ['x'] } as unknown as Json;
  return link([{ document, place: 'own.json' } satisfies Source]);
}
const money = { type: 'decimal', decimals: 2, minimum: 0, maximum: 1000, optional: true };
const work = (text: string, facts: Json = { a: 7, b: 2 }) =>
  workTexts(libraryOf([{ name: 'x', text, type: 'decimal', decimals: 4 }]), 'formula/own', { facts }, 'en')?.texts[0];
const steps = (text: string, facts?: Json) =>
  work(text, facts)?.parts.map(({ from, to, value, isReached }) => [text.slice(from, to), value, isReached]);

describe('formula texts worked on a request', () => {
  it('come, whole, to what the decision itself answers: every case of every formula of the pack', () => {
    let compared = 0;
    for (const { id, document } of formulas)
      for (const [i, { got }] of runCases(pack, id).entries()) {
        const worked = workTexts(pack, id, (document.cases?.[i]?.given ?? null) as Json, 'zh-CN');
        if (!isObject(got.value)) continue;
        for (const [j, { name, decimals = 0, ifMissing }] of (document as unknown as Lines).lines.entries()) {
          const whole = worked?.texts[j]?.parts.at(-1);
          const expected = got.value[name];
          if (whole?.value === undefined || expected === undefined || typeof ifMissing === 'number') continue;
          if (expected === null) expect(whole.value).toBeNull();
          else expect(Math.abs(Number(whole.value) - Number(expected))).toBeLessThanOrEqual(0.51 * 10 ** -decimals);
          compared += 1;
        }
      }
    expect(compared).toBeGreaterThan(100);
  });

  it('tell every part with its value, inner parts first, brackets once, by hand-computed figures', () => {
    expect(steps('(a + b) * a - b')).toEqual([
      ['a', 7, true],
      ['b', 2, true],
      ['a + b', 9, true],
      ['a', 7, true],
      ['(a + b) * a', 63, true],
      ['b', 2, true],
      ['(a + b) * a - b', 61, true],
    ]);
    expect(steps('if a > b then a else b')?.map(([text, , isReached]) => [text, isReached])).toEqual([
      ['a', true],
      ['b', true],
      ['a > b', true],
      ['a', true],
      ['b', false],
      ['if a > b then a else b', true],
    ]);
    expect(steps('a / b', { a: 7 })?.at(-1)).toEqual(['a / b', null, true]);
  });

  it('give what stands in a loop once for each item, and of rows how many there are', () => {
    const given = pack.definitions.get('formula/contribution')?.document.cases?.[0]?.given as Json;
    const [first] = workTexts(pack, 'formula/contribution', given, 'en')?.texts ?? [];
    const of = (text: string) => first?.parts.find(({ from, to }) => first.text.slice(from, to) === text);
    expect(of('accounts')).toMatchObject({ value: 2, isEach: false, type: { kind: 'row', isList: true } });
    expect(of('category = "deposit"')).toMatchObject({ value: [true, false], isEach: true });
    // 500,000 × (0.026 − 0.018) × 365 days.
    expect(of('a.averageBalance * (ftp(a.term, a.currency).rate - a.interestRate) * a.days')?.value).toEqual([1460000]);
    expect(of('a.averageBalance')).toMatchObject({ said: 'yearly average balance', unit: 'CNY', isPercent: false });
    expect(of('a.interestRate')).toMatchObject({ unit: null, isPercent: true });
  });

  it('say where in the text each fault stands, of a definition that has errors too', () => {
    const text = 'a + wages * b';
    const worked = work(text);
    expect(worked?.faults.map(({ from, to, problem }) => [text.slice(from, to), problem.code])).toEqual([
      ['wages', 'unknown-name'],
    ]);
    const broken = work('a + ');
    expect(broken?.faults[0]?.problem.code).toBe('formula-syntax');
    expect(broken?.faults[0]?.from).toBe(4);
    expect(work('a，b')?.faults[0]).toMatchObject({ from: 1, to: 2, problem: { fix: 'a,b' } });
  });

  it('know the names that may be written: facts, rows behind relations, lines before, tables and formulas', () => {
    const worked = workTexts(pack, 'formula/contribution', undefined, 'en');
    const names = worked?.facts.names.map(({ name, kind }) => `${kind} ${name}`);
    expect(names).toEqual(expect.arrayContaining(['field age', 'derived feeIncome12m', 'relation accounts']));
    expect(worked?.facts.rows['entity/account']?.find(({ name }) => name === 'category')?.values).toContain('deposit');
    const [first, second] = worked?.texts ?? [];
    expect(first?.names).toEqual([
      expect.objectContaining({ name: 'ftp', kind: 'table', takes: ['term', 'currency'] }),
    ]);
    expect(second?.names.map(({ name, kind }) => [name, kind])).toEqual([['depositMargin', 'line']]);
    expect(worked?.functions).toContainEqual({ name: 'modulo', form: 'modulo(dividend, divisor)' });
    expect(worked?.texts.every(({ parts }) => parts.every(({ value }) => value === undefined))).toBe(true);
  });

  it('are undefined of a kind that has none', () => {
    expect(workTexts(pack, 'scorecard/loyalty', undefined, 'en')).toBeUndefined();
  });
});

describe('parts worked on a request', () => {
  it('are what each term of a regression reads and adds: by hand, −2 + 0.8 × 1.5 − 0.03 × 20 + 1.2 × 0', () => {
    const given = { facts: { outflowRatio3m: 1.5, activeDays90: 20 } };
    const got = workParts(pack, 'regression/churn', given);
    expect(
      Object.entries(got ?? {}).map(([pointer, value]) => [pointer, value === null ? null : Number(value)]),
    ).toEqual([
      ['/terms/0/fact', 1.5],
      ['/terms/0', 1.2],
      ['/terms/1/fact', 20],
      ['/terms/1', -0.6],
      ['/terms/2/fact', null],
      ['/terms/2', 0],
    ]);
    expect(workParts(pack, 'regression/churn', { facts: { activeDays90: 'many' } })).toBeUndefined();
    expect(workParts(pack, 'scorecard/loyalty', given)).toBeUndefined();
  });
});
