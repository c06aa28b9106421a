import { setFlagsFromString } from 'node:v8';
import { buildApp } from './app.ts';
import { EXIT, problemLine, type Terminal } from './cli/terminal.ts';
import { systemClock } from './clock.ts';
import { type Config, packagePath } from './config.ts';
import { fill } from './operations/population/first-start.ts';
import { followStore } from './operations/definitions/follow-store.ts';
import { threadedChecker } from './operations/definitions/checker.ts';
import { createRuntime, type Runtime } from './operations/definitions/runtime.ts';
import { threadedLinker } from './operations/definitions/threaded-linker.ts';
import { noLog } from './store/decision-log.ts';
import { databasePath, openStore } from './store/open-store.ts';
import type { OpenDatabase } from './store/sqlite.ts';
import { StoreError } from './store/store-error.ts';
import { threadedLog } from './store/threaded-log.ts';

/** How long requests under way may take when the server stops. */
const DRAIN_MS = 30_000;

/** How long a buffered log gathers entries before it writes them. */
const GATHER_MS = 20;

/**
 * Runs the server until it is asked to stop: opens the store, fills it where it is empty (in processes of their own, so that this
 * one stays small), listens on loopback, and takes over what is published meanwhile.
 */
export async function startServer(config: Config, terminal: Terminal, asJson = false): Promise<void> {
  const store = await storeOf(config, terminal);
  if (store === undefined) return;
  if (!(await fill(store, config, terminal))) {
    await store.close();
    terminal.end(EXIT.failed);
    return;
  }
  // Little outlives a request: threads that help to collect its garbage cost more than they save.
  setFlagsFromString('--no-parallel-scavenge');
  const isDurable = config.decisionLog === 'durable';
  const log =
    config.decisionLog === 'off'
      ? noLog
      : threadedLog(databasePath(config.dataFolder), { gatherMs: isDurable ? 0 : GATHER_MS, isDurable });
  // An answered decision is lost where the thread that keeps it still loads.
  await log.ready();
  const linker = threadedLinker(databasePath(config.dataFolder));
  const runtime = await createRuntime({ database: store.database, log, isDurable, clock: systemClock, linker });
  const checker = threadedChecker(databasePath(config.dataFolder));
  let isStopping = false;
  const app = await buildApp({
    runtime,
    checker,
    studioFolder: packagePath('dist/studio'),
    isStopping: () => isStopping,
    onFault: (error, reference) => void process.stderr.write(`${reference} ${error.stack ?? error.message}\n`),
  });
  const letGo = async () => {
    await linker.close();
    await checker.close();
    const lost = await log.close();
    if (lost > 0)
      terminal.tell({
        'zh-CN': `判断日志无法写入，有 ${lost} 个判断没有记录`,
        en: `The decision log cannot be written: ${lost} decisions are not logged`,
      });
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
  // Whoever reads the address may ask to stop at once.
  const stopping = stopAsked();
  await terminal.write(greeting(port, runtime, asJson));
  void followStore(runtime, () => isStopping, terminal);
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

function greeting(port: number, { catalog, population }: Runtime, asJson: boolean): string {
  const [count, customers] = [catalog.definitions.length, population?.customers ?? 0];
  if (asJson) return `${JSON.stringify({ url: `http://localhost:${port}/`, definitions: count, customers })}\n`;
  return `规矩已启动 · Guiju is running: http://localhost:${port}/  (${count} 个定义 definitions, ${customers} 位样例客户 sample customers)\n`;
}

function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
