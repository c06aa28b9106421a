import { conditionClause } from '../../expression/to-words/clauses.ts';
import { listed, pick2, quoted, type Speech } from '../../expression/to-words/speech.ts';
import type { Environment } from '../../model/environment.ts';
import { below, type Json, type JsonObject } from '../../model/json.ts';
import { writtenStates } from '../../machine/states.ts';
import { parseBudget, type TimeBudget, type WrittenBudget } from '../../time/time-budget.ts';
import { writtenBudgetWords } from '../budget.ts';
import { roleWords } from '../members.ts';
import { titled } from '../words.ts';
import { actionWords } from '../workflow/action-words.ts';
import { eventTitle, stateTitle } from '../workflow/names.ts';
import type { WorkflowDocument } from '../workflow/workflow.ts';
import { requestCondition } from './conditions.ts';
import { type QueueClock, type QueueDocument, workingLength } from './queue.ts';

/** A clock: its budgets, where it runs, what stops it, who may extend it, and the longest it may come to. */
export function clockWords(document: QueueDocument, clock: QueueClock, at: number, speech: Speech): string {
  const { budgets, extensions = [], runsIn, stopsIn = [], stopsOn = [], onExtend = [] } = clock;
  const terms = budgets.map(({ when, budget }, i) => {
    const length = writtenBudgetWords(speech, budget);
    if (when === undefined) return length;
    const pointer = below('/clocks', at, 'budgets', i, 'when');
    const read = requestCondition(document, when, pointer, speech.environment)?.expression ?? null;
    const told = read === null ? quoted(JSON.stringify(when)) : conditionClause(read, speech);
    return pick2(speech, `${told}时 ${length}`, `${length} where ${told}`);
  });
  const states = (names: readonly string[]) =>
    listed(
      speech,
      names.map((name) => stateWords(document, name, speech)),
      'or',
    );
  const events = (names: readonly string[]) =>
    listed(
      speech,
      names.map((name) => eventWords(document, name, speech)),
      'or',
    );
  const stops = [
    ...(stopsIn.length === 0 ? [] : [pick2(speech, `进入${states(stopsIn)}`, `in ${states(stopsIn)}`)]),
    ...(stopsOn.length === 0 ? [] : [pick2(speech, `发生${events(stopsOn)}`, `on ${events(stopsOn)}`)]),
  ];
  const runs =
    runsIn === 'all-open'
      ? pick2(speech, '从不暂停', 'it never pauses')
      : pick2(speech, `在${states(runsIn)}中计时，其余暂停`, `it runs in ${states(runsIn)} and pauses elsewhere`);
  const granted = extensions.map(({ to, by }) =>
    pick2(
      speech,
      `经${roleWords(by, speech)}批准可延至 ${writtenBudgetWords(speech, to)}`,
      `${roleWords(by, speech)} may extend it to ${writtenBudgetWords(speech, to)}`,
    ),
  );
  const longest = listed(
    speech,
    longestOf(document, clock, speech.environment).map((budget) => writtenBudgetWords(speech, budget)),
    'or',
  );
  const parts = [
    terms.join(pick2(speech, '，否则 ', ', otherwise ')),
    runs,
    pick2(speech, `${stops.join('或')}时停止`, `it stops ${stops.join(' or ')}`),
    ...granted,
    ...(onExtend.length === 0
      ? []
      : [
          pick2(
            speech,
            `延期时${actionsWords(onExtend, document, speech)}`,
            `on extension ${actionsWords(onExtend, document, speech)}`,
          ),
        ]),
    extensions.length === 0
      ? pick2(speech, `最长 ${longest}`, `at the longest ${longest}`)
      : pick2(speech, `连同延期最长 ${longest}`, `with extensions at the longest ${longest}`),
  ];
  return pick2(
    speech,
    `${titled(speech, clock)}：${parts.join('；')}。`,
    `${titled(speech, clock)}: ${parts.join('; ')}.`,
  );
}

/** The longest budgets that a clock may come to, extensions included: one of each kind of time. */
function longestOf(
  document: QueueDocument,
  { budgets, extensions = [] }: QueueClock,
  environment: Environment,
): readonly WrittenBudget[] {
  const longest = new Map<string, { readonly written: WrittenBudget; readonly size: number }>();
  for (const written of [...budgets.map(({ budget }) => budget), ...extensions.map(({ to }) => to)]) {
    const read = parseBudget(written as Json);
    if (read === undefined) continue;
    const size = read.kind === 'working' ? workingLength(document, read, environment) : sizeOf(read);
    if (size > (longest.get(read.kind)?.size ?? 0)) longest.set(read.kind, { written, size });
  }
  return [...longest.values()].map(({ written }) => written);
}

const sizeOf = (budget: Exclude<TimeBudget, { kind: 'working' }>) =>
  budget.kind === 'elapsed' ? budget.milliseconds : budget.days;

/** What a list of actions does, as the end of a sentence. */
export function actionsWords(actions: readonly JsonObject[], document: QueueDocument, speech: Speech): string {
  const workflow = speech.environment.document(document.workflow) as WorkflowDocument | undefined;
  const told = actions.map((action) =>
    workflow === undefined ? quoted(String(action['type'])) : actionWords(action, workflow, speech),
  );
  return told.join(pick2(speech, '，', ', '));
}

/** A state of a queue's workflow by its title. */
function stateWords(document: QueueDocument, name: string, speech: Speech): string {
  const workflow = speech.environment.document(document.workflow) as WorkflowDocument | undefined;
  const state = workflow && writtenStates(workflow.machine).find((one) => one.name === name);
  return state === undefined ? quoted(name) : stateTitle(state, speech);
}

/** An event of a queue's workflow by its title. */
function eventWords(document: QueueDocument, name: string, speech: Speech): string {
  const workflow = speech.environment.document(document.workflow) as WorkflowDocument | undefined;
  return workflow === undefined ? quoted(name) : eventTitle(name, workflow, speech);
}
