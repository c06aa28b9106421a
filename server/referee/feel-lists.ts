import type { SyntaxNode } from '@lezer/common';
import type { FeelFrame } from './feel-frame.ts';
import { keyOf } from './feel-look.ts';
import { part, parts, written } from './feel-syntax.ts';
import { Fraction } from './figure.ts';
import { order, type RefereeValue } from './value.ts';

const below = (frame: FeelFrame, name: string | null, value: RefereeValue): FeelFrame => ({
  ...frame,
  bound: [{ name, value }, ...frame.bound],
});

/** `list[condition]` keeps items, `list[2]` takes one. */
export async function filter(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const list = await frame.evaluate(part(node, 0), frame);
  const test = part(node, 2);
  if (!Array.isArray(list)) return null;
  const items = list as readonly RefereeValue[];
  if (frame.look.positions.has(keyOf(test))) {
    const index = await frame.evaluate(test, frame);
    const position = index instanceof Fraction ? index.toNumber() : 0;
    return items.at(position > 0 ? position - 1 : position === 0 ? items.length : position) ?? null;
  }
  const kept: RefereeValue[] = [];
  for (const item of items) if ((await frame.evaluate(test, below(frame, null, item))) === true) kept.push(item);
  return kept;
}

/** `for x in list return …`. */
export async function loop(node: SyntaxNode, frame: FeelFrame): Promise<RefereeValue> {
  const iteration = part(part(node, 1), 0);
  const list = await iterated(iteration, frame);
  if (list === null) return null;
  const made: RefereeValue[] = [];
  for (const item of list) {
    made.push(await frame.evaluate(part(node, 3), below(frame, written(frame.text, part(iteration, 0)), item)));
  }
  return made;
}

async function iterated(iteration: SyntaxNode, frame: FeelFrame): Promise<readonly RefereeValue[] | null> {
  const [from, , to] = parts(part(iteration, 2));
  if (from === undefined) throw new Error('A broken loop');
  const first = await frame.evaluate(from, frame);
  if (to === undefined) return Array.isArray(first) ? (first as readonly RefereeValue[]) : null;
  const last = await frame.evaluate(to, frame);
  if (!(first instanceof Fraction) || !(last instanceof Fraction)) return null;
  const step = order(first, last) <= 0 ? 1 : -1;
  const count = last.minus(first).abs().toNumber() + 1;
  return Array.from({ length: count }, (_, i) => first.plus(i * step));
}

/** Two-valued, except where the list itself is missing. */
export async function quantified(
  iterations: readonly SyntaxNode[],
  test: SyntaxNode,
  isSome: boolean,
  frame: FeelFrame,
): Promise<RefereeValue> {
  const [iteration, ...rest] = iterations;
  if (iteration === undefined) return frame.evaluate(test, frame);
  const list = await iterated(iteration, frame);
  if (list === null) return null;
  let isDecided = false;
  // All items are looked at: what goes wrong with any of them is told.
  for (const item of list) {
    const inner = below(frame, written(frame.text, part(iteration, 0)), item);
    if (((await quantified(rest, test, isSome, inner)) === true) === isSome) isDecided = true;
  }
  return isDecided === isSome;
}
