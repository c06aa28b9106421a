import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { CALENDARS, environmentOf, live, MONDAY, queueOf } from './desk.ts';

const notify = (to: string) => ({ type: 'notify', params: { to, template: 'template/x' } });
const urgent = { condition: 'criteria/urgent' };
const RESOLVE = {
  name: 'resolve',
  runsIn: ['new', 'inProgress'],
  stopsIn: ['resolved', 'closed'],
  budgets: [{ when: urgent, budget: 'PT6H' }, { budget: 'P3D' }],
  extensions: [{ to: 'P10D', by: 'team-lead' }],
};
const RESPOND = {
  name: 'respond',
  runsIn: ['new', 'inProgress'],
  stopsOn: ['customerContacted'],
  budgets: [{ budget: 'PT4H' }],
};
const REGULATORY = {
  name: 'regulatory',
  runsIn: 'all-open',
  stopsIn: ['resolved', 'closed'],
  budgets: [{ budget: { calendarDays: 15 } }],
};
const QUEUES = [
  queueOf('first', {
    clocks: [RESOLVE, RESPOND, REGULATORY],
    ladder: [
      { clock: 'resolve', at: '50%', actions: [notify('assignee')] },
      { clock: 'resolve', at: '80%', actions: [notify('team-lead'), { type: 'escalate', params: { level: 1 } }] },
      {
        clock: 'resolve',
        at: '100%',
        actions: [notify('president'), { type: 'escalate', params: { level: 1, toQueue: 'queue/second' } }],
      },
      {
        clock: 'respond',
        at: '100%',
        actions: [{ type: 'set-field', params: { field: 'urgent', value: true } }, notify('team-lead')],
      },
      { at: 'idle P1D', actions: [{ type: 'raise-priority', params: { by: 1 } }] },
      { at: 'reopened 1', actions: [{ type: 'move-queue', params: { queue: 'queue/second' } }] },
    ],
  }),
  queueOf('second', {
    calendar: 'calendar/always',
    clocks: [
      { ...RESOLVE, budgets: [{ budget: 'PT16H' }] },
      { ...REGULATORY, name: 'review', budgets: [{ budget: { calendarDays: 3 } }] },
    ],
    ladder: [
      { clock: 'resolve', at: '100%', actions: [notify('president')] },
      {
        clock: 'resolve',
        at: 'overdue PT4H',
        actions: [notify('president'), { type: 'escalate', params: { level: 2 } }],
      },
      { clock: 'review', at: '100%', actions: [notify('president')] },
    ],
  }),
];
const environment = environmentOf(CALENDARS, QUEUES);
const [FIRST = queueOf('', {})] = QUEUES;
const hours = (count: number) => ({ advance: { ms: count * 3_600_000 } });
const lived = (lines: readonly Json[], facts: JsonObject = {}) => live(environment, FIRST, MONDAY, lines, { facts });
const told = (life: ReturnType<typeof lived>) =>
  life.map(({ line }) =>
    line.effects.map(({ type, params }) =>
      `${type} ${String((params as JsonObject)['level'] ?? (params as JsonObject)['to'] ?? '')}`.trim(),
    ),
  );
const clock = (life: ReturnType<typeof lived>, name: string) =>
  ((life.at(-1)?.line.clocks ?? []) as readonly { name: string; consumed: string; dueAt: string }[]).find(
    (one) => one.name === name,
  );

