import type { CompileOptions, Json, Language, Result } from '../definitions/index.ts';

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
