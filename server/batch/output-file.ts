import { existsSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { Refusal } from '../cli/terminal.ts';
import { batchProblem } from './problems.ts';

/**
 * A file that is there whole or not at all: written under a temporary name beside its own, and renamed once it is complete. Whatever
 * stops the program (a failure, SIGINT, SIGTERM) takes the temporary file away.
 */
export interface OutputFile {
  readonly path: string;
  /** The name to write to. */
  readonly partial: string;
  /** Gives the finished file its name. */
  commit(): void;
  discard(): void;
}

const open = new Set<OutputFile>();

/** Prepares an output. Throws a Refusal where something stands there already and is not to be replaced. */
export function outputFile(
  path: string,
  options: { readonly force: boolean; readonly inputs: readonly string[] },
): OutputFile {
  if (options.inputs.some((input) => resolve(input) === resolve(path)))
    throw new Refusal([batchProblem('output-is-input', { pointer: '' }, { path })]);
  if (existsSync(path) && !options.force) throw new Refusal([batchProblem('output-exists', { pointer: '' }, { path })]);
  const file: OutputFile = {
    path,
    partial: `${path}.${process.pid}.partial`,
    commit() {
      renameSync(file.partial, path);
      open.delete(file);
    },
    discard() {
      rmSync(file.partial, { force: true });
      open.delete(file);
    },
  };
  open.add(file);
  return file;
}

/** Takes away what was not finished. */
export function discardAll(): void {
  for (const file of [...open]) file.discard();
}
