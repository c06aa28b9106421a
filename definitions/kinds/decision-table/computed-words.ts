import { entityScope } from '../../expression/computed/record-scope.ts';
import { conditionClause } from '../../expression/to-words/clauses.ts';
import type { Environment } from '../../model/environment.ts';
import type { Expression } from '../../model/expression.ts';
import { below } from '../../model/json.ts';
import type { Language } from '../../model/text.ts';
import { gather } from '../gather.ts';
import { speechOf } from '../words.ts';
import type { DecisionTable, TableCell, TableResult } from './decision-table.ts';
import { readTable, type TestedRules } from './read-table.ts';
import { computedAt, readResults, type TableResults } from './results.ts';

/** The most parts that are told one by one: of a larger table the others are shown as they are written. */
const MOST_TOLD = 5000;

/** What a table's cells and computed results are made of. */
export interface ReadAgain {
  readonly inputs: TestedRules['inputs'];
  readonly rules: TestedRules['rules'];
  readonly results: TableResults;
}

export function readAgain(document: DecisionTable, environment: Environment): ReadAgain {
  const [scope, gathered] = [entityScope(environment, document.entity, `decision-table/${document.name}`), gather()];
  const { inputs, rules } = readTable(document, scope, gathered) ?? { inputs: [], rules: [] };
  return { inputs, rules, results: readResults(document, rules, scope, gathered) };
}

/** What is computed in a table, in words by its pointer: inputs, cells that are unary tests, and results. */
export function computedWords(
  document: DecisionTable,
  environment: Environment,
  language: Language,
): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  if (!hasComputed(document)) return told;
  const speech = speechOf(environment, language, document.entity);
  const { inputs, rules, results } = readAgain(document, environment);
  const known = new Map<Expression, string>();
  const tell = (of: Expression | null | undefined, say: (of: Expression) => string, pointer: string): void => {
    if (of === null || of === undefined || told.size >= MOST_TOLD) return;
    const text = known.get(of) ?? say(of);
    known.set(of, text);
    told.set(pointer, text);
  };
  const tellResults = (written: readonly TableResult[], rule: number, ...steps: readonly (string | number)[]): void =>
    written.forEach((_, i) => tell(computedAt(results, rule, i), speech.noun, below('', ...steps, i)));
  document.inputs.forEach(({ formula }, i) => {
    if (formula !== undefined) tell(inputs[i], speech.noun, below('/inputs', i, 'formula'));
  });
  document.rules.forEach(({ when, then }, i) => {
    when.forEach((cell, j) => {
      if (isComputed(cell))
        tell(rules[i]?.cells[j], (of) => conditionClause(of, speech), below('/rules', i, 'when', j));
    });
    tellResults(then, i, 'rules', i, 'then');
  });
  tellResults(document.otherwise ?? [], document.rules.length, 'otherwise');
  return told;
}

const isComputed = (part: TableCell | TableResult): boolean =>
  typeof part === 'object' && part !== null && 'text' in part;

const hasComputed = ({ inputs, rules, otherwise }: DecisionTable): boolean =>
  inputs.some(({ formula }) => formula !== undefined) ||
  rules.some(({ when, then }) => when.some(isComputed) || then.some(isComputed)) ||
  (otherwise ?? []).some(isComputed);
