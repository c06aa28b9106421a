import { listed, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Decision } from '../../model/decision.ts';
import type { Environment } from '../../model/environment.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import { proved, refuted } from '../../proofs/verdict.ts';
import { movesTo } from '../../machine/explore.ts';
import { roleWords } from '../members.ts';
import { inBoth } from '../words.ts';
import { stateTitle } from '../workflow/names.ts';
import { exploredWorkflow } from '../workflow/prove.ts';
import { historyWords, type Proving, shown } from '../workflow/proving.ts';
import { replay } from '../workflow/replay.ts';
import type { WorkflowDocument } from '../workflow/workflow.ts';
import { queueProblem } from './problems.ts';
import { proveRungs } from './prove-rungs.ts';
import type { QueueDocument } from './queue.ts';

/**
 * Every clock has an end and every request a budget (the check refuses all others), every rung is reached in some history, and in every
 * state there is somebody who may act.
 */
export function proveQueue(
  document: QueueDocument,
  _decision: Decision | null,
  environment: Environment,
  { nodes }: Budget,
): readonly Proof[] {
  const place = { definition: `queue/${document.name}`, pointer: '/clocks' };
  const bounded = [proved('clocks-bounded', place), proved('budgets-complete', place)];
  const workflow = environment.document(document.workflow);
  const proving =
    workflow?.kind === 'workflow' ? exploredWorkflow(workflow as WorkflowDocument, environment, nodes) : null;
  if (proving === null) return bounded;
  return [...bounded, ...proveRungs(document, proving, environment), ...proveActing(document, proving, environment)];
}

/**
 * In every state that waits for somebody with a role, one of the queue's members has it; and where people may be recused, such members are
 * of more than one organisation, or the ladder leads to a queue that has others: whoever is recused takes all who report to him along.
 */
function proveActing(document: QueueDocument, proving: Proving, environment: Environment): readonly Proof[] {
  const property = 'somebody-may-act';
  const at = { definition: `queue/${document.name}`, pointer: '/members' };
  const { explored } = proving;
  const told = new Set<string>();
  const failures = explored.configurations.flatMap(({ edges, leaves }, i): readonly Proof[] => {
    const state = leaves.join(', ');
    const waits = rolesOf(
      proving.document,
      edges.flatMap(({ move }) => (move.kind === 'event' ? [move.name] : [])),
    );
    if (waits.length === 0 || told.has(state)) return [];
    const acting = document.members.filter(({ role }) => waits.includes(role));
    const isStuck = acting.length === 0 || isRecusable(document, acting, waits, environment);
    if (!isStuck) return [];
    told.add(state);
    const slots = {
      title: document.title ?? document.name,
      state: inBoth((speech) =>
        listed(
          speech,
          leaves.map((leaf) => leafWords(leaf, proving, speech)),
          'and',
        ),
      ),
      history: historyWords(movesTo(explored, i), proving),
      roles: inBoth((speech) =>
        listed(
          speech,
          waits.map((role) => roleWords(role, speech)),
          'or',
        ),
      ),
    };
    const problem =
      acting.length === 0
        ? queueProblem('queue-nobody-may-act', at, slots)
        : queueProblem('queue-all-recused', at, { ...slots, organisation: acting[0]?.organisation ?? '' });
    return [refuted(property, shown(problem, replay(movesTo(explored, i), proving.stage)))];
  });
  return failures.length > 0 ? failures : [proved(property, at)];
}

function leafWords(leaf: string, { states }: Proving, speech: Pick<Speech, 'language'>): string {
  const found = states.all.find(({ name }) => name === leaf);
  return found === undefined ? quoted(leaf) : stateTitle(found, speech);
}

/** The roles for which a state waits: those of its events that are not everybody's. */
function rolesOf({ events = {} }: WorkflowDocument, names: readonly string[]): readonly string[] {
  return [...new Set(names.flatMap((name) => (Object.hasOwn(events, name) ? (events[name]?.roles ?? []) : [])))];
}

/** Whether all who may act may be recused together, and no rung of the ladder brings the request to others. */
function isRecusable(
  { assign, ladder = [], workflow }: QueueDocument,
  acting: QueueDocument['members'],
  waits: readonly string[],
  environment: Environment,
): boolean {
  if ((assign.exclude ?? []).length === 0) return false;
  const others = ladder.flatMap(({ actions }) =>
    actions.flatMap(({ params }) => {
      const { queue, toQueue = queue } = (params ?? {}) as { readonly queue?: string; readonly toQueue?: string };
      const found = toQueue === undefined ? undefined : (environment.document(toQueue) as QueueDocument | undefined);
      return found?.kind === 'queue' && found.workflow === workflow
        ? found.members.filter(({ role }) => waits.includes(role))
        : [];
    }),
  );
  return new Set([...acting, ...others].map(({ organisation }) => organisation)).size < 2;
}
