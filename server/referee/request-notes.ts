import { bareProblem, type Problem } from '../../definitions/index.ts';

/** Notes what is wrong with a request, and where. */
export type RequestNote = (code: string, pointer: string) => void;

export const isAbsent = (json: unknown) => json === undefined || json === null;

/** A problem by its code; the referee fills in no slots. */
export function problemOf(code: string, pointer: string): Problem {
  return bareProblem(code, { pointer });
}
