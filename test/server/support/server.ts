import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built program. */
export const MAIN = fileURLToPath(new URL('../../../dist/server/main.js', import.meta.url));

/** What a finished command left behind. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of the built program to its end. */
export async function guiju(
  words: readonly string[],
  options: { readonly input?: string; readonly data?: string; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<Finished> {
  const child = spawnGuiju(words, options.data, options.environment);
  const [stdout, stderr] = [textOf(child.stdout), textOf(child.stderr)];
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.input ?? '');
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, stdout: await stdout, stderr: await stderr };
}

/** Starts a command of the built program. */
export function spawnGuiju(words: readonly string[], data?: string, environment: NodeJS.ProcessEnv = {}): ChildProcess {
  const own = {
    GUIJU_SAMPLE_CUSTOMERS: '0',
    LANG: 'en_US.UTF-8',
    LC_ALL: '',
    ...(data !== undefined && { GUIJU_DATA: data }),
  };
  return spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, ...own, ...environment }, stdio: 'pipe' });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

/** A running server. */
export interface Server {
  readonly url: string;
  readonly port: number;
  readonly child: ChildProcess;
  /** All it has written to stderr so far. */
  stderr(): string;
  /** All it has written to stdout since it listens. */
  stdout(): string;
  /** Asks it to stop, and answers its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the server on a free port, and waits until it says where it is. */
export async function startServer(
  data: string,
  environment: NodeJS.ProcessEnv = {},
  words: readonly string[] = [],
): Promise<Server> {
  const child = spawnGuiju(['start', '--port', '0', ...words], data, environment);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  let text = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /localhost:(\d+)/.exec(text)?.[1];
      if (found !== undefined) resolve(Number(found));
    });
    child.once('exit', () => reject(new Error(`The server ended before it listened: ${text}${errors}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    child,
    stdout: () => text,
    stderr: () => errors,
    async stop() {
      const exited = once(child, 'exit') as Promise<[number | null]>;
      child.kill('SIGTERM');
      return (await exited)[0];
    },
  };
}

/** Writes documents as a folder of definitions, and answers its path. */
export function writeDefinitions(folder: string, documents: readonly object[]): string {
  for (const document of documents) {
    const { kind, name } = document as { readonly kind: string; readonly name: string };
    const path = join(folder, kind, `${name}.json`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(document));
  }
  return folder;
}
