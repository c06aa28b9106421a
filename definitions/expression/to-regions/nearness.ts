import type { Expression } from '../../model/expression.ts';
import { children, nodesOf } from '../walk.ts';
import { keyOf } from './key.ts';

/** How often the order is laid out anew. */
const ROUNDS = 40;

/**
 * The keys of subjects in an order in which those stand near each other that are asked of together: each goes to the middle of the
 * junctions it is in, again and again (FORCE: Aloul, Markov, Sakallah 2003). Diagrams whose subjects stand far apart grow large.
 */
export function byNearness(expressions: readonly Expression[], keys: readonly string[]): readonly string[] {
  const edges = junctions(expressions, keys);
  let order = [...keys];
  for (let round = 0; round < ROUNDS; round++) {
    const position = new Map(order.map((key, i) => [key, i]));
    const pull = new Map(order.map((key, i) => [key, { sum: i / 1e6, weight: 1e-6 }]));
    for (const edge of edges) {
      const middle = edge.reduce((sum, key) => sum + (position.get(key) ?? 0), 0) / edge.length;
      for (const key of edge) {
        const own = pull.get(key);
        if (own === undefined) continue;
        own.sum += middle / edge.length;
        own.weight += 1 / edge.length;
      }
    }
    const place = (key: string) => {
      const own = pull.get(key);
      return own === undefined ? 0 : own.sum / own.weight;
    };
    order = [...order].sort((a, b) => place(a) - place(b));
  }
  return order;
}

/** The subjects below each node that has several below it. */
function junctions(expressions: readonly Expression[], keys: readonly string[]): readonly (readonly string[])[] {
  const known = new Set(keys);
  const below = new Map<Expression, ReadonlySet<string>>();
  const edges: (readonly string[])[] = [];
  for (const node of nodesOf(expressions)) {
    const own = keyOf(node);
    const parts = children(node).map((child) => below.get(child) ?? new Set<string>());
    const all = known.has(own) ? new Set([own]) : new Set(parts.flatMap((part) => [...part]));
    below.set(node, all);
    if (all.size > 1) edges.push([...all]);
  }
  return edges;
}
