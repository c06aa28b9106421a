import type { JsonObject } from '../model/json.ts';
import { below } from '../model/json.ts';
import { daysInMonth, daysOf } from '../expression/date.ts';
import { nearestName } from '../model/did-you-mean.ts';
import { MOST_TOLD } from '../model/problem.ts';
import { factProblem } from './problems.ts';
import { type ReadingState, shownJson } from './value.ts';

/** What generated readers call for whole objects and for dates. */

/** Refuses every name that is not known, with the one it most likely meant. */
export function refuseUnknown(state: ReadingState, facts: JsonObject, known: ReadonlySet<string>, at: string): void {
  for (const name of Object.keys(facts)) {
    if (known.has(name)) continue;
    if (state.problems.length >= MOST_TOLD) return;
    const near = nearestName(name, known);
    const hint = {
      'zh-CN': near === undefined ? '请删去' : `是否指“${near}”？`,
      en: near === undefined ? 'leave it out' : `did you mean "${near}"?`,
    };
    const extra = { found: shownJson(facts[name]) };
    state.problems.push(factProblem('fact-unknown', { pointer: below(at, name) }, { name, hint }, extra));
  }
}

/** Days since 1970-01-01 of `2026-01-31`; NaN for anything else. */
export function readDay(text: unknown): number {
  if (typeof text !== 'string' || text.length !== 10 || text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH)
    return Number.NaN;
  const year = digits(text, 0) * 100 + digits(text, 2);
  const [month, day] = [digits(text, 5), digits(text, 8)];
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return exists ? daysOf(year, month, day) : Number.NaN;
}

const DASH = 45;
const ZERO = 48;

/** The two decimal digits at a place; NaN where there are none. */
function digits(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - ZERO, text.charCodeAt(at + 1) - ZERO];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
