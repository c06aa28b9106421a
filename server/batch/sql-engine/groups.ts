import {
  isObject,
  type Json,
  type JsonObject,
  type Language,
  parseDays,
  type ReadField,
  type Result,
} from '../../../definitions/index.ts';
import type { SqlEngineContext } from './workbench.ts';
import type { SqlRecord } from './tables.ts';

/** Requests that one query answers: of one day, with the same products. */
export interface RequestGroup {
  /** `$asOf` as it stands in the requests; empty where it is not read. */
  readonly day: string;
  readonly products: readonly JsonObject[];
  readonly records: SqlRecord[];
}

/** Requests sorted into groups; those refused for what stands around their facts have their results already. */
export function groupsOf(
  context: SqlEngineContext,
  requests: readonly Json[],
  language: Language,
): { readonly refused: ReadonlyMap<number, Result>; readonly groups: readonly RequestGroup[] } {
  const { reads } = context.asked;
  const refused = new Map<number, Result>();
  const groups = new Map<string, RequestGroup>();
  requests.forEach((request, row) => {
    const result = refusedBefore(context, request, language);
    if (result !== undefined) {
      refused.set(row, result);
      return;
    }
    // What is no object, or has no facts, was refused.
    const { facts, $asOf = null, $previous = null, products = null } = request as JsonObject & { facts: JsonObject };
    const day = reads.asOf ? String($asOf) : '';
    const shared = reads.products === null || !Array.isArray(products) ? [] : (products as readonly Json[]);
    const key = JSON.stringify([day, shared]);
    const group = groups.get(key) ?? { day, products: shared.filter(isObject), records: [] };
    groups.set(key, group);
    group.records.push({ row, facts, previous: previousOf(context, $previous) });
  });
  return { refused, groups: [...groups.values()] };
}

const FIELD_CODES: ReadonlySet<string> = new Set([
  'required-missing',
  'fact-of-wrong-type',
  'fact-too-precise',
  'fact-with-too-many-digits',
  'fact-out-of-domain',
]);

/** What is wrong around the facts; undefined where only SQL can tell. */
function refusedBefore({ compiled, asked }: SqlEngineContext, request: Json, language: Language): Result | undefined {
  const reading = compiled.read(request);
  if (reading.record !== undefined) return undefined;
  const ofFields = reading.problems.every(
    ({ code, pointer }) => FIELD_CODES.has(code) && isScalar(asked.reads.fields, pointer),
  );
  return ofFields ? undefined : compiled.decide(request, language)[asked.ref];
}

/** Whether a pointer leads to a value of a field, not to a relation or a row of one. */
function isScalar(reads: readonly ReadField[], pointer: string): boolean {
  const steps = pointer
    .split('/')
    .slice(2)
    .filter((step) => !/^\d+$/.test(step));
  let fields: readonly ReadField[] | null = reads;
  for (const step of steps) {
    const read: ReadField | undefined = fields?.find(({ field }) => field.name === step);
    if (read === undefined) return false;
    fields = read.rows;
  }
  return steps.length > 0 && fields === null && pointer.startsWith('/facts/');
}

function previousOf({ asked }: SqlEngineContext, json: Json): SqlRecord['previous'] {
  if (!asked.reads.previous || !isObject(json)) return null;
  const { class: name = null, since = null, misses = null, run = null } = json;
  const day = (text: Json) => (typeof text === 'string' ? (parseDays(text) ?? null) : null);
  return {
    class: typeof name === 'string' ? name : null,
    since: day(since),
    misses: typeof misses === 'number' ? misses : null,
    run: day(run),
  };
}
