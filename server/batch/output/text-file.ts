import { type FileHandle, open } from 'node:fs/promises';
import type { OutputFile } from './output-file.ts';
import { writeFault } from './write-fault.ts';

/** A text file written piece by piece; a piece that cannot be written throws a Refusal that says why. */
export interface TextFile {
  write(text: string): Promise<void>;
  /** Writes what is left and closes the file. */
  end(): Promise<void>;
  /** Closes the file as it is: for when its writing broke off. */
  close(): Promise<void>;
}

const PIECE = 1 << 16;

/** Opens a file for writing; `folder` is the temporary folder of the run, `named` what the person calls the file. */
export async function textFile(path: string, folder: string, named = path): Promise<TextFile> {
  const told = async <T>(work: Promise<T>): Promise<T> =>
    work.catch((error: unknown) => {
      throw writeFault(error, folder, named);
    });
  let file: FileHandle | undefined = await told(open(path, 'w'));
  let pending = '';
  const flush = async () => {
    const text = pending;
    pending = '';
    if (text !== '') await told(file?.appendFile(text) ?? Promise.resolve());
  };
  const close = async () => {
    const own = file;
    file = undefined;
    await own?.close();
  };
  return {
    async write(text) {
      pending += text;
      if (pending.length >= PIECE) await flush();
    },
    async end() {
      await flush();
      await told(close());
    },
    close,
  };
}

/** Writes a whole text where an output is prepared. */
export async function writeText(folder: string, { partial, path }: OutputFile, text: string): Promise<void> {
  const file = await textFile(partial, folder, path);
  try {
    await file.write(text);
    await file.end();
  } finally {
    await file.close();
  }
}
