import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, type JsonObject, link, prove } from '../../../definitions/index.ts';

const decimal = (decimals: number, minimum: number, maximum: number, more: JsonObject = {}): JsonObject => ({
  type: 'decimal',
  decimals,
  minimum,
  maximum,
  ...more,
});
const ENTITY: JsonObject = {
  kind: 'entity',
  name: 'loan',
  fields: {
    amount: decimal(2, 0, 100000000000),
    rate: decimal(6, 0, 1),
    months: { type: 'integer', minimum: 1, maximum: 480 },
    r: decimal(1, 0, 1),
    n: { type: 'integer', minimum: 1, maximum: 4 },
    z: { type: 'integer', minimum: 0, maximum: 0, optional: true },
  },
};

function examined(text: string) {
  const lines = [{ name: 'y', text, type: 'decimal', decimals: 2, ifMissing: 'missing' }];
  const formula = { kind: 'formula', name: 'it', entity: 'entity/loan', lines, outputs: ['y'] };
  const library = link([ENTITY, formula].map((document) => ({ document: document as JsonObject })));
  expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  const proofs = prove(library, ['formula/it'])[0]?.proofs ?? [];
  const compiled = compile(library, ['formula/it']);
  const verdicts = (property: string) =>
    [...new Set(proofs.filter((proof) => proof.property === property).map(({ verdict }) => verdict))].join();
  const codes = (facts: JsonObject) => compiled.decide({ facts })['formula/it']?.problems.map(({ code }) => code) ?? [];
  return { divided: verdicts('no-division-by-zero'), finite: verdicts('results-finite'), codes };
}

const ANNUITY = '(1 - (1 + rate / 12) ** (0 - months))';
describe('divisors of doubles are decided by their bounds', () => {
  it.each<[string, string, string, string]>([
    ['an annuity', `if rate = 0 then amount / months else amount * rate / 12 / ${ANNUITY}`, 'proved', 'proved'],
    ['an annuity, told the other way', `if rate > 0 then amount * rate / 12 / ${ANNUITY} else 0`, 'proved', 'proved'],
    ['an annuity whose rate may be zero', `amount * rate / 12 / ${ANNUITY}`, 'refuted', 'undecided'],
    ['growth', '1 / ((1 + r) ** n)', 'proved', 'proved'],
    ['growth without what it grows from', 'if r = 0 then 0 else 1 / ((1 + r) ** n - 1)', 'proved', 'proved'],
    ['an exponential less one', 'if n < 2 then 1 else 1 / (exp(n - 1) - 1)', 'proved', 'proved'],
    ['an exponential less one, at zero', '1 / (exp(n - 1) - 1)', 'refuted', ''],
    ['a branch that a missing fact takes', '1 / (exp(if z = 0 then 1 else 0) - 1)', 'refuted', ''],
    ['a root', 'sqrt(n - 1)', 'proved', 'proved'],
    ['a root of what may be less than nothing', 'sqrt(n - 2)', 'proved', 'refuted'],
    ['a root where it is none', 'if n < 2 then 0 else sqrt(n - 2)', 'proved', 'proved'],
    ['beyond what is kept', 'exp(n * 10)', 'proved', 'refuted'],
  ])('%s', (_, text, divided, finite) => {
    const { codes: __, ...found } = examined(text);
    expect(found).toEqual({ divided, finite });
  });
});

const figures = fc.letrec<{ figure: string; fact: string }>((tie) => ({
  fact: fc.constantFrom('r', 'n', '(1 + r)', '(r - 0.5)', 'exp(r)', 'sqrt(r)', 'sqrt(n - 2)', '1', '0.5', '(n - 2)'),
  figure: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    tie('fact'),
    fc.tuple(tie('figure'), fc.constantFrom('+', '-', '*'), tie('figure')).map(([a, sign, b]) => `(${a} ${sign} ${b})`),
    fc.tuple(tie('fact'), fc.constantFrom('n', '(0 - n)', '2')).map(([a, power]) => `(${a} ** ${power})`),
    fc.tuple(tie('figure'), tie('figure')).map(([a, b]) => `(if r > 0.3 then ${a} else ${b})`),
    fc.tuple(tie('figure'), tie('figure')).map(([a, b]) => `(if n = 1 then ${a} else ${b})`),
    fc.tuple(tie('figure'), tie('figure')).map(([a, b]) => `(if z = 0 then ${a} else ${b})`),
  ),
})).figure;

it('proves of random figures only what holds of every record', { timeout: 120_000 }, () => {
  let proved = 0;
  const records = [null, 0].flatMap((z) =>
    Array.from({ length: 11 }, (_, i) => i / 10).flatMap((r) =>
      [1, 2, 3, 4].map((n): JsonObject => ({ amount: 1, rate: 0, months: 1, r, n, z })),
    ),
  );
  fc.assert(
    fc.property(figures, fc.constantFrom('if r = 0 then 1 else ', 'if n > 2 then 1 else ', ''), (figure, branch) => {
      const { divided, finite, codes } = examined(`${branch}exp(1) / (${figure})`);
      const wrong = records.filter((facts) =>
        codes(facts).some((code) => code === 'not-finite' || code === 'division-by-zero'),
      );
      if (divided === 'proved' && finite === 'proved') {
        proved += 1;
        expect(wrong).toEqual([]);
      }
      if (divided === 'refuted' || finite === 'refuted') expect(wrong.length).toBeGreaterThan(0);
    }),
    { numRuns: 120 },
  );
  expect(proved).toBeGreaterThan(20);
});
