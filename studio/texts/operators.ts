import { bilingual } from './bilingual.ts';

/** How conditions are read in the views: what stands between a fact and its value. */
export const operatorTexts = bilingual(
  {
    'op.equal': 'is',
    'op.notEqual': 'is not',
    'op.in': 'is one of',
    'op.notIn': 'is none of',
    'op.contains': 'contains',
    'op.doesNotContain': 'does not contain',
    'op.lessThan': 'is below',
    'op.lessThanInclusive': 'is at most',
    'op.greaterThan': 'is above',
    'op.greaterThanInclusive': 'is at least',
    'op.isMissing': 'is unknown',
    'op.isPresent': 'is known',
    'op.between': 'is in',
    'op.startsWith': 'begins with',
    'op.endsWith': 'ends with',
    'op.containsText': 'has in it',
    'op.matches': 'has the form',
    'op.before': 'is before',
    'op.after': 'is after',
    'op.withinLast': 'is within the last',
  },
  {
    'op.equal': '为',
    'op.notEqual': '不为',
    'op.in': '为其中之一：',
    'op.notIn': '不是其中任何一个：',
    'op.contains': '包含',
    'op.doesNotContain': '不包含',
    'op.lessThan': '低于',
    'op.lessThanInclusive': '不超过',
    'op.greaterThan': '超过',
    'op.greaterThanInclusive': '不低于',
    'op.isMissing': '未知',
    'op.isPresent': '已知',
    'op.between': '在区间',
    'op.startsWith': '开头为',
    'op.endsWith': '结尾为',
    'op.containsText': '文中有',
    'op.matches': '符合格式',
    'op.before': '早于',
    'op.after': '晚于',
    'op.withinLast': '在最近',
  },
);

type Operator<Key> = Key extends `op.${infer Name}` ? Name : never;

/** The operators of conditions that the studio has words for, as they are written. */
export const OPERATORS = Object.keys(operatorTexts.en).map(
  (key) => key.slice('op.'.length) as Operator<keyof typeof operatorTexts.en>,
);
