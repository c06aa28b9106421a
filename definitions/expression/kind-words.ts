import type { Message } from '../model/text.ts';
import type { Type } from '../model/type.ts';

/** What the values of a kind of type are called in problems, one name for one thing. */
export function kindWords(kind: Type['kind']): Message {
  return WORDS[kind];
}

const WORDS: Readonly<Record<Type['kind'], Message>> = {
  boolean: { 'zh-CN': '真假值', en: 'true or false' },
  string: { 'zh-CN': '文字', en: 'text' },
  number: { 'zh-CN': '数', en: 'a number' },
  date: { 'zh-CN': '日期', en: 'a date' },
  instant: { 'zh-CN': '时刻', en: 'an instant' },
  duration: { 'zh-CN': '时长', en: 'a length of time' },
  approximate: { 'zh-CN': '未舍入的近似数', en: 'an approximate number' },
  list: { 'zh-CN': '列表', en: 'a list' },
  row: { 'zh-CN': '关联的一行', en: 'a related row' },
};
