import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject, Regression } from '../../../../definitions/index.ts';
import * as edits from '../../../../studio/editors/regression/edits.ts';
import { packSources } from '../../../support/packs.ts';

const regressions = [...packSources('bank-crm'), ...packSources('bank-marketing')]
  .map(({ document }) => document as unknown as Regression)
  .filter(({ kind }) => kind === 'regression');
const [churn] = regressions;

/** Any regression: terms with one coefficient, or one for each value, written as numbers or as text. */
const figures = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom('0.5', '-1.2345678901234567E-05', '12.500'),
);
const terms = fc.record(
  {
    fact: fc.constantFrom('age', 'aum', 'scorecard/loyalty#score'),
    coefficient: figures,
    ifMissing: fc.constantFrom('refuse' as const, 'missing' as const, 3),
  },
  { requiredKeys: ['fact', 'coefficient'] },
);
const dummies = fc.record({
  fact: fc.constantFrom('grade', 'channel'),
  values: fc.dictionary(fc.constantFrom('a', 'b', '__x'), figures, { minKeys: 1 }),
});
const random = fc.record({
  kind: fc.constant('regression' as const),
  name: fc.constant('any'),
  entity: fc.constant('entity/customer'),
  link: fc.constantFrom('identity' as const, 'logit' as const),
  intercept: figures,
  terms: fc.array(fc.oneof(terms, dummies), { minLength: 1, maxLength: 5 }),
  decimals: fc.nat(9),
  // As it comes from a file: JSON has no −0.
  more: fc.json().map((text): unknown => JSON.parse(JSON.stringify(JSON.parse(text)))),
}) as fc.Arbitrary<unknown> as fc.Arbitrary<Regression>;

describe('edits of regressions', () => {
  it('lose nothing, of the packs and of any other: what is set is set back, and all else is the same object', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...regressions), random), fc.nat(), (document, seed) => {
        const through = JSON.parse(JSON.stringify(document)) as Regression;
        const at = seed % document.terms.length;
        const term = document.terms[at];
        const value = Object.keys(term?.values ?? {})[0];
        const before = value === undefined ? term?.coefficient : term?.values?.[value];
        if (before === undefined) throw new Error('a term has a coefficient');
        const set = edits.setCoefficient(through, at, '77.25', value);
        expect(edits.setCoefficient(set, at, String(before), value)).toEqual(document);
        const missing = edits.setIfMissing(through, at, 5);
        expect(edits.setIfMissing(missing, at, term?.ifMissing)).toEqual(document);
        const added = edits.addTerm(through, 'newOne', true, ['x', 'y']);
        expect(added.terms.at(-1)).toEqual({ fact: 'newOne', values: { x: 0, y: 0 }, ifMissing: 'missing' });
        expect(edits.removeTerm(added, document.terms.length)).toEqual(document);
        expect(edits.setLink(edits.setLink(through, 'identity'), document.link)).toEqual(document);
        expect(set.terms.filter((_, i) => i !== at)).toEqual(document.terms.filter((_, i) => i !== at));
      }),
      { numRuns: 300 },
    );
  });

  it('take fitted figures as one step, and only those of the same terms', () => {
    if (churn === undefined) throw new Error('no regression');
    const fitted = {
      ...churn,
      title: 'Other',
      intercept: -1.5,
      terms: churn.terms.map((term) => ({ ...term, coefficient: 2 })),
    };
    const taken = edits.takeFitted(churn, fitted as unknown as JsonObject);
    expect(taken).toEqual({ ...churn, intercept: -1.5, terms: fitted.terms });
    const others = { ...fitted, terms: fitted.terms.slice(1) };
    expect(edits.takeFitted(churn, others as unknown as JsonObject)).toBe(churn);
  });
});
