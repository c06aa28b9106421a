import type { SyntaxNode } from '@lezer/common';
import type { Look } from './feel-look.ts';
import { Figure, type Rounding, rounded } from './figure.ts';
import type { Subject } from './subject.ts';
import type { Flaw, Found, Value } from './value.ts';

/** Where in a formula the reader is. */
export interface Frame {
  readonly text: string;
  readonly subject: Subject;
  readonly look: Look;
  /** Names bound by loops, and the item of a filter (name null), innermost first. */
  readonly bound: readonly { readonly name: string | null; readonly value: Value }[];
  /** Lines and uses. */
  readonly names: ReadonlyMap<string, Found>;
  /** Reference tables among the uses: name → id. */
  readonly tables: ReadonlyMap<string, string>;
  readonly flaws: Flaw[];
  /** Reads a part. */
  readonly evaluate: (node: SyntaxNode, frame: Frame, stated?: Stated) => Promise<Value>;
}

/** A rounding that stands right around a division or a mean: they round once, there. */
export interface Stated {
  readonly decimals: number;
  readonly mode: Rounding;
}

/** Figures with stated decimals; an approximate one that has none is a flaw. */
export function roundedHere(value: Value, { decimals, mode }: Stated, frame: Frame): Value {
  if (value instanceof Figure) return rounded(value, decimals, mode);
  return typeof value === 'number' ? roundedApproximate(value, decimals, mode, frame) : value;
}

function roundedApproximate(value: number, decimals: number, mode: Rounding, frame: Frame): Value {
  const units = Number.isFinite(value) ? new Figure(value * 10 ** decimals) : undefined;
  const whole = units === undefined ? Number.NaN : rounded(units, 0, mode).toNumber();
  if (Number.isSafeInteger(whole)) return new Figure(whole).div(new Figure(10).pow(decimals));
  frame.flaws.push({ code: 'not-finite', refuses: false });
  return null;
}

/** The values of several nodes, one after another. */
export async function series(nodes: readonly SyntaxNode[], frame: Frame): Promise<readonly Value[]> {
  const values: Value[] = [];
  for (const node of nodes) values.push(await frame.evaluate(node, frame));
  return values;
}
