import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/**
 * A mark in the names of temporary files: the machine (or the container) and the process they belong to, so that a later run knows
 * which of them nobody is writing to any more.
 */
const place = createHash('sha256').update(`${hostname()} ${namespace()}`).digest('hex').slice(0, 8);

export const OWN_MARK = `${place}-${process.pid}`;

/** Whether a mark is one of this machine whose process is gone, killed before it could take its files away. */
export function isOrphan(mark: string): boolean {
  const [, of, pid] = /^([0-9a-f]{8})-(\d+)$/.exec(mark) ?? [];
  return of === place && pid !== undefined && Number(pid) !== process.pid && !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be signalled, but is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Containers that share a folder count their processes apart. */
function namespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}
