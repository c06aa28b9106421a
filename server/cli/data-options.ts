import type { Command } from 'commander';
import { type Config, ConfigError, readConfig } from '../config.ts';
import { serverProblem } from '../problems.ts';
import { type StoreAddress, storeAddress } from '../store/address.ts';
import { openStore } from '../store/open-store.ts';
import { secretKey } from '../store/secrets.ts';
import { storeErrorOf } from '../store/store-error.ts';
import { OperationRefused, type Store } from '../store/store.ts';
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

/** Runs something with the store of a configuration, and lets go of it. Throws a Refusal where the store cannot be used. */
export async function withStore<T>(
  config: Config,
  { mustExist, terminal }: { readonly mustExist: boolean; readonly terminal: Terminal },
  use: (store: Store) => Promise<T>,
): Promise<T> {
  const address = storeAddress(config);
  return await refusingFaults(address, async () => {
    const store = await openStore(address, {
      secretKey: () => secretKey(config.dataFolder, config.secret),
      mustExist,
      auditDigest: config.auditDigest,
      told: moveProgress(terminal),
    });
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  });
}

/**
 * A store that cannot be used is a Refusal: of the input where it is empty or was changed meanwhile, else for a fault of the machine
 * (disk full, damaged, read-only, out of reach).
 */
export async function refusingFaults<T>(address: StoreAddress, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OperationRefused) throw new Refusal(error.problems);
    const problem = storeErrorOf(error, address)?.problem;
    if (problem === undefined) throw error;
    throw new Refusal([problem], INPUT.has(problem.code) ? EXIT.refused : EXIT.failed);
  }
}

const INPUT: ReadonlySet<string> = new Set(['store-empty', 'store-changed']);
