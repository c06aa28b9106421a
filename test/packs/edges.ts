import type { Decision } from '../../definitions/model/decision.ts';
import type { Expression } from '../../definitions/model/expression.ts';
import type { Range } from '../../definitions/model/interval.ts';
import { createReach } from '../../definitions/proofs/reach.ts';
import { children } from '../../definitions/expression/walk.ts';
import type { Library } from '../../definitions/library.ts';
import { shapeParts } from '../../definitions/expression/read-set.ts';
import { evaluate } from '../support/evaluate.ts';
import { worldsOf } from './worlds.ts';

/** Where a decision begins to answer differently: `at` and what lies above it falls on the other side than what lies below. */
export interface Edge {
  readonly of: Expression;
  /** In units of the figure's last decimal. */
  readonly at: bigint;
}

/** Every edge that a definition itself states: of bins, bands, classes, cells and comparisons with a written figure. */
export function edgesOf(decision: Decision): readonly Edge[] {
  const edges = new Map<Expression, Set<bigint>>();
  const seen = new Set<Expression>();
  const visit = (e: Expression): void => {
    const isOthers = e.kind === 'named' && !e.ref.startsWith(`${decision.id}#`);
    if (seen.has(e) || isOthers) return;
    seen.add(e);
    for (const { of, at } of statedBy(e))
      if (isInside(of, at)) edges.set(of, (edges.get(of) ?? new Set<bigint>()).add(at));
    for (const child of children(e)) visit(child);
  };
  for (const e of shapeParts(decision.value)) visit(e);
  return [...edges].flatMap(([of, cuts]) => [...cuts].map((at) => ({ of, at })));
}

function statedBy(e: Expression): readonly Edge[] {
  switch (e.kind) {
    case 'bins': {
      const { on } = e;
      if (on === null) return [];
      return e.bins.flatMap(({ test }) => (test.kind === 'range' ? ofRange(on, test.range) : []));
    }
    case 'within':
      return ofRange(e.of, e.range);
    case 'compare': {
      const [of, figure] = e.left.kind === 'constant' ? [e.right, e.left] : [e.left, e.right];
      if (figure.kind !== 'constant' || typeof figure.value !== 'bigint') return [];
      const { value } = figure;
      if (e.operator === '=') return ofRange(of, { low: value, high: value });
      const isAbove =
        e.left === of ? e.operator === '>' || e.operator === '<=' : e.operator === '<' || e.operator === '>=';
      return [{ of, at: isAbove ? value + 1n : value }];
    }
    default:
      return [];
  }
}

const ofRange = (of: Expression, { low, high }: Range): readonly Edge[] => [
  ...(low === null ? [] : [{ of, at: low }]),
  ...(high === null ? [] : [{ of, at: high + 1n }]),
];

/** Whether figures of the domain lie on both sides; how many rules of a table match is nothing its author stated. */
function isInside({ kind, type }: Expression, at: bigint): boolean {
  if (kind === 'table') return false;
  if (type.kind !== 'number' && type.kind !== 'date' && type.kind !== 'instant') return false;
  return at > type.minimum && at <= type.maximum;
}

/** The edges of a definition on which, or a unit below which, no case of its stands. A figure that cannot be reached gives way to the nearest that can. */
export function edgesWithoutCase(library: Library, decision: Decision): readonly string[] {
  const cases = library.definitions.get(decision.id)?.document.cases ?? [];
  const setting = { whole: decision, environment: library.environment, nodes: 200_000 };
  return edgesOf(decision).flatMap(({ of, at }) => {
    const figures = cases.flatMap(({ given }) => worldsOf(given).map((world) => evaluate(of, world)));
    const found = figures.filter((figure) => typeof figure === 'bigint');
    const above = found
      .filter((figure) => figure >= at)
      .reduce<bigint | null>((a, b) => (a === null || b < a ? b : a), null);
    const below = found
      .filter((figure) => figure < at)
      .reduce<bigint | null>((a, b) => (a === null || b > a ? b : a), null);
    const reach = createReach(of, setting);
    const isNearest = (low: bigint, high: bigint) => low > high || reach.range(low, high).verdict !== 'can';
    return [
      ...(above !== null && isNearest(at, above - 1n) ? [] : [`${nameOf(of)}: none at ${at}`]),
      ...(below !== null && isNearest(below + 1n, at - 1n) ? [] : [`${nameOf(of)}: none just below ${at}`]),
    ];
  });
}

function nameOf(e: Expression): string {
  if (e.kind === 'field') return e.field.name;
  if (e.kind === 'named') return e.ref;
  return e.origin === undefined ? e.kind : e.origin.pointer;
}
