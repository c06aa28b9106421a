import type { Lowered } from '../gather.ts';
import { checkRange } from '../../expression/check.ts';
import type { Problem } from '../../model/problem.ts';
import type { Steps } from '../../model/steps.ts';
import type { Environment } from '../../model/environment.ts';
import type { DecisionTable, HitPolicy } from './decision-table.ts';
import { lowerDecisionTable } from './lower.ts';
import { tableProblem } from './problems.ts';

const AGGREGATES: readonly HitPolicy[] = ['collect-sum', 'collect-min', 'collect-max', 'collect-count'];

/** What a table's schema cannot say: as many cells as columns, cells and results of their types, outputs that fit the hit policy. */
export function* checkDecisionTable(document: DecisionTable, environment: Environment): Steps<Lowered> {
  const { decision, problems } = yield* lowerDecisionTable(document, environment);
  yield;
  const outputs = Object.values(decision?.outputs ?? {});
  const at = { definition: `decision-table/${document.name}`, pointer: '/outputs' };
  const own = [...idProblems(document), ...policyProblems(document)];
  return { decision, problems: [...own, ...problems, ...outputs.flatMap((of) => checkRange(of, at))] };
}

/** What is said of a rule elsewhere follows its id. */
function idProblems({ name, rules }: DecisionTable): readonly Problem[] {
  const seen = new Set<string>();
  return rules.flatMap(({ id }, i) => {
    if (id === undefined || !seen.has(id)) {
      if (id !== undefined) seen.add(id);
      return [];
    }
    const at = { definition: `decision-table/${name}`, pointer: `/rules/${i}/id` };
    return [tableProblem('rule-id-twice', at, { found: id }, { found: id })];
  });
}

/** The order of rules by their results has to stand before any record comes. */
function unorderedProblems({ name, hitPolicy: policy, outputs, rules }: DecisionTable): readonly Problem[] {
  return rules.flatMap(({ then }, i) =>
    then.flatMap((result, j) => {
      const output = outputs[j];
      if (typeof result !== 'object' || result === null || output?.enum === undefined) return [];
      const at = { definition: `decision-table/${name}`, pointer: `/rules/${i}/then/${j}` };
      return [tableProblem('computed-result-unordered', at, { policy, output: output.name })];
    }),
  );
}

function policyProblems(document: DecisionTable): readonly Problem[] {
  const { hitPolicy: policy, outputs } = document;
  const at = (pointer: string) => ({ definition: `decision-table/${document.name}`, pointer });
  if (policy === 'priority' || policy === 'output-order') {
    const hasOrder = outputs.some((output) => output.enum !== undefined);
    return hasOrder ? unorderedProblems(document) : [tableProblem('priority-needs-enum', at('/hitPolicy'), { policy })];
  }
  if (!AGGREGATES.includes(policy)) return [];
  const [output] = outputs;
  const problems: Problem[] = [];
  if (outputs.length !== 1)
    problems.push(tableProblem('aggregate-needs-one-output', at('/outputs'), { policy, found: outputs.length }));
  if (policy === 'collect-count') {
    if (document.otherwise !== undefined) problems.push(tableProblem('otherwise-unused', at('/otherwise')));
    return problems;
  }
  if (output !== undefined && output.type !== 'integer' && output.type !== 'decimal') {
    problems.push(tableProblem('aggregate-needs-number', at('/outputs/0/type'), { policy }));
  }
  document.rules.forEach(({ then }, i) => {
    if (then[0] === null) problems.push(tableProblem('aggregate-needs-value', at(`/rules/${i}/then/0`), { policy }));
  });
  if (document.otherwise?.[0] === null)
    problems.push(tableProblem('aggregate-needs-value', at('/otherwise/0'), { policy }));
  return problems;
}
