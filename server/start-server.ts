import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { buildApp } from './app.ts';
import { type HeldPort, holdPort } from './http/starting.ts';
import { stopSignals } from './stop-signals.ts';
import { claimServing, type ServingClaim, servingOf } from './store/serving.ts';
import { EXIT, problemLine, type Terminal } from './terminal.ts';
import { systemClock } from './clock.ts';
import { type Config, isLoopback, packagePath } from './config.ts';
import { keepAnchoring } from './operations/audit/anchors.ts';
import { keepSealing } from './operations/audit/keep-sealing.ts';
import { type ImpactJobs, impactJobs } from './operations/impacts/impact-jobs.ts';
import { threadedRunner } from './operations/impacts/impact-runner.ts';
import { storeAccess, type WatchedAccess } from './operations/people/access.ts';
import { peopleAtStart, firstLinksAtStart } from './operations/people/people-at-start.ts';
import { watchFiles } from './operations/definitions/watch-files.ts';
import { fill } from './operations/population/first-start.ts';
import { followStore } from './operations/definitions/follow-store.ts';
import { type Checker, threadedChecker } from './operations/definitions/checker.ts';
import type { Catalog } from './operations/definitions/catalog.ts';
import { createRuntime, type Runtime } from './operations/definitions/runtime.ts';
import type { Examiner } from './operations/releases/examine.ts';
import type { GoLiveParts } from './operations/releases/go-live.ts';
import { keepReleases } from './operations/releases/keep-releases.ts';
import { threadedExaminer } from './operations/releases/threaded-examiner.ts';
import { type CurrentSnapshots, currentSnapshots } from './operations/population/current-snapshots.ts';
import type { Linker } from './operations/definitions/linker.ts';
import { threadedLinker } from './operations/definitions/threaded-linker.ts';
import { type DecisionLog, noLog } from './store/decision-log.ts';
import { sqliteIn, storeAddress, type StoreAddress } from './store/address.ts';
import type { MoveListener } from './store/migrations/migration.ts';
import { openStore } from './store/open-store.ts';
import { secretKey } from './store/secrets.ts';
import { storeErrorOf } from './store/store-error.ts';
import type { Store } from './store/store.ts';
import { threadedLog } from './store/threaded-log.ts';

/** How long requests under way may take when the server stops. */
const DRAIN_MS = 30_000;

/** How often it is looked whether people came, or went, by another process. */
const LOOK_MS = 1000;

/** How much longer a node holds its seat than it decides without seeing its store. */
const SEAT_BEYOND_MS = 30_000;

/** How long a buffered log gathers entries before it writes them. */
const GATHER_MS = 20;

/**
 * Runs the server until it is asked to stop: claims the data folder and the port before any work is done, opens the store, fills it
 * where it is empty (in processes of their own, so that this one stays small), listens on loopback, and takes over what is published
 * meanwhile.
 */
export async function startServer(
  config: Config,
  terminal: Terminal,
  { asJson, moved }: { readonly asJson: boolean; readonly moved: MoveListener },
): Promise<void> {
  const claim = claimed(config, terminal);
  if (claim === undefined) return;
  const held = await portOf(config, terminal);
  const store = held === undefined ? undefined : await storeOf(config, terminal, moved);
  try {
    if (held === undefined || store === undefined) return;
    if (!(await peopleAtStart(store, config, terminal))) return;
    const isFilled = await fill(store, config, terminal);
    if (isFilled && config.pageBuilt !== null) await appearance(config.pageBuilt);
    if (isFilled) await serve({ claim, held, store }, config, terminal, asJson);
    else terminal.end(EXIT.failed);
  } finally {
    await held?.release();
    await store?.close();
    claim.release();
  }
}

/** Waits for a file; whoever makes it ends this process where that fails. */
async function appearance(path: string): Promise<void> {
  while (!existsSync(path)) await wait(100);
}

interface Claimed {
  readonly claim: ServingClaim;
  readonly held: HeldPort;
  readonly store: Store;
}

