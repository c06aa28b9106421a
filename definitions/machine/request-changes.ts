import type { Clock } from '../time/clock.ts';
import { correctClock, survivingClock } from '../time/clock-changes.ts';
import { mergedClock } from '../time/clock-moves.ts';
import { clockRoom, moveClocks } from './request-clocks.ts';
import { queueIn } from './request-settling.ts';
import { leaves } from './snapshot.ts';
import type { RequestMoment, RequestRules, RequestSnapshot, Turn } from './request.ts';
import { turn } from './request-turn.ts';

/**
 * Corrected versions of calendars are in force from now on: time has passed by the ones before, what its clocks consumed is measured anew,
 * and what that made late is late from now. `calendars` names those that were corrected; the rest of the definitions is the same.
 */
export function reprojected(
  rules: { readonly before: RequestRules; readonly after: RequestRules },
  calendars: readonly string[],
  request: RequestSnapshot,
  now: RequestMoment,
): Turn {
  const { before, after } = rules;
  const passed = turn(before, request, { kind: 'time' }, now);
  const { at } = passed.snapshot;
  const both = { before: before.calendars, after: after.calendars };
  const corrected = (clock: Clock): Clock => calendars.reduce((one, id) => correctClock(one, id, both, at), clock);
  const snapshot = { ...passed.snapshot, clocks: passed.snapshot.clocks.map(corrected) };
  const next = turn(after, snapshot, { kind: 'time' }, { at, facts: passed.facts });
  return {
    ...next,
    effects: [...passed.effects, ...next.effects],
    problems: [...passed.problems, ...next.problems],
  };
}

/** What two requests come to that become one. */
export interface MergedRequests {
  /** The one that goes on: of each clock that is open in both it has the cycle that is due earlier. */
  readonly survivor: Turn;
  /** The other one: its clocks end as merged, and nothing of it fires any more. */
  readonly absorbed: RequestSnapshot;
}

/**
 * Merges two requests of one workflow. Time passes first, in both: what fires of the absorbed one by then is told with the survivor's. A
 * survivor that is resolved is opened again by the event that its workflow has for it, and that is for the host to send.
 */
export function mergeRequests(
  rules: RequestRules,
  survivor: RequestSnapshot,
  absorbed: RequestSnapshot,
  now: RequestMoment & { readonly absorbedFacts: RequestMoment['facts'] },
): MergedRequests {
  const { at, facts, absorbedFacts } = now;
  const [own, other] = [
    turn(rules, survivor, { kind: 'time' }, { at, facts }),
    turn(rules, absorbed, { kind: 'time' }, { at, facts: absorbedFacts }),
  ];
  const { calendars } = rules;
  const earlier = own.snapshot.clocks.map((clock) => {
    const same = other.snapshot.clocks.find(({ name }) => name === clock.name);
    return same === undefined ? clock : survivingClock(clock, same, calendars, at);
  });
  // What comes from the other one runs or pauses where the survivor stands.
  const room = clockRoom(rules, queueIn(rules, own.snapshot), rules.worldOf(own.facts, at));
  const move = { to: leaves(rules.machine, own.snapshot.machine), isFinal: own.snapshot.machine.status === 'done', at };
  const clocks = moveClocks(earlier, move, room);
  const next = turn(rules, { ...own.snapshot, clocks }, { kind: 'time' }, { at, facts: own.facts });
  const { machine, idle } = other.snapshot;
  return {
    survivor: {
      ...next,
      effects: [...own.effects, ...other.effects, ...next.effects],
      problems: [...own.problems, ...other.problems, ...room.problems, ...next.problems],
    },
    absorbed: {
      ...other.snapshot,
      clocks: other.snapshot.clocks.map((clock) => mergedClock(clock, calendars, at)),
      machine: { ...machine, timers: [] },
      idle: { ...idle, since: null },
    },
  };
}
