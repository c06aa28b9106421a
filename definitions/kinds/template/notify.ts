import type { Environment } from '../../model/environment.ts';
import { isObject, type JsonObject } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { templateProblem } from './problems.ts';
import type { TemplateDocument } from './template.ts';

/** The template of a `notify` is about what the request is about, one for staff does not go to the customer, and one for the customer alone tells no staff. `at` is that of the action. */
export function notifyProblems(
  { type, params }: JsonObject,
  entity: string | undefined,
  environment: Environment,
  at: (...steps: readonly string[]) => Place,
): readonly Problem[] {
  const template = type === 'notify' && isObject(params) ? params['template'] : undefined;
  const found = typeof template === 'string' ? environment.document(template) : undefined;
  if (typeof template !== 'string' || found?.kind !== 'template' || !isObject(params)) return [];
  const { entity: of, audience, channels } = found as TemplateDocument;
  const isToCustomer = params['to'] === 'customer';
  const place = at('params', 'template');
  return [
    ...(entity === undefined || of === entity
      ? []
      : [templateProblem('notify-template-entity', place, { template, found: of, expected: entity })]),
    ...(audience === 'staff' && isToCustomer ? [templateProblem('notify-template-audience', place, { template })] : []),
    ...(!isToCustomer && channels.desktop === undefined
      ? [templateProblem('notify-template-notice', place, { template })]
      : []),
  ];
}
