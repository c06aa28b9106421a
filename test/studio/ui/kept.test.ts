import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isTyped, mayBeWritten, type Typed } from '../../../studio/definition/try/typed.ts';
import { forgetKept, keepAt, keptAt } from '../../../studio/ui/kept.ts';

const store: Record<string, string> = {};
beforeEach(() => {
  for (const key of Object.keys(store)) delete store[key];
  vi.stubGlobal('window', { location: { origin: 'http://localhost' } });
  vi.stubGlobal('navigator', { language: 'en' });
  vi.stubGlobal('document', { documentElement: {} });
  // As in a browser: what is kept are its keys.
  vi.stubGlobal(
    'sessionStorage',
    Object.defineProperties(store, {
      getItem: { configurable: true, value: (key: string) => store[key] ?? null },
      setItem: { configurable: true, value: (key: string, value: string) => (store[key] = value) },
      removeItem: { configurable: true, value: (key: string) => delete store[key] },
    }),
  );
});

const own: Typed = { over: '1', request: { facts: { aum: 5 } } };
const ofCustomer: Typed = { ...own, customer: 'C10023' };
const keep = (key: string, typed: Typed) => keepAt(key, typed, mayBeWritten(typed));

describe('what was typed to be tried', () => {
  it('is written for a reload where it began with no record of a customer', () => {
    keep('try a', own);
    expect(JSON.parse(store['guiju.kept.try a'] ?? '')).toEqual(own);
    expect(isTyped(keptAt('try a'))).toBe(true);
  });

  it('stays in the page alone where it did, and what was written before goes', () => {
    keep('try a', own);
    keep('try a', ofCustomer);
    expect(Object.keys(store)).toEqual([]);
    expect(keptAt('try a')).toEqual(ofCustomer);
  });

  it('is forgotten by the beginning of its key, whether written or not', () => {
    keep('try a', own);
    keep('try b', ofCustomer);
    keepAt('remarks r1', ['no'], true);
    forgetKept('try ');
    expect([keptAt('try a'), keptAt('try b'), keptAt('remarks r1')]).toEqual([null, null, ['no']]);
    expect(Object.keys(store)).toEqual(['guiju.kept.remarks r1']);
  });

  it('is not read back where its customer is no text', () => {
    expect([own, ofCustomer, { ...own, customer: 7 }].map(isTyped)).toEqual([true, true, false]);
  });
});

describe('what was read of customers', () => {
  it('is gone for who comes next, also where he is refused it', async () => {
    const { forgetCustomers } = await import('../../../studio/api/customers.ts');
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const queryFn = async () => await Promise.reject(new Error('not yours'));
    const read = [
      ['customers', 'segmentation/tier', {}],
      ['record', 'entity/client', 'C10023'],
      ['sample', 'segmentation/tier'],
      ['counts', 'criteria/any'],
    ];
    for (const queryKey of [...read, ['definitions']]) queries.setQueryData(queryKey, 'of the first');
    const watched = read.map((queryKey) => new QueryObserver(queries, { queryKey, queryFn, staleTime: 30_000 }));
    const stops = watched.map((one) => one.subscribe(() => undefined));
    expect(watched.map((one) => one.getCurrentResult().data)).toEqual(read.map(() => 'of the first'));
    await forgetCustomers(queries);
    expect(watched.map((one) => one.getCurrentResult().data)).toEqual(read.map(() => undefined));
    expect(watched.map((one) => one.getCurrentResult().status)).toEqual(read.map(() => 'error'));
    expect(queries.getQueryData(['definitions'])).toBe('of the first');
    for (const stop of stops) stop();
  });
});
