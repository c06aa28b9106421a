import type { Decision } from '../../model/decision.ts';
import { notRefused } from '../../proofs/decided.ts';
import type { TableQuestions } from '../../proofs/asked-table.ts';
import { proveFigures } from '../../proofs/prove-plans.ts';
import { proveTable } from '../../proofs/prove-table.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { gather } from '../gather.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import type { DecisionTable, HitPolicy } from './decision-table.ts';
import type { ReadTable } from './hit-policy-types.ts';
import { rowsDiffer } from './one-row.ts';
import { byOutputs } from './order.ts';
import { readTable } from './read-table.ts';
import { readResults } from './results.ts';

/** Complete where the policy asks for one row, no forbidden overlap, no rule masked or out of its inputs' domains. */
export function proveDecisionTable(
  document: DecisionTable,
  decision: Decision | null,
  environment: Environment,
  budget: Budget,
): readonly Proof[] {
  if (decision === null) return [];
  const [scope, gathered] = [entityScope(environment, document.entity, decision.id), gather()];
  const tested = readTable(document, scope, gathered);
  if (tested === null) return [];
  const results = readResults(document, tested.rules, scope, gathered);
  const read = { document, ...tested, results, origin: { definition: decision.id, pointer: '/rules' } };
  const isComputed = results.computed.size > 0 || hasUnaryTests(document);
  return [
    ...proveTable(read.rules, questionsOf(read, decision), { whole: decision, environment, nodes: budget.nodes }),
    ...(isComputed ? proveFigures(decision, environment, budget.nodes) : []),
  ];
}

const hasUnaryTests = ({ rules }: DecisionTable) =>
  rules.some(({ when }) => when.some((cell) => typeof cell === 'object' && 'text' in cell));

/** The policies whose answer is one row: where no rule matches they have none. Lists, sums and counts then have nothing in them. */
const ONE_ROW: readonly HitPolicy[] = ['unique', 'first', 'any', 'priority', 'collect-min', 'collect-max'];

function questionsOf(read: ReadTable, decision: Decision): TableQuestions {
  const { document } = read;
  const { hitPolicy } = document;
  return {
    title: document.title ?? document.name,
    policy: hitPolicy,
    place: { definition: decision.id, pointer: '/rules' },
    gate: notRefused(decision, (pointer) => !/^\/(rules|outputs)/.test(pointer)),
    isCompletenessAsked: ONE_ROW.includes(hitPolicy) && document.otherwise === undefined,
    forbids:
      hitPolicy === 'unique'
        ? () => true
        : hitPolicy === 'any'
          ? (first, second) => rowsDiffer(read, first, second)
          : null,
    order: orderOf(document),
  };
}

/** The order in which a rule wins over those after it where both match: as they stand, or by their results. */
function orderOf(document: DecisionTable): TableQuestions['order'] {
  if (document.hitPolicy === 'first') return document.rules.map((_, i) => i);
  return document.hitPolicy === 'priority' ? byOutputs(document) : null;
}
