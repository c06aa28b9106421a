import { isObject } from '../../../definitions/index.ts';
import type { BadLines } from './bad-lines.ts';
import type { MalformedLines } from './input-file.ts';
import type { TextFile } from '../output/text-file.ts';
import { textLines } from './text-lines.ts';

const NO_OBJECT = { 'zh-CN': '不是 JSON 对象', en: 'it is no JSON object' };
const BYTES = { 'zh-CN': '有不是 UTF-8 的字节', en: 'it has bytes that are not UTF-8' };
const LONG = { 'zh-CN': '超过 5,000,000 个字符', en: 'it has more than 5,000,000 characters' };

/** The longest line that is read. */
export const LONGEST_LINE = 5_000_000;

/** Copies the lines that are JSON objects, and answers the others: for files that DuckDB cannot scan as they stand. */
export async function cleanNdjson(path: string, out: TextFile, bad: BadLines): Promise<MalformedLines> {
  for await (const { number: line, text, isText } of textLines(path)) {
    if (text.trim() === '') continue;
    const reason = !isText ? BYTES : text.length > LONGEST_LINE ? LONG : isRecord(text) ? undefined : NO_OBJECT;
    await (reason === undefined ? out.write(`${text}\n`) : bad.put({ line, text, reason }));
  }
  return bad.end();
}

function isRecord(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}
