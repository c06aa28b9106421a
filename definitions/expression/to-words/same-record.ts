import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { lowerFirst, type Speech, spoken } from './speech.ts';

/**
 * Whether a related record names this one in some part, `收件人客户号` = `客户号`: told as what the record is there, `客户为家庭的收件人`,
 * `the customer is the household’s mail recipient`. Undefined for any other equality.
 */
export function sameRecordClause(
  left: Expression,
  right: Expression,
  wanted: boolean,
  speech: Speech,
): string | undefined {
  return namedBy(left, right, wanted, speech) ?? namedBy(right, left, wanted, speech);
}

function namedBy(there: Expression, own: Expression, wanted: boolean, speech: Speech): string | undefined {
  if (there.kind !== 'field' || own.kind !== 'field' || own.of !== null) return undefined;
  if (there.of === null || there.of.kind === 'variable') return undefined;
  const [number, title] = [spoken(speech, own.field.title), spoken(speech, there.field.title)];
  const owner = speech.noun(there.of);
  if (speech.language === 'zh-CN') {
    const record = /^(.+?)(?:编号|号码|代码|号)$/.exec(number)?.[1];
    const part = title.endsWith(number) ? title.slice(0, -number.length) : '';
    return record === undefined || part === '' ? undefined : zh`${record}${wanted ? '为' : '不是'}${owner}的${part}`;
  }
  const record = /^(.+) (?:number|code|id)$/i.exec(number)?.[1];
  const part = title.startsWith(`${number} of `) ? title.slice(`${number} of `.length).replace(/^the /, '') : '';
  return record === undefined || part === ''
    ? undefined
    : `the ${lowerFirst(speech, record)} is ${wanted ? '' : 'not '}the ${owner}’s ${part}`;
}
