import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));
const STRIP = new URL('../../../scripts/strip-types.mjs', import.meta.url).href;

/** A server in a process of its own. */
export interface Running {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** A folder of its own, taken away at the end. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'guiju-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes documents as a folder of definitions. */
export function writeDefinitions(folder: string, documents: readonly object[]): void {
  for (const document of documents) {
    const { kind, name } = document as { readonly kind: string; readonly name: string };
    const path = join(folder, kind, `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(document));
  }
}

/** Loads a folder of definitions into a data folder. */
export function load(folder: string, data: string): void {
  execFileSync(process.execPath, [MAIN, 'load', folder, '--data', data], { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** The same while other work goes on here; it comes back when the running server has taken over. */
export async function loadBeside(folder: string, data: string): Promise<void> {
  const child = spawn(process.execPath, [MAIN, 'load', folder, '--data', data], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`load ended with ${code}`);
}

/** `guiju start` on a data folder. */
export async function startGuiju(
  data: string,
  decisionLog: string,
  sampleCustomers = 0,
  more: Readonly<Record<string, string>> = {},
): Promise<Running> {
  const environment = {
    ...process.env,
    ...more,
    GUIJU_DATA: data,
    GUIJU_PORT: '0',
    GUIJU_DECISION_LOG: decisionLog,
    GUIJU_SAMPLE_CUSTOMERS: String(sampleCustomers),
  };
  return await running(
    spawn(process.execPath, [MAIN, 'start'], { env: environment, stdio: ['ignore', 'pipe', 'inherit'] }),
  );
}

/** The route that does nothing. */
export async function startNoop(result: string): Promise<Running> {
  const program = fileURLToPath(new URL('noop-server.ts', import.meta.url));
  const words = ['--import', STRIP, program, result];
  return await running(spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] }));
}

/** Streams of decisions from a process of its own, once they have begun; what is answered ends them and says their decisions a second. */
export async function startStreams(port: number, count: number): Promise<() => Promise<number>> {
  const program = fileURLToPath(new URL('streams.ts', import.meta.url));
  const words = ['--import', STRIP, program, String(port), String(count)];
  const child = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  let text = '';
  const begun = new Promise<void>((resolve) =>
    child.stdout.on('data', (chunk) => {
      text += String(chunk);
      resolve();
    }),
  );
  await Promise.race([begun, exited]);
  return async () => {
    if (child.exitCode !== null) throw new Error(`The streams ended by themselves with ${child.exitCode}`);
    child.stdin.end();
    const [code] = (await exited) as [number | null];
    if (code !== 0) throw new Error(`The streams ended with ${code}`);
    return Number(text.trim().split('\n').at(-1));
  };
}

/** Waits for the line that names the port. */
async function running(child: ChildProcess): Promise<Running> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const port = /localhost:(\d+)|^(\d+)$/m.exec(text);
    if (port === null) continue;
    return {
      port: Number(port[1] ?? port[2]),
      pid: child.pid ?? 0,
      async stop() {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      },
    };
  }
  throw new Error(`The server ended before it listened: ${text}`);
}
