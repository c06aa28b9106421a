import { isLoopback } from '../../config.ts';
import { peopleThere } from '../../store/people.ts';
import type { Store } from '../../store/store.ts';
import { EXIT, type Terminal } from '../../terminal.ts';
import { firstAdministrators } from './first-administrators.ts';
import { addSamplePeople } from './sample-people.ts';
import { isBegun } from './access.ts';

interface Asked {
  /** Where the server listens. */
  readonly host: string;
  /** Whether it begins without sample data. */
  readonly startsEmpty: boolean;
  /** Whether it has people at all: a server of files has none. */
  readonly files: string | null;
}

/**
 * Sees to it, before anything is served, that there are people as there have to be: samples on loopback, unless the bank begins empty;
 * none of them where others reach the server. False where it may not start; then it was said why.
 */
export async function peopleAtStart(store: Store, asked: Asked, terminal: Terminal): Promise<boolean> {
  if (asked.files !== null) return true;
  if (!asked.startsEmpty && isLoopback(asked.host)) await addSamplePeople(store);
  const there = await peopleThere(store.database);
  if (there === 'people' || (asked.startsEmpty && there === 'none')) return true;
  if (isLoopback(asked.host)) return true;
  terminal.tell(
    there === 'samples'
      ? {
          'zh-CN': `数据文件夹中有样例人员，不能在 ${asked.host} 上开放；请先运行 guiju people remove-samples`,
          en: `There are sample people in the data folder, so it is not opened on ${asked.host}; run guiju people remove-samples first`,
        }
      : {
          'zh-CN': `还没有人员，不能在 ${asked.host} 上开放；请以 --empty 启动`,
          en: `There are no people yet, so it is not opened on ${asked.host}; start it with --empty`,
        },
  );
  terminal.end(EXIT.refused);
  return false;
}

/** The two links of a bank in which nobody can sign in yet, as text; none where somebody can. */
export async function firstLinksAtStart(store: Store, url: string): Promise<string> {
  const there = await peopleThere(store.database);
  if (there === 'samples' || (await isBegun(store.database))) return '';
  return await firstLinksText(store, url, 'first');
}

/** Two links for the administrators, each beside the second secret of the other one. */
export async function firstLinksText(store: Store, url: string, why: 'first' | 'recover'): Promise<string> {
  const links = await firstAdministrators(store, why);
  const other = [...links].reverse().map(({ account }) => account);
  return links
    .map(
      ({ account, link, secretOfOther }, i) =>
        `${account}: ${url}enter/${link}\n  第二口令 second secret of ${other[i] ?? ''}: ${secretOfOther}\n`,
    )
    .join('');
}
