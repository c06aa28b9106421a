import type { ReasonPlan } from '../../model/decision.ts';
import { pick } from '../../expression/build-list.ts';
import { missing, when } from '../../expression/build-logic.ts';
import { readBins } from '../../expression/bins/read.ts';
import type { Bins, Expression } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { numberType } from '../../model/type.ts';
import type { Text } from '../../model/text.ts';
import type { Environment } from '../../model/environment.ts';
import type { Class, Exception, Segmentation } from './segmentation.ts';
import type { MethodContext } from './methods/method.ts';

/** Which exception decides, by its position; missing where none does. Undefined where there are none, null where one has an error. */
export function lowerExceptions({ exceptions = [] }: Segmentation, context: MethodContext): Bins | null | undefined {
  if (exceptions.length === 0) return undefined;
  const read = readBins({
    bins: exceptions.map(({ when }) => ({ when })),
    on: null,
    part: 'exceptions',
    origin: context.at('/exceptions'),
    binPointer: (i) => `/exceptions/${i}`,
    condition: (condition, pointer) =>
      context.gathered.take(fromCondition(condition, context.scope, context.at(pointer))),
  });
  return read.index;
}

/** The rank of the class an exception gives. */
export function exceptionRank(index: Bins, exceptions: readonly Exception[], classes: readonly Class[]): Expression {
  const ranks = exceptions.map((one) => BigInt(classes.findIndex(({ name }) => name === one.class)));
  return pick(index, ranks, numberType(0, 0n, BigInt(Math.max(classes.length - 1, 0))));
}

/** The reason of the exception that decides. */
export function exceptionReasons(
  index: Bins,
  exceptions: readonly Exception[],
  applies: Expression | null,
  { environment, at }: MethodContext,
): readonly ReasonPlan[] {
  const codes = exceptions.map((one) => ({ code: one.reason, text: reasonText(one, environment) }));
  const own = applies === null ? index : when(applies, index, missing(index.type));
  return [{ codes, index: own, loss: null, origin: at('/exceptions') }];
}

function reasonText({ title, when: condition, reason }: Exception, environment: Environment): Text {
  const criteria = condition['condition'];
  const named = typeof criteria === 'string' ? environment.document(criteria)?.title : undefined;
  return title ?? named ?? reason;
}
