import type { Command } from 'commander';
import { addressText, storeAddress } from '../store/address.ts';
import { pendingMigrations } from '../store/migrate.ts';
import type { Migration } from '../store/migrations/migration.ts';
import { withLock } from '../store/open-store.ts';
import { EXIT, type Terminal } from '../terminal.ts';
import { configOf, dataOption, refusingFaults, withStore } from './data-options.ts';
import { inWords } from './options.ts';

interface Options {
  readonly data?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** `guiju migrate`: what would change in the schema of the store; with `--yes` it does. `start` and `load` do it by themselves. */
export function describeMigrate(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command.option('--yes', text('执行变更', 'carry it out'));
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const config = configOf(options);
    const address = storeAddress(config);
    const pending = await refusingFaults(address, () =>
      withLock(address, 'schema', { mustExist: true }, (database) => pendingMigrations(database)),
    );
    if (options.yes) await withStore(config, { mustExist: true, terminal }, async () => {});
    const shown = pending.map(({ number, name, says }) => ({ number, name, says: says[terminal.language] }));
    if (options.json) await terminal.write(`${JSON.stringify({ done: options.yes ?? false, migrations: shown })}\n`);
    else await terminal.write(told(pending, options.yes ?? false));
    terminal.end(pending.length === 0 || options.yes ? EXIT.fine : EXIT.no);

    function told(migrations: readonly Migration[], isDone: boolean): string {
      const where = addressText(address);
      if (migrations.length === 0) return text(`${where}：结构已是最新\n`, `${where}: the schema is the newest\n`);
      const lines = migrations.map(({ number, name, says }) => `${number} ${name}: ${says[terminal.language]}\n`);
      const end = isDone
        ? text(`${where}：已执行\n`, `${where}: done\n`)
        : text(`${where}：请先备份，再以 --yes 执行\n`, `${where}: back it up, then carry this out with --yes\n`);
      return [...lines, end].join('');
    }
  });
}
