import { describe, expect, it } from 'vitest';
import { beginRequest, mergeRequests, requestRules } from '../../../../definitions/index.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { turn } from '../../../../definitions/machine/request-turn.ts';
import { openCycle, openRun } from '../../../../definitions/time/clock.ts';
import { CALENDARS, environmentOf, live, MONDAY, queueOf } from './desk.ts';

const HOUR = 3_600_000;
const hours = (count: number) => ({ advance: { ms: count * HOUR } });
const escalate = (level: number, toQueue: string) => ({ type: 'escalate', params: { level, toQueue } });
const RESOLVE = {
  name: 'resolve',
  runsIn: ['new', 'inProgress'],
  stopsIn: ['resolved', 'closed'],
  budgets: [{ when: { condition: 'criteria/urgent' }, budget: 'PT6H' }, { budget: 'P3D' }],
  extensions: [{ to: 'P10D', by: 'team-lead' }],
};

function lived(of: JsonObject, lines: readonly Json[], others: readonly JsonObject[] = []) {
  const queue = queueOf('first', of);
  const rest = others.map((other, i) => queueOf(['second', 'third'][i] ?? '', other));
  return live(environmentOf(CALENDARS, [queue, ...rest]), queue, MONDAY, lines);
}
const told = (life: ReturnType<typeof lived>) => life.map(({ line }) => line.effects.map(({ type }) => type));
const dueAt = (life: ReturnType<typeof lived>, name = 'resolve') =>
  ((life.at(-1)?.line.clocks ?? []) as readonly { name: string; dueAt: string | null }[]).find(
    (clock) => clock.name === name,
  )?.dueAt;

describe('what a ladder and an extension ask for', () => {
  it('sets a field on extension, and the budget that follows from it', () => {
    const onExtend = [{ type: 'set-field', params: { field: 'urgent', value: true } }];
    const second = { ...RESOLVE, name: 'respond', stopsIn: [], stopsOn: ['customerContacted'], extensions: [] };
    const life = lived({ clocks: [{ ...RESOLVE, onExtend }, second] }, [{ extend: 'resolve', to: 'P10D' }]);
    expect(told(life).at(-1)).toEqual(['set-field']);
    expect(life.at(-1)?.facts).toMatchObject({ urgent: true });
    // Six working hours from nine.
    expect(dueAt(life, 'respond')).toBe('2026-11-16T08:30:00Z');
  });

  it('tells of the move that a level brings which was called before', () => {
    const ladder = ['50%', '80%'].map((at, i) => ({
      clock: 'resolve',
      at,
      actions: [i === 0 ? { type: 'escalate', params: { level: 1 } } : escalate(1, 'queue/second')],
    }));
    const life = lived({ clocks: [RESOLVE], ladder }, [hours(80)], [{ clocks: [RESOLVE] }]);
    const { effects = [], queue } = life.at(-1)?.line ?? {};
    expect(queue).toBe('queue/second');
    expect(effects.map(({ type, params }) => [type, params])).toEqual([
      ['escalate', { level: 1 }],
      ['move-queue', { queue: 'queue/second' }],
    ]);
  });

  it('tells of no move where the request is there already', () => {
    const ladder = ['50%', '80%'].map((at) => ({ clock: 'resolve', at, actions: [escalate(1, 'queue/first')] }));
    expect(told(lived({ clocks: [RESOLVE], ladder }, [hours(80)])).at(-1)).toEqual(['escalate']);
  });
});

describe('an extension that is refused', () => {
  it('is told with the clock and the roles as people call them', () => {
    const title = { 'zh-CN': '办结时限', en: 'Resolution' };
    const extensions = ['team-lead', 'desk-head'].map((by) => ({ to: 'P10D', by }));
    const queue = queueOf('first', { clocks: [{ ...RESOLVE, title, extensions }] });
    const lines = [{ extend: 'resolve', to: 'P10D', by: 'amy' }];
    const life = live(environmentOf(CALENDARS, [queue]), queue, MONDAY, lines, { people: { amy: ['agent'] } });
    expect(life.at(-1)?.line.problems.map(({ message }) => message)).toEqual([
      {
        'zh-CN': '时钟“办结时限”的这一延期须由“班组长”或“desk-head”批准',
        en: 'This extension of the clock "Resolution" needs “team lead” or “desk-head”',
      },
    ]);
  });
});

