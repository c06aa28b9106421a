import { labelOf } from '../model/labels.ts';
import { listed } from '../model/listed.ts';
import type { Language, Message } from '../model/text.ts';
import { dateText, instantText } from './date-text.ts';
import { decimalText } from '../model/decimal.ts';
import type { Expression, Labels } from '../model/expression.ts';
import { DATE, DEFAULT_BOUND, INSTANT, type Type } from '../model/type.ts';

/** What the values of an expression look like, in words: a field's by its labels. */
export function expectedOf(of: Expression): Message {
  return expectation(of.type, labelsBehind(of));
}

function labelsBehind(of: Expression): Labels | undefined {
  if (of.kind === 'named') return labelsBehind(of.of);
  return of.kind === 'field' ? of.field.labels : undefined;
}

/**
 * What a field's values look like, in words: members of an enum by their codes, each with its label; a number's limits where it declares
 * them, or where `isLimited` is said: for whoever went beyond those that nobody declared.
 */
export function expectation(type: Type, labels?: Labels, isLimited = false): Message {
  switch (type.kind) {
    case 'boolean':
      return { 'zh-CN': ' true 或 false', en: 'true or false' };
    case 'string':
      return type.enum === undefined
        ? { 'zh-CN': '文字', en: 'text' }
        : {
            'zh-CN': `${listed(members(type.enum, labels, 'zh-CN'), '、')} 之一`,
            en: `one of ${listed(members(type.enum, labels, 'en'))}`,
          };
    case 'number':
      return numberExpectation(type, isLimited);
    case 'date':
      return bounded({ 'zh-CN': '日期（如 2026-01-31）', en: 'a date such as 2026-01-31' }, type, DATE, dateText);
    case 'instant':
      return bounded(
        {
          'zh-CN': '带时区的时刻（如 2026-01-31T09:30:00+08:00）',
          en: 'an instant with its zone, such as 2026-01-31T09:30:00+08:00',
        },
        type,
        INSTANT,
        instantText,
      );
    case 'list': {
      const item = expectation(type.of, labels);
      return { 'zh-CN': `列表，每项为${item['zh-CN']}`, en: `a list, each item ${item.en}` };
    }
    case 'row':
      return { 'zh-CN': `对象（${type.entity}）`, en: `an object (${type.entity})` };
    case 'duration':
    case 'approximate':
      return { 'zh-CN': '数', en: 'a number' };
  }
}

function members(codes: readonly string[], labels: Labels | undefined, language: Language): readonly string[] {
  return codes.map((code) => {
    const label = labelOf(labels, code, language);
    if (label === undefined || label === code) return code;
    return language === 'zh-CN' ? `${code}（${label}）` : `${code} (${label})`;
  });
}

function numberExpectation(type: Extract<Type, { kind: 'number' }>, isLimited: boolean): Message {
  const { decimals } = type;
  const kind =
    decimals === 0
      ? { 'zh-CN': '整数', en: 'a whole number' }
      : { 'zh-CN': `最多 ${decimals} 位小数的数`, en: `a number with at most ${decimals} decimals` };
  const whole = isLimited ? undefined : { minimum: -DEFAULT_BOUND, maximum: DEFAULT_BOUND };
  return bounded(kind, type, whole, (n) => decimalText(n, decimals));
}

function bounded(
  kind: Message,
  type: Extract<Type, { kind: 'number' | 'date' | 'instant' }>,
  whole: { readonly minimum: bigint; readonly maximum: bigint } | undefined,
  text: (n: bigint) => string,
): Message {
  const low = type.minimum === whole?.minimum ? '' : text(type.minimum);
  const high = type.maximum === whole?.maximum ? '' : text(type.maximum);
  if (low === '' && high === '') return kind;
  const chinese = low === '' ? `不大于 ${high}` : high === '' ? `不小于 ${low}` : `${low} 至 ${high}`;
  const english = low === '' ? `at most ${high}` : high === '' ? `at least ${low}` : `from ${low} to ${high}`;
  return { 'zh-CN': `${kind['zh-CN']}，${chinese}`, en: `${kind.en}, ${english}` };
}
