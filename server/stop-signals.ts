import { readFileSync } from 'node:fs';

/** The signals that ask this process to stop and tidy up: a terminal that is closed, too, unless it was started to outlive that. */
export function stopSignals(): readonly NodeJS.Signals[] {
  return outlivesTerminal() ? ['SIGINT', 'SIGTERM'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
}

/** Whether hanging up is ignored, as `nohup` sets it: listening to it would undo that. Signals that are ignored are a bit each. */
function outlivesTerminal(): boolean {
  try {
    const ignored = /^SigIgn:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return ignored !== undefined && (Number.parseInt(ignored.slice(-1), 16) & 1) === 1;
  } catch {
    return false;
  }
}
