import {
  canonical,
  isObject,
  type Json,
  type JsonObject,
  type Language,
  readJson,
} from '../../../definitions/index.ts';
import type { DecisionLogTable } from '../../store/tables.ts';
import type { Catalog } from './catalog.ts';
import { requestOf } from '../../http/wire/request-line.ts';

/** A logged decision that did not come out again as it was answered. */
export interface ReplayDifference {
  readonly number: number;
  readonly decidedAt: string;
  readonly ref: string;
  readonly closure: string;
  readonly kind: 'differs' | 'version-missing' | 'not-readable';
  readonly logged: Json;
  readonly now: Json;
}

/** The catalog in which a logged decision had its closure and its frozen cuts, by what the store keeps. */
export type CatalogOf = (entry: Pick<DecisionLogTable, 'ref' | 'closure' | 'cuts'>) => Promise<Catalog | undefined>;

/**
 * Computes a logged decision again with the version of that day. Everything but the trace is compared, exactly; null where nothing
 * differs.
 */
export async function replayEntry(entry: DecisionLogTable, catalogOf: CatalogOf): Promise<ReplayDifference | null> {
  const { ref, closure } = entry;
  const logged = JSON.parse(entry.result) as Json;
  const difference = (kind: ReplayDifference['kind'], now: Json): ReplayDifference => {
    return { number: entry.number, decidedAt: entry.decided_at, ref, closure, kind, logged, now };
  };
  const prepared = (await catalogOf(entry))?.prepare(ref, false);
  if (prepared === undefined || prepared.stamp.closure !== closure) return difference('version-missing', null);
  const read = readJson(entry.request);
  if (read.kind === 'refused') return difference('not-readable', null);
  const request = requestOf(read.document);
  const complete = entry.as_of === null || !isObject(request) ? request : { ...request, $asOf: entry.as_of };
  const result = prepared.compiled.decide(complete, languageOf(entry.language))[ref];
  if (result === undefined) return difference('version-missing', null);
  const now = JSON.parse(prepared.write(result)) as Json;
  return canonical(comparable(logged)) === canonical(comparable(now)) ? null : difference('differs', now);
}

const languageOf = (text: string): Language => (text === 'en' ? 'en' : 'zh-CN');

/**
 * A result without its trace, and without the version number of its stamp: the closure says what was computed. The order of `missing`
 * and `problems` follows the order in which fields are declared, which a closure does not know (RFC 8785), so it is not compared.
 */
function comparable(result: Json): Json {
  if (!isObject(result)) return result;
  const { trace: _, definition, ...answer } = result;
  const rest = { ...answer, missing: sorted(answer['missing']), problems: sorted(answer['problems']) };
  const stamp: JsonObject = isObject(definition ?? null) ? (definition as JsonObject) : {};
  return {
    ...rest,
    definition: { id: stamp['id'] ?? null, hash: stamp['hash'] ?? null, closure: stamp['closure'] ?? null },
  };
}

const sorted = (list: Json | undefined): Json =>
  Array.isArray(list) ? list.map(canonical).toSorted() : (list ?? null);
