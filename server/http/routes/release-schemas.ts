import Type from 'typebox';
import { lackingSchema } from './impact-schema.ts';

const text = Type.String();
const orNull = <Of extends Type.TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const instant = Type.String({ description: 'An instant, in UTC' });
const message = Type.Object({ 'zh-CN': text, en: text });
const whole = Type.Integer();

const member = Type.Object({
  ref: text,
  change: Type.Enum(['change', 'add', 'retire']),
  document: orNull(Type.Object({})),
  hash: orNull(text),
  replaces: orNull(Type.Object({ version: orNull(whole), hash: text })),
});
const closure = Type.Object({ ref: text, before: orNull(text), after: orNull(text) });
const caseChange = Type.Object({ ref: text, name: text, before: Type.Unknown(), after: Type.Unknown() });
const editor = Type.Object({ revision: whole, person: text, editedAt: instant });
const approval = Type.Object({
  revision: whole,
  hash: text,
  person: text,
  approvedAt: instant,
  state: Type.Enum(['given', 'taken-back', 'void', 'spent']),
  endedAt: orNull(instant),
  reason: orNull(message),
  isSample: Type.Boolean(),
});
const remark = Type.Object({
  revision: whole,
  ref: orNull(text),
  pointer: orNull(text),
  person: text,
  remarkedAt: instant,
  words: text,
});
const event = Type.Object({
  at: instant,
  event: text,
  from: orNull(text),
  to: text,
  revision: whole,
  reason: orNull(message),
  by: Type.Object({ kind: text, id: text, name: text }),
});

export const releaseListed = Type.Object({
  id: text,
  kind: Type.Enum(['change', 'roll-back']),
  state: text,
  revision: whole,
  title: text,
  refs: Type.Array(text, { description: 'The definitions that it changes, by id' }),
  goLiveAt: orNull(instant),
  begunBy: text,
  begunAt: instant,
});

export const draftListed = Type.Object({
  release: text,
  title: Type.String({ description: 'Of the release' }),
  ref: text,
  change: member.properties.change,
  document: orNull(Type.Object({}, { description: 'Null where the definition is to go' })),
});

export const releaseShown = Type.Object({
  ...Type.Omit(releaseListed, ['refs']).properties,
  undoes: orNull(text),
  node: text,
  reason: orNull(message),
  note: text,
  hash: orNull(text),
  content: Type.String({ description: 'The hash of what it says, whether or not it was handed in' }),
  goLiveAtTheBank: orNull(Type.String({ description: "As the bank's clocks show it" })),
  dueAt: orNull(instant),
  expiresAt: orNull(instant),
  publication: orNull(whole),
  liveAt: orNull(instant),
  isInForce: orNull(Type.Boolean({ description: 'Whether it is what is decided by today; null: it never went live' })),
  reviewDueAt: orNull(instant),
  reviewedBy: orNull(text),
  reviewedAt: orNull(instant),
  members: Type.Array(member),
  closures: orNull(Type.Array(closure, { description: 'Every published definition whose answers may change' })),
  caseChanges: orNull(Type.Array(caseChange)),
  impact: orNull(Type.Object({ snapshot: orNull(text), digest: orNull(text) })),
  waitsFor: Type.Array(Type.Object({ refs: Type.Array(text), people: orNull(Type.Array(text)) }), {
    description: 'The approvals that are missing; people null: anybody who may approve over the bank',
  }),
  awaitsReader: Type.Boolean({ description: 'Whether it waits for the approval of whoever reads it' }),
  impacts: Type.Array(
    Type.Object({ id: text, state: text, base: Type.Integer(), begunAt: text, isBound: Type.Boolean() }),
    {
      description: 'Kept impacts of the same change, newest first, with their movers: `GET /api/v1/impacts/{id}`',
    },
  ),
  conflicts: Type.Array(Type.Object({ release: text, state: text, refs: Type.Array(text) })),
  editors: Type.Array(editor),
  approvals: Type.Array(approval),
  remarks: Type.Array(remark),
  history: Type.Array(event),
});

export const revisionShown = Type.Object({
  release: text,
  revision: whole,
  title: text,
  note: text,
  goLiveAt: orNull(instant),
  frozenAt: orNull(instant),
  hash: orNull(text),
  binding: orNull(Type.Object({}, { description: 'All that an approval of it bound' })),
  members: Type.Array(member),
  editors: Type.Array(editor),
  approvals: Type.Array(approval),
});

export const releaseImpactShown = Type.Object({
  digest: orNull(text),
  snapshot: orNull(text),
  computedAt: orNull(instant),
  report: orNull(Type.Array(Type.Object({ ref: text }))),
  lacking: lackingSchema,
});

export const noticeShown = Type.Object({
  number: whole,
  release: text,
  kind: text,
  noticedAt: instant,
  title: text,
  state: text,
});
