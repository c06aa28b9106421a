import { join } from 'node:path';
import type { Config } from '../config.ts';
import { type HeldPort, holdPort } from '../http/starting.ts';
import { sqliteIn, storeAddress, type StoreAddress } from '../store/address.ts';
import type { MoveListener } from '../store/migrations/migration.ts';
import { openStore } from '../store/open-store.ts';
import { SECRET_FILE, secretKey } from '../store/secrets.ts';
import { claimServing, type ServingClaim, servingOf } from '../store/serving.ts';
import { storeErrorOf } from '../store/store-error.ts';
import type { Store } from '../store/store.ts';
import { EXIT, problemLine, type Terminal } from '../terminal.ts';

/** The data folder for this server alone; undefined where another has it, or where it cannot be had. */
export function claimed({ dataFolder }: Config, terminal: Terminal): ServingClaim | undefined {
  try {
    const claim = claimServing(dataFolder);
    if (claim !== undefined) return claim;
    const { pid, url } = servingOf(dataFolder) ?? { pid: '?', url: null };
    terminal.tell({
      'zh-CN': `数据文件夹 ${dataFolder} 已由另一个规矩服务使用（${url ?? '正在启动'}，进程 ${pid}）；请用它，或以 --data 另选文件夹`,
      en: `Another server of Guiju serves the data folder ${dataFolder} (${url ?? 'starting'}, process ${pid}); use that one, or choose another folder with --data`,
    });
    terminal.end(EXIT.refused);
  } catch (error) {
    tellStoreFault(error, sqliteIn(dataFolder), terminal);
  }
  return undefined;
}

export async function portOf({ port }: Config, terminal: Terminal): Promise<HeldPort | undefined> {
  try {
    return await holdPort(port, terminal.language);
  } catch (error) {
    tellWhyNot(error, port, terminal);
    return undefined;
  }
}

export async function storeOf(config: Config, terminal: Terminal, told: MoveListener): Promise<Store | undefined> {
  const address = storeAddress(config);
  if (address.kind === 'postgresql' && config.secret === null) tellOwnKey(config, terminal);
  try {
    return await openStore(address, {
      auditDigest: config.auditDigest,
      told,
      secretKey: () => secretKey(config.dataFolder, config.secret),
    });
  } catch (error) {
    tellStoreFault(error, address, terminal);
    return undefined;
  }
}

/** Authenticators are sealed by a key that no database holds: without a secret that nodes share each folder has its own. */
function tellOwnKey({ dataFolder }: Config, terminal: Terminal): void {
  const path = join(dataFolder, SECRET_FILE);
  terminal.tell({
    'zh-CN': `未设置 GUIJU_SECRET：认证器由 ${path} 中的密钥封存。请备份此文件；同一数据库的其他节点须使用同一密钥，否则无法在其上登录`,
    en: `GUIJU_SECRET is not set: authenticators are sealed by the key in ${path}. Keep a copy of it; other nodes on this database need the same key, or nobody can sign in there`,
  });
}

function tellStoreFault(error: unknown, address: StoreAddress, terminal: Terminal): void {
  const problem = storeErrorOf(error, address)?.problem;
  if (problem === undefined) throw error;
  process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
  terminal.end(EXIT.failed);
}

export function tellWhyNot(error: unknown, port: number, terminal: Terminal): void {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
  terminal.tell(
    code === 'EACCES'
      ? {
          'zh-CN': `不允许使用端口 ${port}；请用 --port 另选`,
          en: `Port ${port} may not be used; choose another with --port`,
        }
      : {
          'zh-CN': `端口 ${port} 已被占用；请用 --port 另选，或停止占用它的程序`,
          en: `Port ${port} is in use; choose another with --port, or stop what uses it`,
        },
  );
  terminal.end(EXIT.refused);
}
