import { readFileSync } from 'node:fs';
import { type Library, link, type Message, nearestName, type Problem } from '../../definitions/index.ts';
import { readDefinitionFiles } from '../definition-files.ts';
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
  const refusal = whyNoDecision(library, ref, problems);
  if (refusal.length > 0) throw new Refusal(refusal);
  return library;
}

/** Why a library has no decision for a reference; empty where it has one. */
export function whyNoDecision(library: Library, ref: string, problems: readonly Problem[]): readonly Problem[] {
  if (library.around.decision(ref) !== undefined) return [];
  const at = { definition: ref, pointer: '' };
  const definition = library.definitions.get(ref);
  const own = problems.filter((problem) => problem.definition === ref && problem.severity === 'error');
  if (definition === undefined && own.length > 0) return own;
  if (definition === undefined) return [serverProblem('decision-not-found', at, { ref, hint: hintFor(library, ref) })];
  if (!library.broken.has(ref)) return [serverProblem('decides-nothing', at, { ref, kind: definition.kind })];
  const errors = problems.filter((problem) => problem.severity === 'error');
  return [serverProblem('definition-has-errors', at, { ref }), ...(own.length > 0 ? own : errors)];
}

/** `: did you mean …?` for a reference that no definition has. */
export function hintFor(library: Pick<Library, 'definitions'>, ref: string): Message {
  const near = nearestName(ref, [...library.definitions.keys()]);
  return near === undefined
    ? { 'zh-CN': '', en: '' }
    : { 'zh-CN': `；是否指 ${near}？`, en: `; did you mean ${near}?` };
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
