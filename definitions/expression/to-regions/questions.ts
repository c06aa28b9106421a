import type { Decision } from '../../decision.ts';
import type { Json } from '../../json.ts';
import type { Surroundings } from '../../kinds/kind.ts';
import { holds } from '../build-logic.ts';
import type { Expression } from '../expression.ts';
import { BudgetSpent } from './diagram.ts';
import { type Draft, requestOf } from './draft.ts';
import { createProbe, type Probe } from './probe.ts';
import { realise } from './realise.ts';
import { shallow } from './shallow.ts';
import type { Builder } from './builder.ts';
import { createBuilder } from './to-diagram.ts';
import { type Subject, valueIn } from './subjects.ts';

/** What is asked about and with what means: a decision, the definitions around it, and a number of diagram nodes. */
export interface Setting {
  readonly whole: Decision;
  readonly around: Surroundings;
  readonly nodes: number;
}

/** Whether something can be: `never` is proved; `can` has a request that was evaluated; `open` is not decided. */
export type Answer =
  | { readonly verdict: 'never' }
  | { readonly verdict: 'can'; readonly request: Json }
  | { readonly verdict: 'open'; readonly why: 'budget' | 'unrealised' };

/** How many paths to a wanted answer are tried before a witness is given up. */
const TRIES = 12;
/** How many random requests are tried beside each of them, all told. */
const RANDOM_TRIES = 400;

/** How many random requests are tried at first where any witness will do. */
const QUICK_TRIES = 150;

/**
 * Whether each of some conditions can hold. `any`: a witness need not be a simple one, so that random requests are tried first.
 * Then, over results of other definitions taken as free, whether it never can; then over all that lies below them.
 */
export function canHold(
  conditions: readonly Expression[],
  setting: Setting,
  witness: 'simple' | 'any' = 'simple',
): readonly Answer[] {
  const tested = conditions.map((condition) => holds(condition));
  const probed = lazily(() => counted(createProbe(setting.whole, tested, setting.around), tested.length, setting));
  const quick = witness === 'any' ? quickAnswers(tested.length, probed()) : [];
  const open = tested.filter((_, i) => quick[i] === undefined);
  const flat = createBuilder(shallow(open), setting.nodes);
  const deep = lazily(() => createBuilder(open, setting.nodes));
  const flatOf = new Map(shallow(open).map((one, i) => [open[i], one]));
  return tested.map((condition, i) => {
    const found = quick[i];
    if (found !== undefined) return found;
    if (pathsTo(flat, flatOf.get(condition) ?? condition)?.length === 0) return { verdict: 'never' };
    const paths = pathsTo(deep(), condition);
    if (paths?.length === 0) return { verdict: 'never' };
    const answer = orOpen(() => firstReal(paths ?? [], deep().subjects, probed(), (values) => values[i] === true));
    return answer.verdict === 'open' && paths === undefined ? { verdict: 'open', why: 'budget' } : answer;
  });
}

/** How many conditions are evaluated in search of witnesses, for each diagram node of the budget. */
const EVALUATIONS_A_NODE = 20;

/** A probe that stops (BudgetSpent) where evaluating `size` conditions again and again would take longer than the diagrams may. */
function counted(probe: Probe, size: number, { nodes }: Setting): Probe {
  let left = nodes * EVALUATIONS_A_NODE;
  return {
    ...probe,
    evaluate(request) {
      left -= size;
      if (left < 0) throw new BudgetSpent();
      return probe.evaluate(request);
    },
  };
}

function orOpen(search: () => Answer): Answer {
  try {
    return search();
  } catch (error) {
    if (error instanceof BudgetSpent) return { verdict: 'open', why: 'budget' };
    throw error;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** What random requests show, for all conditions at once. */
function quickAnswers(count: number, probe: Probe): (Answer | undefined)[] {
  const found: (Answer | undefined)[] = Array.from({ length: count }, () => undefined);
  orOpen(() => {
    for (let i = 0; i < QUICK_TRIES && found.includes(undefined); i++) {
      const request = requestOf(i === 0 ? probe.drafter.ordinary() : probe.drafter.random());
      probe.evaluate(request)?.forEach((value, j) => {
        if (value === true) found[j] ??= { verdict: 'can', request };
      });
    }
    return { verdict: 'open', why: 'unrealised' };
  });
  return found;
}

function pathsTo(builder: Builder, condition: Expression): readonly ReadonlyMap<number, number>[] | undefined {
  try {
    return builder.diagrams.paths(builder.of(condition), (terminal) => terminal === builder.diagrams.true, TRIES);
  } catch (error) {
    if (error instanceof BudgetSpent) return undefined;
    throw error;
  }
}

type Values = NonNullable<ReturnType<Probe['evaluate']>>;

/** The first request that shows what is wanted when it is evaluated: by a path alone, or by a path laid over random facts. */
export function firstReal(
  paths: readonly ReadonlyMap<number, number>[],
  subjects: readonly Subject[],
  probe: Probe,
  isWanted: (values: Values) => boolean,
): Answer {
  const isReal = (request: Json) => {
    const values = probe.evaluate(request);
    return values !== undefined && isWanted(values);
  };
  for (const path of paths) {
    for (const order of [subjects, [...subjects].reverse()]) {
      const request = requestFor(path, order, probe.drafter.ordinary());
      if (isReal(request)) return { verdict: 'can', request };
    }
  }
  for (let i = 0; i < RANDOM_TRIES; i++) {
    const path = i % 2 === 0 && paths.length > 0 ? paths[(i / 2) % paths.length] : undefined;
    const request = requestFor(path ?? new Map(), subjects, probe.drafter.random());
    if (isReal(request)) return { verdict: 'can', request };
  }
  return { verdict: 'open', why: 'unrealised' };
}

/** A request in which the subjects on the path have values of their cells, as far as they can be realised. */
export function requestFor(path: ReadonlyMap<number, number>, subjects: readonly Subject[], draft: Draft): Json {
  for (const { level, cells, expression } of subjects) {
    const chosen = path.get(level);
    if (chosen === undefined) continue;
    const cell = cells[chosen];
    realise(draft, expression, cell === undefined ? null : valueIn(cell));
  }
  return requestOf(draft);
}
