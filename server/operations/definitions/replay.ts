import { canonical, isObject, type Json, type Language, readJson } from '../../../definitions/index.ts';
import { requestOf } from '../../http/wire/request-line.ts';
import { resultCore } from '../../http/wire/result-text.ts';
import type { LoggedDecision } from '../../store/decision-log.ts';
import type { Catalog } from './catalog.ts';

/** A logged decision that did not come out again as it was answered. */
export interface ReplayDifference {
  /** The id that the answer carried. */
  readonly id: string;
  readonly decidedAt: string;
  readonly ref: string;
  readonly closure: string;
  readonly kind: 'differs' | 'version-missing' | 'not-readable';
  readonly logged: Json;
  readonly now: Json;
}

/** The catalog in which a logged decision had its closure and its frozen cuts, by what the store keeps. */
export type CatalogOf = (entry: Pick<LoggedDecision, 'ref' | 'closure' | 'cuts'>) => Promise<Catalog | undefined>;

/**
 * Computes a logged decision again with the version of that day. Everything but the trace is compared, exactly; null where nothing
 * differs.
 */
export async function replayEntry(entry: LoggedDecision, catalogOf: CatalogOf): Promise<ReplayDifference | null> {
  const { number, at, ref, closure, asOf } = entry;
  const logged = JSON.parse(entry.result) as Json;
  const difference = (kind: ReplayDifference['kind'], now: Json): ReplayDifference => {
    return { id: String(number), decidedAt: new Date(at).toISOString(), ref, closure, kind, logged, now };
  };
  const prepared = (await catalogOf(entry))?.prepare(ref, false);
  if (prepared === undefined || prepared.stamp.closure !== closure) return difference('version-missing', null);
  const read = readJson(entry.request);
  if (read.kind === 'refused') return difference('not-readable', null);
  const request = withoutRecord(requestOf(read.document));
  const complete = asOf === null || !isObject(request) ? request : { ...request, $asOf: asOf };
  const result = prepared.compiled.decide(complete, languageOf(entry.language))[ref];
  if (result === undefined) return difference('version-missing', null);
  const text = `{${resultCore(result)}}`;
  if (text === entry.result) return null;
  const now = JSON.parse(text) as Json;
  return canonical(comparable(logged)) === canonical(comparable(now)) ? null : difference('differs', now);
}

/** The record that the facts were read from is told beside them; the facts are what was decided. */
function withoutRecord(request: Json): Json {
  if (!isObject(request)) return request;
  const { $record: _, ...rest } = request;
  return rest;
}

const languageOf = (text: string): Language => (text === 'en' ? 'en' : 'zh-CN');

/**
 * The order of `missing` and `problems` follows the order in which fields are declared, which a closure does not know (RFC 8785), so
 * it is not compared.
 */
function comparable(result: Json): Json {
  if (!isObject(result)) return result;
  return { ...result, missing: sorted(result['missing']), problems: sorted(result['problems']) };
}

const sorted = (list: Json | undefined): Json =>
  Array.isArray(list) ? list.map(canonical).toSorted() : (list ?? null);
