import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqliteIn } from '../../../server/store/address.ts';
import { secretHash } from '../../../server/authority/secret.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { temporaryFolder, tester } from '../support/bank.ts';
import { codeAt, PASSWORD, seedPeople } from '../support/people.ts';
import { guiju, type Server, startServer, writeDefinitions } from '../support/server.ts';
import { clientEntity, clientScorecard, tierOf } from '../../support/tier-documents.ts';

const CLIENT = clientEntity({
  age: { type: 'integer', minimum: 0, maximum: 120 },
  aum: { type: 'decimal', decimals: 2, minimum: 0, maximum: 1_000_000 },
});
const SCORE = clientScorecard(
  'worth',
  {
    age: [
      ['[0, 30)', 10],
      ['[30, 120]', 90],
    ],
  },
  { title: { 'zh-CN': '价值', en: 'Worth' } },
);
const TIER = tierOf(
  [
    { name: 'plain', in: '[0, 50)' },
    { name: 'gold', in: '[50, 100]' },
  ],
  {
    title: { 'zh-CN': '等级', en: 'Tier' },
    cases: [{ name: 'the young', given: { facts: { id: 'a', age: 27 } }, expect: { value: { class: 'plain' } } }],
  },
);
const MONEY = clientScorecard('money', {
  aum: [
    ['[0, 500)', 0],
    ['[500, ∞)', 100],
  ],
});
const SHARE = {
  kind: 'segmentation',
  name: 'rich',
  entity: 'entity/client',
  method: 'share',
  of: 'scorecard/money#score',
  classes: [
    { name: 'top', share: '(0, 20]' },
    { name: 'rest', share: '(20, 100]' },
  ],
};
const OPERATIONS = ['listDefinitions', 'beginImpact', 'getImpact', 'beginRelease', 'getRelease', 'submitRelease'];

