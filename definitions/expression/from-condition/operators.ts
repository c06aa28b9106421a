import type { Message } from '../../model/text.ts';

/**
 * The operators of conditions. The ten of json-rules-engine 7, and ours, which are registered there too with this meaning (`a` the fact, absent
 * = undefined; `b` the value): isMissing: `(a === undefined) === b`; isPresent: `(a !== undefined) === b`, b being true or false; all others
 * are false where `a` is absent: between: `a` lies in the interval text `b`; startsWith, endsWith: `a.startsWith(b)` …;
 * containsText: `a.includes(b)`; matches: the pattern `b` is found in `a`; before, after: the day or instant `a` is before or after `b`; withinLast: `asOf − b < a ≤ asOf`, an instant by its day.
 * The decorator `folded:` hands both sides on folded (fold.ts), lists item by item; it acts alike wherever it stands among the decorators.
 */
export const ORDER = { lessThan: '<', lessThanInclusive: '<=', greaterThan: '>', greaterThanInclusive: '>=' } as const;
export const ORDER_OF_DAYS = { before: '<', after: '>' } as const;

/** The names of all operators, without decorators. */
export const OPERATORS = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'isMissing',
  'isPresent',
  'between',
  'startsWith',
  'endsWith',
  'containsText',
  'matches',
  'before',
  'after',
  'withinLast',
] as const;
/** What `folded:` may stand before. */
export const FOLDED_OPERATORS: readonly OperatorName[] = [
  'equal',
  'notEqual',
  'in',
  'notIn',
  'startsWith',
  'endsWith',
  'containsText',
];
/** What programming languages, SQL and other rule engines call the operators, in small letters without blanks and dashes. */
const OTHER_NAMES: Readonly<Record<string, OperatorName>> = {
  '=': 'equal',
  '==': 'equal',
  '===': 'equal',
  eq: 'equal',
  equals: 'equal',
  is: 'equal',
  '!=': 'notEqual',
  '!==': 'notEqual',
  '<>': 'notEqual',
  ne: 'notEqual',
  notequals: 'notEqual',
  '<': 'lessThan',
  lt: 'lessThan',
  less: 'lessThan',
  '<=': 'lessThanInclusive',
  lte: 'lessThanInclusive',
  lessthanorequal: 'lessThanInclusive',
  lessthanorequalto: 'lessThanInclusive',
  lessthanequal: 'lessThanInclusive',
  '>': 'greaterThan',
  gt: 'greaterThan',
  greater: 'greaterThan',
  '>=': 'greaterThanInclusive',
  gte: 'greaterThanInclusive',
  greaterthanorequal: 'greaterThanInclusive',
  greaterthanorequalto: 'greaterThanInclusive',
  greaterthanequal: 'greaterThanInclusive',
  oneof: 'in',
  isin: 'in',
  notoneof: 'notIn',
  isnull: 'isMissing',
  isempty: 'isMissing',
  isnotnull: 'isPresent',
  isnotempty: 'isPresent',
  exists: 'isPresent',
  like: 'containsText',
  includes: 'containsText',
  beginswith: 'startsWith',
  regex: 'matches',
  within: 'between',
};

/** The end of a sentence about an unknown operator that other languages have. */
export function otherOperator(text: string): Message | undefined {
  const name = OTHER_NAMES[text.toLowerCase().replace(/[\s_-]/g, '')];
  return name && { 'zh-CN': `；请写 ${name}`, en: `; write ${name}` };
}

const DECORATORS = ['not', 'swap', 'someFact', 'everyFact', 'someValue', 'everyValue'] as const;
export type OperatorName = (typeof OPERATORS)[number];
export type Decorator = (typeof DECORATORS)[number];

/** `not:someFact:folded:equal`: decorators, the outermost first, and the operator. */
export interface Operator {
  readonly text: string;
  /** Without `folded`. */
  readonly decorators: readonly Decorator[];
  readonly name: OperatorName;
  /** Whether both sides are folded. */
  readonly isFolded: boolean;
}

/** The operator of a text; undefined where it or a decorator is unknown. */
export function parseOperator(text: string): Operator | undefined {
  const parts = text.split(':');
  const name = OPERATORS.find((one) => one === parts.at(-1));
  const before = parts.slice(0, -1);
  const decorators = before.filter((part) => part !== 'folded').map((part) => DECORATORS.find((one) => one === part));
  if (name === undefined || decorators.includes(undefined) || before.length > 8) return undefined;
  const isFolded = decorators.length < before.length;
  return { text, name, decorators: decorators.filter((one) => one !== undefined), isFolded };
}

/** Whether a test says what a field is not, so that an absent field may pass it. */
export function isNegative({ name, decorators }: Pick<Operator, 'name' | 'decorators'>): boolean {
  if (asksAbsence({ name })) return false;
  return name === 'notEqual' || name === 'notIn' || name === 'doesNotContain' || decorators.includes('not');
}

/** Whether a test is about absence itself. */
export function asksAbsence({ name }: Pick<Operator, 'name'>): boolean {
  return name === 'isMissing' || name === 'isPresent';
}
