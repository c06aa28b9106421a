import { nearestName } from '../model/did-you-mean.ts';
import { LANGUAGES, type Language, type Message } from '../model/text.ts';
import type { Type } from '../model/type.ts';
import { formatsThatRead } from './candidates.ts';
import { fold as folded } from '../expression/fold.ts';
import { narrow, trimmed } from './blanks-and-width.ts';
import type { ColumnFormat } from './format.ts';

/**
 * What is odd about a text that was refused, as the end of a sentence; empty where nothing is. It says what cannot be seen (blanks, width),
 * which member of an enum is near, and which format of a feed would read it.
 */
export function oddities(text: string, type: Type): Message {
  if (text.length > LONGEST) return NOTHING;
  const seen = [...unseen(text), ...(type.kind === 'instant' ? instantOddities(text) : [])];
  const near = type.kind === 'string' ? nearMember(text, type.enum ?? []) : undefined;
  const meant = near === undefined ? [] : [{ 'zh-CN': `是否指“${near}”？`, en: `did you mean "${near}"?` }];
  const fitting = formatsThatRead(text, type, ZONED).filter((format) => Object.keys(format).length > 0);
  const zone = type.kind === 'instant' && isZoneless(text) ? [ZONE] : [];
  const formats = [...new Set(fitting.map(formatText))].slice(0, MOST_FORMATS);
  const read = formats.length === 0 ? [] : [listedFormats(formats)];
  return joined([...seen, ...zone, ...read, ...meant]);
}

const NOTHING: Message = { 'zh-CN': '', en: '' };
const LONGEST = 200;
const MOST_FORMATS = 2;
const ZONED = { zone: 'Z' };

/** A format as a column of a feed states it. */
export const formatText = (format: ColumnFormat): string =>
  Object.entries(format)
    .map(([key, value]) => `"${key}": ${JSON.stringify(value)}`)
    .join(', ');

function listedFormats(formats: readonly string[]): Message {
  return {
    'zh-CN': `在供数（feed）的这一列写 ${formats.join(' 或 ')} 即可读取`,
    en: `a feed reads it with ${formats.join(' or with ')}`,
  };
}

const ZONE: Message = {
  'zh-CN': '它没有时区：在供数（feed）写 "zone": "Asia/Shanghai"，或写成 +08:00',
  en: 'it has no zone: a feed gives it one with "zone": "Asia/Shanghai", or --zone, or write +08:00 behind it',
};

/** What the eye does not see, or takes for something else. */
function unseen(text: string): readonly Message[] {
  const found: Message[] = [];
  const bare = trimmed(text);
  if (bare === '' && text !== '') return [{ 'zh-CN': '它只有空白', en: 'it is only blanks' }];
  if (text.startsWith(bare) === false)
    found.push({
      'zh-CN': `它以${blank(text.slice(0, 1))['zh-CN']}开头`,
      en: `it begins with ${blank(text.slice(0, 1)).en}`,
    });
  if (text.endsWith(bare) === false)
    found.push({
      'zh-CN': `它以${blank(text.slice(-1))['zh-CN']}结尾`,
      en: `it ends with ${blank(text.slice(-1)).en}`,
    });
  if (/[\uff21-\uff3a\uff41-\uff5a]/.test(bare))
    found.push({ 'zh-CN': '它有全角字母', en: 'it has full-width letters' });
  if (/[\uff10-\uff19]/.test(bare)) found.push({ 'zh-CN': '它有全角数字', en: 'it has full-width digits' });
  const isOther = /[\uff01-\uff5e]/.test(bare) && !/[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/.test(bare);
  if (isOther) found.push({ 'zh-CN': '它有全角符号', en: 'it has full-width signs' });
  if (/[\u00a0\u3000\u200b\u2060]/.test(bare))
    found.push({ 'zh-CN': '其中有看不见的空白', en: 'it has blanks within that are not seen' });
  return found;
}

const BLANKS: Readonly<Record<string, Message>> = {
  ' ': { 'zh-CN': '空格', en: 'a blank' },
  '\t': { 'zh-CN': '制表符', en: 'a tab' },
  '\u00a0': { 'zh-CN': '不换行空格（U+00A0）', en: 'a no-break space (U+00A0)' },
  '\u3000': { 'zh-CN': '全角空格（U+3000）', en: 'an ideographic space (U+3000)' },
  '\n': { 'zh-CN': '换行', en: 'a line end' },
  '\r': { 'zh-CN': '换行', en: 'a line end' },
};

function blank(sign: string): Message {
  const code = `U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  return BLANKS[sign] ?? { 'zh-CN': `看不见的字符（${code}）`, en: `a character that is not seen (${code})` };
}

function nearMember(text: string, members: readonly string[]): string | undefined {
  const own = folded(trimmed(text));
  return members.find((member) => folded(member) === own) ?? nearestName(narrow(trimmed(text)), members);
}

const STAMP = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}([.,]\d+)?)?/;
const isZoneless = (text: string) => {
  const stamp = STAMP.exec(narrow(trimmed(text)));
  return stamp !== null && narrow(trimmed(text)).slice(stamp[0].length).trim() === '';
};

/** Why a text that looks like an instant is none. */
function instantOddities(text: string): readonly Message[] {
  const bare = narrow(trimmed(text));
  const stamp = STAMP.exec(bare);
  if (stamp === null) return [];
  const zone = bare.slice(stamp[0].length).trim();
  return [
    ...((stamp[1] ?? '').length > 4 ? [{ 'zh-CN': '秒最多 3 位小数', en: 'a second has at most 3 decimals' }] : []),
    ...(/^[+-]\d{2}(\d{2})?$/.test(zone)
      ? [{ 'zh-CN': `时区写作 ${colon(zone)}`, en: `the zone is written ${colon(zone)}` }]
      : []),
    ...(bare[10] === ' ' ? [{ 'zh-CN': '日期与时间之间写 T', en: 'a T stands between day and time' }] : []),
  ];
}

const colon = (zone: string) => `${zone.slice(0, 3)}:${zone.slice(3) === '' ? '00' : zone.slice(3)}`;

function joined(parts: readonly Message[]): Message {
  const of = (language: Language, mark: string) => parts.map((part) => `${mark}${part[language]}`).join('');
  return Object.fromEntries(
    LANGUAGES.map((language) => [language, of(language, language === 'zh-CN' ? '；' : '; ')]),
  ) as Message;
}
