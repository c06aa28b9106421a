import type { Problem } from '../../definitions/index.ts';

/** The store cannot be used: its problem says why and what to do. */
export class StoreError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.message.en);
    this.problem = problem;
  }
}
