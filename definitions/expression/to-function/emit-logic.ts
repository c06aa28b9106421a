import type { Compare, Expression, OneOf, Within } from '../../model/expression.ts';
import { type Emitter, isAtom, joined, missingTest, presentTest } from './emitter.ts';
import { literal, representation } from './representation.ts';
import { isTextTest, textCallSource } from './emit-text.ts';

/**
 * Three-valued logic as two two-valued questions: is it true (`truth`), is it false (`falsity`). Each needs only the same questions of
 * the parts, so that conditions become plain `&&` and `||` without a third value anywhere.
 */

/** Source that is true exactly where the node is true. */
export function truthOf(e: Emitter, node: Expression): string {
  switch (node.kind) {
    case 'constant':
      return node.value === true ? 'true' : 'false';
    case 'missing':
      return 'false';
    case 'named':
    case 'holds':
      return e.truth(node.of);
    case 'not':
      return e.falsity(node.of);
    case 'and':
      return junction(node.items.map(e.truth), '&&', 'true');
    case 'or':
      return junction(node.items.map(e.truth), '||', 'false');
    case 'isMissing':
      return node.of.missable ? `(${missingTest(operand(e, node.of), representation(node.of.type))})` : 'false';
    case 'if':
      return `(${e.truth(node.condition)} ? ${e.truth(node.then)} : ${e.truth(node.otherwise)})`;
    case 'compare':
      return compareSource(e, node, true);
    case 'within':
      return withinSource(e, node, true);
    case 'oneOf':
      return oneOfSource(e, node, true);
    default:
      if (isTextTest(node)) return textCallSource(e, node, true);
      return node.missable ? `(${e.value(node)} === true)` : e.value(node);
  }
}

/** Source that is true exactly where the node is false. */
export function falsityOf(e: Emitter, node: Expression): string {
  switch (node.kind) {
    case 'constant':
      return node.value === false ? 'true' : 'false';
    case 'missing':
      return 'false';
    case 'named':
      return e.falsity(node.of);
    case 'holds':
      return negation(e.truth(node.of));
    case 'not':
      return e.truth(node.of);
    case 'and':
      return junction(node.items.map(e.falsity), '||', 'false');
    case 'or':
      return junction(node.items.map(e.falsity), '&&', 'true');
    case 'isMissing':
      return negation(truthOf(e, node));
    case 'if':
      return `(${e.truth(node.condition)} ? ${e.falsity(node.then)} : ${e.falsity(node.otherwise)})`;
    case 'compare':
      return compareSource(e, node, false);
    case 'within':
      return withinSource(e, node, false);
    case 'oneOf':
      return oneOfSource(e, node, false);
    default:
      if (isTextTest(node)) return textCallSource(e, node, false);
      return node.missable ? `(${e.value(node)} === false)` : negation(e.value(node));
  }
}

/** Source of the three-valued value of a node of logic. */
export function logicValue(e: Emitter, node: Expression): string {
  if (!node.missable) return truthOf(e, node);
  return `(${truthOf(e, node)} ? true : ${falsityOf(e, node)} ? false : null)`;
}

/** The most source one function should hold: engines leave larger ones unoptimised. */
const MOST_SOURCE = 8_000;

/** Parts joined; a very long junction becomes functions of some parts each, called as far as they are needed. */
function junction(parts: readonly string[], operator: '&&' | '||', empty: string): string {
  const whole = joined(parts, operator, empty);
  if (whole.length <= MOST_SOURCE || parts.length === 1) return whole;
  const groups: string[][] = [];
  let size = MOST_SOURCE;
  for (const part of parts) {
    if (size + part.length > MOST_SOURCE / 2) {
      groups.push([]);
      size = 0;
    }
    groups.at(-1)?.push(part);
    size += part.length;
  }
  return joined(
    groups.map((group) => `(() => ${joined(group, operator, empty)})()`),
    operator,
    empty,
  );
}

export function negation(source: string): string {
  return source === 'true' ? 'false' : source === 'false' ? 'true' : `!${source}`;
}

