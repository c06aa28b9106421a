import { compile, type Compiled, type Json, type Language, type Library, type Result } from '../definitions/index.ts';
import { type Engine, ENGINES, type EngineName, type EngineOptions } from './engine.ts';

type MakeEngine = (library: Library, ref: string, options: EngineOptions) => Promise<Engine>;

/** Each engine is loaded only when it is asked for. */
const makers: Readonly<Partial<Record<EngineName, () => Promise<MakeEngine>>>> = {
  function: async () => functionEngine,
  reference: async () => (await import('./referee/engine.ts')).referenceEngine,
  sql: async () => (await import('./batch/sql-engine/engine.ts')).sqlEngine,
};

/** The engines this program has. */
export const availableEngines = (): readonly EngineName[] => ENGINES.filter((name) => makers[name] !== undefined);

/** Prepares an engine for a decision that the library has. */
export async function engineFor(
  name: EngineName,
  library: Library,
  ref: string,
  options: EngineOptions = {},
): Promise<Engine> {
  const load = makers[name];
  if (load === undefined) throw new Error(`There is no engine ${name}`);
  const make = await load();
  return make(library, ref, options);
}

async function functionEngine(library: Library, ref: string, options: EngineOptions): Promise<Engine> {
  const compiled = compile(library, [ref], options);
  return {
    group: 256,
    decide: (requests, language) => requests.map((request) => resultOf(compiled, ref, request, language)),
    close: async () => {},
  };
}

function resultOf(compiled: Compiled, ref: string, request: Json, language: Language): Result {
  const result = compiled.decide(request, language)[ref];
  if (result === undefined) throw new Error(`${ref} gave no result`);
  return result;
}
