import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

const CLIENT = {
  kind: 'entity',
  name: 'client',
  key: 'id',
  fields: {
    id: { type: 'string' },
    age: { type: 'integer', minimum: 0, maximum: 120 },
    aum: { type: 'decimal', decimals: 2, optional: true },
    at: { type: 'instant', optional: true },
  },
};
const RICH = {
  kind: 'criteria',
  name: 'rich',
  entity: 'entity/client',
  when: {
    all: [
      { fact: 'age', operator: 'greaterThanInclusive', value: 18 },
      { fact: 'aum', operator: 'greaterThanInclusive', value: 1000 },
    ],
  },
};
const LATE = {
  kind: 'criteria',
  name: 'late',
  entity: 'entity/client',
  when: { all: [{ fact: 'at', operator: 'after', value: '2024-01-05T00:00:00Z' }] },
};
const FEED = {
  kind: 'feed',
  name: 'core',
  entity: 'entity/client',
  columns: { 号: 'id', 年龄: 'age', 资产: { field: 'aum', thousands: ',' } },
};

describe('feeds on the command line', { timeout: 240_000 }, () => {
  let folder: string;
  beforeAll(() => {
    folder = temporaryFolder();
    writeDefinitions(join(folder, 'rules'), [CLIENT, RICH, LATE, FEED]);
    writeFileSync(join(folder, 'a.csv'), '号,年龄,资产\n1,20,"1,234.50"\n2,30,"12,34"\n');
    writeFileSync(
      join(folder, 'a.ndjson'),
      '{"号":"1","年龄":"20","资产":"1,234.50"}\n{"号":"2","年龄":30,"资产":"12,34"}\n',
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);

  it('field 11: decide reads times without a zone by --zone, as batch does', async () => {
    writeFileSync(
      at('t.ndjson'),
      '{"id":"1","at":"2024-01-05 08:00:01"}\n{"id":"2","at":"2024-01-05T08:00:00.1234"}\n{"id":"3","at":""}\n',
    );
    const by = (...more: readonly string[]) =>
      guiju([
        'decide',
        'criteria/late',
        '--definitions',
        at('rules'),
        '--facts',
        at('t.ndjson'),
        '--lang',
        'en',
        ...more,
      ]);
    const values = ({ stdout }: { readonly stdout: string }) =>
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { readonly value: unknown }).value);
    expect(values(await by())).toEqual([null, null, null]);
    expect(values(await by('--zone', 'Asia/Shanghai'))).toEqual([true, null, null]);
    expect((await by('--zone', 'Mars/Olympus')).code).toBe(2);
    expect((await by('--zone', '+08:00', '--feed', 'feed/core')).stderr).toContain('--zone');
    const ran = await guiju([
      'batch',
      'criteria/late',
      '--definitions',
      at('rules'),
      '--input',
      at('t.ndjson'),
      '--zone',
      'Asia/Shanghai',
      '--output',
      at('t.csv'),
      '--parts',
      'none',
    ]);
    expect([ran.code, readFileSync(at('t.csv'), 'utf8')]).toEqual([0, 'id,value\n1,true\n']);
  });

  it('decide and batch read alike', async () => {
    const decided = await guiju([
      'decide',
      'criteria/rich',
      '--definitions',
      at('rules'),
      '--facts',
      at('a.ndjson'),
      '--feed',
      'feed/core',
      '--lang',
      'en',
    ]);
    const results = decided.stdout
      .trim()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { value: unknown; problems: readonly { code: string; message: { en: string } }[] },
      );
    expect(results.map(({ value }) => value)).toEqual([true, null]);
    expect(results[1]?.problems.map(({ code }) => code)).toEqual(['fact-of-wrong-type']);
    const ran = await guiju([
      'batch',
      'criteria/rich',
      '--definitions',
      at('rules'),
      '--input',
      at('a.csv'),
      '--feed',
      'feed/core',
      '--output',
      at('out.ndjson'),
      '--parts',
      'none',
      '--lang',
      'en',
    ]);
    expect(ran.code).toBe(0);
    expect(JSON.parse(readFileSync(at('out.ndjson'), 'utf8'))).toMatchObject({ id: '1', value: true });
    expect(readFileSync(at('out.ndjson.refused.csv'), 'utf8')).toContain('fact-of-wrong-type');
  });

  it('guesses a feed that then reads the file', async () => {
    writeFileSync(at('b.csv'), 'ID,age,aum,备注\n1,20,"1,234.50",x\n');
    const guessed = await guiju([
      'feed',
      'guess',
      at('b.csv'),
      '--entity',
      'entity/client',
      '--definitions',
      at('rules'),
      '--json',
    ]);
    expect(JSON.parse(guessed.stdout)).toMatchObject({
      feed: { name: 'b', columns: { ID: 'id', age: 'age', aum: { field: 'aum', thousands: ',' } } },
      unsure: [{ code: 'feed-guess-unused' }],
    });
  });

  it.each([
    ['a feed that is none', ['--feed', 'feed/cor'], 'feed-not-found'],
    ['a feed beside --map', ['--feed', 'feed/core', '--map', 'a=age'], 'feed-with-options'],
  ])('refuses %s', async (_, options, code) => {
    const ran = await guiju([
      'batch',
      'criteria/rich',
      '--definitions',
      at('rules'),
      '--input',
      at('a.csv'),
      '--output',
      at('o.csv'),
      '--json',
      ...options,
    ]);
    expect(ran.code).toBe(2);
    expect(ran.stdout).toContain(code);
  });
});
