import type { Command } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { serverProblem } from '../problems.ts';
import { openStore } from '../store/open-store.ts';
import type { OpenDatabase } from '../store/sqlite.ts';
import { StoreError } from '../store/store-error.ts';
import { inWords } from './options.ts';
import { Refusal, type Terminal } from './terminal.ts';

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
    const slots = { option: error.variable, found: error.found, expected: error.expected };
    throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
  }
}

/** Runs something with the store of a data folder, and lets go of it. A store that cannot be used is a Refusal. */
export async function withStore<T>(
  dataFolder: string,
  mustExist: boolean,
  use: (store: OpenDatabase) => Promise<T>,
): Promise<T> {
  let store: OpenDatabase | undefined;
  try {
    store = await openStore(dataFolder, { mustExist });
    return await use(store);
  } catch (error) {
    if (error instanceof StoreError) throw new Refusal([error.problem]);
    throw error;
  } finally {
    await store?.close();
  }
}
