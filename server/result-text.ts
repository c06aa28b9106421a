import type { DefinitionStamp, Reason, Result } from '../definitions/index.ts';

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

/** Beginnings of reasons by their text: the same few come again and again. */
const beginnings = new Map<string, { readonly code: string; readonly begin: string }>();

function reasonText({ code, text, loss }: Reason): string {
  let known = beginnings.get(text);
  if (known === undefined || known.code !== code) {
    known = { code, begin: `{"code":${JSON.stringify(code)},"text":${JSON.stringify(text)}` };
    if (beginnings.size >= MOST_TEXTS) beginnings.clear();
    beginnings.set(text, known);
  }
  if (loss === undefined) return `${known.begin}}`;
  return `${known.begin},"loss":${typeof loss === 'number' ? loss : JSON.stringify(loss)}}`;
}

/** Names as JSON, for the same reason. */
const names = new Map<string, string>();
const MOST_TEXTS = 20_000;

function quoted(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const made = JSON.stringify(name);
  if (names.size >= MOST_TEXTS) names.clear();
  names.set(name, made);
  return made;
}
