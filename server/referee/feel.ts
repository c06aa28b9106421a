import type { SyntaxNode } from '@lezer/common';
import type { Computed } from '../../definitions/index.ts';
import { calculate } from './feel-arithmetic.ts';
import { type FeelFrame, roundedHere, series, type Stated } from './feel-frame.ts';
import { callFunction } from './feel-functions.ts';
import { filter, loop, quantified } from './feel-lists.ts';
import { comparison, junction } from './feel-logic.ts';
import { keyOf, type Look, lookAt } from './feel-look.ts';
import { named, path } from './feel-names.ts';
import { literalText, parsed, part, parts, written } from './feel-syntax.ts';
import { temporal } from './feel-temporal.ts';
import { Fraction } from './figure.ts';
import { PLAIN, ReadTracker, type ReadSort } from './read-tracker.ts';
import { RefereeSubject } from './subject.ts';
import { type Flaw, type FoundValue, found, type RefereeValue } from './value.ts';

const looks = new WeakMap<Computed, Look>();

/**
 * A small reader of FEEL that walks lezer-feel's tree for every record: three-valued, figures exact by decimal.js, approximate ones as
 * doubles. What stands in a branch that is not taken, or behind an operand that has decided, is not looked at, so that it has no flaws.
 *
 * `decimals`: those of the result, half-up. `lines`: the lines of a formula before it.
 */
export async function evaluateFormula(
  computed: Computed,
  subject: RefereeSubject,
  lines: ReadonlyMap<string, FoundValue>,
  decimals: number | undefined,
): Promise<FoundValue> {
  const { text, uses = {} } = computed;
  const look = looks.get(computed) ?? lookOf(computed, subject, lines);
  looks.set(computed, look);
  const names = new Map(lines);
  const tables = new Map<string, string>();
  for (const [name, target] of Object.entries(uses)) {
    if (target.includes('#')) names.set(name, await subject.result(target));
    else tables.set(name, target);
  }
  const frame: FeelFrame = { text, subject, look, bound: [], names, tables, flaws: [], evaluate };
  for (const path of look.adopted) frame.flaws.push(...(await adopted(frame, path)));
  const root = parsed(text);
  const value = await evaluate(root, frame, decimals === undefined ? undefined : { decimals, mode: 'half-up' });
  const stated = decimals === undefined ? value : roundedHere(value, { decimals, mode: 'half-up' }, frame);
  return found(stated, frame.flaws);
}

function lookOf(computed: Computed, subject: RefereeSubject, lines: ReadonlyMap<string, FoundValue>): Look {
  const row = { sort: 'row', reads: new ReadTracker(subject.entity), path: [] } as const;
  const sorts = new Map<string, ReadSort>([...lines].map(([name, { value }]) => [name, sortOfValue(value)]));
  const { documents } = subject.hearing.context;
  if (subject.entity !== null) return lookAt(computed, { documents, subject: row, names: sorts, used: () => {} });
  const names = new Map([...subject.sorts, ...sorts]);
  return lookAt(computed, { documents, subject: row, names, used: () => {} });
}

/** Lines are rounded, never approximate; their decimals matter for powers alone. */
function sortOfValue(value: RefereeValue): ReadSort {
  if (!Array.isArray(value)) return value instanceof Fraction ? { sort: 'number', decimals: 12 } : PLAIN;
  return { sort: 'list', of: sortOfValue(value.find((item: RefereeValue) => item !== null) ?? null) };
}

/** The flaws of something a formula names, on its way from the record through single relations. */
async function adopted(
  { subject, names }: FeelFrame,
  [first = '', ...steps]: readonly string[],
): Promise<readonly Flaw[]> {
  const own = names.get(first) ?? (await subject.named(first));
  let at = own;
  const flaws = [...(own?.flaws ?? [])];
  for (const step of steps) {
    at = at?.value instanceof RefereeSubject ? await at.value.named(step) : undefined;
    flaws.push(...(at?.flaws ?? []));
  }
  return flaws;
}

async function evaluate(node: SyntaxNode, frame: FeelFrame, stated?: Stated): Promise<RefereeValue> {
  const value = await read(node, frame, stated);
  return frame.look.approximate.has(keyOf(node)) ? doubled(value) : value;
}

/** Exact figures among approximate ones become doubles. */
function doubled(value: RefereeValue): RefereeValue {
  if (value instanceof Fraction) return value.toNumber();
  return Array.isArray(value) ? value.map(doubled) : value;
}

async function read(node: SyntaxNode, frame: FeelFrame, stated: Stated | undefined): Promise<RefereeValue> {
  const at = (position: number) => evaluate(part(node, position), frame);
  const text = written(frame.text, node);
  switch (node.name) {
    case 'NumericLiteral':
      return new Fraction(text.replace(/\s/g, ''));
    case 'StringLiteral':
      return literalText(frame.text.slice(node.from, node.to));
    case 'BooleanLiteral':
      return text === 'true';
    case 'null':
      return null;
    case 'ParenthesizedExpression':
      return evaluate(part(node, 1), frame, stated);
    case 'VariableName':
      return named(text, frame);
    case 'PathExpression':
      return path(node, frame);
    case 'ArithmeticExpression': {
      const [first, second, third] = parts(node);
      if (first === undefined || second === undefined) throw new Error(text);
      if (third === undefined) return calculate('-', null, await evaluate(second, frame), frame, node, undefined);
      const [left, right] = [await evaluate(first, frame), await evaluate(third, frame)];
      return calculate(written(frame.text, second), left, right, frame, node, stated);
    }
    case 'Comparison':
      return comparison(node, frame);
    case 'Conjunction':
    case 'Disjunction':
      return junction(node, frame);
    case 'IfExpression':
      return (await at(1)) === true ? at(3) : at(5);
    case 'List':
      return series(parts(node).slice(1, -1), frame);
    case 'FilterExpression':
      return filter(node, frame);
    case 'ForExpression':
      return loop(node, frame);
    case 'QuantifiedExpression':
      return quantified(parts(part(node, 1)), part(node, 3), written(frame.text, part(node, 0)) === 'some', frame);
    case 'DateTimeLiteral':
      return temporal(node, frame);
    case 'FunctionInvocation':
      return callFunction(node, frame, stated);
    default:
      throw new Error(`The referee does not read ${node.name}`);
  }
}
