import { isUtf8 } from 'node:buffer';
import { closeSync, createReadStream, openSync, readSync } from 'node:fs';
import iconv from 'iconv-lite';
import { Refusal } from '../../terminal.ts';
import { batchProblem } from '../problems.ts';

/** The beginning of a text file. */
export interface FileHead {
  readonly text: string;
  /** Whether it begins with a UTF-8 byte order mark. */
  readonly hasMark: boolean;
}

const HEAD_BYTES = 1 << 20;

/** Reads the beginning of a file that should be UTF-8. Throws a Refusal that guesses what it is instead. */
export function headOf(path: string, real: string, encoding: string | undefined): FileHead {
  const file = openSync(real, 'r');
  const bytes = Buffer.alloc(HEAD_BYTES);
  const length = readSync(file, bytes, 0, HEAD_BYTES, 0);
  closeSync(file);
  const head = bytes.subarray(0, length);
  const whole = length < HEAD_BYTES ? head : head.subarray(0, lastLineEnd(head));
  if (!isUtf8(whole) || hasZeroes(whole)) {
    const guess = guessOf(whole);
    if (guess.en !== '' || !isMostlyUtf8(whole))
      throw new Refusal([batchProblem('file-not-utf-8', { pointer: '' }, { path, guess })]);
  }
  const hasMark = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
  return { text: whole.subarray(hasMark ? 3 : 0).toString('utf8'), hasMark: hasMark && encoding === undefined };
}

/** Whether all bytes of a file are characters of UTF-8. */
export async function isUtf8File(path: string): Promise<boolean> {
  let begun: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    const bytes = begun.length === 0 ? (chunk as Buffer) : Buffer.concat([begun, chunk as Buffer]);
    const end = lastCharacter(bytes);
    if (!isUtf8(bytes.subarray(0, end))) return false;
    begun = bytes.subarray(end);
  }
  return isUtf8(begun);
}

/** Where the last character begins that may go on behind the bytes; their end where none may. */
function lastCharacter(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= Math.max(bytes.length - 4, 0); at--) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0xc0) return at;
    if (byte < 0x80) break;
  }
  return bytes.length;
}

/** Here and there a line with bytes that are no text: such lines are refused by themselves. The first one has to be sound. */
function isMostlyUtf8(head: Buffer): boolean {
  let [lines, bad, from] = [0, 0, 0];
  while (from < head.length) {
    const end = head.indexOf(10, from);
    const isSound = isUtf8(head.subarray(from, end < 0 ? head.length : end));
    if (lines === 0 && !isSound) return false;
    lines += 1;
    bad += isSound ? 0 : 1;
    if (end < 0) break;
    from = end + 1;
  }
  return bad * 4 <= lines;
}

const lastLineEnd = (head: Buffer) => {
  const end = head.lastIndexOf(10);
  return end < 0 ? head.length : end + 1;
};
/** Of Latin text in UTF-16 every other byte is zero; a zero byte by itself is a character that some row has too much. */
function hasZeroes(head: Buffer): boolean {
  const begin = head.subarray(0, 4096);
  return begin.filter((byte) => byte === 0).length * 8 > begin.length;
}

/** Bytes that are whole GBK characters throughout are taken for GBK; zero bytes for UTF-16. */
function guessOf(head: Buffer): { 'zh-CN': string; en: string } {
  const say = (encoding: string) => ({
    'zh-CN': `，像是 ${encoding}（--encoding ${encoding}）`,
    en: `, it looks like ${encoding} (--encoding ${encoding})`,
  });
  if (hasZeroes(head)) return say(head[0] === 0xfe || head[0] === 0 ? 'utf-16be' : 'utf-16le');
  const text = iconv.decode(head, 'gbk');
  return text.includes('\ufffd') ? { 'zh-CN': '', en: '' } : say('gbk');
}
