import { expect } from 'vitest';
import { type JsonObject, parseMilliseconds } from '../../../definitions/index.ts';
import { advance, beginLife, happen, type Life, type World } from '../../../definitions/machine/life.ts';
import { bareWorld } from '../../../definitions/machine/bare-world.ts';
import { compileMachine } from '../../../definitions/machine/machine.ts';
import { leaves } from '../../../definitions/machine/snapshot.ts';
import type { Chance } from '../../../server/referee/agree/random/chance.ts';
import { judgeOf } from './actor.ts';
import { EVENTS, FLAGS, randomMachine } from './random-machine.ts';

/** What random walks met: so that a walk that never meets a thing is seen. */
export type Met = Record<string, number>;

/** Walks over random machines, ours beside XState's own actor, until so many events were given; answers what was met. */
export function walkMachines(random: Chance, events: number): Met {
  const met: Met = {};
  for (let given = 0; given < events; ) given += walk(randomMachine(random), random, met);
  return met;
}

const LONGEST_WALK = 40;
/** Delayed events that raise delayed events may grow without end: such a walk ends. */
const MOST_FIRED = 200;
const MOST_TIMERS = 20;

/** One machine: as many events as it lives, step by step the same as the actor. Some steps begin anew through JSON. */
function walk(document: JsonObject, random: Chance, met: Met): number {
  const count = (what: string) => {
    met[what] = (met[what] ?? 0) + 1;
  };
  const flags = Array.from({ length: FLAGS }, () => random.is(0.5));
  const isSet = (params: JsonObject) => flags[Number(params['number'])] === true;
  const judge = judgeOf(document, isSet);
  const world: World = {
    ...bareWorld,
    holds: (guard) => ({ holds: isSet(guard['params'] as JsonObject), problems: [] }),
  };
  const made = () => {
    const { machine, problems } = compileMachine(document);
    if (machine === null) throw new Error(JSON.stringify({ problems, document }));
    return machine;
  };
  let machine = made();
  const { lived, problems } = beginLife(machine, 0, world);
  if (lived === null) {
    expect([problems[0]?.code, judge.snapshot().status]).toEqual(['machine-endless', 'error']);
    count('endless at once');
    return 1;
  }
  let { life } = lived;
  let { effects } = lived;
  for (let i = 0; i < LONGEST_WALK; i += 1) {
    same(life, effects);
    if (life.snapshot.status === 'done') {
      count('done');
      return i + 1;
    }
    if (random.is(0.3)) {
      life = JSON.parse(JSON.stringify(life)) as Life;
      machine = made();
    }
    if (random.is(0.2)) {
      const number = random.whole(0, FLAGS - 1);
      flags[number] = flags[number] !== true;
    }
    if (life.snapshot.timers.length > MOST_TIMERS || lives() === 'endless') return i + 1;
  }
  return LONGEST_WALK;

  function same(now: Life, asked: typeof effects): void {
    const theirs = judge.snapshot();
    const said = JSON.stringify({ document, flags });
    expect(now.snapshot.value, said).toEqual(theirs.value);
    expect(now.snapshot.status).toBe(theirs.status);
    expect(asked, said).toEqual(judge.notes());
    if (now.snapshot.timers.length > 0) count('timers');
    if (leaves(machine, now.snapshot).length > 1) count('parallel');
    if (now.snapshot.history !== undefined) count('history');
  }

  /** Gives both the same: time that passes, or an event. */
  function lives(): 'lives' | 'endless' {
    if (random.is(0.35)) {
      const milliseconds = random.is(0.5) ? random.pick([0, 1, 5, 10, 40]) : untilNext();
      const before = life.snapshot.armed;
      const passed = advance(machine, life, milliseconds, world, MOST_FIRED);
      const code = passed.problems[0]?.code;
      if (code === 'timers-endless') return 'endless';
      if (code !== undefined) return endless(code, () => judge.advance(milliseconds));
      judge.advance(milliseconds);
      if (passed.life.snapshot.armed > before) count('timers started by timers');
      ({ life, effects } = passed);
      return 'lives';
    }
    const event = random.pick(EVENTS);
    judge.advance(0);
    const happened = happen(machine, life, event, world);
    const code = happened.problems[0]?.code;
    if (code === 'machine-endless') return endless(code, () => judge.actor.send({ type: event }));
    ({ life, effects } = happened);
    const isFinished = judge.snapshot().status !== 'active';
    if (!isFinished) expect(code === undefined, JSON.stringify({ document, event, code })).toBe(judge.accepts(event));
    if (code === undefined && !isFinished) judge.actor.send({ type: event });
    count(code ?? 'accepted');
    return 'lives';
  }

  /** Until the first timer ends, however long it takes: an advance by months would let a short circle turn for ever. */
  function untilNext(): number {
    const ends = life.snapshot.timers.map(({ dueAt }) => (parseMilliseconds(dueAt) ?? 0) - life.at);
    return Math.max(0, Math.min(...(ends.length === 0 ? [7] : ends)));
  }

  function endless(code: string | undefined, give: () => void): 'endless' {
    expect(code).toBe('machine-endless');
    count('machine-endless');
    give();
    expect(judge.snapshot().status).toBe('error');
    return 'endless';
  }
}
