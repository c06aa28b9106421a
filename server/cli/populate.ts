import type { Command } from 'commander';
import { bankDay, systemClock } from '../clock.ts';
import { populate } from '../operations/population/populate.ts';
import { sampleSnapshot } from '../operations/population/sample-snapshot.ts';
import { sampleSource } from '../operations/population/sample-source.ts';
import { tellNotes, withDuckdb } from './batch-options.ts';
import { hostOperator } from '../store/actor.ts';
import { configOf, dataOption, withStore } from './data-options.ts';
import { dayAsked } from './fact-options.ts';
import { countOption, inWords } from './options.ts';
import { progress } from './progress.ts';
import { Refusal, type Terminal } from '../terminal.ts';

interface Options {
  readonly data?: string;
  readonly customers: string;
  readonly seed: string;
  readonly asOf?: string;
  readonly json?: boolean;
}

/** `guiju populate`: makes sample customers and classifies them by the segmentations in force. `start` runs it once. */
export function describePopulate(command: Command, terminal: Terminal): void {
  const text = (zh: string, en: string) => inWords(terminal, { 'zh-CN': zh, en });
  command
    .addOption(countOption('--customers <count>', text('样例客户数', 'how many sample customers'), '20000'))
    .addOption(countOption('--seed <seed>', text('随机种子', 'the seed'), '1'))
    .option('--as-of <date>', text('基准日；缺省为今天', 'the day they are described as of; today by default'));
  dataOption(command, terminal);
  command.action(async (options: Options) => {
    const source = await sampleSource();
    const customers = Number(options.customers);
    const told = progress(terminal, { 'zh-CN': '分类样例客户', en: 'Classifying sample customers' }, customers);
    const made = { customers, seed: Number(options.seed), asOf: dayAsked(options.asOf) ?? bankDay(systemClock) };
    const config = configOf(options);
    const population = await withStore(config, { mustExist: true, terminal }, async (store) => {
      const classified = await populate(store, hostOperator(), source, {
        ...made,
        entity: 'entity/customer',
        onCustomer: (done) => told.at(done),
      });
      told.end();
      if (customers === 0) return classified;
      // Definitions of another bank may ask for what the sample does not have: they are counted, and have no snapshot.
      await withDuckdb({}, (duckdb) =>
        sampleSnapshot(
          { store, dataFolder: config.dataFolder, duckdb, clock: systemClock, actor: hostOperator() },
          made,
          terminal.language,
        ),
      ).catch((error: unknown) => {
        if (!(error instanceof Refusal)) throw error;
        tellNotes(error.problems, terminal);
      });
      return classified;
    });
    const counts = Object.fromEntries([...population.counts].map(([ref, { counts: found }]) => [ref, found]));
    if (options.json) await terminal.write(`${JSON.stringify({ ...population, counts })}\n`);
    else {
      await terminal.write(
        text(
          `${customers} 位客户，${population.counts.size} 种细分\n`,
          `${customers} customers, ${population.counts.size} segmentations\n`,
        ),
      );
    }
  });
}
