import { decimalText, divideRounded, power10 } from '../../model/decimal.ts';
import { INTERMEDIATE_DECIMALS } from '../../model/type.ts';
import type { Figure } from '../../model/document.ts';
import type { Exact } from '../figure.ts';

/** A coefficient as it is kept, and what was written: 17 digits tell every double from every other. */
export interface Coefficient {
  readonly kept: Exact;
  /** What was written: exactly, with as many decimals as that takes. */
  readonly written: Exact;
}

const MOST_DIGITS = 17;
/** As many digits before the point as other figures have. */
const TOO_LARGE = 10n ** 15n;
const FORM = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,3}))?$/;

/** Reads a coefficient, rounded half-up to 12 decimals; undefined where it has too many digits, or too large a value. */
export function readCoefficient(figure: Figure): Coefficient | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = FORM.exec(String(figure)) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (sign === undefined || whole + fraction === '' || significant.length > MOST_DIGITS) return undefined;
  const decimals = fraction.length - Number(exponent) - (digits.length - significant.length);
  const magnitude = BigInt(significant === '' ? '0' : significant);
  const signed = sign === '-' ? -magnitude : magnitude;
  const written = decimals < 0 ? { scaled: signed * power10(-decimals), decimals: 0 } : { scaled: signed, decimals };
  const kept =
    written.decimals <= INTERMEDIATE_DECIMALS
      ? written
      : trimmed(divideRounded(written.scaled, power10(written.decimals - INTERMEDIATE_DECIMALS)));
  const size = kept.scaled < 0n ? -kept.scaled : kept.scaled;
  return size >= TOO_LARGE * power10(kept.decimals) ? undefined : { kept, written };
}

/** Without zeros at the end. */
function trimmed(scaled: bigint): Exact {
  let exact: Exact = { scaled, decimals: INTERMEDIATE_DECIMALS };
  while (exact.decimals > 0 && exact.scaled % 10n === 0n)
    exact = { scaled: exact.scaled / 10n, decimals: exact.decimals - 1 };
  return exact;
}

/** A coefficient that `check` has read before; one that cannot be read counts as 0, so that the document's other problems are still found. */
export function coefficientOf(figure: Figure): Exact {
  return readCoefficient(figure)?.kept ?? { scaled: 0n, decimals: 0 };
}

/** A coefficient as it is kept, written out. */
export function coefficientText(figure: Figure): string {
  const { scaled, decimals } = coefficientOf(figure);
  return decimalText(scaled, decimals);
}

/** By how much a kept coefficient differs from what was written, at most: a double a little above it. */
export function roundedBy({ kept, written }: Coefficient): number {
  const difference = written.scaled - kept.scaled * power10(written.decimals - kept.decimals);
  return Math.abs(Number(difference)) / 10 ** Math.min(written.decimals, 300);
}
