import type { Type } from '../expression/type.ts';
import type { Message } from '../text.ts';

/** What values of a type are called. */
export function typeWords(type: Type): Message {
  switch (type.kind) {
    case 'boolean':
      return { 'zh-CN': '是否', en: 'a flag' };
    case 'string':
      return { 'zh-CN': '文字', en: 'text' };
    case 'number':
      return type.decimals === 0
        ? { 'zh-CN': '整数', en: 'a whole number' }
        : { 'zh-CN': `${type.decimals} 位小数的数`, en: `a number with ${type.decimals} decimals` };
    case 'date':
      return { 'zh-CN': '日期', en: 'a date' };
    case 'instant':
      return { 'zh-CN': '时刻', en: 'an instant' };
    case 'duration':
      return { 'zh-CN': '时长', en: 'a length of time' };
    case 'approximate':
      return { 'zh-CN': '近似数', en: 'an approximate number' };
    case 'list':
      return { 'zh-CN': '列表', en: 'a list' };
    case 'row':
      return { 'zh-CN': '关联记录', en: 'a related row' };
  }
}
