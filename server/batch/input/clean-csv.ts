import type { Message } from '../../../definitions/index.ts';
import type { TextFile } from '../output/text-file.ts';
import { batchProblem } from '../problems.ts';
import type { BadLines } from './bad-lines.ts';
import type { MalformedLines } from './rows.ts';
import { type TextLine, textLines } from './text-lines.ts';

/** What is wrong with a line of a CSV file, as the person reads it. */
const FAULTS = {
  open: { 'zh-CN': '引号没有结束', en: 'a quote is opened and not closed' },
  broken: { 'zh-CN': '引号结束后还有文字', en: 'there is text behind a closing quote' },
  long: { 'zh-CN': '超过 2,000,000 个字符', en: 'it has more than 2,000,000 characters' },
  bytes: { 'zh-CN': '有不属于该编码的字节', en: 'it has bytes that are no characters of the encoding' },
} as const;

const countFault = (expected: number, found: number) => ({
  'zh-CN': `应有 ${expected} 个值，有 ${found} 个`,
  en: `${expected} values were expected, there are ${found}`,
});

const LONGEST = 2_000_000;
/** A value between quotes may run over so many lines; beyond, the quote is taken for a slip. */
const MOST_LINES = 1000;

/** What a record of the file looks like; `hasLost`: where the file's own encoding had no character, it now has U+FFFD. */
export interface CsvShape {
  readonly delimiter: string;
  readonly columns: number;
  readonly hasLost: boolean;
  /** Lines before the header. */
  readonly skipped: number;
}

/**
 * Copies the records of a CSV file that are whole, line by line, and answers the lines that are none. DuckDB reads a file faster, but
 * takes a stray quote for the beginning of a value that ends with the file, and a file with two kinds of line ends for broken; here a
 * bad line is refused alone and the next one read. Blank lines are passed over.
 */
export async function cleanCsv(
  path: string,
  out: TextFile,
  bad: BadLines,
  shape: CsvShape,
): Promise<{ readonly rows: number; readonly malformed: MalformedLines }> {
  let records = 0;
  const isReadable = ({ isText, text }: TextLine) => isText && !(shape.hasLost && text.includes('\ufffd'));
  let open: TextLine[] = [];
  let scanned: Scan = START;
  let length = 0;
  const refuse = ({ number, text }: TextLine, reason: Message) =>
    bad.put({ line: number, text, problem: batchProblem('row-malformed', { pointer: '' }, { line: number, reason }) });
  /** A line that begins a record, or goes on with the open one; lines behind a slip are read anew. */
  const take = async (first: TextLine): Promise<void> => {
    const ahead = [first];
    for (let line = ahead.shift(); line !== undefined; line = ahead.shift()) {
      if (open.length === 0 && !line.isLong && line.text.trim() === '') continue;
      // Each line is looked at once, however many lines a value between quotes runs over.
      scanned = scan(open.length === 0 ? START : scanned, line.text, shape.delimiter);
      length = open.length === 0 ? line.text.length : length + 1 + line.text.length;
      open.push(line);
      const isShort = !line.isLong && length <= LONGEST;
      if (scanned.end === 'open' && open.length < MOST_LINES && isShort) continue;
      if (scanned.end === 'whole' && scanned.count === shape.columns && isShort && open.every(isReadable)) {
        records += 1;
        await out.write(`${open.map((one) => one.text).join('\n')}\n`);
      } else {
        const [slip, ...rest] = open;
        if (slip !== undefined) await refuse(slip, faultOf(slip, isReadable(slip), shape));
        ahead.unshift(...rest);
      }
      open = [];
    }
  };
  for await (const line of textLines(path)) if (line.number > shape.skipped) await take(line);
  while (open.length > 0) {
    const [slip, ...rest] = open;
    if (slip !== undefined) await refuse(slip, FAULTS.open);
    open = [];
    for (const line of rest) await take(line);
  }
  // The header is no row.
  return { rows: Math.max(records - 1, 0), malformed: await bad.end() };
}

function faultOf({ text, isLong }: TextLine, isReadable: boolean, { delimiter, columns }: CsvShape): Message {
  if (!isReadable) return FAULTS.bytes;
  if (isLong || text.length > LONGEST) return FAULTS.long;
  const { count, end } = scan(START, text, delimiter);
  return end === 'whole' ? countFault(columns, count) : FAULTS[end];
}

/** How many values a record has so far; `open`: a quote is not closed; `broken`: something stands behind a closing quote. */
interface Scan {
  readonly count: number;
  readonly end: 'whole' | 'open' | 'broken';
}
const START: Scan = { count: 1, end: 'whole' };

/** Goes on with a record by its next line: within the value that is open, if one is. */
function scan(before: Scan, text: string, delimiter: string): Scan {
  let { count } = before;
  let isOpen = before.end === 'open';
  let at = 0;
  for (;;) {
    if (isOpen || text[at] === '"') {
      if (!isOpen) at += 1;
      isOpen = false;
      for (; ; at += 1) {
        at = text.indexOf('"', at);
        if (at < 0) return { count, end: 'open' };
        at += 1;
        if (text[at] !== '"') break;
      }
      if (at < text.length && text[at] !== delimiter) return { count, end: 'broken' };
    } else at = text.indexOf(delimiter, at);
    if (at < 0 || at >= text.length) return { count, end: 'whole' };
    count += 1;
    at += 1;
  }
}
