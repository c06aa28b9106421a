import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { begin, runQuietly, say, stop } from './say.mjs';

/** Whether `node_modules` already holds what the lock asks for, compiled for this Node. */
export function isInstalled(root) {
  const stamp = read(stampOf(root));
  if (stamp === wanted(root)) return true;
  if (stamp !== undefined && stamp.split(' ')[1] !== process.versions.modules) return false;
  return holdsLockedVersions(root);
}

/** Installs by the lock; where that fails (a platform the lock does not know), by package.json alone. */
export async function install(root) {
  if (!isInstalled(root)) {
    const timed = begin('正在安装依赖（首次约一分钟）…', 'Installing packages (about a minute the first time) …');
    const flags = ['--include=dev', '--no-audit', '--no-fund'];
    if (!(await npm(root, ['ci', ...flags]))) {
      say('按锁文件安装失败，改为不使用锁文件。', 'Installing by the lock failed; trying without it.');
      if (!(await npm(root, ['install', '--no-package-lock', ...flags]))) {
        stop('依赖安装失败，原因见上。', 'The packages could not be installed; the reason stands above.');
      }
    }
    timed();
  }
  writeFileSync(stampOf(root), wanted(root));
}

const stampOf = (root) => join(root, 'node_modules', '.guiju-installed');

function wanted(root) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  return `${hash} ${process.versions.modules}`;
}

/** npm keeps a record of what it installed; when that equals the lock, someone ran npm by hand and nothing is to be done. */
function holdsLockedVersions(root) {
  const record = read(join(root, 'node_modules', '.package-lock.json'));
  if (record === undefined) return false;
  const installed = JSON.parse(record).packages;
  const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const isThere = ([path, entry]) =>
    path === '' ||
    entry.optional === true ||
    entry.devOptional === true ||
    entry.peer === true ||
    installed[path]?.version === entry.version;
  return Object.entries(locked).every(isThere);
}

function npm(root, args) {
  const script = process.env.npm_execpath;
  const isNpm = script !== undefined && /npm-cli\.c?js$/.test(script) && existsSync(script);
  // Where better-sqlite3 is compiled, its two large files are compiled at once.
  const env = { JOBS: 'max', ...nodeHeaders(), ...process.env };
  return isNpm
    ? runQuietly(process.execPath, [script, ...args], { cwd: root, env })
    : runQuietly('npm', args, { cwd: root, env, shell: process.platform === 'win32' });
}

/** better-sqlite3 may have to be compiled: with Node's headers where they came along with Node, nothing is downloaded. */
function nodeHeaders() {
  const prefix = dirname(dirname(process.execPath));
  const header = read(join(prefix, 'include', 'node', 'node_version.h')) ?? '';
  const [major, minor] = process.versions.node.split('.');
  const isOurs = header.includes(`NODE_MAJOR_VERSION ${major}\n`) && header.includes(`NODE_MINOR_VERSION ${minor}\n`);
  return isOurs ? { npm_config_nodedir: prefix } : {};
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
