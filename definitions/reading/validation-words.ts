import type { Json } from '../model/json.ts';
import { nearestName } from '../model/did-you-mean.ts';
import type { Message } from '../model/text.ts';

/** What a reader may have meant by an unknown key. */
export function keyHint(key: string, known: readonly string[]): Message {
  const near = nearestName(key, known);
  if (near !== undefined) return { 'zh-CN': `是否指“${near}”？`, en: `did you mean "${near}"?` };
  const some = known.slice(0, 30).join(', ');
  return { 'zh-CN': `可用：${some}`, en: `known here: ${some}` };
}

const TYPE_NAMES: Readonly<Record<string, Message>> = {
  object: { 'zh-CN': '对象', en: 'an object' },
  array: { 'zh-CN': '列表', en: 'a list' },
  string: { 'zh-CN': '文字', en: 'a text' },
  number: { 'zh-CN': '数', en: 'a number' },
  integer: { 'zh-CN': '整数', en: 'a whole number' },
  boolean: { 'zh-CN': 'true 或 false', en: 'true or false' },
  null: { 'zh-CN': 'null', en: 'null' },
};

/** What values of JSON Schema types are called. */
export function typeNames(types: Json): Message {
  const names = (Array.isArray(types) ? types : [types]).map(
    (type) => TYPE_NAMES[String(type)] ?? { 'zh-CN': '值', en: 'a value' },
  );
  return { 'zh-CN': names.map((name) => name['zh-CN']).join('或'), en: names.map((name) => name.en).join(' or ') };
}

/** A value as a message shows it. */
export function short(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
