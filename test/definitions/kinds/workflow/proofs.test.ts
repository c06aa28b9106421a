import { expect, it } from 'vitest';
import { kindOf } from '../../../../definitions/kinds/index.ts';
import type { Json, JsonObject } from '../../../../definitions/model/json.ts';
import { parseMilliseconds } from '../../../../definitions/expression/date-text.ts';
import { prove } from '../../../../definitions/prove.ts';
import { COMPLAINT, linked, problemsOf, proofsOf, workflow } from './complaint.ts';

const end = { z: { type: 'final' } };
const hours = (count: number) => ({ budget: { elapsed: `PT${count}H` } });
const DELAYS = { delays: { soon: hours(1), later: hours(2) } };
const remind = { actions: [{ type: 'raise-priority', params: { by: 1 } }] };

it('a sound workflow is proved', () => {
  expect(proofsOf(COMPLAINT)).toEqual({
    'states-reachable': 'proved',
    'states-lead-out': 'proved',
    'timers-can-end': 'proved',
    'comes-to-rest': 'proved',
    'choices-clear': 'proved',
  });
});

const machine = (states: JsonObject, more: JsonObject = {}): JsonObject =>
  workflow({ initial: 'a', states: { ...states, ...end } }, more);

it.each<readonly [string, JsonObject, JsonObject]>([
  [
    'a state that is never entered',
    machine({ a: { on: { go: 'z' } }, b: { on: { go: 'z' } } }),
    { 'states-reachable': 'workflow-state-unreachable' },
  ],
  [
    'a state that leads nowhere',
    machine({ a: { on: { go: 'z', stick: 'b' } }, b: { on: { again: 'b' } } }),
    { 'states-lead-out': 'workflow-state-trapped' },
  ],
  [
    'a circle of two without an end',
    workflow({ initial: 'a', states: { a: { on: { go: 'b' } }, b: { on: { go: 'a' } } } }),
    { 'states-lead-out': 'workflow-state-trapped' },
  ],
  [
    'a delay that a shorter one always forestalls',
    machine({ a: { after: { soon: { target: 'a', reenter: true }, later: 'z' }, on: { go: 'z' } } }, DELAYS),
    { 'timers-can-end': 'workflow-timer-never' },
  ],
  [
    'a delay that comes after another of its state',
    machine({ a: { after: { soon: remind, later: 'z' } } }, DELAYS),
    {},
  ],
  [
    'a circle without an event',
    machine({
      a: { on: { go: 'b', end: 'z' } },
      b: { always: { target: 'c', guard: 'large' }, on: { end: 'z' } },
      c: { always: { target: 'b', guard: 'large' }, on: { end: 'z' } },
    }),
    { 'states-reachable': 'workflow-state-unreachable', 'comes-to-rest': 'workflow-endless' },
  ],
  [
    'a circle whose conditions exclude each other is none',
    machine({
      a: { on: { go: [{ target: 'b', guard: 'large' }, 'z'] } },
      b: { always: { target: 'a', guard: 'very-large' }, on: { end: 'z' } },
    }),
    {},
  ],
  [
    'two conditions that hold together',
    machine({
      a: {
        on: {
          go: [
            { target: 'b', guard: 'large' },
            { target: 'z', guard: 'reply-recorded' },
          ],
        },
      },
      b: { on: { end: 'z' } },
    }),
    { 'choices-clear': 'workflow-choice-ambiguous' },
  ],
  [
    'a condition that the one before takes whole',
    machine({
      a: {
        on: {
          go: [
            { target: 'b', guard: 'large' },
            { target: 'z', guard: 'very-large' },
          ],
        },
      },
      b: { on: { end: 'z' } },
    }),
    { 'choices-clear': 'workflow-choice-hidden' },
  ],
  [
    'a transition behind one without a condition',
    machine({ a: { on: { go: ['b', 'z'] } }, b: { on: { end: 'z' } } }),
    { 'choices-clear': 'workflow-choice-hidden' },
  ],
  [
    'the rest behind conditions',
    machine({ a: { on: { go: [{ target: 'b', guard: 'large' }, 'z'] } }, b: { on: { end: 'z' } } }),
    {},
  ],
  [
    'states side by side that both leave',
    workflow({
      initial: 'p',
      states: {
        p: { type: 'parallel', states: { x: { on: { go: '#z', w: '#w' } }, y: { on: { go: '#w' } } } },
        w: { id: 'w', on: { end: '#z' } },
        z: { type: 'final', id: 'z' },
      },
    }),
    { 'choices-clear': 'workflow-regions-contend' },
  ],
])('%s', (_, document, refuted) => {
  expect(problemsOf(document)).toEqual([]);
  const found = Object.entries(proofsOf(document)).filter(([, verdict]) => verdict !== 'proved');
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(refuted).map(([property, code]) => [property, `refuted ${String(code)}`])),
  );
  for (const { problem } of prove(linked(document), ['workflow/tried'])[0]?.proofs ?? [])
    lived(document, problem?.witness);
});

it('an event that may be raised again before it comes leaves open what it would refute', () => {
  const raise = { type: 'raise', params: { event: 'tick', delay: 'soon' } };
  const on = { start: { actions: [raise] }, tick: 'z' };
  const once = machine(
    { a: { on: { start: { target: 'b', actions: [raise] } } }, b: { on: { tick: 'z' } } },
    { delays: { soon: hours(1) } },
  );
  expect(new Set(Object.values(proofsOf(once)))).toEqual(new Set(['proved']));
  expect(proofsOf(machine({ a: { on } }, { delays: { soon: hours(1) } }))['states-lead-out']).toBe('undecided');
});

/** A history that is shown leads to where it says, line by line through the stepper. */
function lived(document: JsonObject, witness: Json | undefined): void {
  if (witness === undefined || !('lines' in (witness as JsonObject))) return;
  const {
    from,
    facts = {},
    lines,
    state,
  } = witness as {
    readonly from: string;
    readonly facts?: JsonObject;
    readonly lines: readonly JsonObject[];
    readonly state: readonly string[];
  };
  const stepper = kindOf('workflow')?.steps?.(document as never, linked(document).environment);
  let stepped = stepper?.begin(parseMilliseconds(from) ?? Number.NaN, facts).begun;
  if (stepper === undefined || stepped === null || stepped === undefined) throw new Error('It begins');
  for (const line of lines) stepped = stepper.next(stepped, line);
  expect(stepped.line.state).toEqual(state);
}
