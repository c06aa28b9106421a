import type { DefinitionStamp, Reason, Result } from '../../../definitions/index.ts';

/** Writes a result as JSON, out of its core and, where it was logged or might have been, with the number of the decision. */
export type ResultWriter = (result: Result, core?: string, number?: number) => string;

/** Writes results as JSON; the stamp, which is the same in every result of a decision, is written once. */
export function resultWriter(stamp: DefinitionStamp): ResultWriter {
  const tail = `,"definition":${JSON.stringify(stamp)}`;
  return (result, core = resultCore(result), number) => {
    const { trace } = result;
    let text = `{${core}${tail}`;
    if (number !== undefined) text += `,"decisionId":"${number}"`;
    return trace === undefined ? `${text}}` : `${text},"trace":${JSON.stringify(trace)}}`;
  };
}

/** The members of a result that are its own: all but the stamp, the number and the trace. */
export function resultCore({ value, reasons, missing, partial, problems }: Result): string {
  let text = `"value":${JSON.stringify(value)},"reasons":[`;
  let comma = '';
  for (const reason of reasons) {
    text += comma + reasonText(reason);
    comma = ',';
  }
  text += '],"missing":[';
  comma = '';
  for (const name of missing) {
    text += comma + quoted(name);
    comma = ',';
  }
  text += partial === true ? '],"partial":true,"problems":' : '],"problems":';
  return text + (problems.length === 0 ? '[]' : JSON.stringify(problems));
}

/** Reasons by their text: the same few come again and again, each with the few losses its bins can give. */
const known = new Map<string, KnownReason>();

interface KnownReason {
  readonly code: string;
  readonly begin: string;
  readonly losses: Map<Reason['loss'], string>;
}

function reasonText({ code, text, loss }: Reason): string {
  let reason = known.get(text);
  if (reason === undefined || reason.code !== code) {
    const begin = `{"code":${JSON.stringify(code)},"text":${JSON.stringify(text)}`;
    if (known.size >= MOST_TEXTS) known.clear();
    reason = { code, begin, losses: new Map() };
    known.set(text, reason);
  }
  const made = reason.losses.get(loss);
  if (made !== undefined) return made;
  const whole = loss === undefined ? `${reason.begin}}` : `${reason.begin},"loss":${JSON.stringify(loss)}}`;
  if (reason.losses.size < MOST_LOSSES) reason.losses.set(loss, whole);
  return whole;
}

/** Names as JSON, for the same reason. */
const names = new Map<string, string>();
const MOST_TEXTS = 5000;
/** A loss that is no bin's (a formula's baseline, a reweighed part) may take any value. */
const MOST_LOSSES = 100;

function quoted(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = JSON.stringify(name);
  if (names.size >= MOST_TEXTS) names.clear();
  names.set(name, made);
  return made;
}
