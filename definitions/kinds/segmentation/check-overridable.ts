import { compare } from '../../expression/bins/covers.ts';
import { binProblem } from '../../expression/bins/problems.ts';
import { typeWords } from '../../expression/bins/type-words.ts';
import { INTERVAL_CODES, readInterval } from '../../expression/bins/parse-interval.ts';
import { decimalText } from '../../model/decimal.ts';
import { numberType } from '../../model/type.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import { exactly, scaledTo } from '../figure.ts';
import { segmentationProblem } from './problems.ts';
import type { CompositeSegmentation, Overridable, Segmentation } from './segmentation.ts';

/** What a branch may vary must exist, and the present value must lie within what is allowed. */
export function checkOverridable(document: Segmentation): readonly Problem[] {
  return (document.overridable ?? []).flatMap((one, i) => {
    const at = { definition: `segmentation/${document.name}`, pointer: `/overridable/${i}` };
    const malformed = (hint: Text) => [segmentationProblem('overridable-malformed', at, { hint })];
    if (document.method !== 'composite') return malformed('');
    const target = targetOf(document, one);
    if (target === undefined) return [];
    if ('known' in target) return malformed(hintOf(target.known));
    const range = readInterval(one.within, numberType(target.decimals));
    if (typeof range === 'string') {
      const slots = { found: one.within, type: typeWords(numberType(target.decimals)) };
      return [binProblem(INTERVAL_CODES[range], { ...at, pointer: `${at.pointer}/within` }, slots)];
    }
    const isWithin =
      (range.low === null || range.low <= target.now) && (range.high === null || target.now <= range.high);
    if (isWithin) return [];
    const found = decimalText(target.now, target.decimals);
    return [segmentationProblem('overridable-out-of-range', at, { found, expected: one.within }, { found })];
  });
}

/** The value that may vary, as it is now; undefined where a class cannot be read, which is told of the class. */
type Target = { readonly now: bigint; readonly decimals: number } | { readonly known: readonly string[] } | undefined;

function hintOf(known: readonly string[]): Text {
  const names = listed(known);
  return names === '' ? '' : { 'zh-CN': `；可写：${names}`, en: `; it could be ${names}` };
}

function targetOf(document: CompositeSegmentation, one: Overridable): Target {
  const { cut, score } = one as { readonly cut?: string; readonly score?: string };
  if ((cut === undefined) === (score === undefined)) return { known: [] };
  return cut === undefined ? weightTarget(document, score ?? '') : cutTarget(document, cut);
}

/** Weights vary in millionths. */
function weightTarget({ scores }: CompositeSegmentation, of: string): Target {
  const used = scores.find((score) => score.of === of);
  if (used === undefined) return { known: scores.map((score) => score.of) };
  const weight = exactly(used.weight);
  const decimals = Math.max(weight.decimals, 6);
  return { now: scaledTo(weight, decimals), decimals };
}

function cutTarget({ classes, decimals }: CompositeSegmentation, cut: string): Target {
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
