import { parseDays, parseMilliseconds } from '../../definitions/index.ts';
import { BANK_AHEAD_MS } from '../clock.ts';
import { serverProblem } from '../problems.ts';
import { Refusal } from '../terminal.ts';

/** An instant, or the beginning of a day at the bank, in milliseconds. Throws a Refusal. */
export function instantAsked(option: string, text: string): number {
  const day = parseDays(text);
  const at = day === undefined ? parseMilliseconds(text) : day * 86_400_000 - BANK_AHEAD_MS;
  if (at !== undefined) return at;
  const expected = '2026-01-31, 2026-01-31T09:00:00+08:00';
  throw new Refusal([serverProblem('option-malformed', { pointer: '' }, { option, found: text, expected })]);
}
