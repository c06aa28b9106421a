import { statSync } from 'node:fs';

/**
 * What a file is at a moment: its size, its times and its place on the disk. A file that grows, shrinks or is replaced while it is read
 * would give rows that never stood together; then it is another one afterwards. Undefined where there is none: who reads it says so.
 */
export function fileState(path: string): string | undefined {
  const now = statSync(path, { throwIfNoEntry: false });
  return now && [now.size, now.mtimeMs, now.ctimeMs, now.ino, now.dev].join(' ');
}
