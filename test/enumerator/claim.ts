import type { Json, JsonObject, Problem, Result } from '../../definitions/index.ts';

/** What the definition, and what was put together to watch it, answer for one request. */
export interface Answers {
  readonly request: Json;
  of(ref: string): Result;
}

/** What a property says, and whether all requests together bear it out; undefined where the requests do not settle it. */
export interface Claim {
  readonly property: string;
  /** Proofs whose pointers begin so are about it. */
  readonly scope: string;
  /** The refutation of it stands exactly here; absent: anywhere in the scope. */
  readonly pointer?: string;
  truth(all: readonly Answers[], isWhole: boolean): boolean | undefined;
  /** Whether the requests of a witness show the fault. */
  isShownBy?(witness: readonly Answers[]): boolean;
}

type Place = Pick<Claim, 'property' | 'scope' | 'pointer'>;

/** True where no request meets a test. */
export function never(place: Place, test: (answers: Answers) => boolean): Claim {
  return {
    ...place,
    truth: (all, isWhole) => (all.some(test) ? false : isWhole ? true : undefined),
    isShownBy: (witness) => witness.some(test),
  };
}

/** True where some request meets a test. */
export function ever(place: Place, test: (answers: Answers) => boolean): Claim {
  return { ...place, truth: (all, isWhole) => (all.some(test) ? true : isWhole ? false : undefined) };
}

/** A member of a result's value. */
export function member(result: Result, name: string): Json {
  const { value } = result;
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? ((value as JsonObject)[name] ?? null)
    : null;
}

/** The codes of the problems of a result that refuse it. */
export function refusals(result: Result): readonly string[] {
  const own = result.problems.filter(
    ({ severity, definition }) => severity === 'error' && definition === result.definition.id,
  );
  return own.map(({ code }) => code);
}

/** Refusals that say that no part holds a record: proofs are about them. */
export const GAPS = [
  'value-not-covered',
  'missing-without-bin',
  'no-class-holds',
  'score-missing',
  'all-scores-missing',
];

/** Whether something of its own, or of a field it reads, refuses other than that no part holds the record. */
export function isRefused({ value, problems, definition }: Result): boolean {
  return (
    value === null &&
    problems.some(
      ({ severity, code, definition: of }) =>
        severity === 'error' && !GAPS.includes(code) && (of === definition.id || of?.startsWith('entity/') === true),
    )
  );
}

/** Whether a derived field refuses the record. */
export const lacksDerived = ({ value, problems }: Result) =>
  value === null &&
  problems.some(({ severity, definition }) => severity === 'error' && definition?.startsWith('entity/') === true);

/** Whether a problem is a definition's own, or that of a derived field it reads: nothing else tells of those. */
export const isOwn = ({ definition }: Problem, id: string) => definition === id || definition === 'entity/customer';

/** What is watched of a definition: definitions put together from its parts, and what must then be so. */
export interface Watch {
  readonly probes: readonly JsonObject[];
  readonly claims: readonly Claim[];
}

export const idOf = (document: JsonObject) => `${String(document['kind'])}/${String(document['name'])}`;
export const listOf = (document: JsonObject, key: string) => (document[key] ?? []) as readonly JsonObject[];
