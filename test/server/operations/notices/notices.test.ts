import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { letterIn } from '../../../../server/channels/letters.ts';
import { dispatchDue } from '../../../../server/dispatch/dispatch-outbox.ts';
import { composeMessages } from '../../../../server/operations/notices/compose-message.ts';
import { listRequestNotices, markNoticeRead } from '../../../../server/operations/notices/request-notices.ts';
import { handleRequest } from '../../../../server/operations/requests/handle-request.ts';
import { fireDueTimers } from '../../../../server/operations/requests/fire-timers.ts';
import { MESSAGES } from '../../../../server/operations/requests/send-out.ts';
import { deliverAgain, listDeliveries } from '../../../../server/operations/deliveries/deliveries.ts';
import { tester } from '../../support/bank.ts';
import { as } from '../../support/people.ts';
import { type Desk, deskDocuments, HOUR, openDesk, queueOf } from '../../support/requests.ts';
import { onBothDatabases } from '../../support/stores.ts';

const both = (text: string) => ({ 'zh-CN': `${text}。`, en: `${text}.` });
const template = (name: string, of: JsonObject): JsonObject => ({
  kind: 'template',
  name,
  purpose: 'contact',
  entity: 'entity/inquiry',
  ...of,
});
const TEMPLATES: readonly JsonObject[] = [
  template('late', {
    audience: 'staff',
    channels: { desktop: both('{{ request.number }} {{ clock.title | default: 0 }}') },
  }),
  template('sorry', {
    audience: 'customer',
    channels: {
      email: { subject: both('{{ request.number }}'), body: both('<p>{{ topic }}</p>') },
      sms: both('{{ topic }}'),
    },
  }),
];

const notify = (to: string, name = 'late'): JsonObject => ({
  type: 'notify',
  params: { to, template: `template/${name}` },
});
const CONTACTS = { email: { type: 'string', optional: true }, mobilePhone: { type: 'string', optional: true } };

/** The documents of the desk, with contacts of whoever asks, and somebody whom an inquiry is about. */
const documents = (ladder: readonly JsonObject[]): readonly JsonObject[] => [
  ...deskDocuments
    .filter((one) => one['kind'] !== 'queue' || one['name'] !== 'first')
    .map((one) =>
      one['name'] === 'inquiry' && one['kind'] === 'entity'
        ? {
            ...one,
            fields: { ...(one['fields'] as JsonObject), ...CONTACTS, about: { type: 'string', optional: true } },
          }
        : one,
    ),
  ...TEMPLATES,
  queueOf('first', {
    assign: { strategy: 'manual', exclude: ['about'] },
    // Whoever it is about, somebody elsewhere may act.
    members: ['bank', 'west'].flatMap((organisation) => ['agent', 'team-lead'].map((role) => ({ role, organisation }))),
    ladder: [...ladder],
    clocks: [
      {
        name: 'resolve',
        title: { 'zh-CN': '办结', en: 'Resolution' },
        runsIn: ['new', 'open'],
        stopsIn: ['answered', 'closed'],
        budgets: [{ budget: 'P3D' }],
      },
      {
        name: 'regulatory',
        title: { 'zh-CN': '监管时限', en: 'Regulatory limit' },
        runsIn: ['new', 'open'],
        stopsIn: ['answered', 'closed'],
        budgets: [{ budget: 'P10D' }],
        extensions: [{ to: 'P20D', by: 'team-lead' }],
        onExtend: [notify('assignee')],
      },
    ],
  }),
];
/** What the population says of customers. */
const records: Record<string, JsonObject> = { 'C-4': { customerId: 'C-4', mobilePhone: '137' } };
const at = (share: string, ...actions: readonly JsonObject[]): JsonObject => ({ clock: 'resolve', at: share, actions });

