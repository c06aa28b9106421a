import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { populate } from '../../../../server/operations/population/populate.ts';
import { readCuts } from '../../../../server/store/cuts.ts';
import { readPopulation } from '../../../../server/store/population.ts';
import { type Bank, openBank, tester } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';

const byShare = {
  kind: 'segmentation',
  name: 'by-share',
  entity: 'entity/client',
  method: 'share',
  of: 'aum',
  classes: [
    { name: 'top', title: { 'zh-CN': '前两成', en: 'Top fifth' }, share: '(0, 20]' },
    { name: 'middle', share: '(20, 50]' },
    { name: 'rest', share: '(50, 100]' },
  ],
};

/** Ten clients with 0, 1000, … 9000; one with no figure; one whose figure is refused. */
const clients = Array.from(
  { length: 12 },
  (_, i): JsonObject => ({
    facts: { clientId: `C-${i}`, age: i, ...(i === 10 ? {} : { aum: i === 11 ? -1 : i * 1000 }) },
  }),
);

describe('a population', () => {
  let bank: Bank;
  beforeEach(async () => {
    bank = await openBank([...documents, byShare]);
  });
  afterEach(() => bank.close());

  const options = { customers: 12, seed: 7, asOf: '2026-11-22', entity: 'entity/client' };
  const get = async (url: string) =>
    (await bank.app.inject({ url, headers: { host: 'localhost' } })).json<Record<string, unknown>>();

  it('is counted class by class, with cuts frozen where classes are shares, and shown by the API', async () => {
    await populate(bank.store, tester, () => clients, options);
    await bank.runtime.refresh();
    expect((await readCuts(bank.store.database)).cuts).toEqual({ 'segmentation/by-share': [5000, 8000] });
    expect(await get('/api/v1/population')).toEqual({
      customers: 12,
      seed: 7,
      asOf: '2026-11-22',
      madeAt: '2026-11-22T04:00:00.000Z',
      segmentations: ['segmentation/by-share', 'segmentation/tier'],
    });
    expect(await get('/api/v1/population/tier')).toMatchObject({
      customers: 12,
      isCurrent: true,
      none: 0,
      undecided: 1,
      classes: [
        { name: 'plain', count: 2, share: 2 / 12 },
        { name: 'gold', title: { en: 'Gold' }, colour: '#2F4B8F', count: 9, share: 9 / 12 },
      ],
    });
    expect(await get('/api/v1/population/by-share')).toMatchObject({
      undecided: 2,
      classes: [
        { name: 'top', count: 2 },
        { name: 'middle', count: 3 },
        { name: 'rest', count: 5 },
      ],
    });
  });

  it('lets single decisions use the frozen cuts', async () => {
    const decide = async () => {
      const payload = { facts: { clientId: 'C', age: 1, aum: 8500 } };
      const reply = await bank.app.inject({
        method: 'POST',
        url: '/api/v1/decisions/segmentation/by-share',
        headers: { host: 'localhost' },
        payload,
      });
      return reply.json<{ value: { class: string } | null; problems: { code: string }[] }>();
    };
    expect(await decide()).toMatchObject({ value: null, problems: [{ code: 'cuts-missing' }] });
    await populate(bank.store, tester, () => clients, options);
    expect(await bank.runtime.refresh()).toBe(true);
    expect((await decide()).value).toMatchObject({ class: 'top' });
  });

  it('is replaced as a whole, and its source asked once', async () => {
    let asked = 0;
    const source = () => {
      asked += 1;
      return clients;
    };
    await populate(bank.store, tester, source, options);
    await populate(bank.store, tester, () => clients.slice(0, 2), { ...options, customers: 2 });
    const population = await readPopulation(bank.store.database);
    expect([asked, population?.customers, population?.counts.get('segmentation/tier')?.counts]).toEqual([
      1,
      2,
      { classes: { plain: 1, gold: 1 }, none: 0, undecided: 0 },
    ]);
  });
});
