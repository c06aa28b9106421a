import { expect, it } from 'vitest';
import {
  findImpact,
  findResult,
  findResults,
  insertImpact,
  insertResult,
  moveImpact,
} from '../../../../server/store/impacts.ts';
import { onBothDatabases, written } from '../../support/stores.ts';

onBothDatabases('impacts', (stores) => {
  const impact = {
    id: 'i',
    begun_by: 'p',
    begun_by_name: 'P',
    begun_at: '2026-11-22T04:00:00.000Z',
    holder: 'h',
    base: 3,
    cuts: 1,
    draft: 'd',
  };
  const result = (ref: string) => ({ impact: 'i', ref, report: '{}', kept: '{}', digest: ref });

  it('are running until they end, once, and take reports as long as they run', async () => {
    const store = await stores.open();
    await written(store, async ({ database }) => await insertImpact(database, impact));
    expect(await findImpact(store.database, 'i')).toEqual({
      ...impact,
      state: 'running',
      ended_at: null,
      asked: null,
      lacking: null,
      digest: null,
      problems: '[]',
    });
    expect(await written(store, async ({ database }) => await insertResult(database, result('b')))).toBe(true);
    expect(await written(store, async ({ database }) => await insertResult(database, result('a')))).toBe(true);
    const over = { state: 'cancelled', ended_at: '2026-11-22T05:00:00.000Z' } as const;
    expect(await written(store, async ({ database }) => await moveImpact(database, 'i', over))).toBe(true);
    expect(await written(store, async ({ database }) => await moveImpact(database, 'i', { state: 'done' }))).toBe(
      false,
    );
    expect(await written(store, async ({ database }) => await insertResult(database, result('c')))).toBe(false);
    expect((await findResults(store.database, 'i')).map(({ ref }) => ref)).toEqual(['a', 'b']);
    expect(await findResult(store.database, 'i', 'b')).toEqual(result('b'));
    expect(await findResult(store.database, 'i', 'c')).toBeUndefined();
    expect(await findImpact(store.database, 'i')).toMatchObject(over);
  });
});
