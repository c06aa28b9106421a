import { defineProblems } from '../../model/problem.ts';

export const entityProblem = defineProblems({
  'name-taken': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”已是{other}的名称；字段、关联与派生字段不得同名',
    en: '"{name}" is already the name of a {other}; fields, relations and derived fields share one set of names',
  },
  'key-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '主键“{name}”不是本实体的字段',
    en: 'The key "{name}" is not a field of this entity',
  },
  'key-not-usable': {
    severity: 'error',
    status: 422,
    'zh-CN': '主键“{name}”须为必填的单值文字或整数',
    en: 'The key "{name}" must be a single text or whole number that is never missing',
  },
  'look-up-field-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '查找所用的“{name}”不是本实体的字段',
    en: '"{name}", by which records are to be found, is not a field of this entity',
  },
  'look-up-not-usable': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”须为单值文字或整数，才能按其查找；只按末尾字符查找时须为文字',
    en: 'Records are found by a single text or whole number, and by last characters of a text only; "{name}" is neither',
  },
  'look-up-repeated': {
    severity: 'error',
    status: 422,
    'zh-CN': '按“{name}”查找已经声明过',
    en: 'The look-up by "{name}" is declared already',
  },
  'organisation-not-usable': {
    severity: 'error',
    status: 422,
    'zh-CN': '机构字段“{name}”须为本实体的单值文字字段',
    en: 'The organisation field "{name}" must be a field of this entity that holds a single text',
  },
  'name-field-not-usable': {
    severity: 'error',
    status: 422,
    'zh-CN': '名称字段“{name}”须为本实体的单值文字字段',
    en: 'The name field "{name}" must be a field of this entity that holds a single text',
  },
  'relation-by-unknown': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”不是 {entity} 的字段；关联双方须都有此字段',
    en: '"{name}" is not a field of {entity}; both sides of a relation have it',
  },
  'relation-by-types-differ': {
    severity: 'error',
    status: 422,
    'zh-CN': '“{name}”在 {entity} 中的类型不同，无法关联',
    en: '"{name}" has another type in {entity}, so the two cannot be related',
  },
  'relation-not-to-key': {
    severity: 'warning',
    status: 422,
    'zh-CN': '“{name}”不是 {entity} 的主键，可能对应多行；若如此，请写 "many": true',
    en: '"{name}" is not the key of {entity}, so several rows may fit; if they do, say "many": true',
  },
});
