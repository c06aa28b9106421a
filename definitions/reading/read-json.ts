import { documentProblem } from './document-problems.ts';
import { below, type Json } from '../model/json.ts';
import { type CodeOf, type Problem, type SlotsFor } from '../model/problem.ts';
import type { Message } from '../model/text.ts';
import { significantDigits } from '../model/decimal.ts';
import { hasLoneSurrogate, isForbiddenKey, MOST_BYTES, MOST_DEPTH, mostDigits } from './document-limits.ts';
import { decodeUtf8, utf8Length } from './utf8.ts';

/** JSON that was read, or why it was not. */
export type JsonRead =
  | { readonly kind: 'read'; readonly document: Json }
  | { readonly kind: 'refused'; readonly problems: readonly Problem[] };

/**
 * Reads a document strictly (RFC 8259 and more): UTF-8 without BOM, at most 5 MB and 64 levels, no key twice, no key that reaches a
 * prototype, no number that loses digits, no half surrogate pair. Stops at the first fault and says where it stands. Never throws.
 */
export function readJson(source: string | Uint8Array, definition?: string): JsonRead {
  const at = (pointer: string) => (definition === undefined ? { pointer } : { definition, pointer });
  const refuse = (problem: Problem): JsonRead => ({ kind: 'refused', problems: [problem] });
  const size = typeof source === 'string' && source.length <= MOST_BYTES ? utf8Length(source) : source.length;
  if (size > MOST_BYTES)
    return refuse(documentProblem('document-too-large', at(''), { most: MOST_BYTES / 1024 / 1024 }));
  const decoded = typeof source === 'string' ? { text: source } : decodeUtf8(source);
  if ('badByte' in decoded) return refuse(documentProblem('not-utf-8', at(''), { position: decoded.badByte }));
  if (decoded.text.startsWith('\uFEFF')) return refuse(documentProblem('byte-order-mark', at('')));
  const parser = new Parser(decoded.text, at);
  const document = parser.whole();
  return parser.problem === undefined ? { kind: 'read', document } : refuse(parser.problem);
}

const VALUE: Message = { 'zh-CN': '一个值', en: 'a value' };
const KEY: Message = { 'zh-CN': '带双引号的键', en: 'a key in double quotes' };
const END: Message = { 'zh-CN': '文件结束', en: 'the end of the file' };
const TEXT: Message = { 'zh-CN': '文字中有效的字符或转义', en: 'a valid character or escape within the text' };
const sign = (text: string): Message => ({ 'zh-CN': ` ${text}`, en: text });

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const WORDS: readonly (readonly [string, Json])[] = [
  ['true', true],
  ['false', false],
  ['null', null],
];

/** Recursive descent; its depth is bounded by MOST_DEPTH. After the first problem every step returns at once. */
class Parser {
  problem: Problem | undefined;
  private offset = 0;
  private readonly text: string;
  private readonly at: (pointer: string) => { definition?: string; pointer: string };
  private readonly steps: (string | number)[] = [];

  constructor(text: string, at: (pointer: string) => { definition?: string; pointer: string }) {
    this.text = text;
    this.at = at;
  }

  whole(): Json {
    const value = this.value();
    this.space();
    if (this.problem === undefined && this.offset < this.text.length) this.expected(END);
    return value;
  }

  private value(): Json {
    this.space();
    const unit = this.text[this.offset];
    if (unit === '{') return this.nested(() => this.object());
    if (unit === '[') return this.nested(() => this.list());
    if (unit === '"') return this.string();
    if (unit === '-' || (unit !== undefined && unit >= '0' && unit <= '9')) return this.number();
    for (const [word, value] of WORDS) {
      if (this.text.startsWith(word, this.offset)) {
        this.offset += word.length;
        return value;
      }
    }
    return this.expected(VALUE);
  }

  private nested(read: () => Json): Json {
    if (this.steps.length >= MOST_DEPTH) return this.refuse('nested-too-deep', { most: MOST_DEPTH });
    this.offset += 1;
    return read();
  }

  private object(): Json {
    const members: [string, Json][] = [];
    const seen = new Set<string>();
    this.space();
    if (this.take('}')) return {};
    while (this.problem === undefined) {
      this.space();
      if (this.text[this.offset] !== '"') return this.expected(KEY);
      const key = this.string();
      if (this.problem !== undefined) return null;
      this.steps.push(key);
      if (isForbiddenKey(key)) return this.refuse('forbidden-key', { key });
      if (seen.has(key)) return this.refuse('duplicate-key', { key });
      seen.add(key);
      this.space();
      if (!this.take(':')) return this.expected(sign(':'));
      members.push([key, this.value()]);
      if (this.problem !== undefined) return null;
      this.steps.pop();
      this.space();
      if (this.take('}')) return Object.fromEntries(members);
      if (!this.take(',')) return this.expected(sign(', / }'));
    }
    return null;
  }

  private list(): Json {
    const items: Json[] = [];
    this.space();
    if (this.take(']')) return items;
    while (this.problem === undefined) {
      this.steps.push(items.length);
      items.push(this.value());
      if (this.problem !== undefined) return null;
      this.steps.pop();
      this.space();
      if (this.take(']')) return items;
      if (!this.take(',')) return this.expected(sign(', / ]'));
    }
    return null;
  }

  private string(): string {
    const start = this.offset;
    let end = start + 1;
    let isPlain = true;
    for (; end < this.text.length; end += 1) {
      const unit = this.text.charCodeAt(end);
      if (unit === 0x22) break;
      if (unit < 0x20 || unit === 0x5c) isPlain = false;
      if (unit === 0x5c) end += 1;
      else if (unit < 0x20) break;
    }
    this.offset = end + 1;
    const isClosed = end < this.text.length;
    const text = isPlain && isClosed ? this.text.slice(start + 1, end) : unquote(this.text.slice(start, end + 1));
    if (text === undefined) {
      this.offset = Math.min(end, this.text.length);
      this.expected(TEXT);
      return '';
    }
    if (hasLoneSurrogate(text)) this.refuse('lone-surrogate', {});
    return text;
  }

  private number(): Json {
    NUMBER.lastIndex = this.offset;
    const token = NUMBER.exec(this.text)?.[0];
    if (token === undefined) return this.expected(VALUE);
    this.offset += token.length;
    const value = Number(token);
    const digits = significantDigits(token);
    const isLong = digits > 15 && digits > mostDigits(() => below('', ...this.steps));
    const isLost = isLong || !Number.isFinite(value) || (value === 0 && digits > 0);
    return isLost ? this.refuse('number-loses-digits', { found: token.slice(0, 40) }) : value;
  }

  private space(): void {
    for (; this.offset < this.text.length; this.offset += 1) {
      const unit = this.text.charCodeAt(this.offset);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return;
    }
  }

  private take(unit: string): boolean {
    if (this.text[this.offset] !== unit) return false;
    this.offset += 1;
    return true;
  }

  private expected(expected: Message): null {
    const before = this.text.slice(0, this.offset);
    const line = before.split('\n').length;
    return this.refuse('not-json', { line, column: this.offset - before.lastIndexOf('\n'), expected });
  }

  private refuse<Code extends CodeOf<typeof documentProblem>>(
    code: Code,
    ...[slots = {}]: SlotsFor<typeof documentProblem, Code>
  ): null {
    this.problem ??= documentProblem.filled(code, this.at(below('', ...this.steps)), slots);
    return null;
  }
}

/** The text of a JSON string in quotes; undefined where an escape or a control character makes it invalid. */
function unquote(quoted: string): string | undefined {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
