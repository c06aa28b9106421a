import type { SyntaxNode } from '@lezer/common';
import type { Computed, ReferenceDocument } from '../../definitions/index.ts';
import { declaredResult, type Documents, entityDocument } from './declared.ts';
import { argumentsOf, parsed, part, parts, testsOf, written } from './feel-syntax.ts';
import { memberSort, PLAIN, type Reads, type Sort } from './reads.ts';

/** What is seen of a formula before any record comes. */
export interface Look {
  /** Parts whose value is approximate, by `from:to:name`: there exact figures become doubles. */
  readonly approximate: ReadonlySet<string>;
  /** What stands in brackets and is a position, not a condition. */
  readonly positions: ReadonlySet<string>;
  /** Names from the record on whose flaws the formula takes over wherever they stand: `['household', 'income']`, a line, a use. */
  readonly adopted: readonly (readonly string[])[];
}

export const keyOf = (node: SyntaxNode): string => `${node.from}:${node.to}:${node.name}`;

export interface LookAt {
  readonly documents: Documents;
  /** What a formula's names mean besides lines and uses: a row of the record, or a formula's inputs by name. */
  readonly subject: Extract<Sort, { sort: 'row' }>;
  readonly names: ReadonlyMap<string, Sort>;
  /** Called for each use of another definition (`kind/name#output`). */
  readonly used: (ref: string, reads: Reads) => void;
}

interface Env {
  /** Innermost first. */
  readonly bound: readonly { readonly name: string | null; readonly sort: Sort }[];
}

