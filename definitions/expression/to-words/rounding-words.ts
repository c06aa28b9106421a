import type { Rounding } from '../../model/decimal.ts';
import type { Expression } from '../../model/expression.ts';
import { countZh, zh } from './chinese.ts';
import { countEn } from './english.ts';
import { pick2, type Speech } from './speech.ts';

type Rounded = Expression & { kind: 'round' | 'divide' };

/** The decimals that intermediate results have without anybody saying so. */
const UNSAID = 12;

/** Whether a rounding is one that its author wrote and that can change the value. */
export function roundsAway(e: Rounded): boolean {
  const { type, rounding } = e;
  if (type.kind !== 'number' || (type.decimals >= UNSAID && rounding === 'half-up')) return false;
  return e.kind === 'divide' || e.of.type.kind !== 'number' || e.of.type.decimals > type.decimals;
}

/** A value without the rounding to the decimals that the sentence states at its end, whichever way the value is come by. */
export function beforeRounding(e: Expression, decimals: number): Expression {
  const within = (part: Expression) => beforeRounding(part, decimals);
  switch (e.kind) {
    case 'if':
      return { ...e, then: within(e.then), otherwise: within(e.otherwise) };
    case 'coalesce':
      return { ...e, items: e.items.map(within) };
    case 'round':
      return isStated(e, decimals) ? within(e.of) : e;
    case 'divide':
      return isStated(e, decimals) && e.type.kind === 'number' ? { ...e, type: { ...e.type, decimals: UNSAID } } : e;
    default:
      return e;
  }
}

/** Whether a value is told with a rounding of its own that leaves no more decimals than these. */
export function saysItsRounding(e: Expression, decimals: number): boolean {
  return (
    (e.kind === 'round' || e.kind === 'divide') &&
    roundsAway(e) &&
    e.type.kind === 'number' &&
    e.type.decimals <= decimals
  );
}

const isStated = ({ type, rounding }: Rounded, decimals: number) =>
  rounding === 'half-up' && type.kind === 'number' && type.decimals === decimals;

const WAYS: Readonly<Record<Rounding, readonly [string, string]>> = {
  'half-up': ['四舍五入', 'rounded'],
  'half-down': ['五舍六入', 'rounded (halves down)'],
  'half-even': ['四舍六入五成双', 'rounded (halves to even)'],
  up: ['进位', 'rounded away from zero'],
  down: ['舍去尾数', 'cut off'],
  floor: ['向下舍入', 'rounded down'],
  ceiling: ['向上舍入', 'rounded up'],
};

/** A rounding that its author wrote: `…向下舍入取整数`, `… rounded down to a whole number`. */
export function roundingWords(said: string, { rounding, type }: Rounded, speech: Speech): string {
  const decimals = type.kind === 'number' ? type.decimals : 0;
  const [chinese, english] = WAYS[rounding];
  const to = decimals === 0 ? 'a whole number' : `${countEn(decimals)} decimal${decimals === 1 ? '' : 's'}`;
  return pick2(
    speech,
    zh`${said}${chinese}${decimals === 0 ? '取整数' : zh`保留${countZh(decimals)}位小数`}`,
    `${said} ${english} to ${to}`,
  );
}

/** A way of rounding by itself: `四舍五入`, `rounded`. */
export function wayOfRounding(rounding: Rounding, speech: Pick<Speech, 'language'>): string {
  return pick2(speech, ...WAYS[rounding]);
}
