import type { Decision } from '../../decision.ts';
import type { Table } from '../../expression/expression.ts';
import { writtenIn } from '../../expression/to-regions/find.ts';
import { provedProblem } from '../../expression/to-regions/problems.ts';
import { proveTable, ruleIndex, type TableQuestions } from '../../expression/to-regions/prove-table.ts';
import { canHold, type Setting } from '../../expression/to-regions/questions.ts';
import { proved, refuted, undecided } from '../../expression/to-regions/verdict.ts';
import type { Budget, Proof, Surroundings } from '../kind.ts';
import type { DecisionTable } from './decision-table.ts';

/** Complete where one row is asked for, no forbidden overlap, no rule masked or out of its inputs' domains. */
export function proveDecisionTable(
  document: DecisionTable,
  decision: Decision | null,
  around: Surroundings,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const setting: Setting = { whole: decision, around, nodes: budget.nodes };
  const table = writtenIn(decision).tables.get('/rules');
  return table === undefined
    ? proveRows(document, decision, setting)
    : proveTable(table, questionsOf(document, decision, table), setting);
}

function questionsOf(document: DecisionTable, decision: Decision, table: Table): TableQuestions {
  const { hitPolicy } = document;
  const isSingle = hitPolicy === 'unique' || hitPolicy === 'first' || hitPolicy === 'any' || hitPolicy === 'priority';
  const result = (rule: number) => JSON.stringify(document.rules[ruleIndex(table, rule)]?.then);
  return {
    title: document.title ?? document.name,
    policy: hitPolicy,
    place: { definition: decision.id, pointer: '/rules' },
    isCompletenessAsked: isSingle && document.otherwise === undefined,
    forbids:
      hitPolicy === 'unique'
        ? () => true
        : hitPolicy === 'any'
          ? (first, second) => result(first) !== result(second)
          : null,
    before:
      hitPolicy === 'first' || hitPolicy === 'priority' ? (rule) => Array.from({ length: rule }, (_, i) => i) : null,
  };
}

/** A table that gives all its matching rows: each rule must be able to match. */
function proveRows(document: DecisionTable, decision: Decision, setting: Setting): readonly Proof[] {
  if (decision.value.kind !== 'list') return [];
  const title = document.title ?? document.name;
  const place = { definition: decision.id, pointer: '/rules' };
  const found = canHold(
    decision.value.items.map((item) => item.when),
    setting,
    'any',
  ).flatMap((answer, i): readonly Proof[] => {
    const at = { ...place, pointer: `/rules/${i}` };
    if (answer.verdict === 'can') return [];
    if (answer.verdict === 'open') return [undecided('rules-reachable', at, title, answer.why)];
    return [refuted('rules-reachable', provedProblem('rule-unreachable', at, { title, first: i + 1 }))];
  });
  return found.length > 0 ? found : [proved('rules-reachable', place)];
}
