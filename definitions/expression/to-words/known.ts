import type { Expression } from '../../model/expression.ts';
import { pick2, type Speech } from './speech.ts';

/** What a clause is to say of its condition. */
export interface ClauseOptions {
  /** False: its negation. */
  readonly wanted: boolean;
  /** Whether what is asked also holds where the condition cannot be told, because something in it is unknown. */
  readonly holdsUnknown: boolean;
  /** The nouns that the sentence around says to be known or unknown. */
  readonly told: readonly string[];
}

/** What stands behind a clause that also holds where a value in it is unknown, unless none may be or the sentence says so beside it. */
export function orUnknown(
  values: readonly Expression[],
  { holdsUnknown, told }: ClauseOptions,
  speech: Speech,
): string {
  if (!holdsUnknown) return '';
  const open = values.filter((e) => e.missable && !told.includes(speech.noun(e)));
  if (open.length === 0) return '';
  return open.length === 1
    ? pick2(speech, '（或未知）', ' (or unknown)')
    : pick2(speech, '（或其一未知）', ' (or one of them is unknown)');
}
