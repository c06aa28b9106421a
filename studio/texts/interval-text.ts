import type { Reader } from './reader.ts';
import { readInterval } from './interval.ts';

/** An interval as figures a reader takes in at once: `60 – <80`, `≥ 120`, `< 6`; anything else as it is written. */
export function intervalText(text: string, { number }: Pick<Reader, 'number'>): string {
  const read = readInterval(text);
  if (read === undefined) return text;
  const { low, high, isLowIn, isHighIn } = read;
  if (low === null && high === null) return '−∞ – ∞';
  if (high === null) return `${isLowIn ? '≥' : '>'} ${number(low ?? '')}`;
  if (low === null) return `${isHighIn ? '≤' : '<'} ${number(high)}`;
  if (low === high) return number(low);
  return `${isLowIn ? '' : '>'}${number(low)} – ${isHighIn ? '' : '<'}${number(high)}`;
}
