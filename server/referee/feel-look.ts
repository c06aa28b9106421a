import type { SyntaxNode } from '@lezer/common';
import type { Computed, Formula, ReferenceDocument } from '../../definitions/index.ts';
import { declaredResult, type DocumentsById, entityDocument } from './declared.ts';
import { argumentsOf, parsed, part, parts, testsOf, written } from './feel-syntax.ts';
import { FIGURE, isExactPower, listFunctionSort, mixed } from './feel-sorts.ts';
import { memberSort, PLAIN, ReadTracker, type ReadSort, sortOf } from './read-tracker.ts';

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
  readonly documents: DocumentsById;
  /** What a formula's names mean besides lines and uses: a row of the record, or a formula's inputs by name. */
  readonly subject: Extract<ReadSort, { sort: 'row' }>;
  readonly names: ReadonlyMap<string, ReadSort>;
  /** Called for each use of another definition (`kind/name#output`). */
  readonly used: (ref: string, reads: ReadTracker) => void;
}

interface Env {
  /** Innermost first. */
  readonly bound: readonly { readonly name: string | null; readonly sort: ReadSort }[];
}

/** Looks at a computed value's text: notes what it reads, and what the evaluation has to know of its parts. */
export function lookAt(computed: Computed, at: LookAt): Look {
  const { uses = {} } = computed;
  for (const ref of Object.values(uses)) if (ref.includes('#')) at.used(ref, at.subject.reads);
  const looker = new Looker(computed, at);
  looker.see(parsed(computed.text), { bound: [] });
  return looker;
}

class Looker implements Look {
  readonly approximate = new Set<string>();
  readonly positions = new Set<string>();
  readonly adopted: (readonly string[])[] = [];
  readonly #text: string;
  readonly #uses: Readonly<Record<string, string>>;
  readonly #at: LookAt;

  constructor({ text, uses = {} }: Computed, at: LookAt) {
    this.#text = text;
    this.#uses = uses;
    this.#at = at;
  }

  see(node: SyntaxNode, env: Env): ReadSort {
    const sort = this.#seen(node, env);
    const of = sort.sort === 'list' ? sort.of : sort;
    if (of.sort === 'approximate') this.approximate.add(keyOf(node));
    return sort;
  }

