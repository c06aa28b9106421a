import type { PatternFault, PatternReason } from './syntax.ts';

/** A pattern's code points, and how far they were read. */
export interface PatternReader {
  readonly points: readonly string[];
  at: number;
}
/** A jump out of the reading, which `parseSyntax` returns as data. */
export class PatternRefusal extends Error {
  readonly fault: PatternFault;
  constructor(reason: PatternReason, at: number) {
    super(reason);
    this.fault = { reason, at };
  }
}
export const refuse = (reason: PatternReason, at: number): never => {
  throw new PatternRefusal(reason, at);
};
