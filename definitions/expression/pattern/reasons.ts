import type { Message } from '../../model/text.ts';
import type { PatternReason } from './syntax.ts';

/** Why a pattern is refused, as a reader is told. */
export const PATTERN_REASONS: Readonly<Record<PatternReason, Message>> = {
  'too-long': { 'zh-CN': '超过 1,000 个字符', en: 'it has more than 1,000 characters' },
  'too-large': { 'zh-CN': '重复次数展开后过大', en: 'its repetitions written out are too large' },
  'too-deep': { 'zh-CN': '括号嵌套过深', en: 'its groups are nested too deep' },
  unclosed: { 'zh-CN': '括号未闭合', en: 'a bracket is not closed' },
  unexpected: { 'zh-CN': '此处不应有该字符', en: 'this character has no place here' },
  'look-around': { 'zh-CN': '不支持前后查找', en: 'looking ahead or behind is not supported' },
  'back-reference': { 'zh-CN': '不支持反向引用', en: 'back references are not supported' },
  'group-form': { 'zh-CN': '不支持这种分组', en: 'this form of group is not supported' },
  escape: { 'zh-CN': '不支持这种转义', en: 'this escape is not supported' },
  'lazy-or-possessive': { 'zh-CN': '不支持懒惰或独占的重复', en: 'lazy and possessive repetitions are not supported' },
  'nothing-to-repeat': { 'zh-CN': '没有可重复的内容', en: 'there is nothing to repeat' },
  'repeat-limits': {
    'zh-CN': '重复次数须由小到大，且不超过 1,000',
    en: 'a repetition runs from the smaller to the larger count, at most 1,000',
  },
  'class-range': { 'zh-CN': '字符范围前大后小', en: 'a range of characters runs backwards' },
  'class-empty': { 'zh-CN': '字符组为空', en: 'a class of characters is empty' },
};