  #all(nodes: readonly SyntaxNode[], env: Env): readonly ReadSort[] {
    return nodes.map((one) => this.see(one, env));
  }

  /** A derived field is looked at once for each subject: what it reads is read. */
  #derived(reads: ReadTracker, name: string): void {
    if (reads.entity === null || reads.derived.has(name)) return;
    reads.derived.add(name);
    const own = entityDocument(this.#at.documents, reads.entity).derived?.[name];
    if (own !== undefined) lookAt(own, { ...this.#at, subject: { sort: 'row', reads, path: null }, names: new Map() });
  }

  #member(row: Extract<ReadSort, { sort: 'row' }>, name: string): ReadSort | undefined {
    const sort = memberSort(this.#at.documents, row, name, (reads, own) => this.#derived(reads, own));
    if (sort !== undefined && row.path !== null) this.adopted.push([...row.path, name]);
    return sort;
  }

  #name(called: string, env: Env): ReadSort {
    for (const { name: own, sort } of env.bound) {
      if (own === called || (own === null && called === 'item')) return sort;
      const inside = own === null && sort.sort === 'row' ? this.#member(sort, called) : undefined;
      if (inside !== undefined) return inside;
    }
    const use = Object.hasOwn(this.#uses, called) ? this.#uses[called] : undefined;
    if (use !== undefined) return this.#use(called, use);
    const line = this.#at.names.get(called);
    if (line === undefined) return this.#member(this.#at.subject, called) ?? PLAIN;
    this.adopted.push([called]);
    return line;
  }

  #use(called: string, target: string): ReadSort {
    this.adopted.push([called]);
    if (!target.includes('#')) return PLAIN;
    const { kind, decimals } = declaredResult(this.#at.documents, target);
    return kind === 'number' ? { sort: 'number', decimals } : PLAIN;
  }

  #seen(node: SyntaxNode, env: Env): ReadSort {
    switch (node.name) {
      case 'NumericLiteral':
        return { sort: 'number', decimals: (this.#text.slice(node.from, node.to).split('.')[1] ?? '').length };
      case 'VariableName':
        return this.#name(written(this.#text, node), env);
      case 'ParenthesizedExpression':
        return this.see(part(node, 1), env);
      case 'PathExpression':
        return this.#path(node, env);
      case 'ArithmeticExpression': {
        const operands = parts(node).filter((one) => one.name !== 'ArithOp');
        return mixed(this.#all(operands, env), () => this.#power(node, env));
      }
      case 'IfExpression': {
        const [, test, , then, , otherwise] = parts(node);
        if (test === undefined || then === undefined || otherwise === undefined) return PLAIN;
        this.see(test, env);
        return mixed(this.#all([then, otherwise], env));
      }
      case 'List':
        return { sort: 'list', of: mixed(this.#all(parts(node).slice(1, -1), env)) };
      case 'FilterExpression':
        return this.#filter(node, env);
      case 'ForExpression':
        return { sort: 'list', of: this.see(part(node, 3), this.#loops(parts(part(node, 1)), env)) };
      case 'QuantifiedExpression':
        this.see(part(node, 3), this.#loops(parts(part(node, 1)), env));
        return PLAIN;
      case 'Comparison':
        return this.#comparison(node, env);
      case 'FunctionInvocation':
        return this.#call(node, env);
      case 'DateTimeLiteral':
        this.#all(argumentsOf(node), env);
        return PLAIN;
      default:
        this.#all(
          parts(node).filter((one) => /^[A-Z]/.test(one.name)),
          env,
        );
        return PLAIN;
    }
  }

  #path(node: SyntaxNode, env: Env): ReadSort {
    const of = this.see(part(node, 0), env);
    const last = written(this.#text, part(node, 2));
    const line = this.#called(part(node, 0))?.lines.find(({ name }) => name === last);
    if (line !== undefined) return sortOf(line);
    if (of.sort === 'row') return this.#member(of, last) ?? PLAIN;
    if (of.sort === 'list' && of.of.sort === 'row') return { sort: 'list', of: this.#member(of.of, last) ?? PLAIN };
    return PLAIN;
  }

  #filter(node: SyntaxNode, env: Env): ReadSort {
    const list = this.see(part(node, 0), env);
    const of = list.sort === 'list' ? list.of : PLAIN;
    const test = this.see(part(node, 2), { bound: [{ name: null, sort: of }, ...env.bound] });
    if (test.sort !== 'number') return list;
    this.positions.add(keyOf(part(node, 2)));
    return of;
  }

  #comparison(node: SyntaxNode, env: Env): ReadSort {
    if (part(node, 1).name === 'in') {
      this.see(part(node, 0), env);
      testsOf(node).forEach((test) => this.#inside(test, env));
    } else {
      this.#all(
        parts(node).filter((one) => !/^(CompareOp|between|and)$/.test(one.name)),
        env,
      );
    }
    return PLAIN;
  }

  /** The tests behind `in` are expressions, intervals, lists of them, or one-sided comparisons. */
  #inside(test: SyntaxNode, env: Env): void {
    if (/^(SimplePositiveUnaryTest|Interval|List|ParenthesizedExpression)$/.test(test.name)) {
      parts(test).forEach((one) => this.#inside(one, env));
    } else if (/^[A-Z]/.test(test.name) && test.name !== 'CompareOp') this.see(test, env);
  }

  #loops(iterations: readonly SyntaxNode[], env: Env): Env {
    return iterations.reduce((outer, iteration) => {
      const [from, , to] = parts(part(iteration, 2));
      const first = from === undefined ? PLAIN : this.see(from, outer);
      if (to !== undefined) this.see(to, outer);
      const of: ReadSort =
        to !== undefined ? { sort: 'number', decimals: 0 } : first.sort === 'list' ? first.of : PLAIN;
      return { bound: [{ name: written(this.#text, part(iteration, 0)), sort: of }, ...outer.bound] };
    }, env);
  }

  #power(node: SyntaxNode, env: Env): ReadSort {
    const [base, operator, exponent] = parts(node);
    if (operator === undefined || base === undefined || exponent === undefined) return FIGURE;
    if (written(this.#text, operator) !== '**') return FIGURE;
    return isExactPower(this.#text, this.see(base, env), exponent) ? FIGURE : { sort: 'approximate' };
  }

  /** The formula with inputs that a node calls. */
  #called(node: SyntaxNode): Formula | undefined {
    const name = node.name === 'FunctionInvocation' ? written(this.#text, part(node, 0)) : '';
    const document = Object.hasOwn(this.#uses, name) ? this.#at.documents(this.#uses[name] ?? '') : undefined;
    return document?.kind === 'formula' ? (document as Formula) : undefined;
  }

  /** A formula that is called reads arguments alone, and perhaps the day of the decision. */
  #formula({ inputs = {}, lines, outputs }: Formula): ReadSort {
    const names = new Map(Object.entries(inputs).map(([name, declared]) => [name, sortOf(declared)]));
    const reads = new ReadTracker(null, this.#at.subject.reads.shared);
    for (const line of lines) {
      lookAt(line, { ...this.#at, subject: { sort: 'row', reads, path: null }, names });
      names.set(line.name, sortOf(line));
    }
    return names.get(outputs[0] ?? '') ?? PLAIN;
  }

  #call(node: SyntaxNode, env: Env): ReadSort {
    const called = written(this.#text, part(node, 0));
    const args = argumentsOf(node);
    const reference = Object.hasOwn(this.#uses, called) ? this.#at.documents(this.#uses[called] ?? '') : undefined;
    const sorts = this.#all(args, env);
    const { shared } = this.#at.subject.reads;
    const formula = this.#called(node);
    if (formula !== undefined) return this.#formula(formula);
    if (reference?.kind === 'reference') {
      const { validFrom, validTo } = reference as ReferenceDocument;
      if (validFrom !== undefined || validTo !== undefined) shared.asOf = true;
      return PLAIN;
    }
    if (called === 'today') shared.asOf = true;
    if (/^(exp|log|sqrt)$/.test(called)) return { sort: 'approximate' };
    const [base, exponent] = args;
    if (called === 'power' && base !== undefined && exponent !== undefined && sorts[0] !== undefined)
      return isExactPower(this.#text, sorts[0], exponent) ? FIGURE : { sort: 'approximate' };
    const ofList = listFunctionSort(called, sorts);
    if (ofList !== undefined) return ofList;
    if (/^(count|string length|number|week of year|modulo|decimal|floor|ceiling|round .*)$/.test(called)) return FIGURE;
    if (!/^(sum|min|max|mean|abs)$/.test(called)) return PLAIN;
    return mixed(sorts.map((sort) => (sort.sort === 'list' ? sort.of : sort)));
  }
}
