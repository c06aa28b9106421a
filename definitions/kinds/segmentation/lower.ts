import type { Gate, MethodContext } from './methods/method.ts';
import type { Decision, ReasonPlan } from '../../model/decision.ts';
import { constant, integer, missing, when } from '../../expression/build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { refuses } from '../../model/problem.ts';
import { say, type Text } from '../../model/text.ts';
import { reserved } from '../../expression/scope/index.ts';
import { entityScope } from '../../expression/computed/record-scope.ts';
import { gather, type Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import { lowerExceptions } from './exceptions.ts';
import { methodOf } from './methods/index.ts';
import { checkKeys } from './keys.ts';
import type { Segmentation } from './segmentation.ts';

/** A segmentation's meaning: output `class` (or `classes`), `score` where there is one, `row` and `column` of a matrix. */
export function lowerSegmentation(document: Segmentation, environment: Environment): Lowered {
  const id = `segmentation/${document.name}`;
  if (environment.entity(document.entity) === undefined || checkKeys(document).length > 0)
    return { decision: null, problems: [] };
  const gathered = gather();
  const scope = entityScope(environment, document.entity, id);
  const context: MethodContext = {
    id,
    scope,
    environment,
    gathered,
    at: (pointer): Origin => ({ definition: id, pointer }),
  };
  const applies =
    document.appliesTo === undefined
      ? undefined
      : gathered.take(fromCondition(document.appliesTo, scope, context.at('/appliesTo')));
  const exception = lowerExceptions(document, context);
  if (document.stability !== undefined) for (const name of ['$asOf', '$previous.class'] as const) reserved(scope, name);
  const before = [...gathered.plans];
  const gate: Gate = { applies: applies ?? null, exception: exception ?? null, plans: before };
  const decided = methodOf(document).decide(document, context, gate);
  if (decided === null || applies === null || exception === null || refuses(gathered.problems)) {
    return { decision: null, problems: gathered.problems };
  }
  const decision: Decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'entity', entity: document.entity },
    outputs: decided.outputs,
    outputTitles: { score: scoreTitle(document.title ?? document.name) },
    value: decided.value,
    outcome: ['class', 'classes', 'treatment'],
    reasons: [...notApplicable(applies, context), ...decided.reasons],
    reasonOrder: 'greatest-loss',
    problems: [...gathered.plans, ...decided.plans],
    partial: decided.partial,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems };
}

/** A segmentation's score is called by its title, so that it is not taken for the class. */
const scoreTitle = (title: Text): Text => ({ 'zh-CN': `${say(title, 'zh-CN')}得分`, en: `${say(title, 'en')} score` });

const NOT_APPLICABLE = {
  code: 'not-applicable',
  text: { 'zh-CN': '不属于本细分的适用对象', en: 'Not among those this segmentation applies to' },
};

function notApplicable(applies: Expression | undefined, { at }: MethodContext): readonly ReasonPlan[] {
  if (applies === undefined) return [];
  const first = integer(0);
  const index = when(applies, missing(first.type), constant(first.type, 0n));
  return [{ codes: [NOT_APPLICABLE], index, loss: null, origin: at('/appliesTo') }];
}
