import type { Machine } from '../../machine/machine.ts';
import type { Timer } from '../../machine/snapshot.ts';
import type { Json } from '../../model/json.ts';
import { parseBudget, type TimeBudget } from '../../time/time-budget.ts';
import type { WorkflowDocument } from './workflow.ts';

/**
 * Whether a timer never is the first of some to end: another one of the same state, started with it, or of a state that holds it, started
 * no later, has a budget of the same kind and calendar that is no longer.
 */
export function isLate(
  timer: Timer,
  among: readonly Timer[],
  of: { readonly document: WorkflowDocument; readonly machine: Machine },
): boolean {
  const own = placeOf(timer, of);
  return own !== undefined && among.some((other) => other !== timer && precedes(placeOf(other, of), own));
}

/** A delay of a state: where it stands, and how long it is. */
interface Place {
  readonly path: readonly string[];
  readonly rank: number;
  readonly calendar: string | undefined;
  readonly budget: TimeBudget;
}

function placeOf(
  { key }: Timer,
  { document, machine }: { readonly document: WorkflowDocument; readonly machine: Machine },
): Place | undefined {
  const name = machine.afterDelays.get(key);
  const delay = name === undefined ? undefined : document.delays?.[name];
  const budget = delay === undefined ? undefined : parseBudget(delay.budget as Json);
  const node = name === undefined ? undefined : machine.states.nodeOf.get(key.slice(`xstate.after.${name}.`.length));
  if (name === undefined || budget === undefined || node === undefined) return undefined;
  const { after } = node.config as { readonly after?: object };
  return { path: node.path, rank: Object.keys(after ?? {}).indexOf(name), calendar: delay?.calendar, budget };
}

function precedes(first: Place | undefined, second: Place): boolean {
  if (first === undefined) return false;
  const isAround = first.path.length < second.path.length && first.path.every((key, i) => key === second.path[i]);
  const isSame = first.path.length === second.path.length && first.path.every((key, i) => key === second.path[i]);
  if (!isAround && !isSame) return false;
  const order = compared(first, second);
  return order !== undefined && (order < 0 || (order === 0 && (isAround || first.rank < second.rank)));
}

/** Which of two budgets is shorter, from one instant on; undefined where that hangs on the instant. */
function compared(a: Place, b: Place): number | undefined {
  if (a.budget.kind === 'elapsed' && b.budget.kind === 'elapsed') return a.budget.milliseconds - b.budget.milliseconds;
  if (a.calendar !== b.calendar) return undefined;
  if (a.budget.kind === 'calendar-days' && b.budget.kind === 'calendar-days') return a.budget.days - b.budget.days;
  if (a.budget.kind !== 'working' || b.budget.kind !== 'working') return undefined;
  const [days, milliseconds] = [
    a.budget.workingDays - b.budget.workingDays,
    a.budget.milliseconds - b.budget.milliseconds,
  ];
  if (days === 0) return milliseconds;
  return Math.sign(days) === Math.sign(milliseconds) || milliseconds === 0 ? days : undefined;
}
