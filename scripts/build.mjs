import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './compress.mjs';
import { begin, runQuietly, stop } from './say.mjs';

const always = ['definitions', '.tsconfig.strict.json', 'package.json', 'package-lock.json'];

/** What can be built: the inputs that make a build stale, and the program that builds. */
const parts = {
  server: {
    inputs: [...always, 'server', 'scripts/bundle-server.mjs'],
    // Whether the types hold is what `npm run check` says.
    command: ['scripts/bundle-server.mjs'],
    zh: '正在编译服务端…',
    en: 'Building the server …',
  },
  studio: {
    inputs: [...always, 'studio', 'vite.config.ts'],
    command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'],
    finish: (root) => compress(join(root, 'dist', 'studio')),
    zh: '正在编译界面…',
    en: 'Building the studio …',
  },
};

/** Whether the built part is newer than every source: by a print of all paths, sizes and times. */
export function isBuilt(root, name) {
  const stamp = stampOf(root, name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === printOf(root, name);
}

export async function build(root, name) {
  if (isBuilt(root, name)) return;
  const { command, finish, zh, en } = parts[name];
  // Taken before building: a source saved meanwhile makes the next call build again.
  const print = printOf(root, name);
  const isFirst = !existsSync(stampOf(root, name));
  rmSync(stampOf(root, name), { force: true });
  const timed = isFirst ? begin(zh, en) : undefined;
  if (!(await runQuietly(process.execPath, command, { cwd: root })))
    stop('编译失败，原因见上。', 'The build failed; the reason stands above.');
  await finish?.(root);
  writeFileSync(stampOf(root, name), print);
  timed?.();
}

/** Throws away all that was built, so that nothing of a deleted source stays behind. */
export function clean(root) {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
}

/** The file that says what a part was built from; it is written last. */
export const stampOf = (root, name) => join(root, 'dist', `.${name}-built`);

function printOf(root, name) {
  const hash = createHash('sha256');
  for (const input of parts[name].inputs) addTo(hash, join(root, input));
  return hash.digest('hex');
}

function addTo(hash, path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) {
    hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`);
    return;
  }
  for (const child of readdirSync(path).sort()) addTo(hash, join(path, child));
}
