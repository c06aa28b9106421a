import type { ReferenceTable } from '../scope/scope.ts';
import type { Message } from '../../model/text.ts';
import type { Expression } from '../../model/expression.ts';
import { kindWords } from '../kind-words.ts';
import type { Type } from '../../model/type.ts';

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

/** What a value is, as a problem calls it. */
export function kindName(of: FeelValue): Message {
  if (of.kind === 'value') return typeName(of.of.type);
  if (of.kind === 'null') return { 'zh-CN': 'null', en: 'null' };
  if (of.kind === 'duration') return kindWords('duration');
  return { 'zh-CN': '对照表的一行', en: 'a row of a table' };
}

/** A type, as a problem calls it. */
export function typeName(type: Type): Message {
  return kindWords(type.kind);
}