/** Looks at a computed value's text: notes what it reads, and what the evaluation has to know of its parts. */
export function lookAt(computed: Computed, at: LookAt): Look {
  const { text, uses = {} } = computed;
  const { documents, subject } = at;
  const approximate = new Set<string>();
  const positions = new Set<string>();
  const adopted: (readonly string[])[] = [];
  for (const ref of Object.values(uses)) if (ref.includes('#')) at.used(ref, subject.reads);

  const derived = (reads: Reads, name: string) => {
    if (reads.entity === null || reads.derived.has(name)) return;
    reads.derived.add(name);
    const own = entityDocument(documents, reads.entity).derived?.[name];
    if (own !== undefined) lookAt(own, { ...at, subject: { sort: 'row', reads, path: null }, names: new Map() });
  };
  const member = (row: Extract<Sort, { sort: 'row' }>, name: string): Sort | undefined => {
    const sort = memberSort(documents, row, name, derived);
    if (sort !== undefined && row.path !== null) adopted.push([...row.path, name]);
    return sort;
  };
  const name = (called: string, env: Env): Sort => {
    for (const { name: own, sort } of env.bound) {
      if (own === called || (own === null && called === 'item')) return sort;
      const inside = own === null && sort.sort === 'row' ? member(sort, called) : undefined;
      if (inside !== undefined) return inside;
    }
    const use = Object.hasOwn(uses, called) ? uses[called] : undefined;
    if (use !== undefined) {
      adopted.push([called]);
      if (!use.includes('#')) return PLAIN;
      const { kind, decimals } = declaredResult(documents, use);
      return kind === 'number' ? { sort: 'number', decimals } : PLAIN;
    }
    const line = at.names.get(called);
    if (line !== undefined) {
      adopted.push([called]);
      return line;
    }
    return member(subject, called) ?? PLAIN;
  };
  const see = (node: SyntaxNode, env: Env): Sort => {
    const sort = seen(node, env);
    const of = sort.sort === 'list' ? sort.of : sort;
    if (of.sort === 'approximate') approximate.add(keyOf(node));
    return sort;
  };
  const all = (nodes: readonly SyntaxNode[], env: Env): readonly Sort[] => nodes.map((one) => see(one, env));
  const seen = (node: SyntaxNode, env: Env): Sort => {
    switch (node.name) {
      case 'NumericLiteral':
        return { sort: 'number', decimals: (text.slice(node.from, node.to).split('.')[1] ?? '').length };
      case 'VariableName':
        return name(written(text, node), env);
      case 'ParenthesizedExpression':
        return see(part(node, 1), env);
      case 'PathExpression': {
        const of = see(part(node, 0), env);
        const last = written(text, part(node, 2));
        if (of.sort === 'row') return member(of, last) ?? PLAIN;
        if (of.sort === 'list' && of.of.sort === 'row') return { sort: 'list', of: member(of.of, last) ?? PLAIN };
        return PLAIN;
      }
      case 'ArithmeticExpression':
        return mixed(
          all(
            parts(node).filter((one) => one.name !== 'ArithOp'),
            env,
          ),
          () => powerSort(node, env),
        );
      case 'IfExpression': {
        const [, test, , then, , otherwise] = parts(node);
        if (test === undefined || then === undefined || otherwise === undefined) return PLAIN;
        see(test, env);
        return mixed(all([then, otherwise], env));
      }
      case 'List': {
        const items = all(parts(node).slice(1, -1), env);
        return { sort: 'list', of: mixed(items) };
      }
      case 'FilterExpression': {
        const list = see(part(node, 0), env);
        const of = list.sort === 'list' ? list.of : PLAIN;
        const test = see(part(node, 2), { bound: [{ name: null, sort: of }, ...env.bound] });
        if (test.sort !== 'number') return list;
        positions.add(keyOf(part(node, 2)));
        return of;
      }
      case 'ForExpression': {
        const inner = loops(parts(part(node, 1)), env);
        return { sort: 'list', of: see(part(node, 3), inner) };
      }
      case 'QuantifiedExpression':
        see(part(node, 3), loops(parts(part(node, 1)), env));
        return PLAIN;
      case 'Comparison':
        if (part(node, 1).name === 'in') {
          see(part(node, 0), env);
          testsOf(node).forEach((test) => inside(test, env));
        } else
          all(
            parts(node).filter((one) => !/^(CompareOp|between|and)$/.test(one.name)),
            env,
          );
        return PLAIN;
      case 'FunctionInvocation':
        return callSort(node, env);
      case 'DateTimeLiteral':
        all(argumentsOf(node), env);
        return PLAIN;
      default:
        all(
          parts(node).filter((one) => /[A-Z]/.test(one.name[0] ?? '')),
          env,
        );
        return PLAIN;
    }
  };
  /** The tests behind `in` are expressions, intervals, lists of them, or one-sided comparisons. */
  const inside = (test: SyntaxNode, env: Env): void => {
    if (/^(SimplePositiveUnaryTest|Interval|List|ParenthesizedExpression)$/.test(test.name)) {
      parts(test).forEach((one) => inside(one, env));
    } else if (/^[A-Z]/.test(test.name) && test.name !== 'CompareOp') see(test, env);
  };
  const loops = (iterations: readonly SyntaxNode[], env: Env): Env =>
    iterations.reduce((outer, iteration) => {
      const context = parts(part(iteration, 2));
      const [from, , to] = context;
      const first = from === undefined ? PLAIN : see(from, outer);
      if (to !== undefined) see(to, outer);
      const of: Sort = to !== undefined ? { sort: 'number', decimals: 0 } : first.sort === 'list' ? first.of : PLAIN;
      return { bound: [{ name: written(text, part(iteration, 0)), sort: of }, ...outer.bound] };
    }, env);
  const powerSort = (node: SyntaxNode, env: Env): Sort => {
    const [base, operator, exponent] = parts(node);
    if (operator === undefined || base === undefined || exponent === undefined) return { sort: 'number', decimals: 12 };
    if (written(text, operator) !== '**') return { sort: 'number', decimals: 12 };
    return isExactPower(text, see(base, env), exponent) ? { sort: 'number', decimals: 12 } : { sort: 'approximate' };
  };
  const callSort = (node: SyntaxNode, env: Env): Sort => {
    const called = written(text, part(node, 0));
    const args = argumentsOf(node);
    const reference = Object.hasOwn(uses, called) ? documents(uses[called] ?? '') : undefined;
    const sorts = all(args, env);
    if (reference?.kind === 'reference') {
      const { validFrom, validTo } = reference as ReferenceDocument;
      if (validFrom !== undefined || validTo !== undefined) subject.reads.shared.asOf = true;
      return PLAIN;
    }
    if (called === 'today') subject.reads.shared.asOf = true;
    if (/^(exp|log|sqrt)$/.test(called)) return { sort: 'approximate' };
    const [base, exponent] = args;
    if (called === 'power' && base !== undefined && exponent !== undefined && sorts[0] !== undefined)
      return isExactPower(text, sorts[0], exponent) ? { sort: 'number', decimals: 12 } : { sort: 'approximate' };
    if (/^(count|string length|modulo|decimal|floor|ceiling|round .*)$/.test(called))
      return { sort: 'number', decimals: 12 };
    if (!/^(sum|min|max|mean|abs)$/.test(called)) return PLAIN;
    return mixed(sorts.map((sort) => (sort.sort === 'list' ? sort.of : sort)));
  };
  see(parsed(text), { bound: [] });
  return { approximate, positions, adopted };
}

/** Approximate where any is, else as `exact` says, else as the first. */
function mixed(sorts: readonly Sort[], exact: () => Sort = () => sorts[0] ?? PLAIN): Sort {
  return sorts.some(({ sort }) => sort === 'approximate') ? { sort: 'approximate' } : exact();
}

/**
 * Whether a power is exact: the exponent is a written whole number and the decimals stay within 12. (That the figure also stays within
 * 38 digits is not looked at: fields whose powers do not are raised as doubles by the language.)
 */
export function isExactPower(text: string, base: Sort, exponent: SyntaxNode): boolean {
  const times = Number(written(text, exponent));
  return base.sort === 'number' && Number.isInteger(times) && times >= 1 && times <= 64 && times * base.decimals <= 12;
}