describe('plan and pull', { timeout: 120_000 }, () => {
  let folder: string;
  let server: Server;
  const path = (name: string) => join(folder, name);
  const run = async (words: readonly string[], key = 'the-key') =>
    await guiju([...words, '--server', server.url, '--key', key, '--lang', 'en']);

  beforeAll(async () => {
    folder = temporaryFolder();
    const data = path('data');
    const rules = writeDefinitions(path('rules'), [CLIENT, SCORE, TIER, MONEY, SHARE]);
    writeFileSync(path('cuts.json'), JSON.stringify({ 'segmentation/rich': [50] }));
    const rows = Array.from({ length: 100 }, (_, i) => `k${i},${i},${i * 10}`);
    writeFileSync(path('clients.csv'), `id,age,aum\n${rows.join('\n')}\n`);
    expect(await guiju(['load', rules, '--cuts', path('cuts.json')], { data })).toMatchObject({ code: 0 });
    expect(await guiju(['import', 'client', path('clients.csv')], { data })).toMatchObject({ code: 0 });
    const store = await openStore(sqliteIn(data));
    await seedPeople(store, [
      { id: 'sec', node: 'bank', roles: ['security-administrator'] },
      { id: 'sys', node: 'bank', roles: ['system-administrator'] },
      { id: 'head', node: 'bank', roles: ['author'] },
      { id: 'kim', node: 'bank', roles: ['approver'] },
    ]);
    await store.write(tester, 'seed', async ({ database, audit }) => {
      const of = {
        owner: 'head',
        begun_by: 'sec',
        scope: 'bank',
        is_active: 1,
        expires_at: '2099-01-01T00:00:00.000Z',
      };
      for (const [id, operations] of [
        ['the-key', OPERATIONS],
        ['reader', ['listDefinitions']],
      ] as const)
        await database
          .insertInto('api_key')
          .values({ ...of, id, hash: secretHash(id), name: id, operations: JSON.stringify(operations) })
          .execute();
      await audit({ subject: 'seed' });
    });
    await store.close();
    server = await startServer(data);
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('pulls what is published as files, on which a plan says that there is nothing to do', async () => {
    const pulled = await run(['pull', path('pulled')]);
    expect(pulled).toMatchObject({ code: 0, stdout: 'publication 1: 5 definitions, 6 files written\n', stderr: '' });
    expect(JSON.parse(readFileSync(path('pulled/scorecard/worth.json'), 'utf8'))).toEqual(SCORE);
    expect(JSON.parse(readFileSync(path('pulled/.cuts.json'), 'utf8'))).toEqual({ 'segmentation/rich': [50] });
    for (const more of [[], ['--replace']])
      expect(await run(['plan', path('pulled'), ...more])).toMatchObject({
        code: 0,
        stdout: 'Nothing to do: it says what is published\n',
      });
    expect(await run(['pull', path('pulled')])).toMatchObject({
      code: 0,
      stdout: 'publication 1: 5 definitions, 0 files written\n',
    });
  });

  it('replaces no file that is not as published, unless it is told to, and no other file', async () => {
    await run(['pull', path('own')]);
    const other = { ...SCORE, title: 'Mine' };
    writeFileSync(path('own/scorecard/worth.json'), JSON.stringify(other));
    writeDefinitions(path('own/more'), [
      { kind: 'criteria', name: 'adult', entity: 'entity/client', when: { all: [] } },
    ]);
    const refused = await run(['pull', path('own')]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('own/scorecard/worth.json is not as it was published'),
    ]);
    expect(JSON.parse(readFileSync(path('own/scorecard/worth.json'), 'utf8'))).toEqual(other);
    const forced = await run(['pull', path('own'), '--force']);
    expect([forced.code, forced.stdout]).toEqual([0, 'publication 1: 5 definitions, 1 file written\n']);
    expect(forced.stderr).toContain('is no published definition; it was left as it is');
    expect(JSON.parse(readFileSync(path('own/scorecard/worth.json'), 'utf8'))).toEqual(SCORE);
  });

  it('tells what would change in words, cases and customers, the same as text and as JSON', async () => {
    const changed = structuredClone(SCORE);
    changed.characteristics[0]?.bins.splice(0, 2, { in: '[0, 25)', score: 10 }, { in: '[25, 120]', score: 90 });
    const edited = writeDefinitions(path('edited'), [changed]);
    const { code, stdout } = await run(['plan', edited]);
    expect(code).toBe(1);
    expect(stdout).toContain('scorecard/worth — changed');
    expect(stdout).toContain('segmentation/tier — not changed itself, but what it stands on is: scorecard/worth');
    expect(stdout).toContain(
      'Tier, case “the young”: now class gold instead of plain, score 90 instead of 10, reasons none instead of age.',
    );
    expect(stdout).toContain('segmentation/tier: 100 compared, 5 move, 5 up, 0 down');
    expect(stdout).toMatch(/plan [0-9a-f]{64}\n$/);
    const asJson = await run(['plan', edited, '--json']);
    const json = JSON.parse(asJson.stdout) as {
      digest: string;
      cases: { changed: { ref: string }[] };
      impact: { ref: string; moved: number }[];
    };
    expect(stdout).toContain(json.digest);
    expect(json.cases.changed.map(({ ref }) => ref)).toEqual(['segmentation/tier']);
    expect(json.impact.map(({ ref, moved }) => [ref, moved])).toEqual([
      ['scorecard/worth', 5],
      ['segmentation/tier', 5],
    ]);
    // What the server has in force is as it was.
    expect((await run(['plan', path('rules')])).code).toBe(0);
  });

  it('tells what is proved otherwise, and of definitions that would go what breaks', async () => {
    const gap = structuredClone(SCORE);
    gap.characteristics[0]?.bins.splice(1, 1, { in: '[31, 120]', score: 90 });
    const { stdout, code } = await run(['plan', writeDefinitions(path('gap'), [gap]), '--no-impact']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/scorecard\/worth .*proved → refuted/);
    const gone = await run(['plan', writeDefinitions(path('gone'), [CLIENT, TIER, MONEY, SHARE]), '--replace']);
    expect(gone.code).toBe(1);
    expect(gone.stdout).toContain('scorecard/worth — gone');
    expect(gone.stdout).toContain('Errors');
  });

  it('says in a sentence why it cannot', async () => {
    const asked = ['plan', path('rules')];
    expect(await run(asked, 'no-key')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/sign in|key/i) as string,
    });
    const reader = await run(['plan', path('edited')], 'reader');
    expect([reader.code, reader.stderr]).toEqual([2, expect.stringMatching(/key/)]);
    const nobody = await guiju([...asked, '--server', 'http://127.0.0.1:9', '--lang', 'en']);
    expect([nobody.code, nobody.stderr]).toEqual([3, expect.stringContaining('cannot be reached')]);
  });

  it('L47, L48: walks a change from files to in force: planned, applied once by many, approved by another person', async () => {
    await run(['pull', path('life')]);
    const score = JSON.parse(readFileSync(path('life/scorecard/worth.json'), 'utf8')) as typeof SCORE;
    score.characteristics[0]?.bins.splice(0, 2, { in: '[0, 25)', score: 10 }, { in: '[25, 120]', score: 90 });
    writeFileSync(path('life/scorecard/worth.json'), JSON.stringify(score));
    const planned = JSON.parse((await run(['plan', path('life'), '--no-impact', '--json'])).stdout) as {
      digest: string;
    };
    const apply = ['apply', path('life'), '--plan', planned.digest, '--title', 'Worth from 25', '--json'];

    const first = await run(apply);
    expect([first.code, (JSON.parse(first.stdout) as Applied).state]).toEqual([1, 'draft']);
    expect((JSON.parse(first.stdout) as Applied).cases).toMatchObject([
      { ref: 'segmentation/tier', name: 'the young' },
    ]);

    const many = await Promise.all([1, 2, 3].map(async () => await run([...apply, '--accept-cases'])));
    const applied = many.map(({ stdout }) => JSON.parse(stdout) as Applied);
    expect(many.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(new Set(applied.map(({ release, state }) => `${release} ${state}`)).size).toBe(1);
    const [{ release, hash, state } = { release: '', hash: '', state: '' }] = applied;
    expect(state).toBe('submitted');

    // Another plan, another folder: never what was shown under this digest.
    expect(await run(['apply', path('rules'), '--plan', planned.digest])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('run guiju plan again') as string,
    });

    const own = { 'content-type': 'application/json', origin: server.url.replace(/\/$/, '') };
    const post = async (place: string, body: object, cookie = '') =>
      await fetch(new URL(place, server.url), {
        method: 'POST',
        headers: { ...own, cookie },
        body: JSON.stringify(body),
      });
    // A code is spent once: signing in takes the one before.
    const codeOf = (seconds: number) => codeAt(new Date(Date.now() + seconds * 1000));
    const signedIn = await post('/api/v1/sessions', { account: 'kim', password: PASSWORD, code: codeOf(-30) });
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const approval = { hash, code: codeOf(0), opened: [{ ref: 'segmentation/tier', row: 1 }] };
    const approved = await post(`/api/v1/releases/${release}/approval`, approval, cookie);
    expect([approved.status, await approved.json()]).toMatchObject([200, { id: release }]);

    const publication = async () => {
      const headers = { authorization: 'Bearer the-key' };
      const answer = await fetch(new URL('/api/v1/definitions', server.url), { headers });
      return ((await answer.json()) as { readonly publication: number }).publication;
    };
    await expect.poll(publication, { timeout: 60_000, interval: 500 }).toBe(2);
    // The case that was accepted expects now what comes out.
    expect(await run(['pull', path('life'), '--force'])).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(path('life/scorecard/worth.json'), 'utf8'))).toEqual(score);
    const tier = JSON.parse(readFileSync(path('life/segmentation/tier.json'), 'utf8')) as typeof TIER;
    expect(tier.cases[0]?.expect).toEqual({ value: { class: 'gold' } });
    for (const command of ['plan', 'apply'])
      expect(await run([command, path('life')])).toMatchObject({
        code: 0,
        stdout: 'Nothing to do: it says what is published\n',
      });
  });
});

interface Applied {
  readonly release: string;
  readonly state: string;
  readonly hash: string;
  readonly cases: readonly object[];
}
