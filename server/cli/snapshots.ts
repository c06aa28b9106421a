import type { Command } from 'commander';
import { bankDay, systemClock } from '../clock.ts';
import { readManifest, verifySnapshot } from '../population/open-snapshot.ts';
import { snapshotsFolder } from '../population/snapshot.ts';
import { currentSnapshotId, readSnapshots, type StoredSnapshot } from '../store/snapshots.ts';
import type { Terminal } from '../terminal.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { inWords } from './options.ts';

interface Options {
  readonly data?: string;
  readonly verify?: boolean;
  readonly json?: boolean;
}

/** `guiju snapshots`: the populations that were imported, the current one of each marked. Exit code 3 where `--verify` finds damage. */
export function describeSnapshots(command: Command, terminal: Terminal): void {
  command.option(
    '--verify',
    inWords(terminal, { 'zh-CN': '核对每个文件的内容', en: 'compare every file with what was imported' }),
  );
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const config = configOf(options);
    const { dataFolder } = config;
    const folder = snapshotsFolder(dataFolder);
    const listed = await withStore(config, { mustExist: true, terminal }, async ({ database }) => {
      const all = await readSnapshots(database);
      const current = new Set<string | undefined>();
      for (const entity of new Set(all.map((one) => one.entity)))
        current.add(await currentSnapshotId(database, entity, bankDay(systemClock)));
      return all.map((one) => ({ ...one, isCurrent: current.has(one.id) }));
    });
    if (options.verify)
      for (const { id } of listed) await verifySnapshot(folder, { id, manifest: readManifest(folder, id) });
    await terminal.write(
      options.json ? `${JSON.stringify(listed)}\n` : listed.map((one) => lineOf(one, terminal)).join(''),
    );
  });
}

function lineOf(
  { id, entity, asOf, importedAt, importedBy, manifest, isCurrent }: StoredSnapshot & { readonly isCurrent: boolean },
  { language }: Terminal,
): string {
  const counts = manifest.tables.map(
    ({ entity: of, rows, refused }) =>
      `${of} ${rows.toLocaleString('en-US')}${refused === 0 ? '' : language === 'en' ? ` (${refused} refused)` : `（拒绝 ${refused}）`}`,
  );
  const sample = manifest.isSample === true ? (language === 'en' ? ' (sample)' : '（样例）') : '';
  return `${isCurrent ? '* ' : '  '}${id.slice(0, 12)} ${entity}${sample} ${asOf}  ${importedAt} ${importedBy}  ${counts.join(', ')}\n`;
}
