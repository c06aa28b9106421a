import type { Expression, TextCall } from '../../model/expression.ts';
import { dateText, instantText } from '../date-text.ts';
import { shortDecimal } from '../../model/decimal.ts';
import { fold } from '../fold.ts';
import { isPattern, parsePattern } from '../pattern/pattern.ts';
import { type Emitter, joined, missingTest, presentTest } from './emitter.ts';
import { missingSource, representation } from './representation.ts';
import { after, before, codePoints, numberOf, replaced, substring } from './texts.ts';

/** Functions of strings. */

const TESTS: ReadonlySet<TextCall['function']> = new Set(['contains', 'startsWith', 'endsWith', 'matches']);

/** Whether a node is a test of strings, so that it can be asked for truth and falsity. */
export function isTextTest(node: Expression): node is TextCall {
  return node.kind === 'text' && TESTS.has(node.function);
}

/** Source that is true where a test of strings holds (`asked`) or fails, and false where an operand is missing. */
export function textCallSource(e: Emitter, node: TextCall, asked: boolean): string {
  const items = node.items.map((item) => e.atom(item));
  const guards = node.items.flatMap((item, i) => (item.missable ? [`(${presentTest(items[i] ?? '', 'other')})`] : []));
  const call = callSource(e, node, items);
  return joined([...guards, asked ? call : `!${call}`], '&&', 'true');
}

/** Source of the value of a function of strings. */
export function textValue(e: Emitter, node: TextCall): string {
  const items = node.items.map((item) => e.atom(item));
  const guards = node.items.flatMap((item, i) =>
    item.missable ? [`(${missingTest(items[i] ?? '', representation(item.type))})`] : [],
  );
  const call = callSource(e, node, items);
  if (guards.length === 0) return call;
  return `(${joined(guards, '||', 'false')} ? ${missingSource(representation(node.type))} : ${call})`;
}

function callSource(e: Emitter, node: TextCall, [text = '""', other = '""', ...rest]: readonly string[]): string {
  switch (node.function) {
    case 'length':
      return `${e.slot(codePoints)}(${text})`;
    case 'upper':
      return `${text}.toUpperCase()`;
    case 'lower':
      return `${text}.toLowerCase()`;
    case 'trim':
      return `${text}.trim()`;
    case 'fold':
      return `${e.slot(fold)}(${text})`;
    case 'concatenate':
      return `(${[text, ...(node.items.length > 1 ? [other] : []), ...rest].join(' + ')})`;
    case 'substring':
      return `${e.slot(substring)}(${[text, other, ...rest].map((item) => item).join(', ')})`;
    case 'substringBefore':
      return `${e.slot(before)}(${text}, ${other})`;
    case 'substringAfter':
      return `${e.slot(after)}(${text}, ${other})`;
    case 'contains':
      return `${text}.includes(${other})`;
    case 'startsWith':
      return `${text}.startsWith(${other})`;
    case 'endsWith':
      return `${text}.endsWith(${other})`;
    case 'matches':
      return `${e.slot(matcher(node))}(${text})`;
    case 'replace':
      return `${e.slot(replaced)}(${[text, other, ...rest].join(', ')})`;
    case 'string':
      return stringSource(e, node, text);
    case 'number':
      return `${e.slot(numberOf)}(${text})`;
  }
}

/** What is text already stays as it is. */
function stringSource(e: Emitter, { items }: TextCall, source: string): string {
  const type = items[0]?.type;
  if (type === undefined || type.kind === 'string') return source;
  if (type.kind === 'boolean') return `String(${source})`;
  if (type.kind === 'number') return `${e.slot(shortDecimal)}(${source}, ${type.decimals})`;
  return `${e.slot(type.kind === 'date' ? dateText : instantText)}(${source})`;
}

const matchers = new WeakMap<TextCall, (text: string) => boolean>();

function matcher(node: TextCall): (text: string) => boolean {
  const known = matchers.get(node);
  if (known !== undefined) return known;
  const written = node.items[1];
  const pattern = parsePattern(written?.kind === 'constant' ? String(written.value) : '');
  if (!isPattern(pattern)) throw new Error(`A pattern that was not checked: ${pattern.reason}`);
  const matches = (text: string) => pattern.matches(text);
  matchers.set(node, matches);
  return matches;
}
