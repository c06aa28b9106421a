import { setMaxListeners } from 'node:events';
import { systemClock } from '../clock.ts';
import type { Config } from '../config.ts';
import { keepAnchoring } from '../operations/audit/anchors.ts';
import { keepSealing } from '../operations/audit/keep-sealing.ts';
import type { Catalog } from '../operations/definitions/catalog.ts';
import { followStore } from '../operations/definitions/follow-store.ts';
import type { Runtime } from '../operations/definitions/runtime.ts';
import { watchFiles } from '../operations/definitions/watch-files.ts';
import type { WatchedAccess } from '../operations/people/access.ts';
import type { Examiner } from '../operations/releases/examine.ts';
import type { GoLiveParts } from '../operations/releases/go-live.ts';
import { byEmail, bySms } from '../channels/letters.ts';
import { webhook } from '../channels/webhook.ts';
import { messageType } from '../channels/webhook-endpoints.ts';
import { dispatchOutbox } from '../dispatch/dispatch-outbox.ts';
import { fanOut } from '../dispatch/fan-out.ts';
import { customerRecords } from '../operations/notices/customer-records.ts';
import { composeMessages } from '../operations/notices/compose-message.ts';
import { keepReleases } from '../operations/releases/keep-releases.ts';
import { keepTimers } from '../operations/requests/fire-timers.ts';
import { MESSAGES, SURVEYS } from '../operations/requests/send-out.ts';
import { REMINDERS, remindOfSurveys } from '../operations/surveys/remind-of-survey.ts';
import { startSurveys } from '../operations/surveys/start-survey.ts';
import type { SurveyHost } from '../operations/surveys/survey-letter.ts';
import type { RequestHost } from '../operations/requests/register.ts';
import type { PreparedQueues } from '../operations/requests/prepared-queues.ts';
import { stopSignals } from '../stop-signals.ts';
import type { ServingClaim } from '../store/serving.ts';
import type { Store } from '../store/store.ts';
import { EXIT, type Terminal } from '../terminal.ts';

/** How long requests under way may take when the server stops. */
const DRAIN_MS = 30_000;

/** How often it is looked whether people came, or went, by another process. */
const LOOK_MS = 1000;

interface Serving {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly examiner: Examiner;
  readonly queues: PreparedQueues;
  readonly access: WatchedAccess;
  readonly claim: ServingClaim;
  readonly url: string;
  readonly links: string;
}

/** Says where the server is, and does beside it what it has to until it is asked to stop; then `stop` ends what it answers. */
export async function untilStopped(
  { store, runtime, examiner, queues, access, claim, url, links }: Serving,
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
  tellLocalLinks(config, terminal, url);
  await terminal.write(`${greeting(url, runtime, asJson)}${links}`);
  const stopLooking = lookAround(access, config, terminal);
  void followStore(runtime, () => isStopping, terminal, tellServing);
  keepUp({ store, examiner }, () => isStopping, config, terminal);
  const ending = new AbortController();
  // Each message on its way listens to it, and lets go when it has left.
  setMaxListeners(0, ending.signal);
  const anchoring = anchored(store, config.auditAnchor, terminal, ending.signal);
  const customers = customerRecords(store, runtime);
  const host = { store, queues, customers, url: config.publicUrl ?? url };
  const dispatching = dispatched(host, config, terminal, ending.signal);
  const timing = timed({ store, queues }, () => isStopping, config, terminal);
  const signal = await stopping;
  isStopping = true;
  stopLooking();
  const slow = tellWhatIsWaitedFor(signal, terminal);
  await stop();
  await timing;
  ending.abort();
  await anchoring;
  await dispatching;
  clearTimeout(slow);
}

/** Letters that leave for customers need an address that customers reach: an invitation with another is answered by nobody. */
function tellLocalLinks({ smtp, sms, publicUrl }: Config, terminal: Terminal, url: string): void {
  if ((smtp === null && sms === null) || publicUrl !== null) return;
  terminal.tell({
    'zh-CN': `未设置 GUIJU_PUBLIC_URL：信件与短信中的链接以 ${url} 开头，客户无法打开。请设为客户可访问的地址`,
    en: `GUIJU_PUBLIC_URL is not set: links in e-mails and text messages begin with ${url}, which no customer can open. Set it to where customers reach this server`,
  });
}

/** Says after a second what a stop waits for, and ends the program where that takes too long. */
function tellWhatIsWaitedFor(signal: string, terminal: Terminal): NodeJS.Timeout {
  setTimeout(() => process.exit(EXIT.failed), DRAIN_MS).unref();
  return setTimeout(() => {
    terminal.tell({ 'zh-CN': `收到 ${signal}，正在完成已收到的请求…`, en: `${signal}: finishing what is under way …` });
  }, 1000);
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

/** Delivers what the outbox holds until it is told to end; a folder of files that is served has none. */
async function dispatched(
  host: SurveyHost,
  { files, webhooks: endpoints, smtp, sms }: Config,
  terminal: Terminal,
  ending: AbortSignal,
): Promise<void> {
  if (files !== null) return;
  const now = () => systemClock.now();
  const { store } = host;
  const deliveries = {
    [MESSAGES]: composeMessages(host, host.customers),
    [SURVEYS]: startSurveys(host),
    [REMINDERS]: remindOfSurveys(host),
    ...(smtp !== null && { email: byEmail(store.secrets, smtp) }),
    ...(sms !== null && { sms: bySms(store.secrets, sms, { now }) }),
    'cloud-event': fanOut(store, endpoints),
    ...Object.fromEntries(endpoints.map((endpoint) => [messageType(endpoint.id), webhook(endpoint, { now })])),
  };
  await dispatchOutbox({ store, now }, deliveries, ending, (error) =>
    terminal.tell({
      'zh-CN': `消息暂时无法投递：${error.message}`,
      en: `Messages cannot be delivered for now: ${error.message}`,
    }),
  );
}

/** Lets the timers of requests fire until the server stops; done when none is under way. A server of files has no requests. */
async function timed(
  host: RequestHost,
  isStopping: () => boolean,
  { files }: Config,
  terminal: Terminal,
): Promise<void> {
  if (files !== null) return;
  await keepTimers(host, isStopping, (fault) =>
    terminal.tell({
      'zh-CN': `服务请求的定时器无法触发：${fault}`,
      en: `Timers of service requests cannot fire: ${fault}`,
    }),
  );
}

/** What the server does by itself until it stops: it seals the audit, and lets go live what is due. */
function keepUp(parts: GoLiveParts, isStopping: () => boolean, { files }: Config, terminal: Terminal): void {
  void keepSealing(parts.store, isStopping);
  if (files === null) void keepReleases(parts, isStopping, terminal);
}