describe('a re-open', () => {
  const taken = {
    name: 'respond',
    runsIn: ['new'],
    stopsIn: ['inProgress', 'resolved'],
    budgets: [{ budget: 'PT4H' }],
  };
  it('is none where a request is taken up, which stops one clock while another goes on', () => {
    const life = lived({ clocks: [taken, RESOLVE] }, [{ event: 'claim' }, { event: 'askCustomer' }]);
    expect(life.map(({ life: { reopened } }) => reopened)).toEqual([0, 0, 0]);
  });

  it('is one where all had stopped', () => {
    const life = lived({ clocks: [taken, RESOLVE] }, [{ event: 'claim' }, { event: 'resolve' }, { event: 'reopen' }]);
    expect(life.at(-1)?.life.reopened).toBe(1);
  });
});

describe('an extension', () => {
  it('outlasts a queue whose own budget is as long', () => {
    const own = { ...RESOLVE, budgets: [{ budget: 'P10D' }], extensions: [] };
    const life = lived(
      { clocks: [RESOLVE] },
      [{ extend: 'resolve', to: 'P10D' }, { move: 'queue/second' }, { move: 'queue/first' }],
      [{ clocks: [own] }],
    );
    expect(dueAt(life)).toBe('2026-11-27T09:30:00Z');
  });

  it('is none where the budget of a queue is as long as one', () => {
    const own = { ...RESOLVE, budgets: [{ budget: 'P10D' }], extensions: [] };
    const life = lived({ clocks: [RESOLVE] }, [{ move: 'queue/second' }, { move: 'queue/first' }], [{ clocks: [own] }]);
    expect(dueAt(life)).toBe('2026-11-18T09:30:00Z');
  });
});

describe('requests that become one', () => {
  const rules = requestRules('workflow/complaint', environmentOf(CALENDARS, [queueOf('first', { clocks: [RESOLVE] })]));
  if (rules === null) throw new Error('no rules');
  const facts = { number: 'CMP-1' };
  const begun = (at: number) => {
    const { turn: first } = beginRequest(rules, 'queue/first', { at, facts });
    if (first === null) throw new Error('not begun');
    return first.snapshot;
  };
  const waiting = (snapshot: ReturnType<typeof begun>, at: number) =>
    turn(rules, snapshot, { kind: 'event', name: 'askCustomer' }, { at, facts }).snapshot;
  const mergedClock = (survivor: ReturnType<typeof begun>, absorbed: ReturnType<typeof begun>, at: number) => {
    const { snapshot } = mergeRequests(rules, survivor, absorbed, { at, facts, absorbedFacts: facts }).survivor;
    const [cycle] = snapshot.clocks.flatMap((clock) => openCycle(clock) ?? []);
    return { startedAt: cycle?.startedAt, isRunning: cycle !== undefined && openRun(cycle) !== undefined };
  };
  const DAY = 24 * HOUR;

  it('pause the clock that is due earlier where the one that goes on waits', () => {
    const survivor = waiting(begun(MONDAY + HOUR), MONDAY + 2 * HOUR);
    const merged = mergedClock(survivor, begun(MONDAY), MONDAY + 3 * HOUR);
    expect(merged).toEqual({ startedAt: MONDAY, isRunning: false });
  });

  it('let it run where the one that goes on is worked on and the other one waited', () => {
    const late = waiting(begun(MONDAY), MONDAY + 3 * DAY + HOUR);
    const merged = mergedClock(begun(MONDAY + 3 * DAY), late, MONDAY + 3 * DAY + 2 * HOUR);
    expect(merged).toEqual({ startedAt: MONDAY, isRunning: true });
  });

  it('keep the earlier limit whatever the conditions of the one that goes on choose', () => {
    const urgent = { number: 'CMP-2', urgent: true };
    const { turn: other } = beginRequest(rules, 'queue/first', { at: MONDAY, facts: urgent });
    if (other === null) throw new Error('not begun');
    const at = MONDAY + HOUR;
    const { survivor } = mergeRequests(rules, begun(MONDAY), other.snapshot, { at, facts, absorbedFacts: urgent });
    const claimed = turn(rules, survivor.snapshot, { kind: 'event', name: 'claim' }, { at, facts });
    expect(claimed.snapshot.clocks[0]?.cycles[0]?.budget).toMatchObject({ milliseconds: 6 * HOUR });
  });
});
