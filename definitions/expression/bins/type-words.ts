import { kindWords } from '../kind-words.ts';
import type { Type } from '../../model/type.ts';
import type { Message } from '../../model/text.ts';

/** What values of a type are called, figures with their decimals. */
export function typeWords(type: Type): Message {
  if (type.kind !== 'number') return kindWords(type.kind);
  return type.decimals === 0
    ? { 'zh-CN': '整数', en: 'a whole number' }
    : { 'zh-CN': `至多 ${type.decimals} 位小数的数`, en: `a number with at most ${type.decimals} decimals` };
}
