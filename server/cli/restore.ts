import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { systemClock } from '../clock.ts';
import { fileFault } from '../file-fault.ts';
import type { Anchor } from '../operations/audit/anchors.ts';
import { hostOperator } from '../store/actor.ts';
import { addressText, storeAddress } from '../store/address.ts';
import { type BackupManifest, restoreBackup } from '../store/backup-file.ts';
import { Refusal, type Terminal } from '../terminal.ts';
import { anchorsOf } from './audit.ts';
import { configOf, dataOption, refusingFaults } from './data-options.ts';
import { inWords } from './options.ts';

interface Options {
  readonly data?: string;
  readonly anchor?: string;
  readonly json?: boolean;
}

/** `guiju restore <file>`: makes a store of a backup, closed: nobody is signed in, and nothing that waited goes on by itself. */
export function describeRestore(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<file>', text('备份文件', 'the file of the backup'))
    .option(
      '--anchor <file>',
      text('说明备份之后又写了多少审计记录', 'tell how many audit entries came after the backup'),
    );
  dataOption(command, terminal);
  command.action(async (path: string, { anchor, json, ...options }: Options) => {
    const config = configOf(options);
    const address = storeAddress(config);
    const newest = anchor === undefined ? undefined : newestOf(anchorsOf(anchor));
    mkdirSync(config.dataFolder, { recursive: true });
    const scratch = join(config.dataFolder, `restore-${process.pid}.partial`);
    const body = (manifest: BackupManifest) => ({ ...manifest, missing: missingAfter(manifest, newest) });
    let manifest: BackupManifest;
    try {
      manifest = await refusingFaults(address, () =>
        restoreBackup(path, scratch, address, hostOperator(), body, systemClock, config.dataFolder),
      );
    } catch (error) {
      if (error instanceof Error && 'path' in error && error.path === path) throw new Refusal([fileFault(path, error)]);
      throw error;
    } finally {
      for (const ending of ['', '-wal', '-shm']) rmSync(scratch + ending, { force: true });
    }
    const missing = missingAfter(manifest, newest);
    if (json) return await terminal.write(`${JSON.stringify({ ...manifest, missing })}\n`);
    await terminal.write(
      text(
        `已恢复 ${manifest.takenAt} 的备份到 ${addressText(address)}\n`,
        `restored the backup of ${manifest.takenAt} into ${addressText(address)}\n`,
      ),
    );
    if (missing !== null && missing > 0)
      terminal.tell({
        'zh-CN': `锚点表明备份之后又有 ${missing} 条审计记录，它们所记之事不在其中`,
        en: `By the anchor ${missing} audit entries came after the backup: what they tell of is not in it`,
      });
  });
}

const newestOf = (anchors: readonly Anchor[]): Anchor | undefined =>
  anchors.toSorted((a, b) => a.position - b.position).at(-1);

/** How many entries an anchor knows of that a backup does not have; null without an anchor. */
const missingAfter = ({ audit }: BackupManifest, newest: Anchor | undefined): number | null =>
  newest === undefined ? null : Math.max(0, newest.position - (audit?.position ?? 0));
