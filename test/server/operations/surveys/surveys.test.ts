import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { letterIn } from '../../../../server/channels/letters.ts';
import { dispatchDue } from '../../../../server/dispatch/dispatch-outbox.ts';
import { readRequest } from '../../../../server/operations/requests/read-requests.ts';
import { SURVEYS } from '../../../../server/operations/requests/send-out.ts';
import { answerSurvey, openSurvey } from '../../../../server/operations/surveys/answer-survey.ts';
import { REMINDERS, remindOfSurveys } from '../../../../server/operations/surveys/remind-of-survey.ts';
import { startSurveys } from '../../../../server/operations/surveys/start-survey.ts';
import { readVectors } from '../../../definitions/time/vectors.ts';
import { codesOf, type Desk, HOUR, openDesk } from '../../support/requests.ts';
import { surveyDocuments } from '../../support/surveys.ts';
import { sharedCases } from '../../../support/shared.ts';
import { onBothDatabases } from '../../support/stores.ts';

const DAY = 24 * HOUR;
/** What is right by a vector of the field, where the vectors are beside the checkout. */
const folder = sharedCases('cases/service');
const vector = (id: string): JsonObject | undefined =>
  folder === null ? undefined : readVectors(folder).cases.get(id)?.right;

onBothDatabases('surveys', (stores) => {
  let desk: Desk;
  const signal = new AbortController().signal;
  const begin = async () => {
    desk = await openDesk(stores, surveyDocuments);
  };
  const deliver = async () => {
    const host = { ...desk, customers: async () => undefined, url: 'https://bank.example/' };
    const clocked = { store: desk.store, now: () => desk.now };
    const options = { holder: 'h', signal };
    await dispatchDue(clocked, SURVEYS, startSurveys(host), options);
    await dispatchDue(clocked, REMINDERS, remindOfSurveys(host), options);
  };
  /** Registers an inquiry and has it answered, whereupon its customer is asked. */
  const close = async (customer = 'C-1', mobilePhone: string | null = '138') => {
    const { id } = await desk.register({
      customer,
      facts: { topic: 'cards', ...(mobilePhone !== null && { mobilePhone }) },
    });
    await desk.send(id, 'claim');
    await answer(id);
    return id;
  };
  const answer = async (id: string) => {
    await desk.send(id, 'note', 'amy', { data: { reply: 'Done' } });
    await desk.send(id, 'answer');
    await deliver();
  };
  const letters = async () => {
    const rows = await desk.store.database
      .selectFrom('outbox')
      .select(['key', 'payload'])
      .where('type', '=', 'sms')
      .orderBy('number')
      .execute();
    return rows.map((message) => letterIn(desk.store.secrets, message));
  };
  const tokens = async () => (await letters()).map(({ text }) => /survey\/([\w-]+)/.exec(text)?.[1] ?? '');
  const give = async (token: string, answers: JsonObject, key: string | null = null) =>
    await codesOf(answerSurvey(desk, token, { answers, key }));
  const kept = async () =>
    await desk.store.database.selectFrom('survey_invitation').selectAll().orderBy('sent_at').execute();

  it('are sent by a letter with a link, of which the store keeps nothing that it could be used by', async () => {
    await begin();
    await close();
    const [letter] = await letters();
    const [token = ''] = await tokens();
    expect(letter).toMatchObject({
      to: '138',
      text: `invited INQ-2026-1 https://bank.example/survey/${token} Served。。`,
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    const outbox = await desk.store.database.selectFrom('outbox').selectAll().execute();
    expect(JSON.stringify([await kept(), outbox])).not.toContain(token);
    // Nor where it went.
    expect(outbox.filter(({ type }) => type === 'sms').map(({ payload }) => Object.keys(JSON.parse(payload)))).toEqual([
      ['sealed'],
    ]);
    expect(await openSurvey(desk, token)).toMatchObject({
      document: { name: 'served' },
      expiresAt: '2026-12-07T01:00:00.000Z',
    });
    expect(await codesOf(openSurvey(desk, 'x'.repeat(43)))).toBe('survey-link-unknown');
    // Nothing comes twice of one step, however often it is delivered.
    await desk.store.write({ kind: 'system', id: 't', name: 't' }, 'seed', async (tx) => {
      await tx.database.updateTable('outbox').set({ state: 'waiting' }).where('type', '=', SURVEYS).execute();
      await tx.audit({ subject: 'seed' });
    });
    await deliver();
    expect([(await letters()).length, (await kept()).length]).toEqual([1, 1]);
  });

  it('survey-01: count the first answers of a link, and answer the same to what is sent again', async () => {
    await begin();
    const id = await close();
    const [token = ''] = await tokens();
    desk.later(DAY);
    const first = await answerSurvey(desk, token, { answers: { rating: 5 }, key: 'k' });
    desk.later(DAY);
    expect(await give(token, { rating: 1 })).toBe('survey-answered');
    expect(await answerSurvey(desk, token, { answers: { rating: 5 }, key: 'k' })).toEqual(first);
    expect(await give(token, { rating: 1 }, 'k')).toBe('survey-key-reused');
    expect(await give(token, { rating: 5 }, 'other')).toBe('survey-answered');
    expect(await codesOf(openSurvey(desk, token))).toBe('survey-answered');
    const right = vector('survey-01') ?? { score: 5 };
    const reader = { id, rights: [{ role: 'agent', scope: 'bank' }] as const, people: ['amy'] };
    expect((await readRequest(desk, reader)).surveys).toEqual([
      {
        survey: 'survey/served',
        sentAt: '2026-11-23T01:00:00.000Z',
        expiresAt: '2026-12-07T01:00:00.000Z',
        reminded: 0,
        answeredAt: '2026-11-24T01:00:00.000Z',
        score: right['score'],
        answers: { rating: 5 },
      },
    ]);
    const audited = desk.store.database.selectFrom('audit_entry').select(['body', 'operation', 'outcome']);
    const entries = await audited.where('operation', '=', 'answer-survey').orderBy('number').execute();
    expect(
      entries
        .filter(({ body }) => body?.includes('"score"') === true)
        .map(({ body }) => JSON.parse(body ?? '') as unknown),
    ).toEqual([{ survey: 'survey/served', score: 5 }]);
    const events = await desk.store.database
      .selectFrom('outbox')
      .select('payload')
      .where('type', '=', 'cloud-event')
      .execute();
    const told = events
      .map(({ payload }) => JSON.parse(payload) as JsonObject)
      .filter(({ type }) => type === 'request.surveyed');
    expect(told).toMatchObject([{ subject: 'INQ-2026-1', data: { score: 5 } }]);
  });

  it('keep exactly one of answers that come at once, from two nodes', async () => {
    await begin();
    await close();
    const [token = ''] = await tokens();
    const other = await desk.node();
    const attempts = Array.from({ length: 12 }, async (_, i) => {
      const answers = { rating: 1 + (i % 5) };
      return await codesOf(answerSurvey(i % 2 === 0 ? desk : other, token, { answers, key: null }));
    });
    const codes = await Promise.all(attempts);
    expect(codes.toSorted()).toEqual(['done', ...Array.from({ length: 11 }, () => 'survey-answered')]);
    const [row] = await kept();
    expect(JSON.parse(row?.answers ?? '')).toEqual({ rating: 1 + (codes.indexOf('done') % 5) });
  });

  it('survey-03: leave whoever was asked in peace for a while, whichever of his requests ends', async () => {
    await begin();
    desk.later(Date.parse('2026-11-02T02:15:00Z') - desk.now.getTime());
    const id = await close();
    const sent: boolean[] = [(await letters()).length === 1];
    const next = async (at: string, ends: () => Promise<unknown>) => {
      desk.later(Date.parse(at) - desk.now.getTime());
      const before = (await kept()).length;
      await ends();
      sent.push((await kept()).length > before);
    };
    await desk.send(id, 'reopen', 'tom');
    await next('2026-12-20T03:00:00Z', async () => await answer(id));
    await next('2027-01-31T02:14:00Z', async () => await close());
    await next('2027-01-31T02:15:00Z', async () => await close());
    expect({ sent }).toEqual(vector('survey-03') ?? { sent: [true, false, false, true] });
    // Others are asked, and so is nobody whom no letter reaches: he is asked when one does.
    await next('2027-02-01T00:00:00Z', async () => await close('C-2', null));
    await next('2027-02-02T00:00:00Z', async () => await close('C-2'));
    expect(sent.slice(4)).toEqual([false, true]);
  });

  it('event-01: are sent once where the event that ends a request comes twice', async () => {
    await begin();
    const id = await close();
    expect(await codesOf(desk.send(id, 'answer'))).toBe('event-not-accepted');
    await deliver();
    expect((await kept()).length).toBe(vector('event-01')?.['surveys'] ?? 1);
  });

  it('remind whoever has not answered, by the same link, and end when they say', async () => {
    await begin();
    await close('C-1');
    await close('C-2');
    const [one = '', two = ''] = await tokens();
    desk.later(5 * DAY);
    await deliver();
    expect((await tokens()).slice(2).toSorted()).toEqual([one, two].toSorted());
    expect(await give(one, { rating: 4 })).toBe('done');
    desk.later(5 * DAY);
    await deliver();
    await deliver();
    const all = await letters();
    expect([all.length, all.at(-1)?.text.startsWith('reminded INQ-2026-2')]).toEqual([5, true]);
    expect((await kept()).map(({ reminded }) => String(reminded)).toSorted()).toEqual(['1', '2']);
    desk.later(4 * DAY);
    expect(await give(two, { rating: 4 })).toBe('survey-expired');
    expect(await codesOf(openSurvey(desk, two))).toBe('survey-expired');
  });

  it('remind once after an outage, by the latest of the reminders that are due', async () => {
    await begin();
    await close();
    desk.later(10 * DAY);
    await deliver();
    const [, ...after] = await letters();
    expect(after.map(({ text }) => text.split(' ')[0])).toEqual(['reminded']);
  });

  it('refuse what does not fit, say of each answer why, and take the right ones afterwards', async () => {
    await begin();
    await close();
    const [token = ''] = await tokens();
    expect(await give(token, {})).toBe('survey-answer-missing');
    expect(await give(token, { rating: 6 })).toBe('survey-answer-unfit');
    expect(await give(token, { rating: '5' })).toBe('survey-answer-unfit');
    expect(await give(token, { rating: 5, why: 'x' })).toBe('survey-answer-unasked');
    expect(await give(token, { rating: 1, why: 'x'.repeat(101), more: 1 })).toBe(
      'survey-answer-unfit, survey-answer-unasked',
    );
    expect((await kept()).map(({ answered_at }) => answered_at)).toEqual([null]);
    const hostile = '<script>alert(1)</script>=cmd|\u202E';
    expect(await give(token, { rating: 1, why: hostile })).toBe('done');
    expect(JSON.parse((await kept())[0]?.answers ?? '')).toEqual({ rating: 1, why: hostile });
  });
});
