import { bareProblem, type Json, pointerSteps, type Problem } from '../../../definitions/index.ts';
import type { SqlEngineContext } from './workbench.ts';

/** What SQL says of a field: its path (names joined by a dot) and a code. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
}

/**
 * The problems that SQL found with fields, in the order of the record. Which field, and what is wrong with it, is SQL's to say; the
 * sentence about it (which value, where in a list) is the function's. What the function knows nothing of is told by its code alone.
 */
export function toldOf(
  { compiled }: SqlEngineContext,
  request: Json,
  faults: readonly FieldFault[],
): readonly Problem[] {
  const said = saidOf(compiled.read(request));
  const keyOf = ({ path, code }: FieldFault) => `${path} ${code}`;
  const asked = new Set(faults.map(keyOf));
  const told = said.filter(
    // Products are read by the function alone.
    ({ pointer, code }) => pointer.startsWith('/products/') || asked.has(keyOf({ path: pathOf({ pointer }), code })),
  );
  const known = new Set(told.map((problem) => keyOf({ path: pathOf(problem), code: problem.code })));
  return [...told, ...faults.filter((fault) => !known.has(keyOf(fault))).map(bare)];
}

/** What the function says of a request's fields: why it is refused, or what it counts as missing. */
function saidOf(reading: ReturnType<SqlEngineContext['compiled']['read']>): readonly Problem[] {
  if (reading.record === undefined) return reading.problems;
  const { notes } = reading.record as { readonly notes?: readonly { readonly problem: Problem }[] };
  return (notes ?? []).map(({ problem }) => problem);
}

/** `/facts/accounts/0/balance` as `accounts.balance`. */
const pathOf = ({ pointer }: Pick<Problem, 'pointer'>): string =>
  pointerSteps(pointer)
    .slice(1)
    .filter((step) => !/^\d+$/.test(step))
    .join('.');

function bare({ path, code }: FieldFault): Problem {
  return bareProblem(code, { pointer: path === '' ? '' : `/facts/${path.replaceAll('.', '/')}` });
}
