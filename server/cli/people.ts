import { Argument, type Command } from 'commander';
import { firstLinksText } from '../operations/people/people-at-start.ts';
import { removeSamplePeople } from '../operations/people/sample-people.ts';
import { personOf, readAuthority } from '../store/people.ts';
import type { Store } from '../store/store.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { inWords } from './options.ts';
import type { Terminal } from '../terminal.ts';

interface Options {
  readonly data?: string;
  readonly json?: boolean;
}

/** `guiju people`: what the host may do about people: see them, take the samples away, and let the administrators in again. */
export function describePeople(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command.addArgument(
    new Argument(
      '<what>',
      text(
        'list：列出人员；remove-samples：移除样例人员；recover：为两位管理员重发首次链接',
        'list: who there is; remove-samples: take the sample people away; recover: new first links for the two administrators',
      ),
    ).choices(['list', 'remove-samples', 'recover']),
  );
  dataOption(command, terminal);
  command.action(async (what: 'list' | 'remove-samples' | 'recover', options: Options) => {
    const config = configOf(options);
    const url = `http://localhost:${config.port}/`;
    const done = await withStore(config, { mustExist: true, terminal }, async (store) => {
      if (what === 'list') return await listed(store, options.json ?? false);
      if (what === 'recover') return await firstLinksText(store, url, 'recover');
      const removed = await removeSamplePeople(store);
      if (options.json) return `${JSON.stringify({ removed })}\n`;
      return text(`已移除 ${removed} 位样例人员\n`, `Removed ${removed} sample people\n`);
    });
    await terminal.write(done);
  });
}

async function listed({ read }: Store, asJson: boolean): Promise<string> {
  return await read(async (database) => {
    const authority = await readAuthority(database);
    const rows = await database.selectFrom('person').selectAll().orderBy('account').execute();
    const people = rows.map((row) => personOf(row, authority));
    if (asJson) return `${JSON.stringify({ people })}\n`;
    return people
      .map(({ account, name, node, isActive, isSample, manager, rights }) => {
        const roles = rights.map(({ role, scope }) => `${role}@${scope}`).join(' ');
        const above = rows.find(({ id }) => id === manager)?.account ?? '';
        return `${account}\t${name}\t${node}\t${isActive ? '' : '✗'}${isSample ? ' sample' : ''}\t${roles}\t${above === '' ? '' : `→ ${above}`}\n`;
      })
      .join('');
  });
}
