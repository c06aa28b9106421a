import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { build, isBuilt } from './build.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';
import { say, stop } from './say.mjs';

/** Installs and builds what is missing or stale of `parts`; touches nothing when nothing is. */
export async function readyToRun(root, parts) {
  const { others } = await readyInTurn(root, parts);
  await others;
}

/** The same; it comes back as soon as the first part is built, with the promise of the others. */
export async function readyInTurn(root, parts) {
  refuseOldNode();
  const isReady = () => isInstalled(root) && parts.every((part) => isBuilt(root, part));
  if (isReady()) return { others: undefined };
  const wait = () => say('另一个进程正在安装或编译，等待中…', 'Another process is installing or building; waiting …');
  return await new Promise((resolve, reject) => {
    const others = withLock(join(root, '.cache', 'bootstrap.lock'), wait, async () => {
      await install(root);
      // None needs another: two cores are busy at once.
      const [first, ...rest] = parts.map((part) => build(root, part));
      await first;
      resolve({ others: others });
      await Promise.all(rest);
    });
    others.catch(reject);
  });
}

/** Sees to a Chromium that the browser tests can use; where it cannot, those tests say so themselves. */
export function readyBrowser(root) {
  const program = join(root, 'test', 'support', 'install-browser.ts');
  spawnSync(process.execPath, ['--import', 'tsx', program], { cwd: root, stdio: ['ignore', 2, 2] });
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(
    `需要 Node.js 20.19 或更高版本，当前为 ${process.versions.node}。请到 https://nodejs.org 安装。`,
    `Node.js 20.19 or newer is needed; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}
