import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../definitions/index.ts';

/** A machine of SCXML's published tests as XState reads it, and the states that it is in at first and after each event. */
export interface ScxmlCase {
  readonly id: string;
  readonly machine: JsonObject;
  readonly initialConfiguration: readonly string[];
  readonly events: readonly {
    readonly after?: number;
    readonly event: string;
    readonly nextConfiguration: readonly string[];
  }[];
}

/** The cases in the folder `cases/scxml`. */
export const scxmlCases = (folder: string): readonly ScxmlCase[] =>
  JSON.parse(readFileSync(join(folder, 'scxml-cases.json'), 'utf8')) as readonly ScxmlCase[];
