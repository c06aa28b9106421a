import { randomBytes } from 'node:crypto';
import { CompiledQuery } from 'kysely';
import { beforeEach, expect, it } from 'vitest';
import { compile, link } from '../../../../definitions/index.ts';
import { resultCore } from '../../../../server/http/wire/result-text.ts';
import { type LogEntry, type LoggedDecision, readLog } from '../../../../server/store/decision-log.ts';
import { decisionNumbers, firstNumberAt } from '../../../../server/store/decision-number.ts';
import { openLogWriter } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { onBothDatabases } from '../../support/stores.ts';
import { sampleSource } from '../../../../server/operations/population/sample-source.ts';
import { clock } from '../../support/bank.ts';
import { collected } from '../../../support/collected.ts';
import { packSources } from '../../../support/packs.ts';

onBothDatabases('the decision log', (stores) => {
  let store: Store;
  beforeEach(async () => {
    store = await stores.open();
  });

  const log = async (entries: readonly LogEntry[]) => {
    const writer = openLogWriter(store.address);
    try {
      await writer.write(entries);
    } finally {
      await writer.close();
    }
  };
  const all = async (): Promise<readonly LoggedDecision[]> => (await collected(readLog(store.database))).flat();

  it('found 43: keeps a decision of the shipped pack in less than 2 kB, and gives it back as it came', async () => {
    const ref = 'segmentation/customer-class';
    const library = link(packSources('bank-crm'));
    const { hash = '', closure = '' } = library.definitions.get(ref) ?? {};
    const answerer = { stamp: { id: ref, version: 1, hash, closure }, cuts: 0 };
    const { decide } = compile(library, [ref]);
    const numbers = decisionNumbers(clock, 0);
    const entries: LogEntry[] = [];
    for await (const request of (await sampleSource())({ customers: 500, seed: 43, asOf: '2026-11-22' })) {
      const result = decide(request)[ref];
      if (result === undefined) throw new Error('no result');
      const { number, at } = numbers.next();
      const texts = { request: JSON.stringify(request), result: `{${resultCore(result)}}` };
      entries.push({ number, at, answerer, language: 'zh-CN', asOf: '2026-11-22', ...texts });
    }
    const before = await bytesOf(store);
    await log(entries);
    expect(((await bytesOf(store)) - before) / entries.length).toBeLessThan(2000);
    const given = (await all()).map(({ number, request, result }) => ({ number, request, result }));
    expect(given).toEqual(entries.map(({ number, request, result }) => ({ number, request, result })));
  });

  it('gives back bodies of every length and content', async () => {
    const texts = ['', ' ', '\u2028', '銀行\u0000', '\uFEFF', 'x'.repeat(1499), 'y'.repeat(40_000)];
    texts.push(randomBytes(3000).toString('base64'));
    const entries = texts.map((text, i): LogEntry => {
      const answerer = { stamp: { id: `criteria/${i % 2}`, version: null, hash: 'h', closure: 'c' }, cuts: 0 };
      const request = `${text === '\uFEFF' ? text : ''}\n{ "facts": { "${i}": ${JSON.stringify(text)} } }\n`;
      return {
        number: i,
        at: i,
        answerer,
        language: 'en',
        asOf: null,
        request,
        result: JSON.stringify({ value: text }),
      };
    });
    await log(entries);
    const given = (await all()).map(({ request, result }) => [request, result]);
    expect(given).toEqual(entries.map(({ request, result }) => [request, result]));
  });

  it('logs groups whole or not at all, and reads them back in order, a page at a time', async () => {
    const at = Date.parse('2026-11-22T04:00:00.000Z');
    const entry = (request: string): LogEntry => ({
      number: firstNumberAt(at + request.length) + (request.codePointAt(0) ?? 0),
      at: at + request.length,
      answerer: {
        stamp: { id: request.startsWith('a') ? 'criteria/a' : 'criteria/b', version: 1, hash: 'h', closure: 'c' },
        cuts: 0,
      },
      language: 'en',
      asOf: null,
      request: JSON.stringify(request),
      result: '{}',
    });
    await log([entry('a'), entry('bb'), entry('aaa')]);
    await expect(log([entry('bbbb'), { ...entry('a'), request: '"other"' }])).rejects.toThrow(/unique|another/i);
    const read = async (options: Parameters<typeof readLog>[1]) => {
      const requests: string[] = [];
      for await (const page of readLog(store.database, options, 2))
        requests.push(...page.map((row) => JSON.parse(row.request) as string));
      return requests;
    };
    expect(await read({})).toEqual(['a', 'bb', 'aaa']);
    expect(await read({ ref: 'criteria/a' })).toEqual(['a', 'aaa']);
    expect(await read({ since: at + 2 })).toEqual(['bb', 'aaa']);
    expect(await read({ ref: 'criteria/a', since: at + 2 })).toEqual(['aaa']);
    expect(await read({ until: at + 2 })).toEqual(['a']);
    expect(await read({ number: entry('bb').number })).toEqual(['bb']);
  });
});

/** How much the database holds, as it says itself. */
async function bytesOf({ address, database }: Store): Promise<number> {
  const size =
    address.kind === 'sqlite'
      ? '(page_count - freelist_count) * page_size as bytes from pragma_page_count, pragma_freelist_count, pragma_page_size'
      : 'pg_database_size(current_database()) as bytes';
  const { rows } = await database.executeQuery(CompiledQuery.raw(`select ${size}`));
  return (rows as { readonly bytes: number }[])[0]?.bytes ?? 0;
}
