import type { SyntaxNode } from '@lezer/common';
import type { Look } from './feel-look.ts';
import { Fraction, type RefereeRounding, rounded } from './figure.ts';
import type { RefereeSubject } from './subject.ts';
import type { Flaw, FoundValue, RefereeValue } from './value.ts';

/** Where in a formula the reader is. */
export interface FeelFrame {
  readonly text: string;
  readonly subject: RefereeSubject;
  readonly look: Look;
  /** Names bound by loops, and the item of a filter (name null), innermost first. */
  readonly bound: readonly { readonly name: string | null; readonly value: RefereeValue }[];
  /** Lines and uses. */
  readonly names: ReadonlyMap<string, FoundValue>;
  /** Reference tables, and formulas with inputs, among the uses: name → id. */
  readonly tables: ReadonlyMap<string, string>;
  readonly flaws: Flaw[];
  /** Reads a part. */
  readonly evaluate: (node: SyntaxNode, frame: FeelFrame, stated?: Stated) => Promise<RefereeValue>;
}

/** A rounding that stands right around a division or a mean: they round once, there. */
export interface Stated {
  readonly decimals: number;
  readonly mode: RefereeRounding;
}

/** Figures with stated decimals; an approximate one that has none is a flaw. */
export function roundedHere(value: RefereeValue, { decimals, mode }: Stated, frame: FeelFrame): RefereeValue {
  if (value instanceof Fraction) return rounded(value, decimals, mode);
  return typeof value === 'number' ? roundedApproximate(value, decimals, mode, frame) : value;
}

function roundedApproximate(value: number, decimals: number, mode: RefereeRounding, frame: FeelFrame): RefereeValue {
  const units = Number.isFinite(value) ? new Fraction(value * 10 ** decimals) : undefined;
  const whole = units === undefined ? Number.NaN : rounded(units, 0, mode).toNumber();
  if (Number.isSafeInteger(whole)) return new Fraction(whole).div(new Fraction(10).pow(decimals));
  frame.flaws.push({ code: 'not-finite', refuses: false });
  return null;
}

/** The values of several nodes, one after another. */
export async function series(nodes: readonly SyntaxNode[], frame: FeelFrame): Promise<readonly RefereeValue[]> {
  const values: RefereeValue[] = [];
  for (const node of nodes) values.push(await frame.evaluate(node, frame));
  return values;
}
