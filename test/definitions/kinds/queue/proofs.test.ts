import { expect, it } from 'vitest';
import type { Environment } from '../../../../definitions/model/environment.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import type { Stepped } from '../../../../definitions/machine/life-lines.ts';
import type { RequestEffect, RequestSnapshot } from '../../../../definitions/machine/request.ts';
import { parseMilliseconds } from '../../../../definitions/expression/date-text.ts';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import { proveQueue } from '../../../../definitions/kinds/queue/prove.ts';
import { rungHistory } from '../../../../definitions/kinds/queue/prove-rungs.ts';
import type { QueueDocument, QueueRung } from '../../../../definitions/kinds/queue/queue.ts';
import { queueStepper } from '../../../../definitions/kinds/queue/stepper.ts';
import { exploredWorkflow } from '../../../../definitions/kinds/workflow/prove.ts';
import type { WorkflowDocument } from '../../../../definitions/kinds/workflow/workflow.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { environmentOf, live, queueOf, WORKFLOW } from './desk.ts';

const BUDGET = { nodes: 100_000 };
const text = (of: string) => ({ 'zh-CN': of, en: of });
const ALL_DAY = ['00:00-24:00'];
const ALWAYS = {
  kind: 'calendar',
  name: 'cn-desk',
  title: text('always'),
  timeZone: 'Asia/Shanghai',
  workingDay: 'PT24H',
  from: '2026-01-01',
  to: '2026-12-31',
  windows: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ALL_DAY])),
};
const MORNING = parseMilliseconds('2026-03-02T09:00:00+08:00') ?? 0;
const RAISE = [{ type: 'raise-priority', params: { by: 1 } }];
const CLOCK = {
  name: 'resolve',
  runsIn: ['new', 'inProgress'],
  stopsIn: ['resolved', 'closed'],
  budgets: [{ budget: 'PT4H' }],
};

function proofsOf(queue: QueueDocument, workflow: object = WORKFLOW, others: readonly QueueDocument[] = []) {
  const environment = environmentOf([ALWAYS], [queue, ...others], workflow);
  const proofs = proveQueue(queue, null, environment, BUDGET as Parameters<typeof proveQueue>[3]);
  return {
    environment,
    proofs,
    said: proofs.map(
      ({ property, verdict, problem }) => `${property} ${verdict}${verdict === 'refuted' ? ` ${problem?.code}` : ''}`,
    ),
  };
}
const sure = ['clocks-bounded proved', 'budgets-complete proved'];
/** A workflow whose every event but the customer's is an agent's. */
const AGENTS = {
  ...WORKFLOW,
  events: Object.fromEntries(
    ['claim', 'askCustomer', 'resolve', 'reopen'].map((name) => [name, { title: text(name), roles: ['agent'] }]),
  ),
};

it('proves that every rung is reached: shares, late ones, idleness and re-opens', () => {
  const ladder = ['80%', '100%', 'overdue PT4H'].map((at) => ({ clock: 'resolve', at, actions: RAISE }));
  const ofRequest = ['idle P1D', 'reopened 3'].map((at) => ({ at, actions: RAISE }));
  const queue = queueOf('complaints', { clocks: [CLOCK], ladder: [...ladder, ...ofRequest] });
  expect(proofsOf(queue).said).toEqual([...sure, 'rungs-reachable proved', 'somebody-may-act proved']);
});

it('proves the rungs of a queue from which the ladder itself moves a request', () => {
  const escalate = [{ type: 'escalate', params: { level: 1, toQueue: 'queue/senior' } }];
  const ladder = [
    { clock: 'resolve', at: '50%', actions: escalate },
    { clock: 'resolve', at: '100%', actions: escalate },
  ];
  const senior = queueOf('senior', { clocks: [CLOCK] });
  const queue = queueOf('complaints', { clocks: [CLOCK], ladder });
  expect(proofsOf(queue, WORKFLOW, [senior]).said).toContain('rungs-reachable proved');
});

it('refutes a rung of a clock that never runs, and a re-open where nothing is opened again', () => {
  const { reopen: _, ...never } = { reopen: '' };
  const states = {
    ...WORKFLOW.machine.states,
    resolved: { on: never, after: { quiet: 'closed' } },
    lost: { on: { resolve: 'resolved' } },
  };
  const workflow = { ...WORKFLOW, machine: { ...WORKFLOW.machine, states } };
  const title = { 'zh-CN': '寻回时限', en: 'Finding' };
  const lost = { ...CLOCK, name: 'lost', title, runsIn: ['lost'] };
  const ladder = [
    { clock: 'lost', at: '100%', actions: RAISE },
    { at: 'reopened 1', actions: RAISE },
  ];
  const { proofs } = proofsOf(queueOf('complaints', { clocks: [CLOCK, lost], ladder }), workflow);
  const refuted = proofs.filter(({ verdict }) => verdict === 'refuted');
  expect(refuted.map(({ pointer, problem }) => `${pointer} ${problem?.code}`)).toEqual([
    '/ladder/0 rung-never-of-clock',
    '/ladder/1 rung-never',
  ]);
  expect(refuted[0]?.problem?.message).toMatchObject({
    'zh-CN': '“complaints”，“寻回时限”到期时：永远不会到，时钟“寻回时限”从不计时',
    en: '“complaints”, when “Finding” is due: this is never reached, because the clock “Finding” never runs',
  });
  expect(refuted[1]?.problem?.message.en).toContain('on re-opening number 1: this is never reached');
});

