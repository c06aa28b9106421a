import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { sqliteIn } from '../../server/store/address.ts';
import { openStore } from '../../server/store/open-store.ts';
import { codeAt, PASSWORD, type SeededPerson, seedPeople } from '../server/support/people.ts';
import { isAlive } from '../support/postgres-server.ts';

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const page = fileURLToPath(new URL('../../dist/studio/index.html', import.meta.url));

/** Why the studio cannot be opened here, or null: it is the built program that is tested. */
export function whyNoStudio(): string | null {
  return existsSync(program) && existsSync(page) ? null : 'the program is not built (npm test builds it)';
}

/** The real program on a data folder of its own, filled with the bank pack and a few sample customers. */
export interface RunningStudio {
  readonly url: string;
  /** Its data folder. */
  readonly data: string;
  stop(): Promise<void>;
}

export interface StudioAsked {
  readonly customers?: number;
  readonly pack?: string;
  /** Who works there instead of sample people: then there is no data yet. */
  readonly people?: readonly SeededPerson[];
}

/** Starts the program on any free port, with a copy of what a first start of it left behind; with people of its own, on a pack alone. */
export async function startStudio({
  customers = 400,
  pack = 'bank-crm',
  people = [],
}: StudioAsked = {}): Promise<RunningStudio> {
  const data = mkdtempSync(join(tmpdir(), 'guiju-studio-'));
  if (people.length === 0) cpSync(await filledFolder(pack, customers), data, { recursive: true });
  else {
    load(pack, data);
    await seed(people, data);
  }
  const running = await start(data, customers);
  return {
    ...running,
    async stop() {
      await running.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** The program on a data folder. */
async function start(data: string, customers: number): Promise<RunningStudio> {
  const child = spawn(process.execPath, [program, 'start'], {
    env: {
      ...process.env,
      GUIJU_PORT: '0',
      GUIJU_DATA: data,
      GUIJU_SAMPLE_CUSTOMERS: String(customers),
      GUIJU_DECISION_LOG: 'off',
      LANG: 'en_US.UTF-8',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(`The program ended with ${code ?? signal}:\n${said}`);
    });
  });
  const url = await Promise.race([greeting(child, () => said), ended]);
  if (!url.startsWith('http')) throw new Error(url);
  let isStopping = false;
  // A program that ends by itself is a fault of its own, whatever the pages then say.
  void ended.then((how) => {
    if (!isStopping) process.stderr.write(`${how}\n`);
  });
  return {
    url,
    data,
    async stop() {
      isStopping = true;
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const FILLED = 'guiju-studio-filled-';

/**
 * A data folder as a first start leaves it. It loads and proves the whole pack, so one is made in each run of the tests, by the file that
 * comes first; those that come meanwhile wait for it.
 */
async function filledFolder(pack: string, customers: number): Promise<string> {
  sweepFilled();
  const folder = join(tmpdir(), `${FILLED}${process.ppid}-${pack}-${customers}`);
  const making = `${folder}.making`;
  while (!existsSync(folder)) {
    if (!isFirst(making)) {
      await sleep(100);
      continue;
    }
    try {
      if (existsSync(folder)) break;
      if (pack !== 'bank-crm') load(pack, making);
      await (await start(making, customers)).stop();
      renameSync(making, folder);
    } finally {
      rmSync(making, { recursive: true, force: true });
    }
  }
  return folder;
}

/** Whether a folder could be made: of those who try, one makes it. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** Removes what runs that ended have left. */
function sweepFilled(): void {
  for (const name of readdirSync(tmpdir())) {
    const run = new RegExp(`^${FILLED}(\\d+)-`).exec(name)?.[1];
    if (run !== undefined && !isAlive(Number(run))) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Publishes a pack of its own into a new data folder: a start finds it there, and loads no other. */
function load(pack: string, data: string): void {
  const folder = fileURLToPath(new URL(`../../definitions/packs/${pack}`, import.meta.url));
  const run = spawnSync(process.execPath, [program, 'load', folder, '--data', data], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stdout + run.stderr);
}

async function seed(people: readonly SeededPerson[], data: string): Promise<void> {
  const store = await openStore(sqliteIn(data), { clock: systemClock });
  await seedPeople(store, people);
  await store.close();
}

/** Signs in whom a test seeded, beside the page: each code counts once. */
export async function signInSeeded(page: Page, url: string, account: string): Promise<void> {
  await page.context().clearCookies();
  const isIn = async () => {
    const data = { account, password: PASSWORD, code: codeAt(new Date()) };
    const reply = await page.request.post(`${url}/api/v1/sessions`, { data, headers: { origin: url } });
    return reply.status() === 201;
  };
  await expect.poll(isIn, { timeout: 120_000, interval: 10_000 }).toBe(true);
}

/** The address the program says it listens at. */
function greeting(child: ChildProcess, said: () => string): Promise<string> {
  return new Promise((resolve) => {
    child.stdout?.on('data', () => {
      const found = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(said());
      if (found !== null) resolve(found[0]);
    });
  });
}

/** A page of the studio, and everything that must not happen on it. */
export interface Visit {
  readonly page: Page;
  /** Errors and warnings of the console, violations of the security policy, requests to other origins: none is expected. */
  readonly faults: readonly string[];
}

export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en', viewport: { width: 1280, height: 860 }, ...options });
  const opened = await context.newPage();
  // As long as elsewhere: files run side by side on as few as two cores.
  opened.setDefaultTimeout(60_000);
  const faults: string[] = [];
  opened.on('console', (message) => {
    // Where no population was classified, or not for whoever asks, the server says so, and the browser notes every refusal by itself.
    const isAsked = /[/]api[/]v1[/]population$|[/](sample|counts)$/.test(message.location().url);
    if (isAsked && /status of 4\d\d/.test(message.text())) return;
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`${message.type()}: ${message.text()}`);
  });
  opened.on('pageerror', (error) => faults.push(`thrown: ${error.message}`));
  opened.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith(`${new URL(url).origin}/`) && !to.startsWith('data:')) faults.push(`left the origin: ${to}`);
  });
  await opened.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      // Chromium tells violations of workers and styles here besides the console.
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  await opened.goto(url);
  return { page: opened, faults };
}
