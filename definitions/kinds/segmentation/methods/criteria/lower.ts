import { readBins } from '../../../../expression/bins/read.ts';
import type { ProblemPlan } from '../../../../model/decision.ts';
import { pick } from '../../../../expression/build-list.ts';
import { isMissing } from '../../../../expression/build-logic.ts';
import type { Expression } from '../../../../model/expression.ts';
import { fromCondition } from '../../../../expression/from-condition/from-condition.ts';
import { numberType } from '../../../../model/type.ts';
import { below } from '../../../../model/json.ts';
import { gather } from '../../../gather.ts';
import { byOrder, type MethodContext, type Ranking } from '../method.ts';
import type { Class, CriteriaSegmentation } from '../../segmentation.ts';

/** The classes of a segmentation by criteria: those with conditions in their order, and the one of `otherwise`. */
export function classesByCriteria({ classes, otherwise }: CriteriaSegmentation): readonly Class[] {
  if (otherwise === undefined) return classes;
  if (typeof otherwise !== 'string') return [...classes, otherwise];
  return classes.some(({ name }) => name === otherwise) ? classes : [...classes, { name: otherwise }];
}

/** The name of the class that is left where no condition holds. */
export function otherwiseName({ otherwise }: CriteriaSegmentation): string | undefined {
  return typeof otherwise === 'string' ? otherwise : otherwise?.name;
}

/** The first class whose condition holds, else `otherwise`. */
export function lowerFirst(document: CriteriaSegmentation, context: MethodContext): Ranking | null {
  const classes = byOrder(classesByCriteria(document));
  const left = otherwiseName(document);
  const tested = document.classes.filter(({ when }) => when !== undefined);
  const own = gather();
  const read = readBins({
    bins: [
      ...tested.map(({ when }) => ({ when: when ?? {} })),
      ...(left === undefined ? [] : [{ otherwise: true as const }]),
    ],
    on: null,
    part: document.title ?? document.name,
    origin: context.at('/classes'),
    binPointer: (i) => {
      const one = tested[i];
      return one === undefined ? '/otherwise' : below('/classes', document.classes.indexOf(one));
    },
    condition: (when, pointer) => own.take(fromCondition(when, context.scope, context.at(pointer))),
  });
  context.gathered.problems.push(...own.problems, ...read.problems);
  if (read.index === null) return null;
  const names = [...tested.map(({ name }) => name), ...(left === undefined ? [] : [left])];
  const ranks = names.map((name) => BigInt(classes.findIndex((one) => one.name === name)));
  const gap: readonly ProblemPlan[] = read.index.missable
    ? [
        {
          code: 'no-class-holds',
          slots: {},
          when: isMissing(read.index),
          refuses: true,
          origin: context.at('/classes'),
        },
      ]
    : [];
  return {
    classes,
    rank: pick(read.index, ranks, numberType(0, 0n, BigInt(classes.length - 1)), context.at('/classes')),
    plans: [...own.plans, ...gap],
    reasons: [],
    partial: null,
    score: null,
    members: () => [],
    outputs: {},
  };
}

/** For `mode: "all"`: each class's condition; `otherwise` holds where none does. Null where a condition has an error. */
export function lowerAll(document: CriteriaSegmentation, context: MethodContext) {
  const own = gather();
  const conditions = document.classes.map(({ when }, i) =>
    when === undefined ? undefined : own.take(fromCondition(when, context.scope, context.at(`/classes/${i}/when`))),
  );
  context.gathered.problems.push(...own.problems);
  if (conditions.includes(null)) return null;
  const holding = conditions.map((condition): Expression | undefined => condition ?? undefined);
  return { classes: classesByCriteria(document), conditions: holding, plans: own.plans };
}
