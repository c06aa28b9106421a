import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Refusal } from '../../terminal.ts';
import { batchProblem } from '../problems.ts';
import { isOrphan, OWN_MARK } from '../process-mark.ts';

/**
 * A file that is there whole or not at all: written under a temporary name beside its own, and renamed once it is complete. Whatever
 * stops the program (a failure, SIGINT, SIGTERM) takes the temporary file away; after SIGKILL the next run to the same name does.
 */
export interface OutputFile {
  readonly path: string;
  /** The name to write to. */
  readonly partial: string;
  /** Gives the finished file its name. */
  commit(): void;
  /** Takes away what is not finished; does nothing once it is. */
  discard(): void;
}

export interface OutputOptions {
  /** Whether a file that stands there may be replaced. */
  readonly force: boolean;
  readonly inputs: readonly string[];
}

const open = new Set<OutputFile>();

/** Prepares an output. Throws a Refusal where something stands there already and is not to be replaced, or no file can stand there. */
export function outputFile(path: string, { force, inputs }: OutputOptions): OutputFile {
  const at = { pointer: '' };
  if (inputs.some((input) => resolve(input) === resolve(path)))
    throw new Refusal([batchProblem('output-is-input', at, { path })]);
  const folder = dirname(resolve(path));
  if (!existsSync(folder) || !statSync(folder).isDirectory())
    throw new Refusal([batchProblem('output-without-folder', at, { path, folder: dirname(path) })]);
  if (existsSync(path) && statSync(path).isDirectory())
    throw new Refusal([batchProblem('output-is-folder', at, { path })]);
  if (existsSync(path) && !force) throw new Refusal([batchProblem('output-exists', at, { path })]);
  clearOrphans(folder, basename(path));
  const file: OutputFile = {
    path,
    partial: `${path}.${OWN_MARK}.partial`,
    commit() {
      renameSync(file.partial, path);
      open.delete(file);
    },
    discard() {
      if (open.delete(file)) rmSync(file.partial, { force: true });
    },
  };
  open.add(file);
  return file;
}

/** Takes away what runs to the same name left when they were killed. */
function clearOrphans(folder: string, name: string): void {
  for (const entry of readdirSync(folder)) {
    const mark = entry.startsWith(`${name}.`) && entry.endsWith('.partial') ? entry.slice(name.length + 1, -8) : '';
    if (isOrphan(mark)) rmSync(join(folder, entry), { force: true });
  }
}

/** Takes away what was not finished. */
export function discardAll(): void {
  for (const file of [...open]) file.discard();
}
