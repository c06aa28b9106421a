import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { expect, onTestFinished } from 'vitest';
import type { StoreAddress } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { chainFaults } from './chain-faults.ts';

/** Runs a script of this folder on a store, kills it hard when it has told `lines` lines, and answers them. */
export async function linesUntilKilled(
  script: string,
  address: StoreAddress,
  argument: string,
  lines: number,
): Promise<readonly string[]> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return await killedAfter(lines, ['--import', 'tsx', path, JSON.stringify(address), argument]);
}

export async function killedAfter(lines: number, words: readonly string[]): Promise<readonly string[]> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    if (text.split('\n').length > lines) child.kill('SIGKILL');
  });
  const [code] = (await exited) as [number | null];
  if (code !== null) throw new Error(`${words.join(' ')} ended by itself with ${code}`);
  return text.split('\n').slice(0, -1);
}

/** A script of this folder as one file, which starts in a third of the time: what is killed 200 times is started 200 times. */
export async function bundled(script: string): Promise<string> {
  const entry = fileURLToPath(new URL(script, import.meta.url));
  const outDir = fileURLToPath(
    new URL(`../../../node_modules/.cache/guiju-${process.pid}-${randomUUID()}`, import.meta.url),
  );
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir, emptyOutDir: true, rolldownOptions: { output: { entryFileNames: 'script.mjs' } } },
  });
  return join(outDir, 'script.mjs');
}

/** What killing came to: operations that were answered, and those that stand although nobody was told. */
export interface Killed {
  readonly rounds: number;
  readonly answered: number;
  readonly untold: number;
}

/**
 * Kills a process that writes, again and again, and each time looks: everything that was answered is there, nothing is there by half,
 * and the audit is one chain. `told` hears of each round.
 */
export async function killWriters(
  address: StoreAddress,
  rounds: number,
  random: () => number,
  told: (killed: Killed) => void = () => {},
): Promise<void> {
  const answered: string[] = [];
  const script = await bundled('writing-process.ts');
  onTestFinished(() => rmSync(dirname(script), { recursive: true, force: true }));
  for (let round = 0; round < rounds; round += 1) {
    const lines = 1 + Math.floor(random() * 400);
    answered.push(...(await killedAfter(lines, [script, JSON.stringify(address), `r${round}`])));
    const store = await openStore(address);
    await store.seal();
    const select = async (query: { execute(): Promise<readonly { readonly one: string }[]> }) =>
      (await query.execute()).map(({ one }) => one).toSorted();
    const documents = await select(store.database.selectFrom('document').select('hash as one'));
    const messages = await select(store.database.selectFrom('outbox').select('key as one'));
    const subjects = await select(store.database.selectFrom('audit_entry').select('subject as one'));
    const faults = await chainFaults(store.database);
    await store.close();
    expect(new Set(documents)).toEqual(new Set([...documents, ...answered]));
    expect([messages, subjects, faults]).toEqual([documents, documents, []]);
    told({ rounds: round + 1, answered: answered.length, untold: documents.length - answered.length });
  }
}
