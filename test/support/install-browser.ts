// Sees to a Chromium for the browser tests; `npm test` runs this before the tests. Nothing happens where it stands ready.
// The one that the npm package @sparticuz/chromium carries is unpacked; where it does not start, root on Debian gets Debian's.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, findBrowser, unpacked } from './browser-cache.ts';

const isNamed = (process.env['GUIJU_CHROMIUM'] ?? '') !== '';
if (!isNamed && unpacked() === null && !(await unpackFromNpm()) && findBrowser() === null) installFromDebian();

/** Whether it could be unpacked and starts here. */
async function unpackFromNpm(): Promise<boolean> {
  // The package unpacks into the folder for temporary files, and its own libraries only where it believes to run on Lambda.
  const fresh = join(dirname(cacheFolder), `browser.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  Object.assign(process.env, { TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' });
  const { default: chromium } = await import('@sparticuz/chromium');
  await chromium.executablePath();
  rmSync(cacheFolder, { recursive: true, force: true });
  renameSync(fresh, cacheFolder);
  const found = unpacked();
  const env = found?.libraries === undefined ? process.env : { ...process.env, LD_LIBRARY_PATH: found.libraries };
  if (found !== null && spawnSync(found.executable, ['--version'], { env }).status === 0) return true;
  rmSync(cacheFolder, { recursive: true, force: true });
  return false;
}

function installFromDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  process.stderr.write('guiju: 正在安装测试用浏览器…\n       Installing a browser for the tests …\n');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args: string[]): boolean =>
    spawnSync('apt-get', ['-qq', ...args], { env, stdio: 'ignore', timeout: 300_000 }).status === 0;
  const install = (): boolean => apt('install', '-y', '--no-install-recommends', 'chromium');
  if (!install() && apt('update')) install();
}
