import type { Command } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { serverProblem } from '../problems.ts';
import { databasePath, openStore } from '../store/open-store.ts';
import type { OpenDatabase } from '../store/sqlite.ts';
import { storeErrorOf } from '../store/store-error.ts';
import { inWords } from './options.ts';
import { moveProgress } from './progress.ts';
import { EXIT, Refusal, type Terminal } from '../terminal.ts';

/** Adds `--data FOLDER`. */
export function dataOption(command: Command, terminal: Terminal): void {
  const text = { 'zh-CN': '数据文件夹（缺省 ./data，或 GUIJU_DATA）', en: 'data folder (./data, or GUIJU_DATA)' };
  command.option('--data <folder>', inWords(terminal, text));
}

/** The configuration, with what the command line says of it. Throws a Refusal. */
export function configOf(options: { readonly port?: string; readonly data?: string }): Config {
  const { port, data } = options;
  try {
    const environment = {
      ...(port === undefined ? {} : { GUIJU_PORT: port }),
      ...(data === undefined ? {} : { GUIJU_DATA: data }),
    };
    return readConfig(environment);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const named = error.variable === 'GUIJU_PORT' && port !== undefined ? '--port' : error.variable;
    const slots = { option: named, found: error.found, expected: error.expected };
    throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
  }
}

/**
 * Runs something with the store of a data folder, and lets go of it. A store that cannot be used is a Refusal: of the input where it is
 * empty or was changed meanwhile, else for a fault of the machine (disk full, damaged, read-only).
 */
export async function withStore<T>(
  dataFolder: string,
  { mustExist, terminal }: { readonly mustExist: boolean; readonly terminal: Terminal },
  use: (store: OpenDatabase) => Promise<T>,
): Promise<T> {
  let store: OpenDatabase | undefined;
  try {
    store = await openStore(dataFolder, { mustExist, told: moveProgress(terminal) });
    return await use(store);
  } catch (error) {
    const problem = storeErrorOf(error, databasePath(dataFolder))?.problem;
    if (problem === undefined) throw error;
    throw new Refusal([problem], INPUT.has(problem.code) ? EXIT.refused : EXIT.failed);
  } finally {
    await store?.close();
  }
}

const INPUT: ReadonlySet<string> = new Set(['store-empty', 'store-changed']);
