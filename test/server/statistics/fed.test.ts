import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FeedDocument,
  feedOf,
  type JsonObject,
  type Library,
  link,
  type Regression,
} from '../../../definitions/index.ts';
import { compareVersions } from '../../../server/batch/compare.ts';
import { type Duckdb, openDuckdb } from '../../../server/batch/duckdb.ts';
import { decileTable } from '../../../server/statistics/deciles.ts';
import { fitRegression } from '../../../server/statistics/fit-regression.ts';
import { outcomeOf } from '../../../server/statistics/outcome.ts';
import { temporaryFolder } from '../support/bank.ts';

const regression: Regression = {
  kind: 'regression',
  name: 'churn',
  entity: 'entity/client',
  link: 'logit',
  intercept: 0,
  decimals: 4,
  terms: [{ fact: 'age', coefficient: 0 }],
};
const libraryOf = (cut: number): Library =>
  link(
    [
      {
        kind: 'entity',
        name: 'client',
        key: 'id',
        fields: {
          id: { type: 'string' },
          age: { type: 'integer', minimum: 0, maximum: 120 },
          aum: { type: 'decimal', decimals: 2 },
        },
      },
      {
        kind: 'criteria',
        name: 'rich',
        entity: 'entity/client',
        when: { all: [{ fact: 'aum', operator: 'greaterThan', value: cut }] },
      },
      {
        kind: 'formula',
        name: 'amount',
        entity: 'entity/client',
        lines: [{ name: 'out', text: 'aum', type: 'decimal', decimals: 2 }],
        outputs: ['out'],
      },
      regression,
    ].map((document) => ({ document: document as unknown as JsonObject })),
  );
const library = libraryOf(1000);
const ROWS = Array.from({ length: 80 }, (_, i) => ({
  id: `c${i}`,
  age: 20 + ((i * 7) % 50),
  cents: ((i * 7919) % 400_000) - 50_000,
  y: (i * 13) % 10 < 4 ? 1 : 0,
}));
const FEED: FeedDocument = {
  kind: 'feed',
  name: 'book',
  entity: 'entity/client',
  columns: {
    客户号: 'id',
    年龄: { field: 'age', trim: true, fold: true },
    余额: { field: 'aum', thousands: ',', negative: 'parentheses', strip: '¥' },
  },
};
const wide = (age: number) => String(age).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
const figure = (cents: number) => {
  const text = `¥${(Math.abs(cents) / 100).toLocaleString('en-US', { minimumFractionDigits: 2 })}`;
  return `"${cents < 0 ? `(${text})` : text}"`;
};

describe('a file read by a feed is the file written strictly', () => {
  let folder: string;
  let duckdb: Duckdb;
  beforeAll(async () => {
    expect(library.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    folder = temporaryFolder();
    duckdb = await openDuckdb({ threads: 1 });
    const strict = ROWS.map(({ id, age, cents, y }) => `${id},${age},${(cents / 100).toFixed(2)},${y}`);
    const fed = ROWS.map(({ id, age, cents, y }) => `${id}, ${wide(age)} ,${figure(cents)},${y}`);
    writeFileSync(join(folder, 'strict.csv'), ['id,age,aum,y', ...strict, ''].join('\n'));
    writeFileSync(join(folder, 'fed.csv'), ['客户号,年龄,余额,y', ...fed, ''].join('\n'));
  });
  afterAll(() => {
    duckdb.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const requests = () => {
    const entity = library.environment.entity('entity/client');
    if (entity === undefined) throw new Error('no entity');
    const rest = { related: {}, asOf: 20_454n, cuts: {}, mapping: {}, language: 'en' as const };
    const feeds = new Map([['entity/client', feedOf(FEED, entity)]]);
    return [
      { ...rest, input: join(folder, 'strict.csv') },
      { ...rest, input: join(folder, 'fed.csv'), feeds },
    ];
  };
  /** What both files come to; notes of columns that nobody names stand apart. */
  const both = async <T extends { readonly problems: readonly unknown[] }>(
    by: (request: ReturnType<typeof requests>[number]) => Promise<T>,
  ) => {
    const made: Omit<T, 'problems'>[] = [];
    for (const request of requests()) {
      const { problems: _, ...rest } = await by(request);
      made.push(rest);
    }
    return made;
  };

  it('for compare', async () => {
    const [strict, fed] = await both(async (request) => {
      const { comparison, movers } = await compareVersions(duckdb, {
        ...request,
        before: library,
        after: libraryOf(2000),
        ref: 'criteria/rich',
      });
      const moved = await duckdb.rows(`SELECT id FROM ${movers} ORDER BY id`);
      const {
        seconds: _,
        notes: __,
        ...told
      } = comparison as typeof comparison & { seconds?: unknown; notes?: unknown };
      return { told: JSON.parse(JSON.stringify(told)) as object, moved, problems: [] };
    });
    const expected = ROWS.filter(({ cents }) => cents > 100_000 && cents <= 200_000).map(({ id }) => [id]);
    expect(fed?.moved).toEqual(expected.sort(([a = ''], [b = '']) => (a < b ? -1 : 1)));
    expect(fed).toEqual(strict);
  });

  it('for fit', async () => {
    const [strict, fed] = await both((request) =>
      fitRegression(duckdb, { ...request, library, document: regression, outcome: outcomeOf('y') }),
    );
    expect(fed?.used).toBe(80);
    expect(fed?.document).not.toBeNull();
    expect(fed).toEqual(strict);
  });

  it('for deciles', async () => {
    const [strict, fed] = await both((request) =>
      decileTable(duckdb, { ...request, library, ref: 'formula/amount#out', outcome: outcomeOf('y'), groups: 10 }),
    );
    expect(fed?.total.size).toBe(80);
    expect(fed).toEqual(strict);
  });
});
