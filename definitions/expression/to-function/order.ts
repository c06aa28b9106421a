import type { Expression } from '../expression.ts';
import { children } from '../walk.ts';

/**
 * Every node reachable from some expressions, each once, parts before wholes, in the order they were written. Without recursion:
 * a line that names a line that names a line … may be thousands of nodes deep.
 */
export function inOrder(roots: readonly Expression[]): readonly Expression[] {
  const done = new Set<Expression>();
  const open: { readonly node: Expression; readonly parts: readonly Expression[]; next: number }[] = [];
  const enter = (node: Expression) => {
    if (!done.has(node)) open.push({ node, parts: children(node), next: 0 });
  };
  for (const root of roots) {
    enter(root);
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const part = top.parts[top.next];
      top.next += 1;
      if (part !== undefined) enter(part);
      else {
        done.add(top.node);
        open.pop();
      }
    }
  }
  return [...done];
}
