import type { Regression } from '../../definitions/index.ts';
import { Fraction, figureOf, rounded, roundedDouble, ZERO } from './figure.ts';
import { type RefereeAnswer, outcome } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, type RefereeValue, wired } from './value.ts';

type Term = Regression['terms'][number];

/** intercept + Σ coefficient × fact, exact; with `logit` 1/(1 + e^−z) as a double. Rounded once. */
export async function judgeRegression(document: Regression, subject: RefereeSubject): Promise<RefereeAnswer> {
  const flaws: Flaw[] = [];
  let sum: Fraction | null = kept(document.intercept);
  for (const term of document.terms) {
    const fact = await subject.fact(term.fact);
    flaws.push(...fact.flaws);
    if (fact.value === null && term.ifMissing === 'refuse')
      flaws.push({ code: 'term-missing', refuses: true, slots: { part: term.fact } });
    const added: Fraction | null =
      term.values === undefined ? byCoefficient(term, fact.value) : byValue(term, fact.value);
    sum = sum === null || added === null ? null : sum.plus(added);
  }
  const value = sum === null ? null : linked(document, sum);
  return outcome(wired(value, document.decimals), new Map<string, RefereeValue>([['value', value]]), flaws);
}

/** A coefficient to 12 decimals. */
const kept = (figure: number | string): Fraction => rounded(figureOf(figure), 12);

function linked({ link, decimals }: Regression, predicted: Fraction): RefereeValue {
  if (link === 'identity') return rounded(predicted, decimals);
  return roundedDouble(1 / (1 + Math.exp(-predicted.toNumber())), decimals, 'half-up') ?? null;
}

/** A figure for `ifMissing` stands for the fact. */
function byCoefficient({ coefficient, ifMissing }: Term, value: RefereeValue): Fraction | null {
  const fact = value instanceof Fraction ? value : typeof ifMissing === 'number' ? figureOf(ifMissing) : null;
  return fact === null ? null : kept(coefficient ?? 0).times(fact);
}

/** A figure for `ifMissing` stands for the coefficient; a value that is not listed has none. */
function byValue({ values = {}, ifMissing }: Term, value: RefereeValue): Fraction | null {
  if (value === null) return typeof ifMissing === 'number' ? kept(ifMissing) : null;
  const key = value instanceof Fraction ? Object.keys(values).find((one) => value.equals(one)) : String(value);
  const own = key !== undefined && Object.hasOwn(values, key) ? values[key] : undefined;
  return own === undefined ? ZERO : kept(own);
}
