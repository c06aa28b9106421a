import Type from 'typebox';
import { expect, it } from 'vitest';
import { RefusedRequest } from '../../../server/http/problem-reply.ts';
import { validatorOf } from '../../../server/http/validation.ts';

const change = Type.Union([
  Type.Object({ kind: Type.Enum(['move']), node: Type.String({ minLength: 2 }) }, { additionalProperties: false }),
  Type.Object({ kind: Type.Enum(['reset']), role: Type.Enum(['author', 'agent']) }, { additionalProperties: false }),
]);
const deed = Type.Union([
  Type.Object({ act: Type.Literal('sign'), reason: Type.Optional(Type.String({ minLength: 1 })) }),
  Type.Object({ act: Type.Literal('reject'), reason: Type.String() }, { additionalProperties: false }),
]);
const member = Type.Union([Type.Object({ add: Type.String() }), Type.Object({ retire: Type.String() })]);

function told(schema: object, value: unknown) {
  const answer = validatorOf(schema, 'body')(value);
  if (!('error' in answer) || !(answer.error instanceof RefusedRequest)) return [];
  return answer.error.problems.map(({ pointer, message }) => [pointer, message.en, message['zh-CN']]);
}

it('tells of a union what is wrong with the member that is meant', () => {
  expect(told(change, { kind: 'move', node: 'ab' })).toEqual([]);
  expect(told(change, { kind: 'move', node: 'a' }).map(([pointer]) => pointer)).toEqual(['/node']);
  expect(told(change, { kind: 'reset' }).map(([pointer]) => pointer)).toEqual(['/role']);
  expect(told(change, { kind: 'reset', role: 'king' })).toEqual([
    ['/role', '/role must be one of author, agent', '/role 应为以下之一：author、agent'],
  ]);
});

it('tells of a union that no member is meant, and which there are', () => {
  const all = [['/kind', '/kind must be one of move, reset', '/kind 应为以下之一：move、reset']];
  expect(told(change, { kind: 'nope' })).toEqual(all);
  expect(told(change, { kind: 7, node: 'a' })).toEqual(all);
});

it('tells the member that is meant by whichever property is constant in all', () => {
  expect(told(deed, { act: 'sign' })).toEqual([]);
  expect(told(deed, { act: 'sign', reason: '' }).map(([pointer]) => pointer)).toEqual(['/reason']);
  expect(told(deed, { act: 'reject', to: 'a' }).map(([pointer]) => pointer)).toEqual(['/reason', '/to']);
  const all = [['/act', '/act must be one of sign, reject', '/act 应为以下之一：sign、reject']];
  expect([told(deed, { act: 'bogus' }), told(deed, { reason: 'x' })]).toEqual([all, all]);
  expect(told(deed, 7).map(([pointer]) => pointer)).toEqual(['']);
  const whole = Type.Object({ deed: Type.Union([deed, Type.Null()]), at: Type.String() });
  expect(told(whole, { deed: { act: 'reject' } }).map(([pointer]) => pointer)).toEqual(
    expect.arrayContaining(['/at', '/deed/reason']),
  );
});

it('tells of a union without kinds what is wrong with each member', () => {
  expect(told(member, {}).map(([pointer]) => pointer)).toEqual(['/add', '/retire', '']);
});
