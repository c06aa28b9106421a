import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { importPopulation } from '../../../server/operations/population/import-population.ts';
import { type Bank, clock, openBank, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople, STAFF } from '../support/people.ts';

const CLIENT = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  organisation: 'branch',
  lookUps: [{ field: 'phone' }, { field: 'phone', last: 4 }],
  fields: {
    id: { type: 'string' },
    branch: { type: 'string', optional: true },
    phone: { type: 'string', optional: true },
    secret: { type: 'string', sensitivity: 'C3', optional: true },
  },
  relations: { accounts: { entity: 'entity/account', by: 'id', many: true } },
};
const ACCOUNT = {
  kind: 'entity',
  name: 'account',
  key: 'no',
  fields: { no: { type: 'string' }, id: { type: 'string' }, pin: { type: 'string', sensitivity: 'C3' } },
};
const EASTERN = {
  kind: 'criteria',
  name: 'eastern',
  entity: 'entity/client',
  when: { all: [{ fact: 'branch', operator: 'equal', value: 'east' }] },
};
const BRANCHES = ['east', 'west', null];
const COUNT = 120;
const clients = Array.from({ length: COUNT }, (_, i) => ({
  id: `k${String(i).padStart(3, '0')}`,
  branch: BRANCHES[i % 3] ?? null,
  // Every second one ends alike.
  phone: i === 7 ? '13800001234' : `1390000${i % 2 === 0 ? '5678' : String(i).padStart(4, '0')}`,
  secret: 'not for everybody',
}));
const idsIn = (branches: readonly (string | null)[]) =>
  clients.filter(({ branch, phone }) => branches.includes(branch) && phone.endsWith('5678')).map(({ id }) => id);

describe('records of the current snapshot', () => {
  let bank: Bank;
  const cookies = new Map<string, string>();
  const own = { host: 'localhost', origin: 'http://localhost', 'accept-language': 'en' };
  beforeAll(async () => {
    bank = await openBank([CLIENT, ACCOUNT, EASTERN], 'en', { hasPeople: true, now: clock.now });
    await seedPeople(bank.store, [
      ...STAFF,
      { id: 'lead', node: 'bank', roles: ['team-lead'] },
      { id: 'agent', node: 'east', roles: ['agent'] },
    ]);
    await bank.look();
    const [people, accounts] = [join(bank.folder, 'clients.ndjson'), join(bank.folder, 'accounts.ndjson')];
    const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
    writeFileSync(people, lines(clients));
    writeFileSync(accounts, lines(clients.map(({ id }) => ({ no: `a-${id}`, id, pin: '1' }))));
    const duckdb = await openDuckdb();
    await importPopulation(
      { store: bank.store, dataFolder: bank.folder, duckdb, clock, actor: tester },
      {
        library: bank.runtime.catalog.library,
        entity: 'entity/client',
        path: people,
        related: new Map([['entity/account', accounts]]),
        feeds: new Map(),
        language: 'en',
      },
    );
    duckdb.close();
    await bank.runtime.refresh();
    for (const account of ['lead', 'agent']) {
      const payload = { account, password: PASSWORD, code: codeAt(clock.now()) };
      const reply = await bank.app.inject({ method: 'POST', url: '/api/v1/sessions', headers: own, payload });
      cookies.set(account, `guiju-session=${reply.cookies.find(({ name }) => name === 'guiju-session')?.value ?? ''}`);
    }
  });
  afterAll(() => bank.close());

  const get = async (who: string, url: string) => {
    const headers = { ...own, cookie: cookies.get(who) ?? '' };
    const reply = await bank.app.inject({ url: `/api/v1/records/client${url}`, headers });
    return { status: reply.statusCode, body: reply.json<Answered>() };
  };
  interface Answered {
    readonly code?: string;
    readonly facts: JsonObject;
    readonly withheld: readonly string[];
    readonly items: readonly { readonly key: string }[];
    readonly total: number;
    readonly next: string | null;
  }
  /** All that a look-up finds, page by page. */
  async function found(who: string, query: string, limit: number) {
    const keys: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await get(who, `?${query}&limit=${limit}${cursor}`);
      keys.push(...body.items.map(({ key }) => key));
      expect(body.items.length).toBeLessThanOrEqual(limit);
      if (body.next === null) return { keys, total: body.total };
      cursor = `&cursor=${body.next}`;
    }
  }

  it('are read by their key with the rows related to them, without what is too sensitive', async () => {
    const { status, body } = await get('lead', '/k007');
    expect([status, body.facts, body.withheld]).toEqual([
      200,
      { id: 'k007', branch: 'west', phone: '13800001234', accounts: [{ no: 'a-k007', id: 'k007' }] },
      ['secret', 'accounts.pin'],
    ]);
    expect(await get('lead', '/nobody')).toMatchObject({ status: 404, body: { code: 'record-not-found' } });
  });

  it('are found by what their entity declares, within the scope of whoever asks, page by page', async () => {
    const last = 'field=phone&last=4&value=5678';
    for (const limit of [1, 7, 50, 200])
      for (const [who, branches] of [
        ['lead', BRANCHES],
        ['agent', ['east']],
      ] as const) {
        const keys = idsIn(branches);
        expect([who, limit, await found(who, last, limit)]).toEqual([who, limit, { keys, total: keys.length }]);
      }
    expect(await found('lead', 'field=phone&value=13800001234', 10)).toEqual({ keys: ['k007'], total: 1 });
    expect(await found('lead', 'field=phone&value=138', 10)).toEqual({ keys: [], total: 0 });
    expect(await get('lead', '?field=secret&value=x')).toMatchObject({
      status: 422,
      body: { code: 'look-up-not-found' },
    });
  });

  it('are not there for whoever is not in charge of them', async () => {
    expect((await get('agent', '/k000')).status).toBe(200);
    for (const key of ['k001', 'k002', 'nobody'])
      expect(await get('agent', `/${key}`)).toMatchObject({ status: 404, body: { code: 'record-not-found' } });
    expect(await found('agent', 'field=phone&value=13800001234', 10)).toEqual({ keys: [], total: 0 });
  });

  it('are decided by their key for whoever is in charge of them alone', async () => {
    const decide = async (who: string, key: string) => {
      const reply = await bank.app.inject({
        method: 'POST',
        url: '/api/v1/decisions/criteria/eastern?trace=true',
        headers: { ...own, cookie: cookies.get(who) ?? '' },
        payload: { $record: key },
      });
      const { value, code } = reply.json<{ value?: boolean; code?: string }>();
      return [reply.statusCode, value ?? code];
    };
    expect(await decide('agent', 'k000')).toEqual([200, true]);
    for (const key of ['k001', 'k002', 'nobody']) expect(await decide('agent', key)).toEqual([404, 'record-not-found']);
    expect(await decide('lead', 'k001')).toEqual([200, false]);
    expect(await decide('lead', 'k002')).toEqual([200, false]);
  });
});
