import { expect, test } from 'vitest';
import { link, problemCodes } from '../../../definitions/index.ts';
import { bareProblem, defineProblems, meaningOf } from '../../../definitions/model/problem.ts';
import { packSources } from '../../support/packs.ts';
// Every table of the server's own.
import '../../../server/batch/problems.ts';
import '../../../server/batch/sql-engine/problems.ts';
import '../../../server/http/problems.ts';
import '../../../server/operations/definitions/load-problems.ts';
import '../../../server/problems.ts';
import '../../../server/store/problems.ts';

const slotsOf = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort();

test('found 3: a sentence names the same slots in both languages', () => {
  expect(problemCodes().length).toBeGreaterThan(150);
  const uneven = problemCodes().flatMap((code) => {
    const { 'zh-CN': chinese = '', en = '' } = meaningOf(code) ?? {};
    return slotsOf(chinese).join() === slotsOf(en).join() ? [] : [`${code}: ${chinese} | ${en}`];
  });
  expect(uneven).toEqual([]);
});

test('found 3: a sentence with an unfilled slot does not compile', () => {
  const make = defineProblems({
    'two-slots': { severity: 'note', status: 200, 'zh-CN': '{first}、{second}', en: '{first} and {second}' },
    'no-slot': { severity: 'note', status: 200, 'zh-CN': '无', en: 'nothing' },
  });
  const at = { pointer: '' };
  expect(make('two-slots', at, { first: 1, second: 'b' }).message).toEqual({ 'zh-CN': '1、b', en: '1 and b' });
  expect(make('no-slot', at).message.en).toBe('nothing');
  // @ts-expect-error: both slots are lacking
  expect(make('two-slots', at).message.en).toBe('… and …');
  // @ts-expect-error: the second slot is lacking
  expect(make('two-slots', at, { first: 1 }).message.en).toBe('1 and …');
});

test('found 3: what the decisions of a pack may announce fills every slot of its sentence', () => {
  const library = link(packSources('bank-crm'));
  const plans = [...library.definitions.keys()].flatMap((id) => library.environment.decision(id)?.problems ?? []);
  const unfilled = plans.filter(({ code, slots }) => {
    const { 'zh-CN': chinese = code, en = code } = meaningOf(code) ?? {};
    return slotsOf(chinese + en).some((slot) => (slots as Record<string, unknown>)[slot.slice(1, -1)] === undefined);
  });
  expect(plans.length).toBeGreaterThan(0);
  expect(unfilled.map(({ code }) => code)).toEqual([]);
});

test('found 3: a problem of which only the code is known shows no slot', () => {
  for (const code of problemCodes()) {
    const { message } = bareProblem(code, { pointer: '' });
    expect(message['zh-CN'] + message.en).not.toMatch(/\{\w+\}/);
  }
});
