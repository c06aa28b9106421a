import { below } from '../../model/json.ts';
import { proved } from '../../proofs/verdict.ts';
import type { Kind } from '../kind.ts';
import { conditionReferences } from '../references.ts';
import { actionReferences } from '../workflow/action-schemas.ts';
import { checkQueue } from './check.ts';
import type { QueueDocument } from './queue.ts';
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
  // The check refuses a clock without a stop, and a request without a budget; each list of budgets and extensions has an end.
  prove: ({ name }) => [
    proved('clocks-bounded', { definition: `queue/${name}`, pointer: '/clocks' }),
    proved('budgets-complete', { definition: `queue/${name}`, pointer: '/clocks' }),
  ],
  words: queueWords,
  steps: (document, environment) => queueStepper(document, environment),
};
