import { declaredOn } from './judge-context.ts';
import { type Classified, lowOf, nothing, type Of } from './classes.ts';
import { figureOf, ZERO } from './figure.ts';
import type { RefereeSubject } from './subject.ts';
import { type Flaw, order, wired } from './value.ts';

/** Shares run from the top down; the classes, low to high, are parted by the frozen cuts. */
export async function byShare(document: Of<'share'>, subject: RefereeSubject): Promise<Classified> {
  const fact = await subject.fact(document.of);
  const start = (one: { readonly share: string }) => lowOf(one.share) ?? ZERO;
  const classes = [...document.classes].sort((a, b) => start(b).comparedTo(start(a)));
  const given = subject.hearing.context.cuts[`segmentation/${document.name}`] ?? [];
  const cuts = classes.slice(1).map((_, i) => (given[i] === undefined ? null : figureOf(given[i])));
  const flaws: Flaw[] = [...fact.flaws];
  if (cuts.includes(null)) flaws.push({ code: 'cuts-missing', refuses: true });
  if (fact.value === null) flaws.push({ code: 'score-missing', refuses: true, slots: { part: document.of } });
  const { value } = fact;
  const { decimals } = declaredOn(subject.hearing.context.documents, subject, document.of);
  const above = value === null ? -1 : cuts.findIndex((cut) => cut !== null && order(value, cut) < 0);
  return {
    ...nothing,
    classes,
    rank: above < 0 ? classes.length - 1 : above,
    flaws,
    score: { of: value, lows: [null, ...cuts] },
    members: () => ({ score: wired(value, decimals) }),
    outputs: [['score', value]],
  };
}
