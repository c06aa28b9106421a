import { compare } from '../../../../expression/bins/covers.ts';
import { readInterval } from '../../../../expression/bins/parse-interval.ts';
import { numberType } from '../../../../model/type.ts';
import { exactly, scaledTo } from '../../../figure.ts';
import type { CompositeSegmentation, Overridable } from '../../segmentation.ts';
import type { OverridableValue } from '../method.ts';

/** A cut between two neighbouring classes, or the weight of a score. */
export function overridableValue(document: CompositeSegmentation, one: Overridable): OverridableValue | undefined {
  const { cut, score } = one as { readonly cut?: string; readonly score?: string };
  if ((cut === undefined) === (score === undefined)) return { known: [] };
  return cut === undefined ? weightTarget(document, score ?? '') : cutTarget(document, cut);
}

/** Weights vary in millionths. */
function weightTarget({ scores }: CompositeSegmentation, of: string): OverridableValue | undefined {
  const used = scores.find((score) => score.of === of);
  if (used === undefined) return { known: scores.map((score) => score.of) };
  const weight = exactly(used.weight);
  const decimals = Math.max(weight.decimals, 6);
  return { now: scaledTo(weight, decimals), decimals };
}

function cutTarget({ classes, decimals }: CompositeSegmentation, cut: string): OverridableValue | undefined {
  const [lower, upper, ...more] = cut.split('|');
  const type = numberType(decimals);
  const read = classes
    .map(({ name, in: interval }) => ({ name, range: readInterval(interval, type) }))
    .flatMap(({ name, range }) => (typeof range === 'string' ? [] : [{ name, low: range.low }]));
  if (read.length < classes.length) return undefined;
  const ordered = read.sort((a, b) => compare(a.low, b.low));
  const at = ordered.findIndex(({ name }) => name === lower);
  const above = ordered[at + 1];
  if (at < 0 || more.length > 0 || above === undefined || above.name !== upper || above.low === null) {
    return { known: ordered.slice(1).map(({ name }, i) => `${ordered[i]?.name ?? ''}|${name}`) };
  }
  return { now: above.low, decimals };
}
