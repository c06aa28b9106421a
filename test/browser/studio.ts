import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

const program = fileURLToPath(new URL('../../dist/server/main.js', import.meta.url));
const page = fileURLToPath(new URL('../../dist/studio/index.html', import.meta.url));

/** Why the studio cannot be opened here, or null: it is the built program that is tested. */
export function whyNoStudio(): string | null {
  return existsSync(program) && existsSync(page) ? null : 'the program is not built (npm test builds it)';
}

/** The real program on a data folder of its own, filled with the bank pack and a few sample customers. */
export interface RunningStudio {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the program on any free port. The first start loads and proves the pack, which takes some seconds. */
export async function startStudio(customers = 400): Promise<RunningStudio> {
  const data = mkdtempSync(join(tmpdir(), 'guiju-studio-'));
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
  const url = await greeting(child);
  return {
    url,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function greeting(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.once('exit', (code) => {
      reject(new Error(`The program ended with ${code}:\n${said}`));
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
  const faults: string[] = [];
  opened.on('console', (message) => {
    // Where no population was classified the server says so with 404, which the browser notes by itself.
    if (message.location().url.endsWith('/api/v1/population')) return;
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
