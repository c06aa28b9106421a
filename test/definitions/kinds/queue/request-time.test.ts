import { describe, expect, it } from 'vitest';
import { advanceRequest, beginRequest, requestRules, turn } from '../../../../definitions/index.ts';
import type { JsonObject } from '../../../../definitions/model/json.ts';
import { CALENDARS, environmentOf, MONDAY, queueOf, WORKFLOW } from './desk.ts';

const HOUR = 3_600_000;
const STOPS = ['resolved', 'closed'];
const RESOLVE = { name: 'resolve', runsIn: ['new', 'inProgress'], stopsIn: STOPS, budgets: [{ budget: 'P3D' }] };
const REGULATORY = {
  name: 'regulatory',
  runsIn: 'all-open',
  stopsIn: STOPS,
  budgets: [{ budget: { calendarDays: 15 } }],
};
const notify = (to: string) => ({ type: 'notify', params: { to, template: 'template/x' } });
const LADDER = ['50%', '80%', '100%'].map((at) => ({ clock: 'resolve', at, actions: [notify(at)] }));

function desk(of: JsonObject, { workflow = WORKFLOW, facts = {}, at = MONDAY }: Partial<Given> = {}) {
  const rules = requestRules('workflow/complaint', environmentOf(CALENDARS, [queueOf('desk', of)], workflow));
  if (rules === null) throw new Error('no rules');
  const all = { number: 'CMP-1', ...facts };
  const { turn: begun } = beginRequest(rules, 'queue/desk', { at, facts: all });
  if (begun === null) throw new Error('not begun');
  return { rules, snapshot: begun.snapshot, facts: all };
}
interface Given {
  readonly workflow: typeof WORKFLOW;
  readonly facts: JsonObject;
  readonly at: number;
}
const told = (effects: readonly object[]) =>
  effects.map((effect) => {
    const { params, at } = effect as { readonly params: { readonly to: string }; readonly at: string };
    return `${params.to} ${at}`;
  });

describe('time that passes and nothing is late', () => {
  /** A timer that asks a criterion for a fact that is no truth value: its step is refused. */
  const after = { quiet: { target: 'closed', guard: { type: 'criteria', params: { of: 'criteria/urgent' } } } };
  const refusing = {
    ...WORKFLOW,
    machine: { ...WORKFLOW.machine, states: { ...WORKFLOW.machine.states, new: { on: {}, after } } },
    delays: { quiet: { budget: { elapsed: 'PT1H' } } },
    events: {},
  } as unknown as typeof WORKFLOW;

  it('is not stopped by a timer that is refused: all that follows fires at its own instant, and the refusal is told once', () => {
    const given = { workflow: refusing, facts: { urgent: 'perhaps' } };
    const { rules, snapshot, facts } = desk({ clocks: [RESOLVE], ladder: LADDER }, given);
    const passed = advanceRequest(rules, snapshot, 100 * HOUR, { facts });
    expect(passed.problems).toHaveLength(1);
    expect(told(passed.effects)).toEqual([
      '50% 2026-11-17T06:00:00Z',
      '80% 2026-11-18T03:48:00Z',
      '100% 2026-11-18T09:30:00Z',
    ]);
    expect([passed.snapshot.at, passed.snapshot.machine.timers.length]).toEqual([MONDAY + 100 * HOUR, 1]);
  });

  it('is so before 1970 too', () => {
    const clock = { ...RESOLVE, budgets: [{ budget: { elapsed: 'PT10H' } }] };
    const given = { at: Date.parse('1969-12-01T00:00:00Z') };
    const { rules, snapshot, facts } = desk({ clocks: [clock], ladder: LADDER }, given);
    expect(told(advanceRequest(rules, snapshot, 24 * HOUR, { facts }).effects)).toEqual([
      '50% 1969-12-01T05:00:00Z',
      '80% 1969-12-01T08:00:00Z',
      '100% 1969-12-01T10:00:00Z',
    ]);
  });
});

describe('of the rungs of one turn', () => {
  const budgets = [{ when: { condition: 'criteria/urgent' }, budget: 'PT6H' }, { budget: 'P3D' }];

  it('the highest one speaks, whether it fires by the time that passed or by what happens then', () => {
    const { rules, snapshot, facts } = desk({ clocks: [{ ...RESOLVE, budgets }], ladder: LADDER });
    // Half of three days is used by 14:00 on Tuesday; at 15:00 it becomes urgent, and is late.
    const at = MONDAY + 30 * HOUR;
    const urgent = { ...facts, urgent: true };
    const turned = turn(rules, snapshot, { kind: 'facts' }, { at, facts: urgent });
    expect(told(turned.effects)).toEqual(['100% 2026-11-17T07:00:00Z']);
    const passed = turned.snapshot.clocks[0]?.cycles[0]?.passed ?? [];
    expect(passed.map(({ rung, isSuperseded }) => [rung, isSuperseded])).toEqual([
      ['50%', true],
      ['80%', true],
      ['100%', undefined],
    ]);
  });

  it('the highest one speaks in whatever order the ladder is written', () => {
    const ladder = LADDER.toReversed();
    const { rules, snapshot, facts } = desk({ clocks: [{ ...RESOLVE, budgets }], ladder });
    const at = MONDAY + 8 * HOUR;
    const turned = turn(rules, snapshot, { kind: 'facts' }, { at, facts: { ...facts, urgent: true } });
    expect(told(turned.effects)).toEqual(['100% 2026-11-16T09:00:00Z']);
  });
});

describe('nobody does anything where there is work to do', () => {
  const taken = { name: 'respond', runsIn: ['new'], stopsIn: ['inProgress', ...STOPS], budgets: [{ budget: 'PT4H' }] };
  it.each<readonly [string, readonly object[], readonly string[]]>([
    ['where clocks of states run, not where only others do', [RESOLVE, REGULATORY], ['new', 'inProgress']],
    ['where one of them stopped and another goes on', [taken, REGULATORY], ['new', 'inProgress']],
    ['wherever a request is open, where no clock pauses', [REGULATORY], ['new', 'inProgress', 'waitingCustomer']],
    [
      'also after one clock of all open states stopped',
      [{ ...taken, runsIn: 'all-open' }, REGULATORY],
      ['new', 'inProgress', 'waitingCustomer'],
    ],
    [
      'where a clock goes on after the others stopped',
      [RESOLVE, { ...REGULATORY, stopsIn: ['closed'] }],
      ['new', 'inProgress', 'resolved'],
    ],
  ])('%s', (_, clocks, states) => {
    const { rules } = desk({ clocks: clocks as never });
    expect([...(rules.queueOf('queue/desk')?.workStates ?? [])]).toEqual(states);
  });
});
