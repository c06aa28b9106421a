import {
  below,
  isObject,
  type Json,
  type JsonObject,
  parseMilliseconds,
  type Problem,
} from '../../../definitions/index.ts';
import { refuse } from './intake.ts';
import { requestProblem } from './problems.ts';

/** A request as another system hands it over: how it was registered there, and what happened to it since. */
export interface PastRequest {
  /** `request-type/complaint`. */
  readonly type: string;
  /** As people know it; counted as a new one where it has none. A number that is there already is not imported again. */
  readonly number: string | null;
  readonly customer: string | null;
  readonly channel: string | null;
  /** The place of the organisation it belongs to. */
  readonly node: string;
  /** Milliseconds. */
  readonly registeredAt: number;
  readonly facts: JsonObject;
  /** In their order. */
  readonly events: readonly PastEvent[];
}

/** An event of its workflow, at an instant in milliseconds; by a person, by his id, or by nobody of the bank. */
export interface PastEvent {
  readonly at: number;
  readonly event: string;
  readonly by: string | null;
  readonly data: JsonObject;
  readonly facts: JsonObject;
}

/** So much may have happened to one request. */
const MOST_EVENTS = 1000;

/** Reads a request that is brought, strictly: no member but these, instants in their order, none after `now`. Throws an OperationRefused. */
export function pastRequestOf(found: Json, now: number): PastRequest {
  const { problems, ...read } = reading();
  const own = read.object(found, '', [
    'type',
    'number',
    'customer',
    'channel',
    'node',
    'registeredAt',
    'facts',
    'events',
  ]);
  const registeredAt = read.instant(own['registeredAt'], '/registeredAt', Number.NEGATIVE_INFINITY, now);
  const listed = own['events'] ?? [];
  const isList = Array.isArray(listed) && listed.length <= MOST_EVENTS;
  if (!isList) read.wrong('/events', `[…] (≤ ${MOST_EVENTS})`, listed);
  let last = registeredAt;
  const events = (isList ? listed : []).map((one: Json, i): PastEvent => {
    const at = below('/events', String(i));
    const event = read.object(one, at, ['at', 'event', 'by', 'data', 'facts']);
    last = read.instant(event['at'], `${at}/at`, last, now);
    return {
      at: last,
      event: read.text(event['event'], `${at}/event`) ?? '',
      by: read.text(event['by'] ?? null, `${at}/by`, true),
      data: read.object(event['data'] ?? {}, `${at}/data`),
      facts: read.object(event['facts'] ?? {}, `${at}/facts`),
    };
  });
  const past = {
    type: read.text(own['type'], '/type') ?? '',
    number: read.text(own['number'] ?? null, '/number', true),
    customer: read.text(own['customer'] ?? null, '/customer', true),
    channel: read.text(own['channel'] ?? null, '/channel', true),
    node: read.text(own['node'], '/node') ?? '',
    registeredAt,
    facts: read.object(own['facts'] ?? {}, '/facts'),
    events,
  };
  if (JSON.stringify(found).includes('\\u0000')) read.wrong('', '…', 'U+0000');
  refuse(problems);
  return past;
}

/** Readers of parts, which note what is wrong and go on. */
function reading() {
  const problems: Problem[] = [];
  const wrong = (pointer: string, expected: string, found: Json | undefined) => {
    const slots = { pointer, expected, found: JSON.stringify(found ?? null).slice(0, 100) };
    problems.push(requestProblem('request-import-malformed', { pointer }, slots));
  };
  return {
    problems,
    wrong,
    /** An object, of no members but these where they are given. */
    object(found: Json | undefined, pointer: string, members?: readonly string[]): JsonObject {
      if (!isObject(found)) {
        wrong(pointer, '{…}', found);
        return {};
      }
      for (const name of Object.keys(found))
        if (members?.includes(name) === false) wrong(below(pointer, name), members.join(', '), name);
      return found;
    },
    text(found: Json | undefined, pointer: string, isOptional = false): string | null {
      if (isOptional && found === null) return null;
      if (typeof found === 'string' && found !== '' && found.length <= 200) return found;
      wrong(pointer, '"…" (1–200)', found);
      return null;
    },
    instant(found: Json | undefined, pointer: string, earliest: number, latest: number): number {
      const at = typeof found === 'string' ? parseMilliseconds(found) : undefined;
      if (at !== undefined && at >= earliest && at <= latest) return at;
      const from = Number.isFinite(earliest) ? new Date(earliest).toISOString() : '…';
      wrong(pointer, `${from} – ${new Date(latest).toISOString()}`, found);
      return Number.isFinite(earliest) ? earliest : latest;
    },
  };
}