describe('the step of a request', () => {
  it('takes the budget of its conditions, and another one when a field is set by an event', () => {
    const events = [{ event: 'claim' }, hours(2), { event: 'rate', data: { urgent: true } }];
    expect(clock(lived(events.slice(0, 2)), 'resolve')).toMatchObject({
      consumed: 'PT2H',
      dueAt: '2026-11-18T09:30:00Z',
    });
    expect(clock(lived(events), 'resolve')).toMatchObject({ consumed: 'PT2H', dueAt: '2026-11-16T08:30:00Z' });
  });

  it('keeps an extension when the facts choose another budget', () => {
    const extended = lived([{ extend: 'resolve', to: 'P10D' }, { facts: { number: 'CMP-1', urgent: true } }]);
    expect(clock(extended, 'resolve')?.dueAt).toBe('2026-11-27T09:30:00Z');
  });

  it('sets a field by a rung, and the clock that is late by it fires in the same turn', () => {
    // respond is due at 14:30, sets urgent: 80 % of 6 h lies at 15:18, 100 % at 16:30.
    const life = lived([{ event: 'claim' }, { advance: { ms: 5.5 * 3_600_000 } }, { advance: { ms: 2 * 3_600_000 } }]);
    expect(told(life)).toEqual([
      [],
      [],
      ['set-field', 'notify team-lead', 'notify assignee'],
      ['notify team-lead', 'escalate 1', 'notify president', 'move-queue'],
    ]);
    expect(life.at(-1)?.facts).toMatchObject({ urgent: true });
    // The level was called once; the move that came with it is made.
    expect(life.at(-1)?.line.queue).toBe('queue/second');
  });

  it('pauses a clock that another queue does not have, and begins one that it has', () => {
    const life = lived([{ event: 'claim' }, hours(2), { move: 'queue/second' }, hours(24)]);
    expect(clock(life, 'respond')).toMatchObject({ consumed: 'PT2H', dueAt: null });
    expect(clock(life, 'review')).toMatchObject({ dueAt: '2026-11-19T16:00:00Z' });
    expect(life.at(-1)?.line.queue).toBe('queue/second');
    const back = lived([{ event: 'claim' }, hours(2), { move: 'queue/second' }, hours(22), { move: 'queue/first' }]);
    expect(clock(back, 'respond')).toMatchObject({ consumed: 'PT2H', dueAt: '2026-11-17T03:00:00Z' });
  });

  it.each<readonly [string, Json, string]>([
    ['a queue that is not there', { move: 'queue/third' }, 'request-queue-unknown'],
    ['a clock that is not there', { extend: 'x', to: 'P10D' }, 'clock-unknown'],
    ['an extension of a clock that is not open', { extend: 'resolve', to: 'P10D' }, 'extension-of-stopped'],
    ['a line that is none', { extend: 'resolve' }, 'request-line-malformed'],
    ['a line that says two things', { move: 'queue/first', event: 'claim' }, 'request-line-malformed'],
    ['a reserved event', { event: 'xstate.after.quiet.complaint.resolved' }, 'event-name-refused'],
    ['time that is no length', { outage: 'P1M' }, 'request-line-malformed'],
    ['time beyond the calendar', { advance: { ms: 9e15 } }, 'instant-out-of-range'],
  ])('refuses %s, and nothing has changed', (_, line, code) => {
    const life = lived([{ event: 'resolve' }, line]);
    expect(life.at(-1)?.line.problems.map((problem) => problem.code)).toEqual([code]);
    expect(life.at(-1)?.life).toEqual(life.at(-2)?.life);
  });

  it('refuses who may not cause an event', () => {
    const people = { amy: ['agent'], bo: ['teller'] };
    const life = live(
      environment,
      FIRST,
      MONDAY,
      [
        { event: 'claim', by: 'bo' },
        { event: 'claim', by: 'amy' },
      ],
      { people },
    );
    expect(life.map(({ line }) => line.problems.map(({ code }) => code))).toEqual([
      [],
      ['workflow-event-not-theirs'],
      [],
    ]);
  });
});

const EVENTS = ['claim', 'askCustomer', 'customerReplied', 'customerContacted', 'resolve', 'reopen'];
const line = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 60 * 60 }).map((minutes) => ({ minutes })) },
  { weight: 5, arbitrary: fc.constantFrom(...EVENTS).map((event) => ({ event })) },
  { weight: 1, arbitrary: fc.constantFrom('queue/first', 'queue/second').map((move) => ({ move })) },
  { weight: 1, arbitrary: fc.boolean().map((is) => ({ facts: { number: 'CMP-1', urgent: is } })) },
  { weight: 1, arbitrary: fc.constant({ extend: 'resolve', to: 'P10D' }) },
);
type Drawn = { readonly minutes: number } | JsonObject;
const advances = (of: (minutes: number) => readonly Json[]) => (one: Drawn) =>
  'minutes' in one ? of(Number(one.minutes)) : [one as Json];
const effectsOf = (life: ReturnType<typeof lived>) => life.flatMap(({ line: { effects } }) => effects);
const isMessage = ({ type }: { readonly type: string }) => type === 'notify';
/** A snapshot but for which rungs were spoken for by higher ones. */
const standing = (life: ReturnType<typeof lived>) =>
  JSON.parse(JSON.stringify(life.at(-1)?.life).replaceAll(',"isSuperseded":true', '')) as JsonObject;

describe('random lives of requests', () => {
  it('are the same however time is cut, and after an outage but for messages', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), fc.integer({ min: 1, max: 900 }), (drawn, piece) => {
        const whole = lived(drawn.flatMap(advances((minutes) => [{ advance: { ms: minutes * 60_000 } }])));
        const cut = lived(
          drawn.flatMap(
            advances((minutes) => {
              const pieces = Math.floor(minutes / piece);
              const rest = minutes - pieces * piece;
              return [...Array.from({ length: pieces }, () => piece), rest].map((one) => ({
                advance: { ms: one * 60_000 },
              }));
            }),
          ),
        );
        const late = lived(drawn.flatMap(advances((minutes) => [{ outage: `PT${minutes}M` }])));
        expect(cut.at(-1)?.life).toEqual(whole.at(-1)?.life);
        expect(effectsOf(cut)).toEqual(effectsOf(whole));
        expect(standing(late)).toEqual(standing(whole));
        const acts = (life: typeof whole) => effectsOf(life).filter((one) => !isMessage(one));
        expect(acts(late)).toEqual(acts(whole));
        for (const [i, one] of late.entries()) {
          const keys = one.line.effects.filter(isMessage).map((effect) => {
            const { clock: name, cycle } = (effect as { rung?: { clock?: string; cycle?: number } }).rung ?? {};
            return `${name} ${cycle}`;
          });
          expect(keys).toHaveLength(new Set(keys).size);
          const said = new Set(whole[i]?.line.effects.filter(isMessage).map((effect) => JSON.stringify(effect)));
          expect(one.line.effects.filter(isMessage).every((effect) => said.has(JSON.stringify(effect)))).toBe(true);
        }
      }),
      { numRuns: 25 },
    );
  });
});
