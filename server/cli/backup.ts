import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { outputFile } from '../batch/output/output-file.ts';
import { systemClock } from '../clock.ts';
import { packageVersion } from '../config.ts';
import { addressText } from '../store/address.ts';
import { answerFilesThere } from '../operations/impacts/answers-file.ts';
import { snapshotFiles } from '../population/snapshot.ts';
import { writeBackup } from '../store/backup-file.ts';
import { keptResults } from '../store/impacts.ts';
import { readSnapshots } from '../store/snapshots.ts';
import type { Terminal } from '../terminal.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { counted, inWords } from './options.ts';

interface Options {
  readonly data?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `guiju backup <file>`: the store as it is at one moment, while it is in use. */
export function describeBackup(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .argument('<file>', text('备份文件', 'the file of the backup'))
    .option('--force', text('覆盖已有文件', 'replace an existing file'));
  dataOption(command, terminal);
  command.action(async (path: string, { force = false, json, ...options }: Options) => {
    const output = outputFile(path, { force, inputs: [] });
    const config = configOf(options);
    const manifest = await withStore(config, { mustExist: true, terminal }, async (store) => {
      await store.seal();
      const about = { id: randomUUID(), program: packageVersion() };
      const written = await writeBackup(store, output.partial, about, systemClock, async (database) => ({
        folder: config.dataFolder,
        files: [
          ...snapshotFiles(await readSnapshots(database)),
          ...answerFilesThere(config.dataFolder, await keptResults(database)),
        ],
      }));
      return { ...written, of: addressText(store.address) };
    }).catch((error: unknown) => {
      output.discard();
      throw error;
    });
    output.commit();
    const [entries, files] = [manifest.audit?.position ?? 0, manifest.files?.count ?? 0];
    const told = text(
      `${path}：${manifest.of} 的备份，审计链至第 ${entries} 条，快照与影响文件 ${files} 个`,
      `${path}: a backup of ${manifest.of}, its audit up to entry ${entries}, with ${counted(files, 'file')} of snapshots and impacts`,
    );
    await terminal.write(json ? `${JSON.stringify({ file: path, ...manifest })}\n` : `${told}\n`);
  });
}
