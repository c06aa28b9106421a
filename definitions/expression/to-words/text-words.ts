import type { Expression } from '../../model/expression.ts';
import { zh } from './chinese.ts';
import { ordinalEnding } from './english.ts';
import { operand } from './operand.ts';
import { listed, pick2, quoted, type Speech } from './speech.ts';

type TextCall = Expression & { kind: 'text' };

/** What a function makes of a text, as a noun phrase; undefined for a test, which is told as a clause. */
export function textWords(e: TextCall, speech: Speech): string | undefined {
  const [first = '', second = '', third = ''] = e.items.map((item) => partOf(item, speech));
  switch (e.function) {
    case 'length':
      return pick2(speech, zh`${first}的字数`, `the length of ${first}`);
    case 'upper':
      return pick2(speech, zh`${first}的大写形式`, `${first} in capitals`);
    case 'lower':
      return pick2(speech, zh`${first}的小写形式`, `${first} in small letters`);
    case 'trim':
      return pick2(speech, zh`去掉首尾空白的${first}`, `${first} without blanks around it`);
    case 'fold':
      return pick2(speech, `${first}（不分全角半角、大写小写）`, `${first} (whatever its width and case)`);
    case 'concatenate':
      return pick2(
        speech,
        zh`${listed(speech, pieces(e, speech), 'and')}依次相连`,
        `${listed(speech, pieces(e, speech), 'and')} put together`,
      );
    case 'substring':
      return substringWords(e, speech);
    case 'substringBefore':
      return pick2(speech, zh`${first}中${second}之前的部分`, `what stands before ${second} in ${first}`);
    case 'substringAfter':
      return pick2(speech, zh`${first}中${second}之后的部分`, `what stands after ${second} in ${first}`);
    case 'replace':
      return pick2(speech, zh`将${second}换成${third}的${first}`, `${first} with ${third} for ${second}`);
    case 'string':
      return pick2(speech, zh`写成文字的${first}`, `${first} as a text`);
    case 'number':
      return pick2(speech, zh`读作数字的${first}`, `${first} read as a number`);
    default:
      return undefined;
  }
}

/** A written text in quotation marks, so that a blank or a comma in it is no word of the sentence. */
function partOf(item: Expression, speech: Speech): string {
  return item.kind === 'constant' && typeof item.value === 'string'
    ? quoted(item.value)
    : operand(item, 'single', speech);
}

/** The pieces of a text that is put together, from the first to the last; that a figure becomes a text there is plain. */
function pieces(e: Expression, speech: Speech): readonly string[] {
  const [only] = e.kind === 'text' && e.function === 'string' ? e.items : [];
  if (only !== undefined) return [partOf(only, speech)];
  return e.kind === 'text' && e.function === 'concatenate'
    ? e.items.flatMap((item) => pieces(item, speech))
    : [partOf(e, speech)];
}

/** `客户号的前 4 个字`, `the first 4 characters of customer number`; a start below zero counts from the end. */
function substringWords({ items }: TextCall, speech: Speech): string {
  const [of, start, length] = items;
  if (of === undefined || start?.kind !== 'constant') return '';
  const [name, at] = [partOf(of, speech), Number(start.value)];
  const count = length?.kind === 'constant' ? Number(length.value) : undefined;
  const many = count === undefined ? '' : `${count} character${count === 1 ? '' : 's'}`;
  if (at === 1 && count !== undefined)
    return pick2(speech, zh`${name}的前 ${String(count)} 个字`, `the first ${many} of ${name}`);
  if (at < 0 && (count === undefined || count === -at))
    return pick2(
      speech,
      zh`${name}的后 ${String(-at)} 个字`,
      `the last ${-at} character${at === -1 ? '' : 's'} of ${name}`,
    );
  const place = String(Math.abs(at));
  const from = pick2(
    speech,
    at < 0 ? `倒数第 ${place} 个字` : `第 ${place} 个字`,
    `the ${place}${ordinalEnding(place)} character${at < 0 ? ' from the end' : ''}`,
  );
  return count === undefined
    ? pick2(speech, zh`${name}自${from}起的部分`, `${name} from ${from} on`)
    : pick2(speech, zh`${name}自${from}起的 ${String(count)} 个字`, `${many} of ${name} from ${from} on`);
}