/** Says after a second what a stop waits for, and ends the program where that takes too long. */
function tellWhatIsWaitedFor(signal: string, terminal: Terminal): NodeJS.Timeout {
  setTimeout(() => process.exit(EXIT.failed), DRAIN_MS).unref();
  return setTimeout(() => {
    terminal.tell({ 'zh-CN': `收到 ${signal}，正在完成已收到的请求…`, en: `${signal}: finishing what is under way …` });
  }, 1000);
}

async function serve(
  { claim, held, store }: Claimed,
  config: Config,
  terminal: Terminal,
  asJson: boolean,
): Promise<void> {
  // Little outlives a request: threads that help to collect its garbage cost more than they save.
  setFlagsFromString('--no-parallel-scavenge');
  const isDurable = config.decisionLog === 'durable';
  const { address } = store;
  const log =
    config.decisionLog === 'off' ? noLog : threadedLog(address, { gatherMs: isDurable ? 0 : GATHER_MS, isDurable });
  // An answered decision is lost where the thread that keeps it still loads.
  await log.ready();
  const linker = threadedLinker(address);
  const mostStaleMs = config.mostStaleSeconds * 1000;
  const snapshots = await currentSnapshots(store.database, config.dataFolder, systemClock, store.watched);
  const runtime = await createRuntime({
    database: store.database,
    watched: store.watched,
    snapshots,
    log,
    isDurable,
    clock: systemClock,
    linker,
    seat: await store.takeSeat(mostStaleMs + SEAT_BEYOND_MS),
    ...(address.kind === 'postgresql' && { mostStaleMs }),
  });
  const checker = threadedChecker(address);
  const examiner = threadedExaminer(address, config.dataFolder);
  const url = `http://localhost:${held.port}/`;
  const links = config.files === null ? await firstLinksAtStart(store, url) : '';
  const access = await storeAccess(store, systemClock, isLoopback(config.host));
  const onFault = (error: Error, reference: string) =>
    void process.stderr.write(`${reference} ${error.stack ?? error.message}\n`);
  const impacts = impactsOf(store, config, onFault);
  let isStopping = false;
  const app = await buildApp({
    runtime,
    checker,
    studioFolder: packagePath('dist/studio'),
    language: terminal.language,
    ...(config.files === null && { people: { store, access, clock: systemClock, impacts, examiner } }),
    isPublic: !isLoopback(config.host),
    trustedProxies: config.trustedProxies,
    isStopping: () => isStopping,
    onFault,
  });
  const letGo = async () => await letGoOf({ impacts, linker, checker, examiner, snapshots, log }, terminal);
  await app.ready();
  await held.release();
  try {
    await app.listen({ host: config.host, port: held.port });
  } catch (error) {
    await letGo();
    return tellWhyNot(error, held.port, terminal);
  }
  await untilStopped({ store, runtime, examiner, access, claim, url, links }, config, terminal, asJson, () => {
    isStopping = true;
    return app.close();
  });
  await letGo();
}

interface Serving {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly examiner: Examiner;
  readonly access: WatchedAccess;
  readonly claim: ServingClaim;
  readonly url: string;
  readonly links: string;
}

/** Says where the server is, and does beside it what it has to until it is asked to stop; then `stop` ends what it answers. */
async function untilStopped(
  { store, runtime, examiner, access, claim, url, links }: Serving,
  config: Config,
  terminal: Terminal,
  asJson: boolean,
  stop: () => Promise<void>,
): Promise<void> {
  // Whoever reads the address may ask to stop at once.
  const stopping = stopAsked();
  let isStopping = false;
  const tellServing = ({ publication, cuts }: Catalog, fault: string | null) =>
    claim.tell({ url, inForce: { publication: publication.number, cuts }, fault });
  tellServing(runtime.catalog, null);
  await terminal.write(`${greeting(url, runtime, asJson)}${links}`);
  const stopLooking = lookAround(access, config, terminal);
  void followStore(runtime, () => isStopping, terminal, tellServing);
  keepUp({ store, examiner }, () => isStopping, config, terminal);
  const ending = new AbortController();
  const anchoring = anchored(store, config.auditAnchor, terminal, ending.signal);
  const signal = await stopping;
  isStopping = true;
  stopLooking();
  const slow = tellWhatIsWaitedFor(signal, terminal);
  await stop();
  ending.abort();
  await anchoring;
  clearTimeout(slow);
}

