import type { DefinitionStamp, Reason, Result } from '../../../definitions/index.ts';

/** Writes results as JSON; the stamp, which is the same in every result of a decision, is written once. */
export function resultWriter(stamp: DefinitionStamp): (result: Result) => string {
  const tail = `,"definition":${JSON.stringify(stamp)}`;
  return (result) => {
    const { value, missing, problems, trace } = result;
    let text = `{"value":${JSON.stringify(value)},"reasons":[`;
    let comma = '';
    for (const reason of result.reasons) {
      text += comma + reasonText(reason);
      comma = ',';
    }
    text += '],"missing":[';
    comma = '';
    for (const name of missing) {
      text += comma + quoted(name);
      comma = ',';
    }
    text += result.partial === true ? '],"partial":true,"problems":' : '],"problems":';
    text += problems.length === 0 ? '[]' : JSON.stringify(problems);
    text += tail;
    return trace === undefined ? `${text}}` : `${text},"trace":${JSON.stringify(trace)}}`;
  };
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
