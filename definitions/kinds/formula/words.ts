import type { Decision } from '../../model/decision.ts';
import { zh } from '../../expression/to-words/chinese.ts';
import { pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import { meaningWords } from '../../expression/to-words/choices.ts';
import { beforeRounding, saysItsRounding } from '../../expression/to-words/rounding-words.ts';
import { memberTitle } from '../../expression/to-words/titles.ts';
import { unitName, unitWords } from '../../expression/to-words/units.ts';
import type { Language } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import type { Expression } from '../../model/expression.ts';
import { decimalsWords, speechOf, stated, titled, withFootnotes } from '../words.ts';
import type { Formula, Line } from './formula.ts';
import { lowerFormula } from './lower.ts';

/** A formula as sentences: one line a line, by the titles of what it reads, and how it is rounded. */
export function formulaWords(
  document: Formula,
  _decision: Decision | null,
  environment: Environment,
  language: Language,
): readonly string[] {
  const speech = speechOf(environment, language, document.entity);
  const { lines } = lowerFormula(document, environment);
  const results = document.outputs.flatMap((name) => {
    const line = document.lines.find((one) => one.name === name);
    return line === undefined ? [] : [titled(speech, line)];
  });
  const head = pick2(
    speech,
    `结果：${results.join(results.some((one) => /[，：、]/.test(one)) ? '；' : '、')}。`,
    `Results: ${results.join('; ')}.`,
  );
  return [head, ...document.lines.map((line) => lineWords(line, lines.get(line.name), speech))];
}

function lineWords(line: Line, value: Expression | undefined, speech: Speech): string {
  const decimals =
    line.type === 'decimal' && line.decimals !== undefined
      ? pick2(speech, '，', ', ') + decimalsWords(speech, line.decimals)
      : '';
  const unit =
    line.unit === undefined || line.unit === '' || unitWords(line.unit)?.isPercent === true
      ? ''
      : pick2(speech, `（${unitName(speech, line.unit)}）`, ` (${unitName(speech, line.unit)})`);
  const sentence = withFootnotes(speech, (inner) => {
    const of = value?.kind === 'named' ? meant(value.of, line) : undefined;
    const end = of !== undefined && saysItsRounding(of, line.decimals ?? 0) ? '' : decimals;
    const meaning = of === undefined ? line.text + end : meaningWords(of, end, inner);
    return `${titled(speech, line)}${unit} = ${meaning}${missingWords(line, value, speech)}`;
  });
  return sentence + pick2(speech, '。', '.');
}

/** What the line's text says: a default that `ifMissing` adds is told after it. */
function meant(of: Expression, line: Line): Expression {
  const { ifMissing } = line;
  const hasDefault = ifMissing !== undefined && ifMissing !== 'missing' && ifMissing !== 'refuse';
  const [only, ...more] = of.kind === 'coalesce' ? of.items : [of];
  const said = hasDefault && only !== undefined && more.length === 1 ? only : of;
  return beforeRounding(said, line.decimals ?? 0);
}

function missingWords({ ifMissing }: Line, value: Expression | undefined, speech: Speech): string {
  if (ifMissing === undefined || ifMissing === 'missing') return '';
  if (ifMissing === 'refuse') return pick2(speech, '；缺失时不给出结果', '; where it is missing there is no result');
  const label =
    typeof ifMissing === 'string' && value !== undefined ? memberTitle(value, ifMissing, speech) : undefined;
  const said =
    typeof ifMissing === 'string'
      ? quoted(label ?? ifMissing)
      : typeof ifMissing === 'boolean'
        ? pick2(speech, ifMissing ? '是' : '否', ifMissing ? 'yes' : 'no')
        : stated(String(ifMissing));
  return pick2(speech, zh`；缺失时为${said}`, `; ${said} where it is missing`);
}
