import type { Decision } from '../../decision.ts';
import { noun } from '../../expression/to-words/nouns.ts';
import { tidy } from '../../expression/to-words/clauses.ts';
import { unitName } from '../../expression/to-words/figures.ts';
import { pick2 } from '../../expression/to-words/speech.ts';
import type { Language } from '../../text.ts';
import type { Surroundings } from '../kind.ts';
import { speechOf, titled } from '../words.ts';
import type { Formula } from './formula.ts';
import { lowerFormula } from './lower.ts';

/** A formula as sentences: one line a line, by the titles of what it reads, and how it is rounded. */
export function formulaWords(
  document: Formula,
  _decision: Decision | null,
  around: Surroundings,
  language: Language,
): readonly string[] {
  const speech = speechOf(around, language);
  const { lines } = lowerFormula(document, around);
  const results = document.outputs.flatMap((name) => {
    const line = document.lines.find((one) => one.name === name);
    return line === undefined ? [] : [titled(speech, line)];
  });
  const head = pick2(speech, `结果：${results.join('、')}。`, `Results: ${results.join(', ')}.`);
  const said = document.lines.map((line) => {
    const value = lines.get(line.name);
    const meaning = value?.kind === 'named' ? tidy(noun(value.of, speech)) : line.text;
    const decimals =
      line.type === 'decimal' && line.decimals !== undefined
        ? pick2(speech, `，保留 ${line.decimals} 位小数`, `, ${line.decimals} decimals`)
        : '';
    const missing =
      line.ifMissing === undefined || line.ifMissing === 'missing'
        ? ''
        : line.ifMissing === 'refuse'
          ? pick2(speech, '；缺失时不给出结果', '; where it is missing there is no result')
          : pick2(
              speech,
              `；缺失时为 ${JSON.stringify(line.ifMissing)}`,
              `; ${JSON.stringify(line.ifMissing)} where it is missing`,
            );
    const unit =
      line.unit === undefined || line.unit === ''
        ? ''
        : pick2(speech, `（${unitName(speech, line.unit)}）`, ` (${unitName(speech, line.unit)})`);
    return `${titled(speech, line)}${unit} = ${meaning}${decimals}${missing}${pick2(speech, '。', '.')}`;
  });
  return [head, ...said];
}
