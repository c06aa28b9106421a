import { expect, it } from 'vitest';
import { instantText } from '../../../../definitions/expression/date-text.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { describeShared } from '../../../support/shared.ts';
import { instant, readVectors, type Vector } from '../../time/vectors.ts';
import { environmentOf, live, queueOf, WORKFLOW } from './desk.ts';

/** `[instant, event]` as the vectors write them, as lines: time passes up to the instant, then it happens. */
function linesOf(events: readonly (readonly [string, string])[], until?: string): readonly Json[] {
  const [first] = events;
  let at = instant(first?.[0]);
  const lines: Json[] = [];
  const pass = (to: number) => {
    if (to > at) lines.push({ advance: { ms: to - at } });
    at = to;
  };
  for (const [when, said] of events) {
    const event = said.split(/[ →]/)[0] ?? '';
    pass(instant(when));
    // What is made in a state of its own is claimed at once.
    if (event === 'create') lines.push(...(said.includes('inProgress') ? [{ event: 'claim' }] : []));
    else lines.push(event === 'set-field' ? { facts: { number: 'CMP-1', urgent: true } } : { event });
  }
  if (until !== undefined) pass(instant(until));
  return lines;
}

const wide = (text: string): Json => (text === '' ? null : instantText(instant(text)));
const LADDER = [
  {
    clock: 'resolve',
    at: '80%',
    actions: [{ type: 'notify', params: { to: 'team-lead', template: 'template/at-risk' } }],
  },
  {
    clock: 'resolve',
    at: '100%',
    actions: [
      { type: 'escalate', params: { level: 1 } },
      { type: 'notify', params: { to: 'team-lead', template: 'template/late' } },
    ],
  },
  {
    clock: 'resolve',
    at: 'overdue PT4H',
    actions: [{ type: 'notify', params: { to: 'president', template: 'template/very-late' } }],
  },
];

