import type { Decision } from '../model/decision.ts';
import type { Expression } from '../model/expression.ts';
import { newWriter, type RecordShape, type Writer } from '../expression/to-function/writer.ts';
import { expressionsOf, type ReadSet } from '../expression/read-set.ts';
import type { DefinitionStamp } from '../model/result.ts';
import type { Layout } from '../record/layout.ts';
import { missingSource } from './missing-source.ts';
import { problemSource } from './problem-source.ts';
import { productsSource } from './products-source.ts';
import { reasonSource } from './reason-source.ts';
import { shapeSource } from './shape-source.ts';
import { isTracedNode, traceSource } from './trace-source.ts';

/** A decision that is asked for. */
export interface RequestedDecision {
  readonly ref: string;
  readonly decision: Decision;
  readonly reads: ReadSet;
  readonly stamp: DefinitionStamp;
}

export interface GeneratedSource {
  /**
   * Statements that return the results: of the record's fields and words by their names in the layout, of `record` for all else it holds,
   * and of `isEnglish`; the slots are `k0`, `k1`, …, and `NONE` is the empty list.
   */
  readonly source: string;
  readonly slots: readonly unknown[];
}

/** Writes what answers all asked decisions from one record. */
export function evaluateSource(
  asked: readonly RequestedDecision[],
  layout: Layout,
  shape: RecordShape,
  isTraced: boolean,
): GeneratedSource {
  const roots = asked.flatMap(({ decision }) => expressionsOf(decision));
  const writer = newWriter(roots, shape, isTraced ? isTracedNode : () => false);
  const results = asked.map((one) => `${JSON.stringify(one.ref)}: ${resultSource(writer, one, layout, isTraced)}`);
  return { source: `${writer.body()}\nreturn { ${results.join(',\n')} };`, slots: writer.slots };
}

function resultSource(
  e: Writer,
  { decision, reads, stamp }: RequestedDecision,
  layout: Layout,
  isTraced: boolean,
): string {
  const problems = problemSource(e, decision, reads);
  const orNull = (source: string, otherwise: string) =>
    problems.refused === 'false' ? source : `(${problems.refused} ? ${otherwise} : ${source})`;
  const value = decision.value.kind === 'products' ? productsSource(e, decision.value) : shapeSource(e, decision.value);
  const reasons = e.name(reasonSource(e, decision.reasons, decision.reasonOrder));
  const members = [
    `value: ${orNull(value, 'null')}`,
    `reasons: ${orNull(reasons, 'NONE')}`,
    `missing: ${missingSource(e, layout, reads)}`,
    `problems: ${problems.list}`,
    `definition: ${e.slot(stamp)}`,
    ...(isTraced ? [`trace: ${traceSource(e, decision, (node) => isInLoop(e, node))}`] : []),
  ];
  const plain = `{ ${members.join(', ')} }`;
  if (decision.partial === null) return plain;
  const partial = orNull(e.truth(decision.partial), 'false');
  return partial === 'false' ? plain : `(${partial} ? { ${members.join(', ')}, partial: true } : ${plain})`;
}

const isInLoop = (e: Writer, node: Expression) => e.freeOf(node).size > 0;