onBothDatabases('what people are told of requests', (stores) => {
  let desk: Desk;
  const begin = async (...ladder: readonly JsonObject[]) => {
    desk = await openDesk(stores, documents(ladder));
  };
  const signal = new AbortController().signal;
  const deliver = async () =>
    await dispatchDue(
      { store: desk.store, now: () => desk.now },
      MESSAGES,
      composeMessages(desk, async (_, key) => records[key]),
      {
        holder: 'h',
        signal,
      },
    );
  /** Lets the clock of a claimed request run to a rung of the ladder, and delivers what it asks for. */
  const runTo = async (hours: number) => {
    desk.later(hours * HOUR);
    await fireDueTimers(desk, { holder: 'h' });
    return await deliver();
  };
  const told = async (person: string) =>
    (await listRequestNotices(desk.store, person, { before: undefined, limit: 50 })).items.map(({ said }) => said.en);
  const deliveries = async (state?: 'dead' | 'waiting' | 'delivered') => {
    const rights = [{ role: 'system-administrator', scope: 'bank' }] as const;
    const page = await listDeliveries(desk.store, rights, { state, before: undefined, limit: 50 });
    return page.items.map(({ endpoint, fault, event }) => [endpoint, event.type, fault]);
  };
  const letters = async (type: string) =>
    (await desk.store.database.selectFrom('outbox').select(['key', 'payload']).where('type', '=', type).execute()).map(
      (message) => letterIn(desk.store.secrets, message),
    );

  it('comes from a rung to the team lead of the nearest place that has one, once, with the clock of the rung', async () => {
    await begin(at('50%', notify('team-lead')));
    const { id, number } = await desk.register();
    await desk.send(id, 'claim');
    expect(await runTo(35)).toBe(0);
    expect(await runTo(1)).toBe(1);
    expect(await deliver()).toBe(0);
    expect(await told('tom')).toEqual([`${number} Resolution.`]);
    expect([await told('lea'), await told('amy')]).toEqual([[], []]);
    // What was delivered, and is delivered again, is told once.
    const [row] = await desk.store.database
      .selectFrom('outbox')
      .select('number')
      .where('type', '=', MESSAGES)
      .execute();
    await deliverAgain(desk.store, as('sys'), row?.number ?? 0);
    expect(await deliver()).toBe(1);
    expect(await told('tom')).toHaveLength(1);
  });

  it('is never told to whom the request is about: the next place above is told', async () => {
    await begin(at('50%', notify('team-lead')));
    const { id, number } = await desk.register({ facts: { topic: 'cards', about: 'tom' } });
    await desk.send(id, 'claim');
    await runTo(36);
    expect([await told('tom'), await told('lea')]).toEqual([[], [`${number} Resolution.`]]);
  });

  it('goes to who works on it, and to who registered it', async () => {
    await begin(at('50%', notify('assignee')), at('60%', notify('requester')));
    const { id } = await desk.register({}, 'bea');
    await desk.send(id, 'claim', 'amy');
    await runTo(36);
    expect([(await told('amy')).length, (await told('bea')).length]).toEqual([1, 0]);
    await runTo(8);
    expect([(await told('amy')).length, (await told('bea')).length]).toEqual([1, 1]);
  });

  it('is written to the customer by the first channel that reaches him, from the definitions of then', async () => {
    await begin(at('50%', notify('customer', 'sorry')));
    const reach = async (customer: string, facts: JsonObject) => {
      const { id } = await desk.register({ customer, facts: { topic: 'cards', ...facts } });
      await desk.send(id, 'claim');
    };
    await reach('C-1', { email: 'wang@example.com', mobilePhone: '138' });
    await reach('C-2', { mobilePhone: '139' });
    await reach('C-3', {});
    await reach('C-4', {});
    // What is said was said when the request came: a later version is for new requests.
    await desk.publish([template('sorry', { audience: 'customer', channels: { sms: both('new') } })]);
    await runTo(36);
    expect(await letters('email')).toMatchObject([{ to: 'wang@example.com', text: '<p>cards</p>。' }]);
    expect(await letters('sms')).toEqual(
      expect.arrayContaining(['139', '137'].map((to) => expect.objectContaining({ to, text: 'cards。' }) as unknown)),
    );
    expect(await deliveries('dead')).toEqual([
      [
        MESSAGES,
        'request.told',
        '没有客户可用的邮箱或手机号 / There is no address or number of the customer that the template can use',
      ],
    ]);
    // No channel is set up: what waits is kept, and is shown.
    expect((await deliveries('waiting')).map(([endpoint]) => endpoint)).toEqual(
      expect.arrayContaining(['email', 'sms']),
    );
  });

  it('goes to the customer by the channel he prefers, and by the other where that does not reach him', async () => {
    await begin(at('50%', notify('customer', 'sorry')));
    const ways = { email: 'li@example.com', mobilePhone: '136', preferredChannel: 'sms' };
    records['C-5'] = { customerId: 'C-5', ...ways };
    records['C-6'] = { customerId: 'C-6', ...ways, mobilePhone: ' ' };
    records['C-7'] = { customerId: 'C-7', ...ways, preferredChannel: 'branch' };
    for (const customer of ['C-5', 'C-6', 'C-7']) await desk.send((await desk.register({ customer })).id, 'claim');
    await runTo(36);
    const [mails, texts] = [await letters('email'), await letters('sms')];
    expect([mails.map(({ to }) => to), texts.map(({ to }) => to)]).toEqual([
      ['li@example.com', 'li@example.com'],
      ['136'],
    ]);
  });

  it('is sent to the right address once the wrong one was put right, and to none twice; that it went is audited', async () => {
    await begin(at('50%', notify('customer', 'sorry')));
    records['C-9'] = { customerId: 'C-9', email: 'wnag@example.com' };
    const { id } = await desk.register({ customer: 'C-9' });
    await desk.send(id, 'claim');
    await runTo(36);
    const again = async () => {
      const of = desk.store.database.selectFrom('outbox').select('number').where('type', '=', MESSAGES);
      await deliverAgain(desk.store, as('sys'), (await of.executeTakeFirstOrThrow()).number);
      await deliver();
      return (await letters('email')).map(({ to }) => to);
    };
    expect(await again()).toEqual(['wnag@example.com']);
    records['C-9'] = { customerId: 'C-9', email: 'wang@example.com' };
    expect(await again()).toEqual(['wnag@example.com', 'wang@example.com']);
    const audited = await desk.store.database
      .selectFrom('audit_entry')
      .select('body')
      .where('operation', '=', 'compose-message')
      .execute();
    expect(audited.map(({ body }) => JSON.parse(body ?? 'null') as unknown)).toEqual(
      Array.from({ length: 3 }, () => ({ template: 'template/sorry', channel: 'email' })),
    );
  });

  it('is about the clock that was extended, though another is due before', async () => {
    await begin();
    const { id, number } = await desk.register();
    await desk.send(id, 'claim');
    desk.later(4 * 24 * HOUR);
    const deed = { kind: 'extend', clock: 'regulatory', to: 'P20D', reason: 'x' } as const;
    await handleRequest(desk, as('tom'), id, { deed, whyNot: () => undefined });
    expect(await deliver()).toBe(1);
    expect(await told('amy')).toEqual([`${number} Regulatory limit.`]);
  });

  it('is read by whom it was for alone', async () => {
    await begin(at('50%', notify('team-lead')));
    const { id } = await desk.register();
    await desk.send(id, 'claim');
    await runTo(36);
    const page = async () => await listRequestNotices(desk.store, 'tom', { before: undefined, limit: 1 });
    const { items, unread, next } = await page();
    const number = items[0]?.number ?? 0;
    expect([unread, items[0]?.isRead, next]).toEqual([1, false, number]);
    expect(await markNoticeRead(desk.store, as('lea'), number)).toBe(false);
    expect(await markNoticeRead(desk.store, as('tom'), number)).toBe(true);
    expect(await markNoticeRead(desk.store, as('tom'), number)).toBe(false);
    expect([(await page()).unread, (await page()).items[0]?.isRead]).toEqual([0, true]);
    expect((await listRequestNotices(desk.store, 'tom', { before: number, limit: 5 })).items).toEqual([]);
    // Whoever is recused later reads of it no more.
    await desk.store.write(tester, 'seed', async ({ database, audit }) => {
      await database.updateTable('request_notice').set({ read_at: null }).execute();
      await audit({ subject: 'seed' });
    });
    expect((await page()).unread).toBe(1);
    await desk.store.write(tester, 'seed', async ({ database, audit }) => {
      await database.insertInto('request_recused').values({ request: id, person: 'tom', subject: 'x' }).execute();
      await audit({ subject: 'seed' });
    });
    expect(await page()).toEqual({ items: [], unread: 0, next: null });
  });
});
