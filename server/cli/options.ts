import { readFileSync } from 'node:fs';
import { type Library, link, type Message, type Problem } from '../../definitions/index.ts';
import { readDefinitionFiles } from '../definition-files.ts';
import { whyNoDecision } from '../operations/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { Refusal, type Terminal } from './terminal.ts';

/** The text of an option or an argument in the reader's language. */
export const inWords = (terminal: Terminal, message: Message): string => message[terminal.language];

/** A folder linked into a library, with what was wrong with its files. Throws a Refusal where there is no such folder. */
export function libraryOf(folder: string): { readonly library: Library; readonly problems: readonly Problem[] } {
  const files = readDefinitionFiles(folder);
  if (files.sources.length === 0) throw new Refusal(files.problems);
  const library = link(files.sources);
  return { library, problems: [...files.problems, ...library.problems] };
}

/** A library in which `ref` can decide. Throws a Refusal that says why it cannot: unknown, no decision, or the errors of all it reaches. */
export function libraryFor(folder: string, ref: string): Library {
  const { library, problems } = libraryOf(folder);
  if (library.around.decision(ref) !== undefined) return library;
  const own = problems.filter((problem) => problem.definition === ref && problem.severity === 'error');
  const errors = problems.filter((problem) => problem.severity === 'error');
  const why = whyNoDecision({ library }, ref);
  // A file that could not be read has no definition, and a broken one may owe it to another: these are shown then.
  throw new Refusal(own.length > 0 ? own : library.broken.has(ref) ? [...why, ...errors] : why);
}

/** Reads a JSON file named by an option. Throws a Refusal. */
export function jsonFile(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal([serverProblem('file-not-readable', { pointer: '' }, { path, reason })]);
  }
}
