import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const abandonedAfterMs = 30 * 60 * 1000;

/**
 * Runs `work` while no other process holds `file`. The lock is a hard link to a file that already names its owner, so it
 * appears whole or not at all; a lock whose owner has died is taken over. `onWait` is called once when there is another owner.
 */
export async function withLock(file, onWait, work) {
  mkdirSync(dirname(file), { recursive: true });
  for (let waited = false; !take(file); waited = true) {
    if (releaseDead(file)) continue;
    if (!waited) onWait();
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file) {
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Removes the lock of a dead owner. Only one may do so at a time: else a slow one would remove the lock of the next owner. */
function releaseDead(file) {
  const owner = ownerOf(file);
  if (owner === undefined) return true;
  if (owner.isAlive && owner.ageMs < abandonedAfterMs) return false;
  const right = `${file}.takeover`;
  if (!take(right)) {
    if ((ownerOf(right)?.ageMs ?? 0) > 10_000) rmSync(right, { force: true });
    return false;
  }
  if (ownerOf(file)?.pid === owner.pid) rmSync(file, { force: true });
  rmSync(right, { force: true });
  return true;
}

function ownerOf(file) {
  try {
    const pid = readFileSync(file, 'utf8');
    return { pid, isAlive: isAlive(Number(pid)), ageMs: Date.now() - statSync(file).mtimeMs };
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
