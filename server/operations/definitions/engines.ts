import {
  compile,
  type Compiled,
  type CompileOptions,
  type Json,
  type Language,
  type Library,
  type Result,
} from '../../../definitions/index.ts';

/** The ways to compute one and the same decision. */
export const ENGINES = ['function', 'reference', 'sql'] as const;
export type EngineName = (typeof ENGINES)[number];

/** Answers requests of one decision. */
export interface Engine {
  /** How many requests at once serve it best. */
  readonly group: number;
  /** One result per request, in order. Requests are parsed JSON; whatever is wrong with one is in its result. */
  decide(requests: readonly Json[], language: Language): Promise<readonly Result[]> | readonly Result[];
  close(): Promise<void>;
}

export type EngineOptions = Pick<CompileOptions, 'trace' | 'cuts' | 'unknown'>;
type MakeEngine = (library: Library, ref: string, options: EngineOptions) => Promise<Engine>;

/** Each engine is loaded only when it is asked for. */
const makers: Readonly<Partial<Record<EngineName, () => Promise<MakeEngine>>>> = {
  function: async () => functionEngine,
  reference: async () => (await import('../../referee/engine.ts')).referenceEngine,
  sql: async () => (await import('../../batch/sql-engine/engine.ts')).sqlEngine,
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
