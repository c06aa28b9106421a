import { readFileSync } from 'node:fs';
import { Option } from 'commander';
import { type Json, type Library, link, type Message, type Problem, readJson } from '../../definitions/index.ts';
import { readDefinitionFiles } from '../operations/definitions/definition-files.ts';
import { fileFault } from '../file-fault.ts';
import { whyNoDecision } from '../operations/definitions/why-no-decision.ts';
import { serverProblem } from '../problems.ts';
import { Refusal, type Terminal } from '../terminal.ts';

/** The text of an option or an argument in the reader's language. */
export const inWords = (terminal: Terminal, message: Message): string => message[terminal.language];

/** An option for a whole number, of at most seven digits. Throws a Refusal for anything else. */
export const countOption = (flags: string, words: string, otherwise: string): Option =>
  new Option(flags, words).default(otherwise).argParser((found: string) => {
    if (/^\d{1,7}$/.test(found)) return found;
    const slots = { option: flags.replace(/ .*/, ''), found, expected: '0 … 9999999' };
    throw new Refusal([serverProblem('option-malformed', { pointer: '' }, slots)]);
  });

/** So many of something in English: `1 row`, `20,000 rows`. */
export const counted = (count: number | string, noun: string): string =>
  `${count} ${noun}${String(count) === '1' ? '' : 's'}`;

/** A folder linked into a library, with what was wrong with its files. Throws a Refusal where there is no such folder. */
export function libraryOf(folder: string): { readonly library: Library; readonly problems: readonly Problem[] } {
  const files = readDefinitionFiles(folder);
  if (files.sources.length === 0) throw new Refusal(files.problems);
  const library = link(files.sources, undefined, files.unread);
  return { library, problems: [...files.problems, ...library.problems] };
}

/** A library in which `ref` can decide. Throws a Refusal that says why it cannot: unknown, no decision, or the errors of all it reaches. */
export function libraryFor(folder: string, ref: string): Library {
  const { library, problems } = libraryOf(folder);
  if (library.environment.decision(ref) !== undefined) return library;
  const own = problems.filter((problem) => problem.definition === ref && problem.severity === 'error');
  const errors = problems.filter((problem) => problem.severity === 'error');
  const why = whyNoDecision({ library }, ref);
  // A file that could not be read has no definition, and a broken one may owe it to another: these are shown then.
  const ofFile = errors.filter((problem) => problem.definition === `${ref}.json`);
  const told = own.length > 0 ? own : ofFile.length > 0 ? ofFile : why;
  const isWaiting = library.broken.has(ref) || own.some(({ code }) => code === 'reference-has-errors');
  const causes = isWaiting ? errors.filter((one) => !told.includes(one) && one.code !== 'reference-has-errors') : [];
  throw new Refusal([...told, ...causes]);
}

/** Reads a JSON file named by an option (`-`: stdin), as strictly as definitions are read. Throws a Refusal. */
export function jsonFile(path: string): Json {
  const read = readJson(bytesOf(path));
  if (read.kind === 'read') return read.document;
  throw new Refusal(
    read.problems.map(({ pointer, message }) => serverProblem('file-not-json', { pointer }, { path, reason: message })),
  );
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path === '-' ? 0 : path);
  } catch (error) {
    throw new Refusal([fileFault(path, error)]);
  }
}

/** Refuses a command line that gives `-` to more than one option. */
export function refuseStdinTwice(options: Readonly<Record<string, unknown>>): void {
  const isStdin = (value: unknown): boolean =>
    value === '-' || (typeof value === 'object' && value !== null && Object.values(value).includes('-'));
  const takers = Object.keys(options).filter((name) => name !== 'output' && name !== 'null' && isStdin(options[name]));
  if (takers.length < 2) return;
  const names = takers.map((name) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
  throw new Refusal([serverProblem('stdin-twice', { pointer: '' }, { options: names.join(', ') })]);
}
