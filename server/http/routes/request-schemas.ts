import Type from 'typebox';
import { namesShown } from '../page.ts';

const text = Type.String();
const whole = Type.Integer();
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const instant = Type.String({ description: 'An instant, in UTC' });
const leaves = Type.Array(text, {
  description: 'The leaves in which its workflow stands, in the order of the document',
});
const clock = Type.Object(
  {
    name: text,
    cycle: whole,
    consumed: Type.String({ description: 'What its budget counts, `PT3H12M`' }),
    dueAt: Type.Union([instant, Type.Null()], { description: 'Null while it is paused with time left' }),
    verdict: Type.Optional(Type.Enum(['met', 'missed', 'merged'])),
  },
  { description: 'In a list as the last step told it; of one request as it stands now' },
);
const problem = Type.Object({ code: text, severity: text, pointer: text });
const facts = Type.Object({}, { description: 'Its fields, by the entity of its workflow' });

/** What is told of a request wherever it is listed. */
const summary = {
  id: text,
  number: Type.String({ examples: ['CMP-2026-17'] }),
  type: Type.String({ examples: ['request-type/complaint'] }),
  queue: Type.String({ examples: ['queue/complaints'] }),
  state: leaves,
  isOpen: Type.Boolean(),
  priority: whole,
  customer: orNull(text),
  node: Type.String({ description: 'The place of the organisation it belongs to' }),
  channel: orNull(text),
  skill: orNull(text),
  owner: Type.Union([text, Type.Null()], { description: 'The person who works on it' }),
  registeredAt: instant,
  closedAt: orNull(instant),
  revision: whole,
  clocks: Type.Array(clock),
};
export const requestListed = Type.Object(summary);

const entry = Type.Object({
  number: Type.Integer({ description: 'The revision that it led to' }),
  at: instant,
  occurredAt: instant,
  actor: Type.Object({ kind: text, id: text, name: text }),
  kind: Type.Enum(['registered', 'event', 'timer', 'assigned', 'transferred', 'extended', 'note', 'approval']),
  event: Type.Union([text, Type.Null()], { description: 'The event of the workflow, or the timers that fired' }),
  from: orNull(leaves),
  to: leaves,
  data: Type.Object({}),
  effects: Type.Array(Type.Object({ type: text })),
  problems: Type.Array(problem),
});

const surveyed = Type.Object({
  survey: text,
  sentAt: instant,
  expiresAt: instant,
  reminded: Type.Integer({ description: 'How many reminders were sent' }),
  answeredAt: orNull(instant),
  score: orNull(Type.Number()),
  answers: orNull(Type.Object({})),
});

/** One request with all that is known of it. */
export const requestShown = Type.Object({
  ...summary,
  workflow: text,
  versions: Type.Object(
    { type: whole, workflow: whole, queue: whole },
    { description: 'By which it is handled: newer ones are for newer requests' },
  ),
  definitions: Type.Union([Type.Object({ queue: Type.Object({}), workflow: Type.Object({}) }), Type.Null()], {
    description: 'The documents by which it is handled, in these versions; null where they are not kept',
  }),
  events: Type.Array(text, {
    description: 'The events that its workflow takes now; guards are asked when one is sent',
  }),
  facts,
  withheld: Type.Array(text, { description: 'Fields that are too sensitive to be shown' }),
  timers: Type.Array(Type.Object({ name: text, dueAt: instant })),
  rungs: Type.Array(Type.Object({ clock: Type.Optional(text), at: text, dueAt: instant })),
  timeline: Type.Array(entry, { description: 'What happened to it, oldest first' }),
  surveys: Type.Array(surveyed, { description: 'How the customer was asked how he was served, oldest first' }),
  names: namesShown,
});

/** Who may be given a request. */
export const assignees = Type.Object({
  skill: Type.Union([text, Type.Null()], { description: 'What it takes; null: anybody can do it' }),
  items: Type.Array(
    Type.Object({
      person: text,
      name: text,
      load: Type.Integer({ description: 'How many open requests he works on' }),
      skills: Type.Array(text),
      absentTo: Type.Union([text, Type.Null()], {
        description: 'The last day on which he is absent, and cannot be given it',
      }),
      isAtLimit: Type.Boolean({ description: 'He has as many as the queue gives to one by itself' }),
    }),
    { description: 'Those who are there first, then those with the fewest open ones' },
  ),
  total: Type.Integer({ minimum: 0 }),
});

/** What whoever registers a request is told. */
export const requestRegistered = Type.Object({
  id: text,
  number: text,
  revision: whole,
  queue: text,
  state: leaves,
  duplicates: Type.Array(Type.Object({ id: text, number: text, isOpen: Type.Boolean() }), {
    description: 'Requests of the same customer about the same',
  }),
  duplicatesDo: Type.Union([Type.Enum(['offer-merge', 'warn']), Type.Null()]),
});

/** What became of a request by something that was done with it. */
export const requestMoved = Type.Object({
  id: text,
  number: text,
  revision: whole,
  state: leaves,
  queue: text,
  owner: orNull(text),
});
