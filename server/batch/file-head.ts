import { isUtf8 } from 'node:buffer';
import { closeSync, openSync, readSync } from 'node:fs';
import iconv from 'iconv-lite';
import { Refusal } from '../cli/terminal.ts';
import { batchProblem } from './problems.ts';

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
  if (!isUtf8(whole) || hasZeroes(whole))
    throw new Refusal([batchProblem('file-not-utf-8', { pointer: '' }, { path, guess: guessOf(whole) })]);
  const hasMark = whole[0] === 0xef && whole[1] === 0xbb && whole[2] === 0xbf;
  return { text: whole.subarray(hasMark ? 3 : 0).toString('utf8'), hasMark: hasMark && encoding === undefined };
}

const lastLineEnd = (head: Buffer) => {
  const end = head.lastIndexOf(10);
  return end < 0 ? head.length : end + 1;
};
const hasZeroes = (head: Buffer) => head.subarray(0, 4096).includes(0);

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
