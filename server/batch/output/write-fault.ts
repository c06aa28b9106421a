import { tmpdir } from 'node:os';
import { EXIT, Refusal } from '../../terminal.ts';
import { batchProblem } from '../problems.ts';

/** The first line of an error's message: DuckDB appends the query. */
export function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}

/** DuckDB says so of buffers that are full and can spill no more. */
export const isOutOfMemory = (error: unknown): boolean => /^out of memory error/i.test(firstLine(error));

/**
 * What a failure to write says to the person: no room left (a fault of the machine), or a place that cannot be written to. `folder` is
 * the temporary folder of the run. Any other error is answered as it is.
 */
export function writeFault(error: unknown, folder: string, path?: string): unknown {
  if (error instanceof Refusal || !(error instanceof Error)) return error;
  const reason = firstLine(error);
  const file = withoutMark(path ?? (error as NodeJS.ErrnoException).path ?? /"([^"]*)"/.exec(reason)?.[1] ?? '');
  const at = { pointer: '' };
  if (/no space left|ENOSPC|file too large|EFBIG|quota|EDQUOT|max_temp_directory_size/i.test(reason)) {
    const isTemporary = file === '' || file.startsWith(folder) || /temp/i.test(reason);
    const problem = isTemporary
      ? batchProblem('temporary-folder-full', at, { folder: tmpdir() })
      : batchProblem('disk-full', at, { path: file });
    return new Refusal([problem], EXIT.failed);
  }
  if (/EACCES|EPERM|EROFS|EISDIR|ENOTDIR|permission denied|read-only file system|is a directory/i.test(reason))
    return new Refusal([batchProblem('output-not-writable', at, { path: file, reason: shortReason(reason) })]);
  if (/ENOENT|cannot open file/i.test(reason) && (path !== undefined || /\.partial/.test(reason)))
    return new Refusal([batchProblem('output-not-writable', at, { path: file, reason: shortReason(reason) })]);
  return error;
}

/** The name a person gave, of a file that is still written under a temporary one. */
const withoutMark = (file: string) => file.replace(/\.[0-9a-f]{8}-\d+\.partial$/, '');

/** The system's own words: what stands behind the last colon, or a code of Node's with them. */
const shortReason = (reason: string) => /^[A-Z]+: ([^,]*)/.exec(reason)?.[1] ?? reason.split(': ').at(-1) ?? reason;