describeShared('vectors of requests, by the step', 'cases/service', (folder) => {
  const { cases, calendars } = readVectors(folder);
  const of = (id: string): Vector => {
    const found = cases.get(id);
    if (found === undefined) throw new Error(`No vector ${id}`);
    return found;
  };
  const told = new Set<string>();
  const titled = (id: string) => {
    told.add(id);
    return `${id}: ${of(id).trouble}`;
  };
  // The vectors' calendars are written for the clock alone.
  const documents = ['cn-desk', 'always'].map((name) => ({
    title: { 'zh-CN': name, en: name },
    source: 'vectors',
    ...calendars.get(name),
  }));
  const eventsOf = (one: Vector) => one.given['events'] as readonly (readonly [string, string])[];
  const clocksOf = (one: Vector) => [one.given['clock'] as JsonObject];
  const walked = (id: string, ladder: Json = [], until?: string, events = eventsOf(of(id))) => {
    const queue = queueOf('complaints', { clocks: clocksOf(of(id)), ladder });
    return live(environmentOf(documents, [queue]), queue, instant(events[0]?.[0]), linesOf(events, until));
  };
  const clocksAt = (life: ReturnType<typeof walked>) => life.at(-1)?.line.clocks;
  const firedIn = (life: ReturnType<typeof walked>) =>
    life.flatMap(({ line }) =>
      line.effects.flatMap((effect) => {
        const { type, at, rung } = effect as unknown as { type: string; at: string; rung?: { at: string } };
        return rung === undefined ? [] : [`${rung.at} ${type} ${at}`];
      }),
    );

  it(titled('pause-01'), () => {
    const { right } = of('pause-01');
    expect(clocksAt(walked('pause-01'))).toEqual([
      { name: 'resolve', cycle: 1, consumed: right['consumed'], dueAt: wide(String(right['dueAt'])) },
    ]);
  });

  it(titled('pause-02'), () => {
    expect(clocksAt(walked('pause-02'))).toMatchObject([{ dueAt: wide(String(of('pause-02').right['dueAt'])) }]);
  });

  it(titled('edge-01'), () => {
    const { right } = of('edge-01');
    const life = walked('edge-01', LADDER.slice(1, 2));
    expect(clocksAt(life)).toMatchObject([{ verdict: right['verdict'], dueAt: wide(String(right['dueAt'])) }]);
    expect(firedIn(life)).toEqual(['escalate', 'notify'].map((type) => `100% ${type} ${wide(String(right['dueAt']))}`));
  });

  it(titled('change-01'), () => {
    const { right } = of('change-01');
    const events = eventsOf(of('change-01'));
    const life = walked('change-01', LADDER);
    const changed = walked('change-01', LADDER, undefined, events.slice(0, 3));
    expect(firedIn(changed)).toEqual(right['firedAtChange']);
    expect(clocksAt(changed)).toMatchObject([{ consumed: right['consumed'], dueAt: null }]);
    expect(clocksAt(life)).toMatchObject([{ dueAt: wide(String(right['dueAt'])) }]);
    expect(firedIn(life)).toEqual(
      (right['firedAtResume'] as string[]).map((rung) => `${rung} notify ${wide('2026-11-19T09:00')}`),
    );
  });

  it(titled('change-03'), () => {
    const { right } = of('change-03');
    const clock = { name: 'resolve', runsIn: ['new', 'inProgress'], stopsIn: ['resolved'] };
    const here = queueOf('here', { clocks: [{ ...clock, budgets: [{ budget: 'P3D' }] }] });
    const there = queueOf('there', {
      calendar: 'calendar/always',
      clocks: [{ ...clock, budgets: [{ budget: 'PT16H' }] }],
    });
    const [from, at] = [instant('2026-11-16T09:00'), instant('2026-11-17T12:00')];
    const lines = [{ advance: { ms: at - from } }, { move: 'queue/there' }];
    const last = live(environmentOf(documents, [here, there]), here, from, lines).at(-1);
    expect(last?.line).toMatchObject({
      queue: 'queue/there',
      clocks: [{ consumed: right['consumed'], dueAt: wide(String(right['dueAt'])) }],
    });
  });

  it(titled('cycle-01'), () => {
    const right = of('cycle-01').right['cycles'] as readonly JsonObject[];
    const wanted = right.map(({ n, dueAt, ...rest }) => ({
      cycle: n,
      ...rest,
      ...(dueAt === undefined ? {} : { dueAt: wide(String(dueAt)) }),
    }));
    expect(clocksAt(walked('cycle-01'))).toMatchObject(wanted);
  });

  it(titled('cycle-02'), () => {
    const life = walked('cycle-02', [], '2026-11-17T10:00');
    expect(clocksAt(life)).toMatchObject([{ cycle: 1, consumed: 'PT2H', verdict: 'met' }]);
  });

  it(titled('cycle-04'), () => {
    const clock = {
      name: 'resolve',
      runsIn: ['new', 'inProgress'],
      stopsIn: ['resolved'],
      budgets: [{ budget: 'P3D' }],
    };
    const queue = queueOf('complaints', { clocks: [clock], ladder: of('cycle-04').given['ladder'] ?? [] });
    const lines = (of('cycle-04').given['events'] as string[]).map((event) => ({ event }));
    const life = live(environmentOf(documents, [queue]), queue, instant('2026-11-16T09:00'), lines);
    expect(life.map(({ line }) => line.effects.length)).toEqual([0, 0, 0, 0, 1, 0, 0]);
    expect(life.at(-1)?.life.reopened).toBe(3);
  });

  it(titled('cycle-05'), () => {
    const { right } = of('cycle-05');
    const life = walked('cycle-05', [], String(right['closes']).slice(0, 16));
    expect(life.at(-1)?.line).toMatchObject({ state: ['closed'], clocks: [{ verdict: 'met' }] });
    const before = walked('cycle-05', [], '2026-11-19T17:29');
    expect(before.at(-1)?.line.state).toEqual(['resolved']);
  });

  it(titled('ladder-03'), () => {
    const { right } = of('ladder-03');
    const paused = walked('ladder-03', LADDER, '2026-11-26T08:59', eventsOf(of('ladder-03')).slice(0, 2));
    expect(firedIn(paused)).toEqual(right['firedWhilePaused']);
    const life = walked('ladder-03', LADDER);
    expect(clocksAt(life)).toMatchObject([{ consumed: right['consumed'] }]);
    expect(life.at(-1)?.line.rungs?.[0]).toEqual({ clock: 'resolve', at: '80%', dueAt: wide(String(right['80%'])) });
  });

  it(`${titled('ladder-07')}; and ${titled('event-03')}`, () => {
    const clock = {
      name: 'resolve',
      runsIn: ['new', 'inProgress'],
      stopsIn: ['resolved'],
      budgets: [{ budget: 'PT5H12M30S' }],
    };
    const ladder = [{ at: 'idle P1D', actions: [{ type: 'raise-priority', params: { by: 1 } }] }, LADDER[0] ?? {}];
    const queue = queueOf('complaints', { clocks: [clock], ladder });
    const events = [
      ['2026-11-18T12:00', 'create'],
      ['2026-11-18T15:00', 'claim'],
      ['2026-11-19T10:00', 'reopen'],
    ] as const;
    const lines = linesOf(events, '2026-11-19T17:00');
    const life = live(environmentOf(documents, [queue]), queue, instant('2026-11-18T12:00'), lines);
    expect(firedIn(life)).toEqual([
      `80% notify ${wide('2026-11-19T09:10')}`,
      `idle P1D raise-priority ${wide(String(of('ladder-07').right['idleAt']))}`,
    ]);
    const refused = life.find(({ line }) => line.problems.length > 0);
    expect(refused?.line).toMatchObject({
      state: ['inProgress'],
      effects: [],
      problems: [{ code: 'event-not-accepted' }],
    });
    expect(refused?.life.idle.since).toBe(instant('2026-11-18T15:00'));
  });

  it(titled('outage-01'), () => {
    const { right, given } = of('outage-01');
    const queue = queueOf('complaints', { clocks: clocksOf(of('outage-01')), ladder: LADDER });
    const [start, down, up] = [given['start'], ...(given['down'] as string[])].map(instant) as [number, number, number];
    const environment = environmentOf(documents, [queue]);
    const lines = [{ advance: { ms: down - start } }, { outage: `PT${(up - down) / 3_600_000}H` }];
    const late = live(environment, queue, start, lines);
    const rungs = right['rungs'] as JsonObject;
    // One message, of the highest rung; what changes the request happens at its own instant, once.
    expect(firedIn(late)).toEqual([
      `100% escalate ${wide(String(rungs['100%']))}`,
      `overdue PT4H notify ${wide(String(rungs['overdue PT4H']))}`,
    ]);
    const passed = late.at(-1)?.life.clocks[0]?.cycles[0]?.passed ?? [];
    expect(passed.flatMap(({ rung, isSuperseded }) => (isSuperseded === true ? [rung] : []))).toEqual(
      right['superseded'],
    );
    const onTime = live(environment, queue, start, [{ advance: { ms: up - start } }]);
    expect(firedIn(onTime).filter((one) => one.includes('notify'))).toHaveLength(3);
    // But for that the request stands where it would have stood.
    expect({ ...late.at(-1)?.line, effects: [] }).toEqual({ ...onTime.at(-1)?.line, effects: [] });
    const once = live(environment, queue, start, [...lines, { outage: 'PT1000H' }]);
    expect(once.at(-1)?.line.effects).toEqual([]);
  });

  it(titled('outage-04'), () => {
    const { right } = of('outage-04');
    const life = walked('outage-04', LADDER);
    expect(firedIn(life)).toEqual(
      ['escalate', 'notify'].map((type) => `${String(right['rung'])} ${type} ${wide('2026-11-16T16:30')}`),
    );
    expect(clocksAt(life)).toMatchObject([{ dueAt: wide(String(right['dueAt'])) }]);
  });

  it(`${titled('ext-01')}; and ${titled('ext-03')}`, () => {
    const { right, given } = of('ext-01');
    const onExtend = [{ type: 'notify', params: { to: 'customer', template: 'template/extension' } }];
    const queue = queueOf('complaints', { clocks: [{ ...clocksOf(of('ext-01'))[0], onExtend }] });
    const people = { tom: ['team-lead'], pia: ['president'] };
    const start = instant(String(given['start']));
    const at = (text: string, from: string) => ({ advance: { ms: instant(text) - instant(from) } });
    const extend = (days: number, by: string) => ({ extend: 'regulatory', to: { calendarDays: days }, by });
    const lines = [
      at('2026-09-28T09:00', String(given['start'])),
      extend(60, 'tom'),
      extend(30, 'tom'),
      at('2026-10-15T09:00', '2026-09-28T09:00'),
      extend(60, 'pia'),
      extend(30, 'tom'),
      extend(45, 'pia'),
    ];
    const life = live(environmentOf(documents, [queue]), queue, start, lines, { people });
    const due = (i: number) => (life[i]?.line.clocks[0] as { dueAt: string } | undefined)?.dueAt;
    const wanted = (key: string) => wide(String((right[key] as JsonObject)['dueAt']));
    expect([due(0), due(3), due(5)]).toEqual([wanted('first'), wanted('after30'), wanted('after60')]);
    expect(life.map(({ line }) => line.problems[0]?.code ?? line.effects[0]?.type ?? '')).toEqual([
      '',
      '',
      'extension-needs-role',
      'notify',
      '',
      'notify',
      'extension-shortens',
      'extension-not-offered',
    ]);
    expect(life[2]?.line.problems[0]?.message.en).toContain('president');
  });

  it(titled('timer-01'), () => {
    const { given, right } = of('timer-01');
    const escalate = { actions: [{ type: 'escalate', params: { level: 1 } }] };
    const workflow = {
      ...WORKFLOW,
      machine: {
        ...WORKFLOW.machine,
        states: {
          ...WORKFLOW.machine.states,
          new: {
            after: { unclaimed: escalate },
            on: { claim: 'inProgress', askCustomer: 'waitingCustomer', resolve: 'resolved' },
          },
        },
      },
      delays: { ...WORKFLOW.delays, unclaimed: { calendar: 'calendar/cn-desk', budget: given['unclaimed'] ?? '' } },
    };
    const queue = queueOf('complaints', { clocks: clocksOf(of('pause-01')) });
    const start = instant(String(given['created']));
    const steps = [...(given['restart'] as string[]).map((at) => instant(`2026-11-17T${at}`)), start + 86_400_000];
    const lines = steps.map((at, i) => ({ advance: { ms: at - (steps[i - 1] ?? start) } }));
    const life = live(environmentOf(documents, [queue], workflow), queue, start, lines);
    expect(life.map(({ line }) => line.effects)).toEqual([
      [],
      [],
      [],
      [{ type: 'escalate', params: { level: 1 }, at: wide(String(right['dueAt'])) }],
    ]);
  });

  it(`${titled('event-05')}, as far as the step goes`, () => {
    const { given, right } = of('event-05');
    const queue = queueOf('complaints', { clocks: clocksOf(of('pause-01')) });
    const events = (given['events'] as [string, string][]).map(
      ([at, said]) => [at, said.replace('customer reply', 'customerReplied')] as const,
    );
    const life = live(environmentOf(documents, [queue]), queue, instant('2026-11-18T15:00'), linesOf(events));
    expect(life.at(-1)?.line).toMatchObject({
      state: right['state'],
      problems: [{ code: 'machine-finished' }],
      effects: [],
    });
    const closed = live(
      environmentOf(documents, [queue]),
      queue,
      instant('2026-11-18T15:00'),
      linesOf(events.slice(0, 1), String(right['closedAt']).slice(0, 16)),
    );
    expect(closed.at(-1)?.line).toMatchObject({ state: ['closed'], at: wide(String(right['closedAt'])) });
  });

  it.each([titled('ladder-01'), titled('ladder-02')])('%s', (title) => {
    const { given, right } = of(title.slice(0, 9));
    const clock = {
      name: 'resolve',
      runsIn: ['new'],
      stopsIn: ['resolved'],
      budgets: [{ budget: given['budget'] ?? '' }],
    };
    const queue = queueOf('complaints', { clocks: [clock], ladder: LADDER });
    const [begun] = live(environmentOf(documents, [queue]), queue, instant(String(given['start'])), []);
    const found = Object.fromEntries((begun?.line.rungs ?? []).map(({ at, dueAt }) => [at, dueAt]));
    expect(found).toMatchObject(Object.fromEntries(Object.entries(right).map(([at, due]) => [at, wide(String(due))])));
  });

  it(titled('ladder-05'), () => {
    const clock = { name: 'resolve', runsIn: ['new'], stopsIn: ['resolved'], budgets: [{ budget: 'PT4H' }] };
    const queue = queueOf('complaints', { clocks: [clock], ladder: LADDER.slice(1, 2) });
    const keys = ['CMP-1', 'CMP-2'].flatMap((number) => {
      const facts = { number };
      const life = live(
        environmentOf(documents, [queue]),
        queue,
        instant('2026-11-17T09:00'),
        [{ outage: 'PT5H30M' }],
        { facts },
      );
      return life.flatMap(({ line }) =>
        line.effects.flatMap((effect) => {
          const { type, rung } = effect as unknown as {
            type: string;
            rung: { clock: string; cycle: number; at: string };
          };
          return type === 'notify' ? [`(${number}, ${rung.clock}, ${rung.cycle}, ${rung.at})`] : [];
        }),
      );
    });
    expect(keys).toEqual(of('ladder-05').right['keys']);
  });

  it(titled('event-04'), () => {
    const { given, right } = of('event-04');
    const queue = queueOf('complaints', { clocks: clocksOf(of('pause-01')) });
    const life = live(environmentOf(documents, [queue]), queue, instant('2026-11-18T15:00'), [
      { event: given['event'] ?? null },
    ]);
    expect(life[1]?.line).toMatchObject({
      state: right['state'],
      effects: [],
      problems: [{ code: 'event-name-refused' }],
    });
    expect(life[1]?.life).toEqual(life[0]?.life);
  });

  it('names the vectors that are not the step’s, and why', () => {
    // What a calendar answers by itself is asked of it: `due-vectors.test.ts`.
    const ofCalendars = /^(due|dst|cd|prov|check|ack)-|^timer-04$/;
    const left = [...cases.keys()].filter((id) => !ofCalendars.test(id) && !told.has(id));
    expect(left.filter((id) => !Object.keys(LEFT).some((name) => id.startsWith(name)))).toEqual([]);
    expect(Object.keys(LEFT).filter((name) => !left.some((id) => id.startsWith(name)))).toEqual([]);
  });
});

/** The vectors that a step of one request does not answer, by their names or what they begin with. */
const LEFT = {
  'assign-01': '`assignment.test.ts` of the server',
  'assign-03': '`assignment.test.ts` of the server',
  'assign-04': '`assignment.test.ts` of the server',
  'recusal-': '`assignment.test.ts` of the server',
  'appr-': 'signatures are tasks of the host, which sends `approved` or `rejected`',
  'event-01': 'the key of a delivery is the host’s',
  'timer-03': 'a bare machine: `life.test.ts`',
  'change-04': '`request-changes.test.ts`',
  'merge-01': '`request-changes.test.ts`',
  'merge-03': 'the host sends the event that opens a request again',
  'survey-': 'links and cooldowns are records of the host',
  'caller-': 'customers are records of the host',
} as const;
