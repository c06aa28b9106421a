import { binOf } from './bins.ts';
import { type Classified, leastOf, lowOf, type Of } from './classes.ts';
import type { Declared } from './declared.ts';
import { Fraction, figureOf, rounded, ZERO } from './figure.ts';
import type { Ground } from './outcome.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, wired } from './value.ts';

/** The class whose interval holds the weighted mean of the scores. */
export async function byComposite(document: Of<'composite'>, subject: RefereeSubject): Promise<Classified> {
  const { decimals, scores } = document;
  const flaws: Flaw[] = [];
  const grounds: Ground[] = [];
  let [sum, weights, isKnown, isPartial, isRefused] = [ZERO, ZERO, true, false, false];
  for (const { of, weight: written, ifMissing = 'refuse' } of scores) {
    const fact = await subject.fact(of);
    flaws.push(...fact.flaws);
    const weight = figureOf(written);
    const stated = typeof ifMissing === 'number' ? figureOf(ifMissing) : null;
    const value = fact.value instanceof Fraction ? fact.value : stated;
    if (value === null && ifMissing === 'refuse') {
      flaws.push({ code: 'score-missing', refuses: true, slots: { part: of } });
      isRefused = true;
    }
    if (weight.isZero()) continue;
    if (value === null && ifMissing === 'reweigh') isPartial = true;
    else if (value === null) isKnown = false;
    else [sum, weights] = [sum.plus(weight.times(value)), weights.plus(weight)];
    if (fact.value !== null) grounds.push(...(await lossesOf(of, weight, subject)));
  }
  const score = isKnown && !weights.isZero() ? rounded(sum.div(weights), decimals) : null;
  if (score === null && !isRefused) flaws.push({ code: 'all-scores-missing', refuses: true });
  const classes = [...document.classes].sort((a, b) => (lowOf(a.in) ?? LEAST).comparedTo(lowOf(b.in) ?? LEAST));
  const declared: Declared = { kind: 'number', decimals, isList: false };
  const bin =
    score === null
      ? null
      : await binOf(
          document,
          classes.map((one) => ({ in: one.in })),
          { value: score, declared },
          subject,
        );
  return {
    classes,
    rank: bin?.index ?? null,
    flaws: [...flaws, ...(bin?.flaws ?? [])],
    grounds,
    isPartial,
    score: { of: score, lows: classes.map((one) => leastOf(one.in, decimals)) },
    members: () => ({ score: wired(score, decimals) }),
    outputs: [['score', score]],
  };
}

const LEAST = new Fraction('-1e60');

/** What a scorecard's characteristics lost, times the weight of its score. */
async function lossesOf(of: string, weight: Fraction, subject: RefereeSubject): Promise<readonly Ground[]> {
  const [id = '', output] = of.split('#');
  if (!id.startsWith('scorecard/') || output !== 'score') return [];
  const { grounds } = await subject.outcome(id);
  return grounds.flatMap(({ loss, ...ground }) =>
    loss === null
      ? []
      : [{ ...ground, loss: { figure: loss.figure.times(weight), decimals: loss.decimals + weight.decimalPlaces() } }],
  );
}
