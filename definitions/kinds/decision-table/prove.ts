import type { Decision } from '../../model/decision.ts';
import type { TableQuestions } from '../../proofs/asked-table.ts';
import { proveTable } from '../../proofs/prove-table.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { gather } from '../gather.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { DecisionTable, HitPolicy } from './decision-table.ts';
import { byOutputs } from './order.ts';
import { readTable } from './read-table.ts';

/** Complete where the policy asks for one row, no forbidden overlap, no rule masked or out of its inputs' domains. */
export function proveDecisionTable(
  document: DecisionTable,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const read = readTable(document, entityScope(environment, document.entity, decision.id), gather());
  if (read === null) return [];
  return proveTable(read.rules, questionsOf(document, decision), { whole: decision, environment, nodes: budget.nodes });
}

/** The policies whose answer is one row: where no rule matches they have none. Lists, sums and counts then have nothing in them. */
const ONE_ROW: readonly HitPolicy[] = ['unique', 'first', 'any', 'priority', 'collect-min', 'collect-max'];

function questionsOf(document: DecisionTable, decision: Decision): TableQuestions {
  const { hitPolicy, rules } = document;
  const results = rules.map((rule) => JSON.stringify(rule.then));
  return {
    title: document.title ?? document.name,
    policy: hitPolicy,
    place: { definition: decision.id, pointer: '/rules' },
    isCompletenessAsked: ONE_ROW.includes(hitPolicy) && document.otherwise === undefined,
    forbids:
      hitPolicy === 'unique'
        ? () => true
        : hitPolicy === 'any'
          ? (first, second) => results[first] !== results[second]
          : null,
    before: earlierRules(document),
  };
}

/** The rules that win over a rule where both match: those before it, or those whose results come first. */
function earlierRules(document: DecisionTable): TableQuestions['before'] {
  if (document.hitPolicy === 'first') return (rule) => document.rules.slice(0, rule).map((_, i) => i);
  if (document.hitPolicy !== 'priority') return () => [];
  const order = byOutputs(document);
  return (rule) => order.slice(0, order.indexOf(rule));
}
