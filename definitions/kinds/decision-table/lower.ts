import { binProblem } from '../../bins/problems.ts';
import { typeWords } from '../../bins/type-words.ts';
import { lowerComputed } from '../../expression/computed.ts';
import type { Expression, Table } from '../../expression/expression.ts';
import { below } from '../../json.ts';
import { refuses } from '../../problem.ts';
import { entityScope, type Scope } from '../../scope.ts';
import { gather, type Gathered, type Lowered } from '../gather.ts';
import type { Surroundings } from '../kind.ts';
import { readFact } from '../read-fact.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import { columnOf } from './cells.ts';
import type { DecisionTable, TableInput } from './decision-table.ts';
import { tableProblem } from './problems.ts';
import { readResults } from './results.ts';
import { select } from './select.ts';

/** A decision table's meaning: one output for each of its own, except where it gives a list of rows. */
export function lowerDecisionTable(document: DecisionTable, around: Surroundings): Lowered {
  const id = `decision-table/${document.name}`;
  if (around.entity(document.entity) === undefined) return { decision: null, problems: [] };
  const gathered = gather();
  const scope = entityScope(around, document.entity, id);
  const read = document.inputs.map((input, i) => readInput(input, `/inputs/${i}`, scope, gathered));
  const results = readResults(document, gathered.problems);
  const inputs = read.filter((input) => input !== null);
  if (inputs.length < read.length) return { decision: null, problems: gathered.problems };
  const rules = readRules(document, inputs, id, gathered);
  if (refuses(gathered.problems)) return { decision: null, problems: gathered.problems };
  const { value, outputs, plans } = select({
    document,
    inputs,
    rules,
    results,
    origin: { definition: id, pointer: '/rules' },
  });
  // Where several rules match, or none, the outputs are missing as they are; where rules conflict, the first would answer.
  const conflicts = plans.filter(({ code }) => code === 'rules-conflict');
  const sound = Object.entries(outputs).map(
    ([name, of]) => [name, unlessRefused(of, [...gathered.plans, ...conflicts])] as const,
  );
  const decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity } as const,
    outputs: Object.fromEntries(sound),
    value,
    reasons: [],
    reasonOrder: 'declared' as const,
    problems: distinctPlans([...gathered.plans, ...plans]),
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems };
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

function readRules(
  document: DecisionTable,
  inputs: readonly Expression[],
  id: string,
  gathered: Gathered,
): Table['rules'] {
  const columns = inputs.map((input) => columnOf(input, gathered.problems));
  return document.rules.map(({ when }, i) => {
    const pointer = `/rules/${i}/when`;
    if (when.length !== columns.length) {
      const slots = { found: when.length, expected: columns.length };
      gathered.problems.push(tableProblem('rule-cells-count', { definition: id, pointer }, slots));
    }
    const cells = columns.map((column, j) =>
      column.test(when[j] ?? '-', () => ({ definition: id, pointer: `${pointer}/${j}` })),
    );
    return { cells, origin: { definition: id, pointer: `/rules/${i}` } };
  });
}
