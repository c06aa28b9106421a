import { expect, it } from 'vitest';
import { type RecordedRequest, requestRules, simulation } from '../../../../definitions/index.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { CALENDARS, environmentOf, MONDAY, queueOf, WORKFLOW } from './desk.ts';

const MINUTE = 60_000;
const LENGTH = 6 * 1440;
const [BUDGET, QUIET] = [10 * 60, 50 * 60];
const NEXT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  new: { claim: 'inProgress', askCustomer: 'waitingCustomer', resolve: 'resolved' },
  inProgress: { askCustomer: 'waitingCustomer', resolve: 'resolved' },
  waitingCustomer: { customerReplied: 'inProgress' },
  resolved: { reopen: 'inProgress' },
  closed: {},
};
const EVENTS = ['claim', 'askCustomer', 'customerReplied', 'resolve', 'reopen'];

const clock = {
  name: 'resolve',
  runsIn: ['new', 'inProgress'],
  stopsIn: ['resolved', 'closed'],
  budgets: [{ budget: { elapsed: 'PT10H' } }],
};
const ladder = [
  { clock: 'resolve', at: '50%', actions: [{ type: 'notify', params: { to: 'team-lead', template: 'template/x' } }] },
  { clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 1, toQueue: 'queue/second' } }] },
];
const workflow = { ...WORKFLOW, delays: { quiet: { budget: { elapsed: 'PT50H' } } } };
const queues = [queueOf('first', { clocks: [clock], ladder }), queueOf('second', { clocks: [clock] })];
const rules = requestRules('workflow/complaint', environmentOf(CALENDARS, queues, workflow));

/** The same requests by a plain loop that looks at every one of them every minute. */
function watched(requests: readonly RecordedRequest[], until: number) {
  const told = { inTime: 0, missed: 0, open: 0, escalated: 0, messages: 0, refused: 0 };
  const open: Record<string, number[]> = { first: [], second: [] };
  for (const { at: start, events } of requests) {
    let [state, queue, next, quietFor, halfTold] = ['new', 'first', 0, 0, false];
    let [consumed, usedUpAt, isCalled, isOpen] = [0, -1, false, true];
    const close = (at: number) => {
      if (usedUpAt >= 0 && at > usedUpAt) told.missed += 1;
      else told.inTime += 1;
      isOpen = false;
    };
    for (let at = start; at <= until; at += MINUTE) {
      const runs = () => isOpen && (state === 'new' || state === 'inProgress');
      if (runs() && consumed * 2 >= BUDGET && !halfTold && queue === 'first')
        [halfTold, told.messages] = [true, told.messages + 1];
      if (runs() && consumed >= BUDGET && usedUpAt < 0) {
        usedUpAt = at;
        // Once a level, until a request is opened again.
        if (queue === 'first' && !isCalled) [told.escalated, isCalled] = [told.escalated + 1, true];
        queue = 'second';
      }
      if (state === 'resolved' && quietFor === QUIET) state = 'closed';
      for (; events[next]?.at === at; next += 1) {
        const { event } = (events[next]?.line ?? {}) as { readonly event?: string };
        const to = NEXT[state]?.[event ?? ''];
        if (to === undefined) {
          told.refused += 1;
          continue;
        }
        if (state === 'resolved') [consumed, usedUpAt, halfTold, isCalled, isOpen] = [0, -1, false, false, true];
        state = to;
        if (state === 'resolved') close(at);
        quietFor = 0;
      }
      const lying = open[queue] ?? [];
      const i = (at - MONDAY) / MINUTE;
      if (state !== 'resolved' && state !== 'closed') lying[i] = (lying[i] ?? 0) + 1;
      if (runs()) consumed += 1;
      if (state === 'resolved') quietFor += 1;
      if (at === until && isOpen) told[usedUpAt >= 0 && at > usedUpAt ? 'missed' : 'open'] += 1;
    }
  }
  const most = Object.fromEntries(
    Object.entries(open).map(([name, counts]) => [name, counts.reduce((a, b) => Math.max(a, b ?? 0), 0)]),
  );
  // The last minute is looked at, and not lived through.
  const length = Object.fromEntries(
    Object.entries(open).map(([name, counts]) => [name, counts.slice(0, LENGTH).reduce((a, b) => a + (b ?? 0), 0)]),
  );
  return { ...told, most, length };
}

const seed = Number(process.env['SEED'] ?? 1);

it(`comes to what a plain loop over minutes counts (seed ${seed})`, { timeout: 60_000 }, () => {
  if (rules === null) throw new Error('no rules');
  const random = new Chance(seed);
  const met = { missed: 0, inTime: 0, open: 0, escalated: 0, refused: 0 };
  for (let round = 0; round < 15; round += 1) {
    const requests = random.many(12, (): RecordedRequest => {
      const start = random.whole(0, LENGTH / 2);
      const times = random.many(random.whole(0, 9), () => random.whole(start, LENGTH)).toSorted((a, b) => a - b);
      return {
        at: MONDAY + start * MINUTE,
        facts: { number: 'CMP-1' },
        events: times.map((at) => ({ at: MONDAY + at * MINUTE, line: { event: random.pick(EVENTS) } })),
      };
    });
    const until = MONDAY + LENGTH * MINUTE;
    const { live, result } = simulation(rules, 'queue/first', until);
    for (const one of requests) live(one);
    const { clocks, escalations, messages, problems, queues: loads } = result();
    const counted = watched(requests, until);
    expect({
      ...clocks['resolve'],
      escalated: escalations['1'] ?? 0,
      messages,
      refused: Object.values(problems).reduce((a, b) => a + b, 0),
      most: { first: loads['queue/first']?.most, second: loads['queue/second']?.most ?? 0 },
      length: {
        first: (loads['queue/first']?.length ?? 0) / MINUTE,
        second: (loads['queue/second']?.length ?? 0) / MINUTE,
      },
    }).toEqual(counted);
    for (const key of Object.keys(met) as (keyof typeof met)[]) met[key] += counted[key];
  }
  for (const [what, count] of Object.entries(met)) expect(count, what).toBeGreaterThan(3);
});