it('proves a rung that only requests with certain facts reach, from their beginning', () => {
  const urgent = { type: 'criteria', params: { of: 'criteria/urgent' } };
  const gate = { always: [{ target: 'inProgress', guard: urgent }, { target: 'closed' }] };
  const states = { gate, inProgress: { on: { resolve: 'closed' } }, closed: { type: 'final' } };
  const workflow = { ...WORKFLOW, machine: { id: 'complaint', initial: 'gate', states }, delays: {}, events: {} };
  const ladder = [{ clock: 'resolve', at: '100%', actions: RAISE }];
  const clock = { ...CLOCK, runsIn: ['inProgress'], stopsIn: ['closed'] };
  const queue = queueOf('complaints', { clocks: [clock], ladder });
  const { said, environment } = proofsOf(queue, workflow);
  expect(said).toContain('rungs-reachable proved');
  const proving = exploredWorkflow(workflow as unknown as WorkflowDocument, environment, BUDGET.nodes);
  const history = proving && rungHistory(queue, ladder[0] as QueueRung, proving, environment);
  expect(history?.facts).toEqual({ urgent: true });
});

it('refutes, with a history that the step takes, a state in which no member may act', () => {
  const queue = queueOf('complaints', { clocks: [CLOCK], members: [{ role: 'team-lead', organisation: 'hangzhou' }] });
  const { proofs, environment } = proofsOf(queue, AGENTS);
  const refuted = proofs.filter(({ property }) => property === 'somebody-may-act');
  expect(refuted.map(({ problem }) => problem?.code)).toEqual([
    'queue-nobody-may-act',
    'queue-nobody-may-act',
    'queue-nobody-may-act',
  ]);
  for (const { problem } of refuted) {
    const { from, lines, state } = (problem?.witness ?? {}) as { from: string; lines: Json[]; state: string[] };
    const lived = live(environment, queue, parseMilliseconds(from) ?? 0, lines);
    expect(lived.flatMap(({ line }) => line.problems)).toEqual([]);
    expect(lived.at(-1)?.line.state).toEqual(state);
  }
  expect(
    refuted.map(({ problem }) => problem?.message.en.replace(/.*: (.*) and none.*\((by: .*); see.*/, '$1 $2')),
  ).toEqual([
    '“new” waits for “agent”, by: –',
    '“in hand” waits for “agent”, by: “claim”',
    '“resolved” waits for “agent”, by: “resolve”',
  ]);
});

it('refutes members who are recused together, until others join or the ladder leads to them', () => {
  const recusing = { clocks: [CLOCK], assign: { strategy: 'manual', exclude: ['number'] } };
  const verdict = (more: JsonObject, others: readonly QueueDocument[] = []) =>
    proofsOf(queueOf('complaints', { ...recusing, ...more }), AGENTS, others).said.at(-1);
  expect(verdict({})).toBe('somebody-may-act refuted queue-all-recused');
  const [here, there] = ['hangzhou', 'ningbo'].map((organisation) => ({ role: 'agent', organisation }));
  expect(verdict({ members: [here, there] as unknown as Json })).toBe('somebody-may-act proved');
  const senior = queueOf('senior', { clocks: [CLOCK], members: [there] as unknown as Json });
  const ladder = [
    { clock: 'resolve', at: '100%', actions: [{ type: 'escalate', params: { level: 1, toQueue: 'queue/senior' } }] },
  ];
  expect(verdict({ ladder }, [senior])).toBe('somebody-may-act proved');
  expect(proofsOf(queueOf('complaints', { clocks: [CLOCK] }), AGENTS).said.at(-1)).toBe('somebody-may-act proved');
});

it('refuses recusal by a field that requests do not have', () => {
  const queue = queueOf('complaints', { clocks: [CLOCK], assign: { strategy: 'manual', exclude: ['numbr'] } });
  const { problems } = kindOf('queue')?.lower(queue, environmentOf([ALWAYS], [queue])) ?? { problems: [] };
  expect(problems.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual([
    'exclude-field-unknown /assign/exclude/0',
  ]);
  expect(problems[0]?.message.en).toContain('number');
});

const seed = Number(process.env['SEED'] ?? 1);
const EVENTS = ['go', 'stop'];

it(`what is proved and refuted of the rungs of small queues is so by trying everything (seed ${seed})`, {
  timeout: 120_000,
}, () => {
  const random = new Chance(seed);
  const verdicts: Record<string, number> = {};
  for (let i = 0; i < 12; i += 1) {
    const [workflow, queue] = drawn(random);
    const environment = environmentOf([ALWAYS], [queue], workflow);
    const seen = firedByTrying(environment, queue);
    const proving = exploredWorkflow(workflow as unknown as WorkflowDocument, environment, BUDGET.nodes);
    if (proving === null) throw new Error('no machine');
    const proofs = proofsOf(queue, workflow).proofs.filter(({ property }) => property === 'rungs-reachable');
    for (const [at, rung] of (queue.ladder ?? []).entries()) {
      const own = proofs.find(({ pointer }) => pointer === `/ladder/${at}`);
      const verdict = own?.verdict ?? 'proved';
      verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
      const key = `${rung.clock ?? ''} ${rung.at}`;
      const said = `${key} ${JSON.stringify([workflow['machine'], queue])}`;
      if (verdict === 'refuted') expect(seen.has(key), said).toBe(false);
      if (verdict !== 'proved') continue;
      const history = rungHistory(queue, rung, proving, environment);
      const { from = 0, lines = [], facts = {} } = history ?? {};
      const lived = live(environment, queue, from, lines, { facts });
      expect(
        lived.flatMap(({ line: { effects } }) => effects.flatMap(keyOf)),
        said,
      ).toContain(key);
    }
  }
  expect(verdicts['proved'] ?? 0, JSON.stringify(verdicts)).toBeGreaterThan(10);
  expect(verdicts['refuted'] ?? 0, JSON.stringify(verdicts)).toBeGreaterThan(2);
});

const keyOf = (effect: object): readonly string[] => {
  const { rung } = effect as RequestEffect;
  return rung === undefined ? [] : [`${rung.clock ?? ''} ${rung.at}`];
};

/** Every rung that fires within four lines, whatever they are: an event, an hour, or a day. */
function firedByTrying(environment: Environment, queue: QueueDocument): ReadonlySet<string> {
  const stepper = queueStepper(queue, environment);
  const lines: readonly Json[] = [...EVENTS.map((event) => ({ event })), { advance: 'PT1H' }, { advance: 'PT30H' }];
  const seen = new Set<string>();
  let lives: readonly Stepped<RequestSnapshot>[] = [stepper.begin(MORNING, { number: 'CMP-1' }).begun].flatMap(
    (one) => one ?? [],
  );
  for (let depth = 0; depth < 4; depth += 1) {
    const next = new Map<string, Stepped<RequestSnapshot>>();
    for (const life of lives) {
      for (const line of lines) {
        const lived = stepper.next(life, line);
        for (const key of lived.line.effects.flatMap(keyOf)) seen.add(key);
        if (lived.line.problems.length === 0) next.set(JSON.stringify(lived.life), lived);
      }
    }
    lives = [...next.values()];
  }
  return seen;
}

/** Three states and an end, with events and a delay as they fall, and a queue with clocks that run somewhere. */
function drawn(random: Chance): readonly [JsonObject, QueueDocument] {
  const names = ['a', 'b', 'c', 'z'];
  const state = (): JsonObject => ({
    on: Object.fromEntries(EVENTS.filter(() => random.is(0.5)).map((event) => [event, random.pick(names)])),
    ...(random.is(0.3) ? { after: { two: random.pick(names) } } : {}),
  });
  const machine = { id: 'machine', initial: 'a', states: { a: state(), b: state(), c: state(), z: { type: 'final' } } };
  const workflow = { ...WORKFLOW, machine, delays: { two: { budget: { elapsed: 'PT2H' } } }, events: {} };
  const clock = (name: string): JsonObject => {
    const [runs, stops] = random.is(0.5) ? ['b', 'c'] : ['c', 'a'];
    return { name, runsIn: [runs], stopsIn: [stops], budgets: [{ budget: random.pick(['PT1H', 'PT4H']) }] };
  };
  const ladder = [
    ...['50%', '100%', 'overdue PT1H'].map((at) => ({ clock: 'one', at, actions: RAISE })),
    { clock: 'two', at: '100%', actions: RAISE },
    ...['idle PT3H', 'reopened 1', 'reopened 2'].map((at) => ({ at, actions: RAISE })),
  ];
  return [workflow, queueOf('complaints', { clocks: [clock('one'), clock('two')], ladder })];
}
