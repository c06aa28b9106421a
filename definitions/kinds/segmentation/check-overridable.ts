import { binProblem } from '../../expression/bins/problems.ts';
import { typeWords } from '../../expression/bins/type-words.ts';
import { INTERVAL_CODES, readInterval } from '../../expression/bins/parse-interval.ts';
import { decimalText } from '../../model/decimal.ts';
import { numberType } from '../../model/type.ts';
import { listed } from '../../model/listed.ts';
import type { Problem } from '../../model/problem.ts';
import type { Text } from '../../model/text.ts';
import { methodOf } from './methods/index.ts';
import { segmentationProblem } from './problems.ts';
import type { Segmentation } from './segmentation.ts';

/** What a branch may vary must exist, and the present value must lie within what is allowed. */
export function checkOverridable(document: Segmentation): readonly Problem[] {
  return (document.overridable ?? []).flatMap((one, i) => {
    const at = { definition: `segmentation/${document.name}`, pointer: `/overridable/${i}` };
    const malformed = (hint: Text) => [segmentationProblem('overridable-malformed', at, { hint })];
    const { overridable } = methodOf(document);
    if (overridable === undefined) return malformed('');
    const target = overridable(document, one);
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

function hintOf(known: readonly string[]): Text {
  const names = listed(known);
  return names === '' ? '' : { 'zh-CN': `；可写：${names}`, en: `; it could be ${names}` };
}
