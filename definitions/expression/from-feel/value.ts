import type { ReferenceTable } from '../../scope/scope.ts';
import type { Expression } from '../expression.ts';
import type { Type } from '../type.ts';

/** What a part of a formula means while it is read: more than `Expression` holds, because durations, null and calls need a next step. */
export type FeelValue =
  | { readonly kind: 'value'; readonly of: Expression }
  | { readonly kind: 'null' }
  | Duration
  /** A table called with its keys; a column follows. */
  | { readonly kind: 'row'; readonly table: ReferenceTable; readonly keys: readonly Expression[] };

/** A length of time: how many of its unit, a whole number. */
export interface Duration {
  readonly kind: 'duration';
  readonly unit: 'months' | 'days' | 'milliseconds';
  readonly count: Expression;
}

export function value(of: Expression): FeelValue {
  return { kind: 'value', of };
}

interface Name {
  readonly 'zh-CN': string;
  readonly en: string;
}

/** What a value is, as a problem calls it. */
export function kindName(of: FeelValue): Name {
  if (of.kind === 'value') return typeName(of.of.type);
  if (of.kind === 'null') return { 'zh-CN': 'null', en: 'null' };
  if (of.kind === 'duration') return TYPES.duration;
  return { 'zh-CN': '对照表的一行', en: 'a row of a table' };
}

/** A type, as a problem calls it. */
export function typeName(type: Type): Name {
  return TYPES[type.kind];
}

/** The name of a kind of type. */
export function kindNameOf(kind: Type['kind']): Name {
  return TYPES[kind];
}

const TYPES: Readonly<Record<Type['kind'], Name>> = {
  boolean: { 'zh-CN': '真假值', en: 'a boolean' },
  string: { 'zh-CN': '文本', en: 'a string' },
  number: { 'zh-CN': '数字', en: 'a number' },
  date: { 'zh-CN': '日期', en: 'a date' },
  instant: { 'zh-CN': '时刻', en: 'an instant' },
  duration: { 'zh-CN': '时段', en: 'a duration' },
  approximate: { 'zh-CN': '近似值', en: 'an approximate figure' },
  list: { 'zh-CN': '列表', en: 'a list' },
  row: { 'zh-CN': '关联的一行', en: 'a related row' },
};
