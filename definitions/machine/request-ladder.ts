import type { Calendars, Clock, PassedRung } from '../time/clock.ts';
import { idleRungs, passRungs, rungsAhead, speaks } from '../time/rungs.ts';
import type { Effect } from './step.ts';
import type { FiredRung, Going, LadderRung, QueueRules, RequestRules, RequestSnapshot } from './request.ts';

/** A rung that lies ahead, and when it is reached (milliseconds) by what is known now. */
export interface RungAhead {
  readonly clock?: string;
  readonly rung: string;
  readonly at: number;
}

/** The rungs of a request that lie ahead, the next first; none of a request that has ended. */
export function ladderAhead(
  { calendars }: RequestRules,
  queue: QueueRules,
  { clocks, idle }: RequestSnapshot,
): readonly RungAhead[] {
  return [
    ...clocks.flatMap((clock) => reckonedOnce(clock, queue, calendars, () => clockAhead(queue, clock, calendars))),
    ...reckonedOnce(idle, queue, calendars, () => idleAhead(queue, idle, calendars)),
  ].sort((a, b) => a.at - b.at);
}

function clockAhead(queue: QueueRules, clock: Clock, calendars: Calendars): readonly RungAhead[] {
  return rungsAhead(clock, rungsOf(queue, clock.name), calendars).map(({ rung, at }) => ({
    clock: clock.name,
    rung,
    at,
  }));
}

function idleAhead(
  queue: QueueRules,
  { since, passed }: RequestSnapshot['idle'],
  calendars: Calendars,
): readonly RungAhead[] {
  const rungs = rungsOf(queue);
  if (since === null || !rungs.some((rung) => rung.startsWith('idle'))) return [];
  return idleRungs(calendars(queue.calendar), rungs, since).filter(({ rung }) => !passed.includes(rung));
}

/** What was reckoned of a clock or of idleness, by the same queue and calendars. */
interface Reckoned {
  readonly queue: QueueRules;
  readonly calendars: Calendars;
  readonly ahead: readonly RungAhead[];
}
const reckoned = new WeakMap<Clock | RequestSnapshot['idle'], Reckoned>();

/**
 * A step asks again and again what lies ahead, and most clocks are the same objects from one step to the next: nothing changes them, so
 * that what was reckoned of one holds as long as it lives.
 */
function reckonedOnce(
  of: Clock | RequestSnapshot['idle'],
  queue: QueueRules,
  calendars: Calendars,
  reckon: () => readonly RungAhead[],
): readonly RungAhead[] {
  const known = reckoned.get(of);
  if (known?.queue === queue && known.calendars === calendars) return known.ahead;
  const ahead = reckon();
  reckoned.set(of, { queue, calendars, ahead });
  return ahead;
}

const rungsOf = ({ ladder }: QueueRules, clock?: string): readonly string[] =>
  ladder.flatMap((rung) => (rung.clock === clock ? [rung.at] : []));

/** A rung of the ladder that fires, and what it asks for. */
export interface Fired {
  readonly rung: FiredRung;
  readonly actions: readonly Effect[];
}

/** The next rung fires, with those of the same clock that are reached by then. */
export function fireRung(
  rules: RequestRules,
  queue: QueueRules,
  snapshot: RequestSnapshot,
  { clock: name, rung, at }: RungAhead,
): { readonly snapshot: RequestSnapshot; readonly fired: readonly Fired[] } {
  if (name === undefined) {
    const { idle } = snapshot;
    const fired = { rung: { at: rung, occurrence: idle.occurrence }, actions: actionsOf(queue, rung) };
    return { snapshot: { ...snapshot, idle: { ...idle, passed: [...idle.passed, rung] } }, fired: [fired] };
  }
  const fired: Fired[] = [];
  const clocks = snapshot.clocks.map((clock) => {
    if (clock.name !== name) return clock;
    const passed = passRungs(clock, rungsOf(queue, name), rules.calendars, at);
    for (const { rung: reached, cycle, generation } of passed.fired)
      fired.push({ rung: { at: reached, clock: name, cycle, generation }, actions: actionsOf(queue, reached, name) });
    return passed.clock;
  });
  return { snapshot: { ...snapshot, clocks }, fired };
}

/** What a rung asks for. */
export const actionsOf = ({ ladder }: QueueRules, at: string, clock?: string): LadderRung['actions'] =>
  ladder.find((rung) => rung.at === at && rung.clock === clock)?.actions ?? [];

/** The rungs that others spoke for are marked as superseded. What changes the request has happened for all of them. */
function superseded(snapshot: RequestSnapshot, silent: readonly FiredRung[]): RequestSnapshot {
  if (silent.length === 0) return snapshot;
  const clocks = snapshot.clocks.map((clock) => ({
    ...clock,
    cycles: clock.cycles.map((cycle, i) => {
      const own = silent.filter((rung) => rung.clock === clock.name && rung.cycle === i + 1);
      if (own.length === 0) return cycle;
      const isSilent = ({ rung, generation }: PassedRung) =>
        own.some((one) => one.at === rung && one.generation === generation);
      return {
        ...cycle,
        passed: cycle.passed.map((one) => (isSilent(one) ? { ...one, isSuperseded: true as const } : one)),
      };
    }),
  }));
  return { ...snapshot, clocks };
}

/** What a turn tells of the rungs that fired in it: the messages of those alone for which no higher one speaks. */
export function spoken(going: Going, fired: readonly FiredRung[]): Going {
  const silent = fired.filter((rung) => !speaks(rung, fired));
  const effects = going.effects.filter(
    ({ type, rung }) => type !== 'notify' || rung === undefined || !silent.includes(rung),
  );
  return { ...going, snapshot: superseded(going.snapshot, silent), effects };
}
