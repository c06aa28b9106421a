import { below } from '../../model/json.ts';
import type { Kind } from '../kind.ts';
import { conditionReferences } from '../references.ts';
import { actionReferences } from '../workflow/action-schemas.ts';
import { writtenStates } from '../../machine/states.ts';
import { stateText } from '../workflow/names.ts';
import type { WorkflowDocument } from '../workflow/workflow.ts';
import { answerCase } from '../workflow/answer.ts';
import { checkQueue } from './check.ts';
import type { QueueDocument } from './queue.ts';
import { proveQueue } from './prove.ts';
import { queueExamples } from './examples.ts';
import { queueSchema } from './schema.ts';
import { queueStepper } from './stepper.ts';
import { queueWords } from './words.ts';

/** Queues: who works on requests, in which order, by which clocks. */
export const queueKind: Kind<QueueDocument> = {
  name: 'queue',
  title: { 'zh-CN': '队列', en: 'Queue' },
  schema: queueSchema,
  examples: queueExamples,
  references: ({ workflow, calendar, clocks, ladder = [], survey }) => [
    { pointer: '/workflow', target: workflow },
    { pointer: '/calendar', target: calendar },
    ...clocks.flatMap(({ budgets }, i) =>
      budgets.flatMap(({ when }, b) => conditionReferences(when, below('/clocks', i, 'budgets', b, 'when'))),
    ),
    ...clocks.flatMap(({ onExtend = [] }, i) =>
      onExtend.flatMap((action, a) => actionReferences(action, below('/clocks', i, 'onExtend', a))),
    ),
    ...ladder.flatMap(({ actions }, i) =>
      actions.flatMap((action, a) => actionReferences(action, below('/ladder', i, 'actions', a))),
    ),
    ...(survey === undefined ? [] : [{ pointer: '/survey', target: survey }]),
  ],
  names: ({ clocks }) => [clocks.map(({ name }, i) => ({ name, pointer: `/clocks/${i}/name` }))],
  sets: ({ clocks }) => [
    '/members',
    '/assign/exclude',
    '/access/read',
    '/access/work',
    ...clocks.flatMap((_, i) => ['runsIn', 'stopsIn', 'stopsOn', 'extensions'].map((key) => `/clocks/${i}/${key}`)),
  ],
  decides: false,
  // A queue names its workflow, and a workflow the queues to which it moves requests.
  mayPointBack: true,
  lower: (document, environment) => ({ decision: null, problems: checkQueue(document, environment) }),
  prove: proveQueue,
  words: queueWords,
  answer: (one, document, environment) =>
    answerCase(one, `queue/${document.name}`, (people) => queueStepper(document, environment, people)),
  expectsMembers: true,
  titleOf: (name, document, environment) => {
    const workflow = environment.document(document.workflow) as WorkflowDocument | undefined;
    const state = workflow && writtenStates(workflow.machine).find((one) => one.name === name);
    const clock = document.clocks.find((one) => one.name === name)?.title;
    return clock ?? (state === undefined ? environment.document(name)?.title : stateText(state));
  },
  steps: (document, environment) => queueStepper(document, environment),
};
