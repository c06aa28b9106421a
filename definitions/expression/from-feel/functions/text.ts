import { textCall } from '../../build-list.ts';
import { integer } from '../../build-logic.ts';
import type { Expression, TextCall } from '../../../model/expression.ts';
import { isPattern, parsePattern } from '../../pattern/pattern.ts';
import { PATTERN_REASONS } from '../../pattern/reasons.ts';
import { readAs, refuse } from '../reading.ts';
import { value } from '../value.ts';
import { type FeelFunction, written } from './function.ts';

const LONGEST = 1_000_000;

function ofTexts(name: string, count: number, function_: TextCall['function']): FeelFunction {
  return {
    counts: [count, count],
    form: `${name}(${['text', 'match', 'replacement'].slice(0, count).join(', ')})`,
    lower: (place, _node, args) => {
      const items = args.map((arg) => readAs(place, arg, name, 'string'));
      const known: readonly Expression[] = items.filter((item) => item !== null);
      return known.length < items.length ? null : value(textCall(function_, known));
    },
  };
}

/** Functions of strings. Positions count from 1 in code points; a negative start counts from the end. */
export const TEXTS: Readonly<Record<string, FeelFunction>> = {
  'string length': ofTexts('string length', 1, 'length'),
  'upper case': ofTexts('upper case', 1, 'upper'),
  'lower case': ofTexts('lower case', 1, 'lower'),
  trim: ofTexts('trim', 1, 'trim'),
  'substring before': ofTexts('substring before', 2, 'substringBefore'),
  'substring after': ofTexts('substring after', 2, 'substringAfter'),
  contains: ofTexts('contains', 2, 'contains'),
  'starts with': ofTexts('starts with', 2, 'startsWith'),
  'ends with': ofTexts('ends with', 2, 'endsWith'),
  substring: {
    counts: [2, 3],
    form: 'substring(text, start) | substring(text, start, length)',
    lower: (place, _node, [first, second, third]) => {
      if (first === undefined || second === undefined) return null;
      const of = readAs(place, first, 'substring', 'string');
      const start = written(place, second, 'substring: start', -LONGEST, LONGEST);
      const length = third === undefined ? undefined : written(place, third, 'substring: length', 0, LONGEST);
      if (of === null || start === null || length === null) return null;
      if (start === 0)
        return refuse(place, second, 'function-arguments', { name: 'substring', expected: 'start ≥ 1 | start ≤ -1' });
      return value(textCall('substring', [of, integer(start), ...(length === undefined ? [] : [integer(length)])]));
    },
  },
  replace: ofTexts('replace', 3, 'replace'),
  number: ofTexts('number', 1, 'number'),
  string: {
    counts: [1, 1],
    form: 'string(value)',
    lower: (place, _node, [first]) => {
      const of = first && readAs(place, first, 'string', 'string', 'number', 'boolean', 'date', 'instant');
      return of ? value(of.type.kind === 'string' ? of : textCall('string', [of])) : null;
    },
  },
  matches: {
    counts: [2, 2],
    form: 'matches(text, "pattern")',
    lower: (place, _node, [first, second]) => {
      if (first === undefined || second === undefined) return null;
      const [of, pattern] = [readAs(place, first, 'matches', 'string'), readAs(place, second, 'matches', 'string')];
      if (of === null || pattern === null) return null;
      if (pattern.kind !== 'constant') return refuse(place, second, 'not-constant', { what: 'matches' });
      const read = parsePattern(String(pattern.value));
      if (isPattern(read)) return value(textCall('matches', [of, pattern]));
      const why = PATTERN_REASONS[read.reason];
      return refuse(place, second, 'unreadable-literal', {
        expected: { 'zh-CN': `可用的样式：${why['zh-CN']}`, en: `a pattern that can be used: ${why.en}` },
      });
    },
  },
};
