import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DOCUMENTS, TIER } from '../support/population.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

describe('a population on the command line', { timeout: 120_000 }, () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'guiju-cli-'));
    const stricter = {
      ...TIER,
      classes: [
        { ...TIER.classes[0], when: { all: [{ fact: 'balance', operator: 'greaterThanInclusive', value: 5000 }] } },
        TIER.classes[1],
      ],
    };
    writeDefinitions(at('old'), DOCUMENTS);
    writeDefinitions(at('new'), [...DOCUMENTS.filter((one) => one !== TIER), stricter]);
    await guiju(['load', at('old'), '--data', at('data')]);
    writeFileSync(at('clients.csv'), 'id,age,phone\na,20,13900001234\nb,40,\nc,400,\n');
    writeFileSync(at('accounts.csv'), 'no,id,balance\n1,a,1000\n2,b,9000\n');
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const own = (words: readonly string[]) => guiju([...words, '--data', at('data')]);

  it('is imported, listed and verified; refused rows stand in the file that was asked for', async () => {
    const none = await own(['impact', at('old'), at('new'), '--entity', 'client']);
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('snapshot-not-found')]);
    const made = await own([
      'import',
      'client',
      at('clients.csv'),
      '--related',
      `account=${at('accounts.csv')}`,
      '--as-of',
      '2026-01-31',
      '--refused',
      at('refused.csv'),
      '--json',
    ]);
    expect(made.code).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject({
      entity: 'entity/client',
      asOf: '2026-01-31',
      tables: [
        { entity: 'entity/client', rows: 2, refused: 1 },
        { entity: 'entity/account', rows: 2, refused: 0 },
      ],
    });
    expect(readFileSync(at('refused.csv'), 'utf8')).toContain('3,c,age,400,fact-out-of-domain');
    const listed = await own(['snapshots', '--verify']);
    expect([listed.code, listed.stdout]).toEqual([
      0,
      expect.stringMatching(/^\* [0-9a-f]{12} entity\/client 2026-01-31/),
    ]);
    const twice = await own(['import', 'client', at('clients.csv'), '--related', `client=${at('clients.csv')}`]);
    expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining('entity-given-twice')]);
  });

  it('shows what a change does to it, and writes the movers', async () => {
    const impact = await own([
      'impact',
      at('old'),
      at('new'),
      '--entity',
      'client',
      '--movers',
      at('movers'),
      '--json',
    ]);
    expect(impact.code).toBe(1);
    expect(JSON.parse(impact.stdout)).toMatchObject({
      ref: 'segmentation/tier',
      kind: 'changed',
      compared: 2,
      moved: 1,
      matrix: { gold: { gold: 1, young: 1 } },
    });
    expect(readdirSync(at('movers'))).toEqual(['segmentation-tier.csv']);
    expect(readFileSync(join(at('movers'), 'segmentation-tier.csv'), 'utf8')).toMatch(/\na,1,.*gold.*young/);
    const same = await own(['impact', at('old'), at('old'), '--entity', 'client']);
    expect([same.code, same.stdout]).toEqual([0, '']);
  });

  it('shows what changed', async () => {
    const diff = await guiju(['diff', at('old'), at('new')]);
    expect(diff.code).toBe(1);
    expect(diff.stdout).toContain('segmentation/tier — changed');
    expect(diff.stdout).toContain('~ /classes/0/when/all/0/value 1000 → 5000');
    expect((await guiju(['diff', at('old'), at('old')])).code).toBe(0);
    expect((await guiju(['diff', at('old'), at('new'), 'entity/client'])).code).toBe(0);
    const unknown = await guiju(['diff', at('old'), at('new'), 'entity/nobody']);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('definition-not-found')]);
  });
});
