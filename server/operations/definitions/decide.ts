import { isObject, type JsonRead, type Language, type Problem } from '../../../definitions/index.ts';
import { bankDay, type Clock } from '../../clock.ts';
import type { DecisionLog, LogEntry } from '../../store/decision-log.ts';
import type { PreparedDecision } from './catalog.ts';

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

/** Decides one request that came as a body. */
export function decideBody(
  prepared: PreparedDecision,
  body: { readonly read: JsonRead; readonly bytes: Buffer },
  language: Language,
  { clock, log }: { readonly clock: Clock; readonly log: Pick<DecisionLog, 'isOn'> },
): Decided | Refused {
  const { read } = body;
  if (read.kind === 'refused') return refused(read.problems, []);
  let request = read.document;
  let asOf: string | null = null;
  if (prepared.readsAsOf && isObject(request) && (request['$asOf'] ?? null) === null) {
    asOf = bankDay(clock);
    request = { ...request, $asOf: asOf };
  }
  const reading = prepared.compiled.read(request);
  if (reading.record === undefined) return refused(reading.problems, reading.missing);
  const result = prepared.compiled.evaluate(reading.record, language)[prepared.ref];
  if (result === undefined) throw new Error(`${prepared.ref} gave no result`);
  const text = prepared.write(result);
  if (!log.isOn) return { kind: 'decided', text, entry: undefined };
  const { version, closure } = prepared.stamp;
  const entry = {
    decided_at: clock.now().toISOString(),
    ref: prepared.ref,
    version,
    closure,
    cuts: prepared.cuts,
    language,
    as_of: asOf,
    request: body.bytes.toString('utf8'),
    result: text,
  };
  return { kind: 'decided', text, entry };
}

function refused(problems: readonly Problem[], missing: readonly string[]): Refused {
  const [first, ...others] = problems;
  if (first === undefined) throw new Error('A refusal needs a problem');
  return { kind: 'refused', problems: [first, ...others], missing };
}
