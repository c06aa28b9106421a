/** A directed graph: the nodes that each node points at. Targets that are no nodes are ignored. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/**
 * The strongly connected groups of a graph, those pointed at before those that point (Tarjan 1972). Iterative, so that a chain of
 * any length is walked without deep recursion.
 */
export function groups(graph: Graph): readonly (readonly string[])[] {
  const found: string[][] = [];
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const enter = (node: string): Visit => {
    order.set(node, order.size);
    low.set(node, order.size - 1);
    stack.push(node);
    onStack.add(node);
    return { node, targets: graph.get(node) ?? [], next: 0 };
  };
  const lower = (node: string, to: number) => low.set(node, Math.min(low.get(node) ?? to, to));
  const leave = (node: string) => {
    if (low.get(node) !== order.get(node)) return;
    const group = stack.splice(stack.lastIndexOf(node));
    for (const member of group) onStack.delete(member);
    found.push(group);
  };
  for (const start of graph.keys()) {
    const path: Visit[] = order.has(start) ? [] : [enter(start)];
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const target = visit.targets[visit.next];
      visit.next += 1;
      if (target === undefined) {
        path.pop();
        leave(visit.node);
        const parent = path.at(-1);
        if (parent !== undefined) lower(parent.node, low.get(visit.node) ?? 0);
      } else if (!order.has(target) && graph.has(target)) {
        path.push(enter(target));
      } else if (onStack.has(target)) {
        lower(visit.node, order.get(target) ?? 0);
      }
    }
  }
  return found;
}
interface Visit {
  readonly node: string;
  readonly targets: readonly string[];
  next: number;
}

/** A shortest way from a node back to itself, beginning and ending with it; undefined where there is none. */
export function cycleThrough(graph: Graph, node: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  let front = [node];
  while (front.length > 0) {
    const next: string[] = [];
    for (const from of front) {
      for (const to of graph.get(from) ?? []) {
        if (to === node) return [...wayTo(from, node, cameFrom), node];
        if (cameFrom.has(to) || !graph.has(to)) continue;
        cameFrom.set(to, from);
        next.push(to);
      }
    }
    front = next;
  }
  return undefined;
}

function wayTo(node: string, start: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const way = [node];
  for (let at = node; at !== start; ) {
    at = cameFrom.get(at) ?? start;
    way.push(at);
  }
  return way.reverse();
}

/** Everything that can be reached from a node, itself included. */
export function reached(graph: Graph, node: string): ReadonlySet<string> {
  const seen = new Set([node]);
  for (const from of seen) for (const to of graph.get(from) ?? []) if (graph.has(to)) seen.add(to);
  return seen;
}

/** A cycle as a reader sees it; long ones are cut in the middle. */
export function cycleText(cycle: readonly string[]): string {
  const shown = cycle.length <= 12 ? cycle : [...cycle.slice(0, 6), '…', ...cycle.slice(-5)];
  return shown.join(' → ');
}
