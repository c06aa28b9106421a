import { nearestHint } from '../../model/did-you-mean.ts';
import type { Json } from '../../model/json.ts';
import type { Place, Problem } from '../../model/problem.ts';
import { parseBudget, type TimeBudget } from '../../time/time-budget.ts';
import { budgetProblems, budgetWords } from '../budget.ts';
import type { machineOf, QueueClock, QueueDocument } from './queue.ts';
import { queueProblem } from './problems.ts';

export type At = (...steps: readonly (string | number)[]) => Place;
type Machine = ReturnType<typeof machineOf>;
/** Milliseconds of a budget of working time. */
type LengthOf = (budget: Extract<TimeBudget, { kind: 'working' }>) => number;

/** States and events that the workflow has; something that stops the clock; no state in which it both runs and stops. */
export function stateProblems(
  { workflow }: QueueDocument,
  { name, runsIn, stopsIn = [], stopsOn = [] }: QueueClock,
  machine: Machine,
  at: At,
): readonly Problem[] {
  const unknown = (
    code: 'clock-state-unknown' | 'clock-event-unknown',
    key: string,
    found: readonly string[],
    known: ReadonlySet<string> | undefined,
  ) =>
    found.flatMap((one, i) => {
      if (known === undefined || known.has(one)) return [];
      const slots = { found: one, workflow, hint: nearestHint(one, known, 0) };
      return [queueProblem(code, at(key, i), slots, { found: one })];
    });
  const running = runsIn === 'all-open' ? [] : runsIn;
  return [
    ...(stopsIn.length + stopsOn.length === 0 ? [queueProblem('clock-without-stop', at(), { name })] : []),
    ...unknown('clock-state-unknown', 'runsIn', running, machine?.states),
    ...unknown('clock-state-unknown', 'stopsIn', stopsIn, machine?.states),
    ...unknown('clock-event-unknown', 'stopsOn', stopsOn, machine?.events),
    ...running.flatMap((found, i) =>
      stopsIn.includes(found) ? [queueProblem('clock-state-both', at('runsIn', i), { name, found }, { found })] : [],
    ),
  ];
}

/** One budget for every request, and extensions that are longer than each, in the same kind of time. */
export function clockBudgetProblems(
  { name, budgets, extensions = [] }: QueueClock,
  at: At,
  lengthOf: LengthOf,
): readonly Problem[] {
  const bare = budgets.findIndex(({ when }) => when === undefined);
  const ends =
    bare < 0
      ? [queueProblem('budget-without-end', at('budgets', budgets.length - 1), { name })]
      : bare < budgets.length - 1
        ? [queueProblem('budget-behind-last', at('budgets', bare + 1))]
        : [];
  const malformed = [
    ...budgets.flatMap(({ budget }, i) => budgetProblems(budget, at('budgets', i, 'budget'))),
    ...extensions.flatMap(({ to }, i) => budgetProblems(to, at('extensions', i, 'to'))),
  ];
  if (malformed.length > 0) return [...ends, ...malformed];
  const longer = extensions.flatMap(({ to }, i) => {
    const read = parseBudget(to as Json);
    return budgets.flatMap(({ budget: written }) => {
      const budget = parseBudget(written as Json);
      if (read === undefined || budget === undefined) return [];
      const said = { 'zh-CN': budgetWords({ language: 'zh-CN' }, budget), en: budgetWords({ language: 'en' }, budget) };
      if (read.kind !== budget.kind)
        return [queueProblem('extension-of-another-sort', at('extensions', i, 'to'), { budget: said })];
      return isLonger(read, budget, lengthOf)
        ? []
        : [queueProblem('extension-not-longer', at('extensions', i, 'to'), { budget: said })];
    });
  });
  return [...ends, ...longer.slice(0, 1)];
}

function isLonger(a: TimeBudget, b: TimeBudget, lengthOf: LengthOf): boolean {
  if (a.kind === 'working') return b.kind === 'working' && lengthOf(a) > lengthOf(b);
  if (a.kind === 'elapsed') return b.kind === 'elapsed' && a.milliseconds > b.milliseconds;
  return b.kind === 'calendar-days' && a.days > b.days;
}

/** Days of the calendar do not pause: a clock that counts them runs wherever it does not stop. */
export function pauseProblems(
  { name, runsIn, stopsIn = [], budgets, extensions = [] }: QueueClock,
  machine: Machine,
  at: At,
): readonly Problem[] {
  if (runsIn === 'all-open' || machine === undefined) return [];
  const written = [...budgets.map(({ budget }) => budget), ...extensions.map(({ to }) => to)];
  if (!written.some((budget) => parseBudget(budget as Json)?.kind === 'calendar-days')) return [];
  const left = [...machine.states].filter(
    (state) => !runsIn.includes(state) && !stopsIn.includes(state) && !machine.final.has(state),
  );
  return left.length === 0 ? [] : [queueProblem('clock-pauses-days', at('runsIn'), { name, states: left.join(', ') })];
}
