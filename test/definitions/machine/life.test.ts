import { expect, it } from 'vitest';
import { advance, beginLife } from '../../../definitions/machine/life.ts';
import { bareStepper, type Json, type Stepped } from '../../../definitions/index.ts';
import { bareWorld } from '../../../definitions/machine/bare-world.ts';
import { compileMachine } from '../../../definitions/machine/machine.ts';

/** What a machine answers to lines, the first line included. */
function lines(document: Json, inputs: readonly Json[], from = 0) {
  const { stepper, problems } = bareStepper(document);
  if (stepper === null) return { lines: [], problems: problems.map(({ code }) => code) };
  const { begun, problems: why } = stepper.begin(from, {});
  if (begun === null) return { lines: [], problems: why.map(({ code }) => code) };
  let stepped: Stepped = begun;
  const said = [told(stepped)];
  for (const input of inputs) {
    stepped = stepper.next(stepped, input);
    said.push(told(stepped));
  }
  return { lines: said, problems: [] };
}

function told({ line }: Stepped) {
  const { state, at, effects, timers, problems } = line;
  return [
    state.join(' '),
    at,
    effects.map(({ type }) => type).join(' '),
    timers.length,
    ...problems.map(({ code }) => code),
  ];
}

const CLAIMED = {
  id: 'complaint',
  initial: 'new',
  states: {
    new: {
      entry: ['greet'],
      on: { claim: { target: 'open', actions: [{ type: 'assign', params: { to: 'actor' } }] } },
      after: { 2_592_000_000: { target: 'closed', actions: 'tell' } },
    },
    open: { on: { note: {}, again: { target: 'open', reenter: true } }, after: { 1000: 'closed' } },
    closed: { type: 'final' },
  },
};

it('takes events, starts timers anew, and ends', () => {
  const inputs = [
    { event: 'claim' },
    { event: 'note' },
    { advance: { ms: 999 } },
    { event: 'again' },
    { advance: 'PT1S' },
  ];
  expect(lines(CLAIMED, [...inputs, { event: 'claim' }]).lines).toEqual([
    ['new', '1970-01-01T00:00:00Z', 'greet', 1],
    ['open', '1970-01-01T00:00:00Z', 'assign', 1],
    ['open', '1970-01-01T00:00:00Z', '', 1],
    ['open', '1970-01-01T00:00:00.999Z', '', 1],
    ['open', '1970-01-01T00:00:00.999Z', '', 1],
    ['closed', '1970-01-01T00:00:01.999Z', '', 0],
    ['closed', '1970-01-01T00:00:01.999Z', '', 0, 'machine-finished'],
  ]);
});

it('timer-03: a delay of 30 days ends in the line in which it is over, and not before', () => {
  const inputs = [{ advance: { ms: 2_160_000_000 } }, { advance: { ms: 431_999_999 } }, { advance: { ms: 1 } }];
  expect(lines(CLAIMED, inputs).lines.map(([state, , effects]) => [state, effects])).toEqual([
    ['new', 'greet'],
    ['new', ''],
    ['new', ''],
    ['closed', 'tell'],
  ]);
});

it('what is due at an instant fires before the event of that instant', () => {
  const document = {
    initial: 'a',
    states: {
      a: { after: { 10: 'b' }, on: { go: 'early' } },
      b: { on: { go: 'late' }, after: { 0: 'c' } },
      c: { on: { go: 'late' } },
      early: {},
      late: {},
    },
  };
  expect(lines(document, [{ advance: { ms: 10 } }, { event: 'go' }]).lines.map(([state]) => state)).toEqual([
    'a',
    'c',
    'late',
  ]);
});

it.each([
  ['event-04: xstate.after.unclaimed.complaint.new', 'event-name-refused'],
  ['xstate.done', 'event-name-refused'],
  ['xstate.init', 'event-name-refused'],
  ['xstate.stop', 'event-name-refused'],
  ['*', 'event-name-refused'],
  ['note.*', 'event-name-refused'],
  ['', 'event-name-refused'],
  ['resolve', 'event-unknown'],
  ['again', 'event-not-accepted'],
  ['constructor', 'event-unknown'],
  ['__proto__', 'event-unknown'],
])('refuses the event %s', (title, code) => {
  const event = title.replace('event-04: ', '');
  const [first, second] = lines(CLAIMED, [{ event }]).lines;
  expect(second).toEqual([first?.[0], first?.[1], '', 1, code]);
});

