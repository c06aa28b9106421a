import { spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';
import { buildApp } from './app.ts';
import { EXIT, problemLine, type Terminal } from './cli/terminal.ts';
import { systemClock } from './clock.ts';
import { type Config, packagePath } from './config.ts';
import { threadedChecker } from './operations/checker.ts';
import { createRuntime, type Runtime } from './operations/runtime.ts';
import { noLog } from './store/decision-log.ts';
import { newestPublication } from './store/definitions.ts';
import { databasePath, openStore } from './store/open-store.ts';
import { readPopulation } from './store/population.ts';
import type { OpenDatabase } from './store/sqlite.ts';
import { StoreError } from './store/store-error.ts';
import { threadedLog } from './store/threaded-log.ts';

/** How often the store is asked for a newer publication, and how long requests under way may take when the server stops. */
const REFRESH_MS = 500;
const DRAIN_MS = 30_000;

/** How long a buffered log gathers entries before it writes them. */
const GATHER_MS = 20;

/**
 * Runs the server until it is asked to stop: opens the store, fills it where it is empty (in processes of their own, so that this
 * one stays small), listens on loopback, and takes over what is published meanwhile.
 */
export async function startServer(config: Config, terminal: Terminal): Promise<void> {
  const store = await storeOf(config, terminal);
  if (store === undefined) return;
  if (!(await fill(store, config, terminal))) {
    await store.close();
    terminal.end(EXIT.failed);
    return;
  }
  const isDurable = config.decisionLog === 'durable';
  const log =
    config.decisionLog === 'off' ? noLog : threadedLog(databasePath(config.dataFolder), isDurable ? 0 : GATHER_MS);
  const runtime = await createRuntime({ database: store.database, log, isDurable, clock: systemClock });
  const checker = threadedChecker();
  let isStopping = false;
  const app = await buildApp({
    runtime,
    checker,
    studioFolder: packagePath('dist/studio'),
    isStopping: () => isStopping,
    onFault: (error, reference) => void process.stderr.write(`${reference} ${error.stack ?? error.message}\n`),
  });
  const letGo = async () => {
    await checker.close();
    await log.close();
    await store.close();
  };
  try {
    await app.listen({ host: '127.0.0.1', port: config.port });
  } catch (error) {
    await letGo();
    tellWhyNot(error, config, terminal);
    return;
  }
  const { port } = app.server.address() as { readonly port: number };
  await terminal.write(greeting(port, runtime));
  const stopping = stopAsked();
  void follow(runtime, () => isStopping, terminal);
  const signal = await stopping;
  isStopping = true;
  const slow = setTimeout(() => {
    terminal.tell({ 'zh-CN': `收到 ${signal}，正在完成已收到的请求…`, en: `${signal}: finishing what is under way …` });
  }, 1000);
  const late = setTimeout(() => process.exit(EXIT.failed), DRAIN_MS);
  late.unref();
  await app.close();
  clearTimeout(slow);
  await letGo();
}

async function storeOf(config: Config, terminal: Terminal): Promise<OpenDatabase | undefined> {
  try {
    return await openStore(config.dataFolder);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    process.stderr.write(`${problemLine(error.problem, terminal.language)}\n`);
    terminal.end(EXIT.failed);
    return undefined;
  }
}

/** Loads the shipped pack into an empty store, and makes and classifies the sample customers where there are none. */
async function fill({ database }: OpenDatabase, config: Config, terminal: Terminal): Promise<boolean> {
  const data = ['--data', config.dataFolder, '--lang', terminal.language];
  if ((await newestPublication(database)) === 0) {
    terminal.tell({
      'zh-CN': '首次启动：载入并证明银行规则…',
      en: "First start: loading and proving the bank's rules …",
    });
    if ((await runSelf(['load', packagePath('definitions/packs/bank-crm'), ...data])) !== 0) return false;
  }
  if (config.sampleCustomers > 0 && (await readPopulation(database)) === undefined) {
    terminal.tell({
      'zh-CN': `生成并分类 ${config.sampleCustomers} 位样例客户…`,
      en: `Making and classifying ${config.sampleCustomers} sample customers …`,
    });
    if ((await runSelf(['populate', '--customers', String(config.sampleCustomers), ...data])) !== 0) return false;
  }
  return true;
}

/** Runs a command of this program in a process of its own; its messages go where ours go, its answer nowhere. */
function runSelf(words: readonly string[]): Promise<number> {
  const main = process.argv[1];
  if (main === undefined) throw new Error('The program does not know its own file');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, main, ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? EXIT.failed));
  });
}

function tellWhyNot(error: unknown, { port }: Config, terminal: Terminal): void {
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

function greeting(port: number, { catalog, population }: Runtime): string {
  const [count, customers] = [catalog.definitions.length, population?.customers ?? 0];
  return `规矩已启动 · Guiju is running: http://localhost:${port}/  (${count} 个定义 definitions, ${customers} 位样例客户 sample customers)\n`;
}

function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}

/** Takes over what other processes publish, until the server stops. A fault is told once and tried again. */
async function follow(runtime: Runtime, isStopping: () => boolean, terminal: Terminal): Promise<void> {
  let told = '';
  while (!isStopping()) {
    await wait(REFRESH_MS, undefined, { ref: false });
    if (isStopping()) return;
    try {
      await runtime.refresh();
      told = '';
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (text !== told)
        terminal.tell({ 'zh-CN': `无法读取新的定义：${text}`, en: `New definitions cannot be read: ${text}` });
      told = text;
    }
  }
}