/** What a server that serves holds open. */
interface Held {
  readonly impacts: ImpactJobs;
  readonly linker: Linker;
  readonly checker: Checker;
  readonly examiner: Examiner;
  readonly snapshots: CurrentSnapshots;
  readonly log: DecisionLog;
}

async function letGoOf(
  { impacts, linker, checker, examiner, snapshots, log }: Held,
  terminal: Terminal,
): Promise<void> {
  await impacts.close();
  await linker.close();
  await checker.close();
  await examiner.close();
  snapshots.close();
  const lost = await log.close();
  if (lost > 0)
    terminal.tell({
      'zh-CN': `判断日志无法写入，有 ${lost} 个判断没有记录`,
      en: `The decision log cannot be written: ${lost} decisions are not logged`,
    });
}

/** Impacts are computed beside decisions, which keep a processor for themselves. */
function impactsOf(store: Store, { dataFolder }: Config, onFault: (error: Error, id: string) => void): ImpactJobs {
  const threads = Math.max(1, availableParallelism() - 1);
  return impactJobs({ store, dataFolder, clock: systemClock, runner: threadedRunner(store.address), threads, onFault });
}

/** What the server does by itself until it stops: it seals the audit, and lets go live what is due. */
function keepUp(parts: GoLiveParts, isStopping: () => boolean, { files }: Config, terminal: Terminal): void {
  void keepSealing(parts.store, isStopping);
  if (files === null) void keepReleases(parts, isStopping, terminal);
}

/** Looks, while the server runs, who came or went by another process, and what changed in the folder it serves; answers how to stop. */
function lookAround(access: WatchedAccess, { files, dataFolder }: Config, terminal: Terminal): () => void {
  const looking = setInterval(() => void access.look().catch(() => {}), LOOK_MS);
  const watching = files === null ? undefined : watchFiles(files, dataFolder, terminal);
  return () => {
    clearInterval(looking);
    watching?.stop();
  };
}

/** Writes anchors of the audit until it is told to end; where none are asked for it is done at once. */
async function anchored(store: Store, path: string | null, terminal: Terminal, ending: AbortSignal): Promise<void> {
  if (path === null) return;
  await keepAnchoring(store, path, systemClock, ending, (error) =>
    terminal.tell({
      'zh-CN': `审计锚点无法写入：${String(error)}`,
      en: `An anchor of the audit cannot be written: ${String(error)}`,
    }),
  );
}

/** The data folder for this server alone; undefined where another has it, or where it cannot be had. */
function claimed({ dataFolder }: Config, terminal: Terminal): ServingClaim | undefined {
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

async function portOf({ port }: Config, terminal: Terminal): Promise<HeldPort | undefined> {
  try {
    return await holdPort(port, terminal.language);
  } catch (error) {
    tellWhyNot(error, port, terminal);
    return undefined;
  }
}

async function storeOf(config: Config, terminal: Terminal, told: MoveListener): Promise<Store | undefined> {
  const address = storeAddress(config);
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

function tellStoreFault(error: unknown, address: StoreAddress, terminal: Terminal): void {
  const problem = storeErrorOf(error, address)?.problem;
  if (problem === undefined) throw error;
  process.stderr.write(`${problemLine(problem, terminal.language)}\n`);
  terminal.end(EXIT.failed);
}

function tellWhyNot(error: unknown, port: number, terminal: Terminal): void {
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

function greeting(url: string, { catalog, population }: Runtime, asJson: boolean): string {
  const [count, customers] = [catalog.definitions.length, population?.customers ?? 0];
  if (asJson) return `${JSON.stringify({ url, definitions: count, customers })}\n`;
  return `规矩已启动 · Guiju is running: ${url}  (${count} 个定义 definitions, ${customers} 位样例客户 sample customers)\n`;
}

function stopAsked(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of stopSignals()) process.once(signal, () => resolve(signal));
  });
}
