import { instantText } from '../expression/date-text.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { reopenRungs } from '../time/rungs.ts';
import { queueUnknown } from './refusals.ts';
import type { FiredRung, Going, QueueRules, RequestEffect, RequestRules, RequestSnapshot } from './request.ts';
import { clockRoom, measureClocks, moveClocks } from './request-clocks.ts';
import { actionsOf, type Fired } from './request-ladder.ts';
import { leaves } from './snapshot.ts';
import { type Effect, withField } from './step.ts';

export interface Stepped {
  readonly before: readonly string[];
  readonly event?: string;
  readonly data?: JsonObject;
  readonly effects: readonly Effect[];
  readonly at: number;
  readonly isActivity?: boolean;
}

/** What follows from a step of the machine: facts that were set, clocks that move, a re-open, idleness, and what is asked for. */
export function settled(rules: RequestRules, going: Going, stepped: Stepped): Going {
  const { before, event, data = {}, effects, at, isActivity = false } = stepped;
  const queue = queueIn(rules, going.snapshot);
  const facts = effects.reduce((known, effect) => withField(known, effect, data), going.facts);
  const to = leaves(rules.machine, going.snapshot.machine);
  const isFinal = going.snapshot.machine.status === 'done';
  const room = clockRoom(rules, queue, rules.worldOf(facts, at));
  const move = { to, isFinal, at, ...(event === undefined ? {} : { event }) };
  const clocks = measureClocks(moveClocks(going.snapshot.clocks, move, room), at, room);
  const stops = (states: readonly string[]) => states.some((state) => queue.stopStates.has(state));
  const isReopened = stops(before) && !stops(to) && !isFinal;
  const reopened = going.snapshot.reopened + (isReopened ? 1 : 0);
  const snapshot = {
    ...going.snapshot,
    clocks,
    reopened,
    ...(isReopened ? { escalated: [] } : {}),
  };
  const next = { ...going, facts, snapshot, problems: [...going.problems, ...room.problems] };
  const asked = carried(rules, idled(rules, next, before, isActivity, at), [{ actions: effects, isSet: true }], at);
  if (!isReopened) return asked;
  const rungs = reopenRungs(
    queue.ladder.map((rung) => rung.at),
    reopened,
  );
  const fired = rungs.map(
    (rung): Fired => ({ rung: { at: rung, occurrence: reopened }, actions: actionsOf(queue, rung) }),
  );
  return carried(rules, asked, fired, at);
}

/** Idleness: it begins anew with everything that somebody does, and where there is something to do again. */
function idled(rules: RequestRules, going: Going, before: readonly string[], isActivity: boolean, at: number): Going {
  const { snapshot } = going;
  const { workStates } = queueIn(rules, snapshot);
  const works = (states: readonly string[]) => states.some((state) => workStates.has(state));
  const isWork = works(leaves(rules.machine, snapshot.machine)) && snapshot.machine.status !== 'done';
  const { idle } = snapshot;
  if (!isWork) return { ...going, snapshot: { ...snapshot, idle: { ...idle, since: null } } };
  if (!isActivity && works(before) && idle.since !== null) return going;
  const anew = { since: at, occurrence: idle.occurrence + 1, passed: [] };
  return { ...going, snapshot: { ...snapshot, idle: anew } };
}

export const active = (rules: RequestRules, going: Going, at: number): Going =>
  idled(rules, going, leaves(rules.machine, going.snapshot.machine), true, at);

/** What is asked for together, and by which rung or extension. */
interface Asked {
  readonly rung?: FiredRung;
  /** The clock that was extended. */
  readonly clock?: string;
  readonly actions: readonly Effect[];
  /** Whether fields are set already: by the step of the machine that asks, which has the data of its event. */
  readonly isSet?: boolean;
}

/** Carries out what changes the request itself, and hands on what is asked for. */
export function carried(rules: RequestRules, start: Going, asked: readonly Asked[], at: number): Going {
  let going = start;
  for (const one of asked) {
    for (const action of one.actions) going = carriedOne(rules, going, action, one, at);
  }
  return going;
}

function carriedOne(
  rules: RequestRules,
  going: Going,
  action: Effect,
  { rung, clock, isSet = false }: Omit<Asked, 'actions'>,
  at: number,
): Going {
  const params = isObject(action.params) ? action.params : {};
  const telling = (one: Going, effect: Effect): Going => {
    const by = { ...(rung === undefined ? {} : { rung }), ...(clock === undefined ? {} : { clock }) };
    const asks: RequestEffect = { ...effect, at: instantText(at), ...by };
    return { ...one, effects: [...one.effects, asks] };
  };
  const told = telling(going, action);
  const to = action.type === 'move-queue' ? params['queue'] : params['toQueue'];
  const moving = (one: Going) => (typeof to === 'string' ? moved(rules, one, to, at) : one);
  switch (action.type) {
    case 'move-queue':
      return moving(told);
    case 'escalate': {
      // Once a level: whoever was called once does not come twice. The move that comes with it is made all the same.
      const level = Number(params['level']);
      const { escalated } = going.snapshot;
      if (escalated.includes(level)) {
        const next = moving(going);
        const isMoved = next.snapshot.queue !== going.snapshot.queue;
        return isMoved ? telling(next, { type: 'move-queue', params: { queue: next.snapshot.queue } }) : next;
      }
      return moving({ ...told, snapshot: { ...told.snapshot, escalated: [...escalated, level] } });
    }
    case 'set-field':
      return isSet ? told : rebudgeted(rules, { ...told, facts: withField(told.facts, action, {}) }, at);
    default:
      return told;
  }
}

export function rebudgeted(rules: RequestRules, going: Going, at: number): Going {
  const room = clockRoom(rules, queueIn(rules, going.snapshot), rules.worldOf(going.facts, at));
  const snapshot = { ...going.snapshot, clocks: measureClocks(going.snapshot.clocks, at, room) };
  return { ...going, snapshot, problems: [...going.problems, ...room.problems] };
}

/** Into another queue: its clocks, ladder and calendar count from now on. */
export function moved(rules: RequestRules, going: Going, to: string, at: number): Going {
  const { snapshot } = going;
  const queue = rules.queueOf(to);
  if (queue === undefined) return { ...going, problems: [...going.problems, queueUnknown(to)] };
  if (to === snapshot.queue) return going;
  const room = clockRoom(rules, queue, rules.worldOf(going.facts, at));
  const states = leaves(rules.machine, snapshot.machine);
  const move = { to: states, isFinal: snapshot.machine.status === 'done', at };
  const clocks = moveClocks(measureClocks(snapshot.clocks, at, room, queue.calendar), move, room);
  const problems = [...going.problems, ...room.problems];
  const next = { ...going, problems, snapshot: { ...snapshot, clocks, queue: to } };
  return idled(rules, next, states, false, at);
}

export function queueIn(rules: RequestRules, { queue }: RequestSnapshot): QueueRules {
  const found = rules.queueOf(queue);
  if (found === undefined) throw new Error(`${queue} is not a queue of the request's workflow`);
  return found;
}
