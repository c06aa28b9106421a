import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { sqliteIn } from '../../../server/store/address.ts';
import { clock, temporaryFolder, tester } from '../support/bank.ts';
import { documents } from '../support/definitions.ts';
import { guiju, writeDefinitions } from '../support/server.ts';

const VERIFIER = fileURLToPath(new URL('../../../scripts/verify-audit.mjs', import.meta.url));

describe('the audit by command line', { timeout: 120_000 }, () => {
  let folder: string;
  let data: string;
  let file: string;
  let anchors: string;
  beforeAll(async () => {
    folder = temporaryFolder();
    data = join(folder, 'data');
    file = join(folder, 'audit.ndjson');
    anchors = join(folder, 'anchors.ndjson');
    expect((await guiju(['load', writeDefinitions(join(folder, 'pack'), documents)], { data })).code).toBe(0);
    const store = await openStore(sqliteIn(data), { clock });
    for (let i = 0; i < 30; i += 1)
      await store.write(tester, 'say', (tx) => tx.audit({ subject: `客户/${i}`, body: { 说明: `"${i}"\n` } }));
    await store.close();
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (words: readonly string[]) => {
    const { code, stdout, stderr } = await guiju([...words, '--lang', 'en'], { data });
    return { code, stdout, stderr };
  };
  const offline = (...files: readonly string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [VERIFIER, ...files], { encoding: 'utf8' });
    return { status, stdout };
  };

  it('names the command and the system user of what was done on the host', async () => {
    const { stdout } = await run(['audit', 'list', '--subject', 'publication', '--json']);
    const [entry] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(entry).toMatchObject({
      operation: 'publish',
      actorKind: 'host-operator',
      subject: 'publication/1',
      outcome: 'done',
    });
    expect(entry?.['actorName']).not.toBe('');
  });

  it('is verified, and says what it cannot see without an anchor', async () => {
    const found = await run(['audit', 'verify']);
    expect([found.code, found.stdout]).toEqual([
      0,
      expect.stringContaining('31 audit entries, all as they were written'),
    ]);
    expect(found.stdout).toContain('without an anchor it cannot be seen');
  });

  it('is verified offline as it was exported, and each of 200 changes to the file is found', async () => {
    const done = await run(['audit', 'export', '--output', file]);
    expect([done.code, done.stdout]).toEqual([0, `${file}: 31 audit entries\n`]);
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const { position, digest } = JSON.parse(lines.at(-1) ?? '') as {
      readonly position: number;
      readonly digest: string;
    };
    const { origin } = JSON.parse(lines[0] ?? '') as { readonly origin: string };
    writeFileSync(anchors, `${JSON.stringify({ origin, position, digest, at: '2026-11-30T00:00:00.000Z' })}\n`);
    expect(offline(file, anchors)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('31 entries, 0 faults'),
    });
    expect((await run(['audit', 'verify', '--anchor', anchors])).stdout).toContain(
      'held against anchors up to entry 31',
    );
    const chance = new Chance(Number(process.env['SEED'] ?? 1));
    const altered = join(folder, 'altered.ndjson');
    for (let i = 0; i < 200; i += 1) {
      writeFileSync(altered, `${changed(lines, chance).join('\n')}\n`);
      expect(offline(altered, anchors).status, `change ${i}`).toBe(1);
    }
  });

  it('is refused where it is asked for what is not there', async () => {
    expect((await run(['audit', 'verify', '--anchor', `${file}.none`])).code).toBe(2);
    expect((await run(['audit', 'export'])).code).toBe(2);
  });
});

/** Lines with one change: a byte, a line away, doubled, moved, or the end cut off. */
function changed(lines: readonly string[], chance: Chance): readonly string[] {
  const at = chance.whole(1, lines.length - 2);
  const line = lines[at] ?? '';
  switch (chance.whole(0, 4)) {
    case 0:
      return lines.toSpliced(at, 1);
    case 1:
      return lines.toSpliced(at, 0, line);
    case 2:
      return lines.toSpliced(at, 2, lines[at + 1] ?? '', line);
    case 3:
      return lines.slice(0, at + 1);
    default: {
      const place = chance.whole(0, line.length - 1);
      return lines.with(at, `${line.slice(0, place)}${line[place] === '~' ? '!' : '~'}${line.slice(place + 1)}`);
    }
  }
}
