import { spawn } from 'node:child_process';
import { EXIT, type Terminal } from '../../terminal.ts';
import { type Config, packagePath } from '../../config.ts';
import { newestPublication } from '../../store/definitions.ts';
import { peopleThere } from '../../store/people.ts';
import { readPopulation } from '../../store/population.ts';
import { hasRequests } from '../../store/requests.ts';
import { withLock } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';

/**
 * Loads the shipped pack into an empty store, and makes and classifies the sample customers where there are none: once, however many
 * nodes start on it.
 */
export async function fill(store: Store, config: Config, terminal: Terminal): Promise<boolean> {
  return await withLock(store.address, 'first-start', {}, () => fillAlone(store, config, terminal));
}

async function fillAlone({ database }: Store, config: Config, terminal: Terminal): Promise<boolean> {
  if (config.files !== null) return (await runSelf(['load', config.files, '--data', config.dataFolder])) === 0;
  // Where people work, what is in force is theirs to hand in and to approve.
  if (config.startsEmpty || (await peopleThere(database)) === 'people') return true;
  const data = ['--data', config.dataFolder, '--lang', terminal.language];
  if ((await newestPublication(database)) === 0) {
    const started = performance.now();
    terminal.tell({
      'zh-CN': '首次启动：载入并证明银行规则…',
      en: "First start: loading and proving the bank's rules …",
    });
    if ((await runSelf(['load', packagePath('definitions/packs/bank-crm'), ...data])) !== 0) return false;
    tellSpent(started, { 'zh-CN': '银行规则已载入', en: "The bank's rules are loaded" }, terminal);
  }
  if (config.sampleCustomers > 0 && (await readPopulation(database)) === undefined) {
    const started = performance.now();
    terminal.tell({
      'zh-CN': `生成并分类 ${config.sampleCustomers} 位样例客户…`,
      en: `Making and classifying ${config.sampleCustomers} sample customers …`,
    });
    if ((await runSelf(['populate', '--customers', String(config.sampleCustomers), ...data])) !== 0) return false;
    tellSpent(started, { 'zh-CN': '样例客户已分类', en: 'The sample customers are classified' }, terminal);
    // Who works on sample requests are the sample people.
    if ((await peopleThere(database)) === 'samples' && !(await hasRequests(database))) {
      const customers = String(config.sampleCustomers);
      if ((await runSelf(['requests', 'sample', '--customers', customers, ...data])) !== 0) return false;
    }
  }
  return true;
}

/** The page may be built meanwhile: each line says of what it speaks. */
function tellSpent(started: number, what: Parameters<Terminal['tell']>[0], terminal: Terminal): void {
  const seconds = Math.round((performance.now() - started) / 1000);
  terminal.tell({ 'zh-CN': `${what['zh-CN']}：用时 ${seconds} 秒`, en: `${what.en}: done in ${seconds} s` });
}

/** Runs a command of this program in a process of its own; its messages go where ours go, its answer nowhere. */
export function runSelf(words: readonly string[]): Promise<number> {
  const main = process.argv[1];
  if (main === undefined) throw new Error('The program does not know its own file');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...process.execArgv, main, ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? EXIT.failed));
  });
}
