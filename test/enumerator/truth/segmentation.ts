import type { Json, JsonObject } from '../../../definitions/index.ts';
import { type Answers, type Claim, ever, isRefused, listOf, member, never, refusals, type Watch } from '../claim.ts';
import { condition, holds, indicated, indicator, isWithin } from './indicators.ts';
import { directions, monotone } from './monotone.ts';

const ID = 'segmentation/target';

/** Classes by what the segmentation answers; whom it applies to, exceptions and axes by definitions of their own. */
export function watchSegmentation(document: JsonObject, customer: JsonObject, home: JsonObject): Watch {
  const gate = watchGate(document);
  const { method } = document;
  const directed = directions(customer, home);
  const own =
    method === 'composite'
      ? watchComposite(document, gate, directed)
      : method === 'criteria'
        ? watchCriteria(document, directed)
        : method === 'matrix'
          ? watchMatrix(document, gate)
          : { probes: [], claims: [] };
  return { probes: [...gate.probes, ...own.probes], claims: [...own.claims, ...exceptionClaims(document, gate)] };
}

interface GateWatch {
  readonly probes: readonly JsonObject[];
  applies(answers: Answers): boolean;
  excepted(answers: Answers): number | undefined;
}

function watchGate(document: JsonObject): GateWatch {
  const { appliesTo } = document;
  const exceptions = listOf(document, 'exceptions');
  return {
    probes: [
      ...(appliesTo === undefined ? [] : [condition('watched-applies', appliesTo as JsonObject)]),
      ...exceptions.map((one, i) => condition(`watched-exception-${i}`, one['when'] as JsonObject)),
    ],
    applies: (answers) => appliesTo === undefined || holds(answers, 'watched-applies'),
    excepted: (answers) => {
      const at = exceptions.findIndex((_, i) => holds(answers, `watched-exception-${i}`));
      return at < 0 ? undefined : at;
    },
  };
}

const classOf = (answers: Answers): Json => member(answers.of(ID), 'class');
const classesOf = (answers: Answers): readonly Json[] => {
  const all = member(answers.of(ID), 'classes');
  return Array.isArray(all) ? (all as readonly Json[]) : [classOf(answers)];
};

const isGap = (answers: Answers) =>
  refusals(answers.of(ID)).some((code) => code === 'value-not-covered' || code === 'no-class-holds') &&
  !isRefused(answers.of(ID));

/** Every record has a class; or, where that is all that is said, every one that it applies to and does not refuse. */
function partitionClaims(scope: string, isFault: (answers: Answers) => boolean): readonly Claim[] {
  const decided = never({ property: 'decided-classes-partition', scope }, isFault);
  return [
    {
      ...never({ property: 'classes-partition', scope }, isFault),
      // Proved, it says that every record has a class; refuted, a record lacks one that is neither outside nor refused.
      truth: (all, isWhole) => {
        if (all.some(isFault)) return false;
        if (all.some((answers) => answers.of(ID).value === null)) return undefined;
        return isWhole ? true : undefined;
      },
    },
    {
      property: 'classes-partition said of all',
      scope,
      truth: (all) => (all.some((answers) => answers.of(ID).value === null) ? false : undefined),
    },
    decided,
  ];
}

function classReachable(document: JsonObject, names: readonly string[]): readonly Claim[] {
  void document;
  return names.map((name, i) =>
    ever({ property: 'classes-reachable', scope: '', pointer: `/classes/${i}` }, (answers) =>
      classesOf(answers).includes(name),
    ),
  );
}

function watchComposite(document: JsonObject, gate: GateWatch, directed: Parameters<typeof monotone>[2]): Watch {
  const { appliesTo, exceptions, stability, overridable, primary, cases, ...others } = document;
  void [appliesTo, exceptions, stability, overridable, primary, cases];
  const classes = listOf(document, 'classes');
  const probe: JsonObject = { ...others, name: 'watched-composite', classes: [{ name: 'any', in: '(-∞, ∞)' }] };
  const figure = (answers: Answers) => {
    const score = member(answers.of('segmentation/watched-composite'), 'score');
    return score === null ? undefined : Number(score);
  };
  const scoreOf = (answers: Answers) =>
    gate.applies(answers) && gate.excepted(answers) === undefined ? figure(answers) : undefined;
  const isFault = (answers: Answers) => {
    const score = scoreOf(answers);
    return score !== undefined && classes.filter((one) => isWithin(String(one['in']), score)).length !== 1;
  };
  const names = classes.map((one) => String(one['name']));
  const ofApplied = (answers: Answers) => (gate.applies(answers) ? figure(answers) : undefined);
  return {
    probes: [probe],
    claims: [
      ...partitionClaims('/classes', isFault),
      ...classReachable(document, names),
      monotone('/scores', ofApplied, directed),
    ],
  };
}