/** A record's field is read as it stands; anything longer is given a name, since a test may repeat it. */
function operand(e: Emitter, node: Expression): string {
  const source = e.value(node);
  return isAtom(source) ? source : e.atom(node);
}

const OPPOSITE = { '=': '!==', '<': '>=', '<=': '>', '>': '<=', '>=': '<' } as const;

function compareSource(e: Emitter, node: Compare, asked: boolean): string {
  const { operator, left, right } = node;
  const forms = [representation(left.type), representation(right.type)];
  const [l, r] = [operand(e, left), operand(e, right)];
  const isNumber = forms[0] === 'number' && forms[1] === 'number';
  const guards = isNumber ? [] : guardsOf([left, right], [l, r]);
  // A number and a BigInt compare by value with every operator but `===`.
  const same = forms[0] === forms[1] ? '===' : '==';
  if (asked) return joined([...guards, `${l} ${operator === '=' ? same : operator} ${r}`].map(grouped), '&&', 'true');
  if (operator !== '=') return joined([...guards, `${l} ${OPPOSITE[operator]} ${r}`].map(grouped), '&&', 'true');
  if (isNumber && node.missable) return `(${l} < ${r} || ${l} > ${r})`;
  return joined([...guards, `${l} ${same === '==' ? '!=' : '!=='} ${r}`].map(grouped), '&&', 'true');
}

function guardsOf(nodes: readonly Expression[], sources: readonly string[]): readonly string[] {
  return nodes.flatMap((node, i) => (node.missable ? [presentTest(sources[i] ?? '', representation(node.type))] : []));
}

const grouped = (source: string) => `(${source})`;

function withinSource(e: Emitter, node: Within, asked: boolean): string {
  const { of, range } = node;
  const form = representation(of.type);
  const x = operand(e, of);
  const present = of.missable ? `(${presentTest(x, form)})` : 'true';
  const { minimum, maximum } = boundsOf(of);
  const isEmpty =
    (range.low ?? minimum) > (range.high ?? maximum) ||
    (range.low ?? minimum) > maximum ||
    (range.high ?? maximum) < minimum;
  if (isEmpty) return asked ? 'false' : present;
  const low = range.low === null || range.low <= minimum ? undefined : literal(of.type, range.low);
  const high = range.high === null || range.high >= maximum ? undefined : literal(of.type, range.high);
  const guard = form === 'bigint' && of.missable ? [present] : [];
  if (low === undefined && high === undefined) return asked ? present : 'false';
  if (asked) {
    const tests = [
      ...(low === undefined ? [] : [`${x} >= ${low}`]),
      ...(high === undefined ? [] : [`${x} <= ${high}`]),
    ];
    return joined([...guard, ...tests.map(grouped)], '&&', 'true');
  }
  const tests = [...(low === undefined ? [] : [`${x} < ${low}`]), ...(high === undefined ? [] : [`${x} > ${high}`])];
  return joined([...guard, joined(tests.map(grouped), '||', 'false')], '&&', 'true');
}

/** The bounds of a node whose type has some. */
export function boundsOf(node: Expression): { readonly minimum: bigint; readonly maximum: bigint } {
  const { type } = node;
  if (type.kind === 'number' || type.kind === 'date' || type.kind === 'instant') return type;
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  return { minimum: -most, maximum: most };
}

/** The most values that are compared one by one; more are a set. */
const MOST_COMPARED = 4;

function oneOfSource(e: Emitter, node: OneOf, asked: boolean): string {
  const { of } = node;
  const form = representation(of.type);
  const x = operand(e, of);
  const literals = node.values.map((value) => literal(of.type, value) ?? e.slot(value));
  const isOne =
    node.values.length <= MOST_COMPARED
      ? joined(
          literals.map((value) => `(${x} === ${value})`),
          '||',
          'false',
        )
      : `${e.slot(new Set(node.values.map((value) => (form === 'number' ? Number(value) : value))))}.has(${x})`;
  if (asked) return isOne;
  return of.missable ? joined([`(${presentTest(x, form)})`, negation(isOne)], '&&', 'true') : negation(isOne);
}
