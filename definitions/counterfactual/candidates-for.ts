import type { Subject } from '../expression/to-regions/subjects.ts';
import type { Type } from '../model/type.ts';
import type { Json } from '../model/json.ts';
import type { ReadField } from '../expression/read-set.ts';
import { type Candidate, candidateOf, candidatesOf, valueOf } from './candidates.ts';

/**
 * What a field could be instead, nearest first: one value a cell it is cut into. A field that enters a computation has no cells of its
 * own there: the value at which it suffices alone, and the ends of its domain.
 */
export function candidatesFor(
  read: ReadField,
  fact: Json | undefined,
  subjects: readonly Subject[],
  isComputed: boolean,
  isThere: (candidate: Candidate) => boolean,
): readonly Candidate[] {
  const present = valueOf(fact, read);
  if (present === undefined) return [];
  const own = subjects.find(
    ({ expression }) =>
      expression.kind === 'field' && expression.of === null && expression.field.name === read.field.name,
  );
  const cells = own?.cells ?? [];
  const listed = candidatesOf(read, cells, present);
  const bounds = isComputed ? boundsOf(read.field.type) : undefined;
  if (bounds === undefined || typeof present !== 'bigint') return listed;
  const candidate = (value: bigint) => candidateOf(read, cells, present, value);
  const found = bounds.flatMap((end) => {
    const at = threshold(present, end, (value) => isThere(candidate(value)));
    return at === undefined ? [far(candidate(end))] : [candidate(at), far(candidate(end))];
  });
  const known = new Set<unknown>([present, ...listed.map(({ value }) => value)]);
  const added = found.filter(({ value }, i) => {
    return !known.has(value) && found.findIndex((other) => other.value === value) === i;
  });
  return [...listed, ...added].sort((a, b) => a.cost - b.cost);
}

/** The end of a domain is a last resort: whatever else does is nearer. */
const far = (candidate: Candidate): Candidate => ({ ...candidate, cost: candidate.cost + 1 });

/** A chosen value of a field that enters a computation, brought as near to the present one as the others' choice allows. */
export function tightened(
  read: ReadField,
  fact: Json | undefined,
  chosen: Candidate,
  isThere: (candidate: Candidate) => boolean,
): Candidate {
  const present = valueOf(fact, read);
  if (typeof present !== 'bigint' || typeof chosen.value !== 'bigint') return chosen;
  const candidate = (value: bigint) => candidateOf(read, [], present, value);
  return candidate(threshold(present, chosen.value, (value) => isThere(candidate(value))) ?? chosen.value);
}

function boundsOf(type: Type): readonly [bigint, bigint] | undefined {
  return type.kind === 'number' || type.kind === 'date' || type.kind === 'instant'
    ? [type.minimum, type.maximum]
    : undefined;
}

/** Towards an end of the domain that reaches the class, a value that does where the one before does not: by halving. */
function threshold(present: bigint, end: bigint, reaches: (value: bigint) => boolean): bigint | undefined {
  if (!reaches(end)) return undefined;
  let [out, into] = [present, end];
  while (into - out > 1n || out - into > 1n) {
    const middle = (out + into) / 2n;
    if (reaches(middle)) into = middle;
    else out = middle;
  }
  return into;
}
