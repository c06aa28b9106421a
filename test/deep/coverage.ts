import { type JsonObject, type Library, parseDays } from '../../definitions/index.ts';
import type { Expression } from '../../definitions/model/expression.ts';
import { nodesOf } from '../../definitions/expression/walk.ts';
import { expressionsOf } from '../../definitions/expression/read-set.ts';
import { isObject } from '../../definitions/model/json.ts';
import { evaluate, type World } from '../support/evaluate.ts';

/** What kinds of nodes were decided, of which type, and whether their value was ever present, ever missing. */
export interface Seen {
  nodes: number;
  present: number;
  missing: number;
}
export type Coverage = Map<string, Seen>;

/** Counts the nodes of a decision, and what they are worth for some requests (those inside loops by their kind alone). */
export function cover(
  coverage: Coverage,
  library: Library,
  ref: string,
  requests: readonly JsonObject[],
  cuts: Readonly<Record<string, readonly number[]>>,
): void {
  const decision = library.environment.decision(ref);
  if (decision === undefined || decision.facts.kind === 'pair') return;
  const bound = new Set<Expression>();
  const nodes = nodesOf(expressionsOf(decision));
  for (const node of nodes) if (node.kind === 'variable' || reachesBound(node, bound)) bound.add(node);
  const worlds = requests.map((request) => ({ ...worldOf(request), cuts: cutsOf(cuts) }));
  for (const node of nodes) {
    const key = `${node.kind} ${node.type.kind}`;
    const seen = coverage.get(key) ?? { nodes: 0, present: 0, missing: 0 };
    coverage.set(key, seen);
    seen.nodes += 1;
    if (bound.has(node)) continue;
    for (const world of worlds) {
      if (evaluate(node, world) === null) seen.missing += 1;
      else seen.present += 1;
    }
  }
}

/** Whether a node is made of one that hangs on a loop's variable; loops themselves are taken for bound, too, where in doubt. */
function reachesBound(node: Expression, bound: ReadonlySet<Expression>): boolean {
  const inside = nodesOf([node]).filter((one) => one !== node);
  if (node.kind === 'forEach') return [...inside].some((one) => bound.has(one) && nodesOf([node.over]).includes(one));
  return directParts(node).some((one) => bound.has(one));
}

function directParts(node: Expression): readonly Expression[] {
  const all = nodesOf([node]).filter((one) => one !== node);
  const loops = all.filter((one) => one.kind === 'forEach');
  const hidden = new Set(loops.flatMap((loop) => nodesOf([loop]).filter((one) => one !== loop)));
  return all.filter((one) => !hidden.has(one));
}

/** Cuts as figures of whole units; that they have other decimals changes no count of present and missing. */
function cutsOf(cuts: Readonly<Record<string, readonly number[]>>): Readonly<Record<string, readonly bigint[]>> {
  return Object.fromEntries(Object.entries(cuts).map(([id, own]) => [id, own.map(BigInt)]));
}

function worldOf(request: JsonObject): World {
  const { facts = null, $asOf: asOf = null, $previous: previous = null } = request;
  const days = typeof asOf === 'string' ? parseDays(asOf) : undefined;
  const before = isObject(previous) ? previous : {};
  const since = typeof before['since'] === 'string' ? parseDays(before['since']) : undefined;
  const run = typeof before['run'] === 'string' ? parseDays(before['run']) : undefined;
  return {
    facts: isObject(facts) ? facts : {},
    ...(days === undefined ? {} : { asOf: BigInt(days) }),
    previous: {
      ...(typeof before['class'] === 'string' ? { class: before['class'] } : {}),
      ...(since === undefined ? {} : { since: BigInt(since) }),
      ...(typeof before['misses'] === 'number' ? { misses: BigInt(before['misses']) } : {}),
      ...(run === undefined ? {} : { run: BigInt(run) }),
    },
  };
}

/** The table, one line for each kind and type. */
export function coverageText(coverage: Coverage): string {
  const rows = [...coverage].sort(([a], [b]) => (a < b ? -1 : 1));
  const line = (name: string, nodes: string, present: string, missing: string) =>
    `${name.padEnd(28)}${nodes.padStart(10)}${present.padStart(10)}${missing.padStart(10)}`;
  const body = rows.map(([name, { nodes, present, missing }]) =>
    line(name, String(nodes), String(present), String(missing)),
  );
  return [line('node and type', 'nodes', 'present', 'missing'), ...body].join('\n');
}
