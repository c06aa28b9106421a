import {
  type AskedDecision,
  compile,
  type Decision,
  isObject,
  type JsonObject,
  type Library,
  type ReadSet,
  readSet,
} from '../../definitions/index.ts';
import { Refusal } from '../terminal.ts';
import type { BatchRequest } from './batch-request.ts';
import { batchProblem } from './problems.ts';

/** The decisions a batch asks for, each with what it alone reads. */
export function askedDecisions({ library, refs, decisions }: BatchRequest): readonly AskedDecision[] {
  return refs.map((ref) => askedFor(library, ref, decisions?.get(ref)));
}

function askedFor(
  library: Library,
  ref: string,
  own: Decision | undefined,
): AskedDecision & { readonly reads: ReadSet } {
  const decision = own ?? library.environment.decision(ref);
  if (decision === undefined) throw new Error(`${ref} has no decision`);
  return { ref, decision, reads: readSet([decision], (id) => library.environment.entity(id)) };
}

/** The one entity whose rows the file holds. */
export function entityOf(asked: readonly AskedDecision[]): string {
  const entities = asked.map(({ decision: { facts } }) =>
    facts.kind === 'entity' ? facts.entity : facts.kind === 'pair' ? facts.customer : null,
  );
  const other = asked.find((_, i) => entities[i] === null || entities[i] !== entities[0]);
  if (other !== undefined)
    throw new Refusal([batchProblem('facts-not-for-batch', { pointer: '' }, { ref: other.ref })]);
  return entities[0] ?? '';
}

/** The products of every row, read as strictly as a request's. */
export function productsOf({ library, refs, products }: BatchRequest): readonly JsonObject[] {
  const asked = refs.filter((ref) => library.environment.decision(ref)?.facts.kind === 'pair');
  const given = products ?? [];
  const reading = compile(library, asked, { unknown: 'ignore' }).read({
    facts: {},
    ...(products === undefined ? {} : { products }),
  });
  const wrong =
    reading.record === undefined ? reading.problems.filter(({ pointer }) => pointer.startsWith('/products')) : [];
  if (wrong.length > 0) throw new Refusal(wrong);
  if (given.length > MOST_PRODUCTS)
    throw new Refusal([
      batchProblem('too-many-products', { pointer: '' }, { found: given.length, most: MOST_PRODUCTS }),
    ]);
  return given.filter(isObject);
}

/** Each product is written into the query. */
const MOST_PRODUCTS = 500;