it.each([
  [{ event: 1 }, 'step-line-malformed'],
  [{ event: 'claim', to: 'x' }, 'step-line-malformed'],
  [{ event: 'claim', data: [] }, 'step-line-malformed'],
  [{ event: 'claim', facts: {} }, 'step-line-malformed'],
  [[], 'step-line-malformed'],
  [null, 'step-line-malformed'],
  [{ advance: 'PT1H', event: 'claim' }, 'step-line-malformed'],
  [{ advance: 'P1M' }, 'advance-malformed'],
  [{ advance: '-PT1H' }, 'advance-malformed'],
  [{ advance: { ms: 0.5 } }, 'advance-malformed'],
  [{ advance: { ms: -1 } }, 'advance-malformed'],
  [{ advance: { ms: '1' } }, 'advance-malformed'],
  [{ advance: { ms: 1e15 } }, 'instant-out-of-range'],
] as const)('a line %j changes nothing and has its problem', (input, code) => {
  expect(lines(CLAIMED, [input]).lines[1]).toEqual(['new', '1970-01-01T00:00:00Z', '', 1, code]);
});

it.each([
  ['invoke', { initial: 'a', states: { a: { invoke: { src: 'x' } } } }, 'machine-part-refused'],
  [
    'an action of XState',
    { initial: 'a', states: { a: { entry: { type: 'xstate.raise' } } } },
    'machine-name-reserved',
  ],
  ['an event of XState', { initial: 'a', states: { a: { on: { 'xstate.init': 'a' } } } }, 'machine-name-reserved'],
  [
    'a raised event of XState',
    { initial: 'a', states: { a: { entry: { type: 'raise', params: { event: 'xstate.stop' } } } } },
    'machine-name-reserved',
  ],
  ['a target that is not there', { initial: 'a', states: { a: { on: { go: 'b' } } } }, 'machine-unreadable'],
  ['no machine', [], 'machine-unreadable'],
  ['a text', 'x', 'machine-unreadable'],
  ['eventless circles', { initial: 'a', states: { a: { always: 'b' }, b: { always: 'a' } } }, 'machine-endless'],
  ['a delay without a meaning', { initial: 'a', states: { a: { after: { soon: 'a' } } } }, 'delay-unknown'],
  [
    'a guard without a meaning',
    { initial: 'a', states: { a: { always: { target: 'b', guard: 'x' } }, b: {} } },
    'guard-unknown',
  ],
])('a machine is refused: %s', (_, document, code) => {
  expect(lines(document as Json, [])).toEqual({ lines: [], problems: [code] });
});

it('a step that would not end, or asks an unknown guard, is refused and changes nothing', () => {
  const document = {
    initial: 'a',
    states: {
      a: {
        on: { spin: 'b', ask: { target: 'c', guard: 'constructor' }, both: [{ guard: 'toString', target: 'c' }, 'c'] },
      },
      b: { always: 'd' },
      d: { always: 'b' },
      c: {},
    },
  };
  const found = lines(document, [{ event: 'spin' }, { event: 'ask' }, { event: 'both' }]).lines;
  expect(found.map(([state, , , , code]) => [state, code])).toEqual([
    ['a', undefined],
    ['a', 'machine-endless'],
    ['a', 'guard-unknown'],
    ['a', 'guard-unknown'],
  ]);
});

it('a timer that starts itself anew for ever stops where it has fired often enough', () => {
  const { machine } = compileMachine({ initial: 'a', states: { a: { after: { 1: { target: 'a', reenter: true } } } } });
  const lived = machine === null ? null : beginLife(machine, 0, bareWorld).lived;
  if (machine === null || lived === null) throw new Error('The machine is sound');
  const { life, problems } = advance(machine, lived.life, 3_600_000, bareWorld, 50);
  expect([life.at, ...problems.map(({ code, message }) => [code, message.en])]).toEqual([
    51,
    ['timers-endless', 'More than 50 timers fired while time was advanced; it stopped at 1970-01-01T00:00:00.051Z'],
  ]);
});

it('says what is accepted here, in both languages', () => {
  const { stepper } = bareStepper(CLAIMED);
  const begun = stepper?.begin(0, {}).begun;
  if (stepper === null || begun === null || begun === undefined) throw new Error('The machine is sound');
  const { line } = stepper.next(begun, { event: 'again' });
  expect(line.problems[0]?.message).toEqual({
    'zh-CN': '状态 new 不接受事件“again”；此处接受：claim',
    en: 'The state new does not accept the event "again"; accepted here: claim',
  });
});
