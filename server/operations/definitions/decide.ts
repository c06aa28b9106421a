import {
  isObject,
  type Json,
  type JsonObject,
  type JsonRead,
  type Language,
  type Problem,
} from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import { resultCore } from '../../http/wire/result-text.ts';
import type { DecisionLog, LogEntry } from '../../store/decision-log.ts';
import type { DecisionNumbers } from '../../store/decision-number.ts';
import type { Confinement } from '../../authority/confinement.ts';
import { Refusal } from '../../terminal.ts';
import type { CurrentSnapshots } from '../population/current-snapshots.ts';
import { type RecordRequest, recordRequest } from './decide-record.ts';
import type { Catalog, PreparedDecision } from './catalog.ts';

/** A decision that was made, as it is logged and answered. */
interface Decided {
  readonly kind: 'decided';
  /** The result as JSON. */
  readonly text: string;
  /** Undefined where nothing is logged. */
  readonly entry: LogEntry | undefined;
}

/** A request that is refused: nothing was computed. */
export interface Refused {
  readonly kind: 'refused';
  readonly problems: readonly [Problem, ...Problem[]];
  readonly missing: readonly string[];
}

/** What a decision needs of the server beside its definition. */
export interface DecisionHost {
  readonly clock: Clock;
  readonly numbers: DecisionNumbers;
  readonly log: Pick<DecisionLog, 'isOn'>;
  readonly catalog: Pick<Catalog, 'library'>;
  /** The populations that requests may name records of; undefined where there are none. */
  readonly snapshots: CurrentSnapshots | undefined;
}

const ALL: Confinement = { kind: 'none' };

/**
 * Decides one request that came as a body: with its facts, or with `$record`, the key of a record of the current snapshot, which must
 * lie within what whoever asks is in charge of.
 */
export function decideBody(
  prepared: PreparedDecision,
  body: { readonly read: JsonRead; readonly bytes: Buffer },
  language: Language,
  host: DecisionHost,
  within = ALL,
): Decided | Refused {
  const { read } = body;
  if (read.kind === 'refused') return refused(read.problems, []);
  let request = read.document;
  if (isObject(request) && namesRecord(request)) return decideRecord(prepared, request, language, { ...host, within });
  const { clock, numbers, log } = host;
  let asOf: string | null = null;
  if (prepared.readsAsOf && isObject(request) && (request['$asOf'] ?? null) === null) {
    asOf = bankDay(clock);
    request = { ...request, $asOf: asOf };
  }
  const attempt = prepared.compiled.attempt(request, language);
  if (attempt.results === undefined) return refused(attempt.problems, attempt.missing);
  const result = attempt.results[prepared.ref];
  if (result === undefined) throw new Error(`${prepared.ref} gave no result`);
  const { number, at } = numbers.next();
  const core = resultCore(result);
  const text = prepared.write(result, core, number);
  if (!log.isOn) return { kind: 'decided', text, entry: undefined };
  const { answerer } = prepared;
  const entry = { number, at, answerer, language, asOf, request: body.bytes.toString('utf8'), result: `{${core}}` };
  return { kind: 'decided', text, entry };
}

/** Whether a request names a record instead of bringing facts. */
export const namesRecord = (request: Json): boolean => isObject(request) && request['$record'] !== undefined;

/** What is logged of a record's decision holds its facts, so that it can be computed again when the snapshot is gone. */
function decideRecord(
  prepared: PreparedDecision,
  asked: JsonObject,
  language: Language,
  { within, ...host }: DecisionHost & { readonly within: Confinement },
): Decided | Refused {
  let made: RecordRequest;
  try {
    made = recordRequest(prepared, asked, { snapshots: host.snapshots, library: host.catalog.library, within });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refused(error.problems, []);
  }
  const { request, record } = made;
  const bytes = Buffer.from(JSON.stringify(request));
  const decided = decideBody(prepared, { read: { kind: 'read', document: request }, bytes }, language, host);
  if (decided.kind === 'refused') return decided;
  const { text, entry } = decided;
  return {
    kind: 'decided',
    text: `${text.slice(0, -1)},"record":${JSON.stringify(record)}}`,
    entry: entry && { ...entry, request: JSON.stringify({ ...request, $record: record }) },
  };
}

function refused(problems: readonly Problem[], missing: readonly string[]): Refused {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error('A refusal needs a problem');
  return { kind: 'refused', problems: [first, ...others], missing };
}
