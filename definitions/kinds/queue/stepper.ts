import { type Rights, requestStepper } from '../../machine/request-lines.ts';
import type { RequestSnapshot } from '../../machine/request.ts';
import type { Stepper } from '../../machine/life-lines.ts';
import type { Environment } from '../../model/environment.ts';
import type { WorkflowDocument } from '../workflow/workflow.ts';
import { mayCause, type PeopleRoles } from '../workflow/world.ts';
import type { QueueDocument } from './queue.ts';
import { requestRules } from './rules.ts';

/** Steps requests of a queue that has no errors. Where people are known, what they may not do is refused. */
export function queueStepper(
  { name, workflow }: QueueDocument,
  environment: Environment,
  people?: PeopleRoles,
): Stepper<RequestSnapshot> {
  const rules = requestRules(workflow, environment);
  if (rules === null) throw new Error(`queue/${name} has errors`);
  const rights: Rights = {
    mayCause: mayCause(environment.document(workflow) as WorkflowDocument, people),
    rolesOf: (by) =>
      people === undefined || by === undefined ? undefined : Object.hasOwn(people, by) ? people[by] : [],
  };
  return requestStepper(rules, `queue/${name}`, rights);
}
