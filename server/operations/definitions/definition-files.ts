import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type Problem, readJson, type Source } from '../../../definitions/index.ts';
import { faultReason, fileFault } from '../../file-fault.ts';
import { serverProblem } from '../../problems.ts';

/** The documents of a folder with their places below it, sorted by place, and what could not be read. */
export interface DefinitionFiles {
  readonly sources: readonly Source[];
  /** The ids of files that hold no document, by their places: who mentions them is told that they have errors. */
  readonly unread: readonly string[];
  readonly problems: readonly Problem[];
}

const MOST_FILES = 20_000;
/** One byte more than a document may have: enough for the reader to refuse it by size. */
const MOST_BYTES = 5 * 1024 * 1024 + 1;

/**
 * Reads every `*.json` below a folder as strict JSON (names that begin with a dot are passed over). Never throws for what is found:
 * a missing folder, an unreadable file and malformed JSON are problems whose `definition` is the place of the file.
 */
export function readDefinitionFiles(folder: string): DefinitionFiles {
  const places = placesBelow(folder);
  if ('code' in places) return refused(places);
  if (places.length === 0) return refused(serverProblem('no-definitions', { pointer: '' }, { path: folder }));
  if (places.length > MOST_FILES)
    return refused(serverProblem('too-many-files', { pointer: '' }, { path: folder, most: MOST_FILES }));
  const sources: Source[] = [];
  const unread: string[] = [];
  const problems: Problem[] = [];
  for (const place of places) {
    const read = readFile(join(folder, place), place);
    if (!('problems' in read)) sources.push(read);
    else {
      unread.push(place.replace(/\.json$/, ''));
      problems.push(...read.problems);
    }
  }
  return { sources, unread, problems };
}

const refused = (problem: Problem): DefinitionFiles => ({ sources: [], unread: [], problems: [problem] });

function placesBelow(folder: string): readonly string[] | Problem {
  try {
    const entries = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const places = entries.filter((entry) => /\.json$/i.test(entry)).map((entry) => entry.split(sep).join('/'));
    return places.filter((place) => !/(^|\/)\./.test(place)).toSorted();
  } catch (error) {
    const at = { pointer: '' };
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return serverProblem('folder-not-found', at, { path: folder });
    return serverProblem('folder-not-readable', at, { path: folder, reason: faultReason(error) });
  }
}

function readFile(path: string, place: string): Source | { readonly problems: readonly Problem[] } {
  try {
    if (!statSync(path).isFile()) return { problems: [] };
    const read = readJson(bytesOf(path), place);
    return read.kind === 'refused' ? { problems: read.problems } : { document: read.document, place };
  } catch (error) {
    return { problems: [{ ...fileFault(path, error), definition: place }] };
  }
}

/** The beginning of a file: no more than is needed to refuse it. */
function bytesOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(Math.min(statSync(path).size, MOST_BYTES));
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(file, bytes, length, bytes.length - length, length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}
