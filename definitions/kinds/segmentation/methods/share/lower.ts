import { typeWords } from '../../../../expression/bins/type-words.ts';
import { bins } from '../../../../expression/build-list.ts';
import { compare, cut, holds, isMissing, or } from '../../../../expression/build-logic.ts';
import { readInterval } from '../../../../expression/bins/parse-interval.ts';
import { numberType } from '../../../../model/type.ts';
import { gather } from '../../../gather.ts';
import { readFact } from '../../../read-fact.ts';
import { type MethodContext, nameOf, type Ranking } from '../method.ts';
import { segmentationProblem } from '../../problems.ts';
import type { ShareSegmentation } from '../../segmentation.ts';

/** Shares are read in units of 10^-9 percent. */
const PERCENT = numberType(9, 0n, 100_000_000_000n);

/** The share a class begins after, as a fraction of 10^-9 percent; undefined where it cannot be read. */
export function shareOf(text: string): { readonly low: bigint; readonly high: bigint } | undefined {
  const range = readInterval(text, PERCENT);
  if (typeof range === 'string' || range.low === null || range.high === null) return undefined;
  return { low: range.low - 1n, high: range.high };
}

/** Classes from the highest share down to the lowest figure: low to high they stand the other way round. */
export function classesByShare({ classes }: ShareSegmentation): ShareSegmentation['classes'] {
  const start = (share: string) => shareOf(share)?.low ?? 0n;
  return [...classes].sort((a, b) => (start(a.share) < start(b.share) ? 1 : -1));
}

/**
 * The upper ends of a document's shares in 10^-9 percent, of the class with the lowest figures first (100 percent) to the one with the
 * highest; undefined where it does not divide by share.
 */
export function shareHighs(document: object): readonly bigint[] | undefined {
  const { method, classes } = document as { readonly method?: unknown; readonly classes?: unknown };
  if (method !== 'share' || !Array.isArray(classes)) return undefined;
  const highs = classes.flatMap((one: { readonly share?: unknown }) => {
    const share = shareOf(String(one.share));
    return share === undefined ? [] : [share.high];
  });
  return highs.length < classes.length ? undefined : highs.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
}

/** The class by frozen cuts: a figure belongs to the highest class whose cut it reaches. */
export function lowerShare(document: ShareSegmentation, context: MethodContext): Ranking | null {
  const own = gather();
  const of = own.take(readFact(document.of, context.scope, context.at('/of')));
  context.gathered.problems.push(...own.problems);
  if (of === null) return null;
  const part = nameOf(of, document.of);
  if (of.type.kind !== 'number') {
    const problem = segmentationProblem('score-not-a-number', context.at('/of'), { part, type: typeWords(of.type) });
    context.gathered.problems.push(problem);
    return null;
  }
  const classes = classesByShare(document);
  const cuts = classes.slice(1).map((_, i) => cut(context.id, i, of.type));
  const tests = classes.map((one, rank) => {
    const origin = context.at(`/classes/${document.classes.indexOf(one)}`);
    const next = cuts[rank];
    if (next === undefined) return { test: { kind: 'otherwise' as const }, origin };
    return { test: { kind: 'when' as const, when: holds(compare('<', of, next)) }, origin };
  });
  const lacking = cuts.map((one) => isMissing(one));
  const isScoreMissing = isMissing(of);
  const plans = [
    ...own.plans,
    ...(cuts.length === 0
      ? []
      : [{ code: 'cuts-missing', slots: {}, when: or(lacking), refuses: true, origin: context.at('/classes') }]),
    ...(of.missable
      ? [{ code: 'score-missing', slots: { part }, when: isScoreMissing, refuses: true, origin: context.at('/of') }]
      : []),
  ];
  return {
    classes,
    rank: bins(null, tests, true, context.at('/classes')),
    plans,
    reasons: [],
    partial: null,
    score: { of, lows: [null, ...cuts] },
    members: () => [{ name: 'score', shape: { kind: 'value', of } }],
    outputs: { score: of },
  };
}