function watchCriteria(document: JsonObject, directed: Parameters<typeof monotone>[2]): Watch {
  const classes = listOf(document, 'classes');
  const { otherwise, mode } = document;
  const rest = typeof otherwise === 'object' ? (otherwise as JsonObject) : undefined;
  const restName = rest === undefined ? otherwise : rest['name'];
  const names = classes.map((one) => String(one['name']));
  const orders = new Map([...classes, ...(rest === undefined ? [] : [rest])].map((one) => [one['name'], one['order']]));
  const rank = (answers: Answers) => {
    if (listOf(document, 'exceptions').some((_, i) => holds(answers, `watched-exception-${i}`))) return undefined;
    const order = orders.get(classOf(answers) ?? undefined);
    return order === undefined ? undefined : Number(order);
  };
  const isAsked = mode !== 'all' && otherwise === undefined;
  return {
    probes: [],
    claims: [
      ...(isAsked ? partitionClaims('/classes', isGap) : []),
      ...classReachable(document, names),
      ...(restName === undefined || names.includes(String(restName))
        ? []
        : [
            ever({ property: 'classes-reachable', scope: '', pointer: '/otherwise' }, (answers) =>
              classesOf(answers).includes(restName),
            ),
          ]),
      monotone('/classes', rank, directed),
    ],
  };
}

function watchMatrix(document: JsonObject, gate: GateWatch): Watch {
  const isPath = (answers: Answers) =>
    gate.applies(answers) && gate.excepted(answers) === undefined && !isRefused(answers.of(ID));
  const axes = ['rows', 'columns'].map((axis) => watchAxis(document, axis, isPath));
  const [rows = [], columns = []] = ['rows', 'columns'].map((axis) => listOf(document[axis] as JsonObject, 'bands'));
  const reached = (row: JsonObject, column: JsonObject) => (answers: Answers) => {
    const result = answers.of(ID);
    return isPath(answers) && member(result, 'row') === row['name'] && member(result, 'column') === column['name'];
  };
  const cells = rows.flatMap((row) => columns.map((column) => reached(row, column)));
  const every: Claim = {
    property: 'cells-reachable',
    scope: '/cells',
    truth: (all, isWhole) => (cells.every((test) => all.some(test)) ? true : isWhole ? false : undefined),
  };
  return { probes: axes.flatMap(({ probes }) => probes), claims: [...axes.flatMap(({ claims }) => claims), every] };
}

function watchAxis(document: JsonObject, key: string, isPath: (answers: Answers) => boolean): Watch {
  const axis = document[key] as JsonObject;
  const bands = listOf(axis, 'bands');
  const on: JsonObject = { fact: axis['of'] ?? '' };
  const nameOf = (i: number) => `watched-${key}-${i}`;
  const tested = bands.flatMap((band, i) => (band['otherwise'] === true ? [] : [i]));
  const missing = `watched-${key}-missing`;
  const isMissing = (answers: Answers) => indicated(answers, missing) === true;
  const isIn = (answers: Answers, i: number) => indicated(answers, nameOf(i)) === true;
  const hasRest = tested.length < bands.length;
  const answersMissing = hasRest || bands.some((band) => band['missing'] === true);
  const count = (answers: Answers) => tested.filter((i) => isIn(answers, i)).length;
  const scope = `/${key}/bands`;
  return {
    probes: [indicator(missing, on, { missing: true }), ...tested.map((i) => indicator(nameOf(i), on, bands[i] ?? {}))],
    claims: [
      never({ property: 'bands-partition', scope }, (answers) => {
        if (!isPath(answers) || (isMissing(answers) && !answersMissing)) return false;
        return count(answers) > 1 || (count(answers) === 0 && !hasRest);
      }),
      ...bands.map((band, i) =>
        ever({ property: 'bands-reachable', scope, pointer: `${scope}/${i}` }, (answers) => {
          const isFirst = !tested.some((j) => j < i && isIn(answers, j));
          return isPath(answers) && isFirst && (band['otherwise'] === true ? count(answers) === 0 : isIn(answers, i));
        }),
      ),
    ],
  };
}

function exceptionClaims(document: JsonObject, gate: GateWatch): readonly Claim[] {
  return listOf(document, 'exceptions').map((_, i) =>
    ever(
      { property: 'exceptions-reachable', scope: '/exceptions', pointer: `/exceptions/${i}` },
      (answers) => gate.applies(answers) && !isRefused(answers.of(ID)) && gate.excepted(answers) === i,
    ),
  );
}
