import {
  compile,
  dateText,
  isObject,
  type Json,
  type JsonObject,
  type Problem,
  type ReadSet,
} from '../../../definitions/index.ts';
import { batchProblem } from '../problems.ts';
import { compilable } from '../row-decider.ts';
import type { BatchRequest } from '../batch-request.ts';

/**
 * Says what is wrong with what stands around the facts of a line that is a request: what the function says of it, and inputs of the
 * line's own that a batch has once for all rows.
 */
export function aroundFacts(request: BatchRequest, reads: ReadSet): (line: Json) => readonly Problem[] {
  const { refs, asOf, products = [] } = request;
  let compiled: ReturnType<typeof compile> | undefined;
  const day = dateText(asOf);
  /** With what the command line says for all rows, and without facts: those are the engine's to read. */
  const completed = (line: JsonObject): JsonObject => {
    const { facts = null, $asOf = null, products: own = null, ...rest } = line;
    const given = reads.products === null ? own : (own ?? products);
    return { ...rest, facts: isObject(facts) ? {} : facts, $asOf: $asOf ?? day, products: given };
  };
  return (line) => {
    compiled ??= compile(compilable(request), refs, { unknown: 'ignore' });
    const reading = compiled.read(isObject(line) ? completed(line) : line);
    const problems = reading.record === undefined ? reading.problems : [];
    const around = problems.filter(({ pointer }) => !pointer.startsWith('/facts/'));
    return around.length > 0 || !isObject(line) ? around : ownInputs(line, reads, day);
  };
}

function ownInputs(line: Readonly<Record<string, Json>>, reads: ReadSet, day: string): readonly Problem[] {
  const inputs = [
    { name: '$asOf', option: '--as-of', isOwn: reads.asOf && (line['$asOf'] ?? day) !== day },
    { name: '$previous', option: '--previous', isOwn: reads.previous && (line['$previous'] ?? null) !== null },
    { name: 'products', option: '--products', isOwn: reads.products !== null && (line['products'] ?? null) !== null },
  ];
  return inputs.flatMap(({ name, option, isOwn }) =>
    isOwn ? [batchProblem('request-input-not-for-batch', { pointer: `/${name}` }, { name, option })] : [],
  );
}
