import { binProblem } from '../../expression/bins/problems.ts';
import { typeWords } from '../../expression/bins/type-words.ts';
import { lowerComputed } from '../../expression/computed/computed.ts';
import { fromUnaryTest } from '../../expression/from-feel/unary-test.ts';
import { withUses } from '../../expression/scope/uses.ts';
import type { Expression, Table } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import { drained, type Steps } from '../../model/steps.ts';
import type { Scope } from '../../expression/scope/index.ts';
import type { Gathered } from '../gather.ts';
import { readFact } from '../read-fact.ts';
import { columnOf, type ReadUnary } from './cells.ts';
import type { DecisionTable, TableInput } from './decision-table.ts';
import { tableProblem } from './problems.ts';

/** What a table tests: its inputs, and its rules in the order of the document, whatever order its hit policy takes them in. */
export interface TestedRules {
  readonly inputs: readonly Expression[];
  readonly rules: Table['rules'];
}

/** Reads inputs and rules; null where an input has an error. */
export const readTable = (document: DecisionTable, scope: Scope, gathered: Gathered): TestedRules | null =>
  drained(readTableInSteps(document, scope, gathered));

/** How many rules are read in one step. */
const STEP = 500;

export function* readTableInSteps(
  document: DecisionTable,
  scope: Scope,
  gathered: Gathered,
): Steps<TestedRules | null> {
  const read = document.inputs.map((input, i) => readInput(input, `/inputs/${i}`, scope, gathered));
  const inputs = read.filter((input) => input !== null);
  return inputs.length < read.length ? null : { inputs, rules: yield* readRules(document, inputs, scope, gathered) };
}

/** What the cells below an input test; null where it has an error. */
function readInput(
  { fact, formula }: TableInput,
  pointer: string,
  scope: Scope,
  gathered: Gathered,
): Expression | null {
  const at = (step: string) => ({ definition: scope.definition, pointer: below(pointer, step) });
  if ((fact === undefined) === (formula === undefined)) {
    gathered.problems.push(tableProblem('input-without-one-source', { definition: scope.definition, pointer }));
    return null;
  }
  const lowering =
    fact !== undefined
      ? readFact(fact, scope, at('fact'))
      : lowerComputed(formula ?? { text: '', type: 'string' }, scope, at('formula'));
  const value = gathered.take(lowering);
  if (value === null) return null;
  const { kind } = value.type;
  if (kind !== 'list' && kind !== 'row' && kind !== 'approximate' && kind !== 'duration') return value;
  const place = at(fact === undefined ? 'formula' : 'fact');
  gathered.problems.push(binProblem('value-not-binnable', place, { type: typeWords(value.type) }));
  return null;
}

function* readRules(
  document: DecisionTable,
  inputs: readonly Expression[],
  scope: Scope,
  gathered: Gathered,
): Steps<Table['rules']> {
  const id = scope.definition;
  const unary: ReadUnary = ({ text, uses }, input, { pointer }) => {
    const used = withUses(scope, uses, { definition: id, pointer: below(pointer, 'uses') });
    gathered.problems.push(...used.problems);
    return gathered.take(fromUnaryTest(text, input, used.scope, { definition: id, pointer: below(pointer, 'text') }));
  };
  const columns = inputs.map((input) => columnOf(input, gathered.problems, unary));
  const rules: Table['rules'][number][] = [];
  for (const [i, { when }] of document.rules.entries()) {
    if (i % STEP === STEP - 1) yield;
    const pointer = `/rules/${i}/when`;
    if (when.length !== columns.length) {
      const slots = { found: when.length, expected: columns.length };
      gathered.problems.push(tableProblem('rule-cells-count', { definition: id, pointer }, slots));
    }
    const cells = columns.map((column, j) =>
      column.test(when[j] ?? '-', () => ({ definition: id, pointer: `${pointer}/${j}` })),
    );
    rules.push({ cells, origin: { definition: id, pointer: `/rules/${i}` } });
  }
  return rules;
}
