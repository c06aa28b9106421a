import type { ProblemPlan, ReasonPlan, Shape } from '../../model/decision.ts';
import { pick } from '../../expression/build-list.ts';
import {
  and,
  coalesce,
  compare,
  FALSE,
  holds,
  input,
  integer,
  isMissing,
  missing,
  not,
  when,
} from '../../expression/build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { distinctPlans, unlessRefused } from '../refusal.ts';
import { exceptionRank, exceptionReasons } from './exceptions.ts';
import type { Decided, Gate, MethodContext, Ranking } from './methods/method.ts';
import type { Segmentation } from './segmentation.ts';
import { type Stabilised, stabilise } from './stability.ts';

/** One class: not applicable before exceptions, exceptions before the method, the method before stability. */
export function decideOne(document: Segmentation, ranking: Ranking, context: MethodContext, gate: Gate): Decided {
  const { exceptions = [] } = document;
  const path = pathOf(gate);
  const steady =
    document.stability === undefined ? null : stabilise(document.stability, ranking, context.at('/stability'));
  const plans = distinctPlans([...ranking.plans, ...(steady?.plans ?? [])].map((plan) => onPath(plan, path)));
  const own = steady?.rank ?? ranking.rank;
  const excepted = gate.exception === null ? null : exceptionRank(gate.exception, exceptions, ranking.classes);
  const rank = excepted === null ? own : coalesce([excepted, own]);
  const settle = (of: Expression) =>
    unlessRefused(gate.applies === null ? of : when(gate.applies, of, missing(of.type)), [...gate.plans, ...plans]);
  const names = ranking.classes.map(({ name }) => name);
  const nameAt = (position: Expression) => pick(position, names, { kind: 'string', enum: names });
  const className = settle(pick(rank, names, { kind: 'string', enum: names }, context.at('/classes')));
  const outputs = Object.fromEntries(Object.entries(ranking.outputs).map(([name, of]) => [name, settle(of)]));
  const members = [
    { name: 'class', shape: value(className) },
    ...ranking.members(rank),
    ...(steady === null ? [] : steadyMembers(steady, rank, nameAt, ranking, gate)),
  ];
  return {
    outputs: { class: className, ...outputs },
    value: { kind: 'object', members, presentWith: className },
    reasons: [
      ...(gate.exception === null ? [] : exceptionReasons(gate.exception, exceptions, gate.applies, context)),
      ...ranking.reasons.map((reason) => reasonOnPath(reason, path)),
    ],
    plans,
    partial: ranking.partial === null ? null : path === null ? ranking.partial : and([path, ranking.partial]),
  };
}

const value = (of: Expression) => ({ kind: 'value', of }) as const;

/** Where the method decides: the segmentation applies and no exception holds; null where that is always. */
export function pathOf({ applies, exception }: Gate): Expression | null {
  const free = exception === null ? null : isMissing(exception);
  if (applies === null) return free;
  return free === null ? applies : and([applies, free]);
}

/** A plan of the method: what goes wrong there goes wrong only where the method decides. */
export function onPath(plan: ProblemPlan, path: Expression | null): ProblemPlan {
  return path === null ? plan : { ...plan, when: and([path, plan.when]) };
}

function reasonOnPath(reason: ReasonPlan, path: Expression | null): ReasonPlan {
  if (path === null || reason.loss === null) return reason;
  return { ...reason, loss: when(path, reason.loss, missing(reason.loss.type)) };
}

/** What stability adds to the value: the class by the figure alone, whether it was held back, and the next run's `$previous`. */
function steadyMembers(
  steady: Stabilised,
  rank: Expression,
  nameAt: (position: Expression) => Expression,
  ranking: Ranking,
  { exception }: Gate,
): readonly { readonly name: string; readonly shape: Shape }[] {
  const free = exception === null ? null : isMissing(exception);
  const isOther = not(holds(compare('=', rank, ranking.rank)));
  const isSame = holds(compare('=', rank, steady.before));
  const misses = free === null ? steady.misses : when(free, steady.misses, integer(0));
  const since = when(isSame, coalesce([input('$previous.since'), input('$asOf')]), input('$asOf'));
  return [
    { name: 'rawClass', shape: value(nameAt(ranking.rank)) },
    { name: 'held', shape: value(free === null ? isOther : when(free, isOther, FALSE)) },
    {
      name: 'next',
      shape: {
        kind: 'object',
        members: [
          { name: 'class', shape: { ...value(nameAt(rank)), handedOn: input('$previous.class') } },
          { name: 'since', shape: { ...value(since), handedOn: input('$previous.since') } },
          { name: 'misses', shape: { ...value(misses), handedOn: input('$previous.misses') } },
          { name: 'run', shape: { ...value(input('$asOf')), handedOn: input('$previous.run') } },
        ],
      },
    },
  ];
}
