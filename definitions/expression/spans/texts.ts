import { fold } from '../fold.ts';
import { isPattern, parsePattern } from '../pattern/pattern.ts';
import type { TextCall } from '../../model/expression.ts';
import type { Value } from '../../model/type.ts';
import { anyOf, setOf, type Span, truth } from './span.ts';

/** Functions of texts, where few texts are possible: one by one. */
export function texts(node: TextCall, items: readonly Span[]): Span {
  const missable = items.some((item) => item.missable);
  const [first, second] = items.map((item) => (item.kind === 'set' ? item.values : null));
  const test = TEXT_TESTS[node.function];
  if (first === null || first === undefined) return anyOf(node.type, missable);
  if (test !== undefined && second !== null && second !== undefined) {
    const answers = first.flatMap((text) => second.map((other) => test(String(text), String(other))));
    return truth(answers.includes(true), answers.includes(false), missable);
  }
  const of = TEXT_TURNS[node.function];
  if (of !== undefined) return setOf([...new Set(first.map((text) => of(String(text))))], missable);
  return anyOf(node.type, true);
}

const TEXT_TESTS: Readonly<Record<string, (text: string, other: string) => boolean>> = {
  startsWith: (text, other) => text.startsWith(other),
  endsWith: (text, other) => text.endsWith(other),
  contains: (text, other) => text.includes(other),
  matches(text, other) {
    const pattern = parsePattern(other);
    return isPattern(pattern) && pattern.matches(text);
  },
};

const TEXT_TURNS: Readonly<Record<string, (text: string) => Value>> = {
  length: (text) => BigInt([...text].length),
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  trim: (text) => text.trim(),
  fold,
};
