import { writtenActions, writtenStates, writtenTransitions } from '../../machine/states.ts';
import type { Reference } from '../../model/document.ts';
import type { Kind } from '../kind.ts';
import { actionReferences } from './action-schemas.ts';
import { answerWorkflowCase } from './answer.ts';
import { stateText } from './names.ts';
import { workflowStepper } from './world.ts';
import { checkWorkflow, criteriaOf } from './check.ts';
import { proveWorkflow } from './prove.ts';
import { workflowSchema } from './schema.ts';
import { workflowWords } from './words.ts';
import { type WorkflowDocument, workflowExamples } from './workflow.ts';

/** Workflows: the life of a request as an XState machine, with delays by calendars and guards by criteria. */
export const workflowKind: Kind<WorkflowDocument> = {
  name: 'workflow',
  title: { 'zh-CN': '流程', en: 'Workflow' },
  schema: workflowSchema,
  examples: workflowExamples,
  references,
  decides: false,
  // A queue names its workflow, and a workflow the queues to which it moves requests.
  mayPointBack: true,
  lower: (document, environment) => ({ decision: null, problems: checkWorkflow(document, environment) }),
  prove: proveWorkflow,
  words: workflowWords,
  steps: (document, environment) => workflowStepper(document, environment),
  answer: answerWorkflowCase,
  expectsMembers: true,
  titleOf: (name, { machine }, environment) => {
    const state = writtenStates(machine).find((one) => one.name === name);
    return state === undefined ? environment.document(name)?.title : stateText(state);
  },
};

function references({ entity, machine, delays = {} }: WorkflowDocument): readonly Reference[] {
  const states = writtenStates(machine);
  return [
    { pointer: '/entity', target: entity },
    ...states.flatMap((state) => [
      ...writtenTransitions(state).flatMap(({ transition, pointer }): readonly Reference[] => {
        const target = criteriaOf(transition);
        return target === undefined ? [] : [{ pointer: `/machine${pointer}/guard/params/of`, target }];
      }),
      ...writtenActions(state).flatMap(({ action, pointer }) => actionReferences(action, `/machine${pointer}`)),
    ]),
    ...Object.entries(delays).flatMap(([name, { calendar }]) =>
      calendar === undefined ? [] : [{ pointer: `/delays/${name}/calendar`, target: calendar }],
    ),
  ];
}
