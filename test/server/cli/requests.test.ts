import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { temporaryFolder } from '../support/bank.ts';
import { deskDocuments, DESK_STAFF } from '../support/requests.ts';
import { seedPeople } from '../support/people.ts';
import { guiju, writeDefinitions } from '../support/server.ts';
import { sqliteIn } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';

let folder: string;
let data: string;
beforeAll(async () => {
  folder = temporaryFolder();
  data = join(folder, 'data');
  const loaded = await guiju(['load', writeDefinitions(join(folder, 'rules'), deskDocuments), '--data', data]);
  expect(loaded.code, loaded.stderr).toBe(0);
  const store = await openStore(sqliteIn(data));
  await seedPeople(store, DESK_STAFF);
  await store.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const past = (number: string, more: object = {}) => ({
  type: 'request-type/inquiry',
  number,
  customer: 'C-1',
  channel: 'phone',
  node: 'east',
  registeredAt: '2026-11-02T09:00:00+08:00',
  facts: { topic: 'loans' },
  events: [{ at: '2026-11-02T09:30:00+08:00', event: 'claim', by: 'amy' }],
  ...more,
});

it('guiju requests import brings what it can, says what it cannot and where, and brings nothing twice', async () => {
  const file = join(folder, 'past.ndjson');
  const lines = [past('OLD-1'), past('OLD-2', { events: [] }), past('OLD-3', { node: 'moon' })];
  writeFileSync(file, `\n${lines.map((line) => JSON.stringify(line)).join('\n')}\n{"type":\n`);
  const first = await guiju(['requests', 'import', file, '--data', data]);
  expect(first.code).toBe(1);
  expect(first.stdout).toBe('Imported 2 requests (2 are open), 0 were there, 2 were refused\n');
  expect(first.stderr).toContain('line 4: /node: The bank has no place or person "moon" [request-import-unknown]');
  expect(first.stderr).toMatch(/line 5: .*\[\w+(-\w+)*\]/);
  const again = await guiju(['requests', 'import', file, '--data', data, '--json', '--lang', 'zh-CN']);
  expect(JSON.parse(again.stdout)).toEqual({ imported: 0, open: 0, there: 2, refused: 2 });
  expect(again.stderr).toContain('第 4 行：/node: 银行没有“moon”这个机构或人员');
});

it('guiju requests says what it takes', async () => {
  for (const words of [['import'], ['sample', 'file.ndjson'], ['sample', '--days', 'x'], ['export']]) {
    const { code, stderr } = await guiju(['requests', ...words, '--data', data]);
    expect([code, stderr !== ''], words.join(' ')).toEqual([2, true]);
  }
});
